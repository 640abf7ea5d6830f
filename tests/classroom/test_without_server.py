"""What a run of marking imports."""

import subprocess
import sys

import pytest

SAY = """
import sys
import pixgrad.classroom.{0}
print(*sorted(name for name in {1!r} if sys.modules.get(name) is not None))
"""
DEAR = ("nbgrader.server_extensions", "rfc3987_syntax", "matplotlib", "sqlalchemy", "jupyter_server")


def imported(module):
    """Which of the modules that take long a fresh process has, once it has imported another."""
    said = subprocess.run(
        [sys.executable, "-c", SAY.format(module, DEAR)], capture_output=True, text=True, check=True
    )
    return said.stdout.split()


@pytest.mark.slow
def test_workers_are_forked_from_a_process_without_servers_and_databases():
    """Does no worker hold nbgrader's server extensions, its database, or Matplotlib?"""
    assert imported("preloaded") == []


@pytest.mark.slow
def test_the_rest_of_nbgrader_is_there():
    """Can the gradebook be used without the extensions?"""
    assert imported("without_server, pixgrad.classroom.gradebook") == ["sqlalchemy"]
