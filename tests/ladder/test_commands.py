import pytest
from click.testing import CliRunner

import pixgrad.data
from pixgrad.errors import PixgradError, UsageError
from pixgrad.ladder import climb as climbing
from pixgrad.ladder.commands import ladder
from pixgrad.ladder.rungs import RUNGS


def run(*arguments):
    result = CliRunner().invoke(ladder, [str(argument) for argument in arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.output


@pytest.fixture
def quick(tiny, monkeypatch):
    """Tiny data sets, and only the rungs on pixels."""
    monkeypatch.setattr(pixgrad.data, "load", tiny)
    monkeypatch.setattr(climbing, "RUNGS", RUNGS[:3])


@pytest.mark.slow
def test_the_command_measures_shows_and_writes(quick, tmp_path):
    """Are figures shown, page and pictures of both sets written, and the test sets opened once each?"""
    shown = run("--data", "shapes", "--data", "cifar10", "--data", "shapes", "--epochs", 2, "--out", tmp_path)
    for rung in RUNGS[:3]:
        assert shown.count(f"{rung.name} ") == 2
    assert shown.count("opened for the 1st time") == 2
    assert "opened for the 2nd time" not in shown
    assert f"written: {tmp_path / 'ladder.md'}" in shown
    text = (tmp_path / "ladder.md").read_text()
    assert "`pixgrad ladder --data cifar10 --epochs 2`" in text
    assert (tmp_path / "pictures" / "ladder-cifar10.png").is_file()


def accuracies(folder):
    return [line.split("|")[7:9] for line in (folder / "ladder.md").read_text().splitlines() if "(a" in line]


@pytest.mark.slow
def test_the_seed_decides_the_figures(quick, tmp_path):
    """Do equal seeds give equal accuracies, and another seed others?"""
    for name, seed in (("a", 0), ("b", 0), ("c", 1)):
        run("--images", 100, "--epochs", 3, "--seed", seed, "--out", tmp_path / name)
    found = [accuracies(tmp_path / name) for name in "abc"]
    assert len(found[0]) == 3
    assert found[0] == found[1] != found[2]


@pytest.mark.slow
def test_the_page_goes_to_the_docs_of_the_course(quick, tmp_path, monkeypatch):
    """Without --out, is the page written to docs of the course around the working folder?"""
    (tmp_path / "solutions" / "a1_knn").mkdir(parents=True)
    (tmp_path / "grader_config.py").touch()
    monkeypatch.chdir(tmp_path / "solutions" / "a1_knn")
    run("--epochs", 1)
    assert (tmp_path / "docs" / "ladder.md").is_file()


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        (["--data", "shape", "--out", "x"], UsageError, "no data set 'shape'; choose shapes or cifar10"),
        (
            ["--data", "cifar10", "--out", "x"],
            PixgradError,
            "not on this machine.*pixgrad data fetch cifar10",
        ),
        (["--images", "50", "--out", "x"], UsageError, "--images must be 100 to the 5000 of shapes, not 50"),
        (["--images", "5001", "--out", "x"], UsageError, "not 5001"),
        (["--out", __file__], UsageError, "is a file; give --out a folder"),
        ([], UsageError, "is not inside a course"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(tmp_path, monkeypatch, arguments, error, message):
    """Is a wrong name, number or folder, and a set that was not fetched, told before any work is done?"""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(error, match=message) as caught:
        run(*arguments)
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "x").exists()
