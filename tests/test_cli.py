import errno
import importlib.util
import re
import subprocess
import sys
from importlib.metadata import version

import pytest
from click.testing import CliRunner

from pixgrad import cli
from pixgrad.errors import PixgradError, UsageError


def test_help_shows_every_command_with_a_line():
    """Does --help list all commands, those of a student first, each with a whole sentence on what it does?"""
    shown = CliRunner().invoke(cli.cli, ["--help"]).output
    said = re.findall(r"^  (\w+)  +(\S.*(?:\n {6,}.*)*)", shown[shown.index("A student:") :], re.MULTILINE)
    assert [name for name, _ in said] == list(cli.COMMANDS)
    assert all(len(text) > 10 and "..." not in text for _, text in said)


@pytest.mark.parametrize("name", list(cli.COMMANDS))
def test_every_command_teaches(name):
    """Does each command's --help explain it?"""
    result = CliRunner().invoke(cli.cli, [name, "--help"])
    assert result.exit_code == 0
    assert "Usage:" in result.output
    assert len(result.output.splitlines()) > 5


def test_help_imports_nothing_heavy():
    """Is --help quick because it imports neither nbgrader nor SciPy?"""
    program = (
        "import sys; sys.argv = ['pixgrad', '--help']\n"
        "from pixgrad import cli\n"
        "try: cli.main()\n"
        "except SystemExit: pass\n"
        "print([m for m in ('scipy', 'nbgrader', 'matplotlib', 'jupytext') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_version_is_told():
    """Does --version give the version that the installed package has?"""
    assert CliRunner().invoke(cli.cli, ["--version"]).output == f"pixgrad, version {version('pixgrad')}\n"


def test_what_students_get_has_no_command_of_instructors(monkeypatch):
    """Where the package of a command is not installed, is it neither listed nor a traceback?"""
    found = importlib.util.find_spec
    absent = ("pixgrad.authoring", "pixgrad.classroom", "pixgrad.export")
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name in absent else found(name))
    listed = cli.cli.list_commands(None)
    assert {"check", "lab", "data"} <= set(listed)
    assert not {"build", "grade", "export"} & set(listed)
    with pytest.raises(UsageError, match="for instructors"):
        cli.cli.get_command(None, "grade")


@pytest.mark.parametrize(("error", "code"), [(PixgradError("no file"), 1), (UsageError("no name"), 2)])
def test_an_error_for_people_is_one_line(monkeypatch, capsys, error, code):
    """Does an expected error print one line that names the command, and exit with its code?"""

    def fail(**kwargs):
        raise error

    monkeypatch.setattr(cli.cli, "main", fail)
    monkeypatch.setattr(sys, "argv", ["pixgrad", "build"])
    with pytest.raises(SystemExit) as caught:
        cli.main()
    assert caught.value.code == code
    assert capsys.readouterr().err == f"pixgrad build: {error}\n"


def test_a_full_disk_is_one_line_wherever_it_is_met(monkeypatch, capsys):
    """Does a command say that there is no room, without a traceback?"""

    def fail(**kwargs):
        raise OSError(errno.ENOSPC, "No space left on device", "grading/x")

    monkeypatch.setattr(cli.cli, "main", fail)
    monkeypatch.setattr(sys, "argv", ["pixgrad", "grade"])
    with pytest.raises(SystemExit) as caught:
        cli.main()
    said = capsys.readouterr().err
    assert (caught.value.code, said) == (
        1,
        "pixgrad grade: No space left on device (grading/x); make room, then run it again\n",
    )


def test_a_mistyped_command_exits_2(monkeypatch, capsys):
    """Is a mistyped command answered with the nearest right one?"""
    monkeypatch.setattr(sys, "argv", ["pixgrad", "grad"])
    with pytest.raises(SystemExit) as caught:
        cli.main()
    assert caught.value.code == 2
    assert capsys.readouterr().err == "pixgrad: there is no command 'grad'; did you mean grade?\n"
