"""Files that are written whole, and folders that go with their process."""

import errno
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pixgrad import files
from pixgrad.files import OwnFolder, append, write_if_other


def test_lines_are_added_below_the_last_one(tmp_path):
    """Does a line that a person left without its end stay a line?"""
    path = tmp_path / "table.csv"
    path.write_text("a,b\n1,2")
    append(path, "3,4\n")
    append(path, "5,6\n")
    assert path.read_text() == "a,b\n1,2\n3,4\n5,6\n"


@pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="limits of files are POSIX's")
def test_a_full_disk_adds_no_half_line(tmp_path):
    """Is the table as it was if there is no room for all of the lines?"""
    path = tmp_path / "table.csv"
    path.write_text("a,b\n")
    code = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from pixgrad.files import append\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (6, 6))\n"
        "append(Path(sys.argv[1]), '1,2\\n')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False
    )
    assert "PixgradError" in done.stderr and os.strerror(errno.ENOSPC) in done.stderr
    assert path.read_text() == "a,b\n"


def test_a_file_that_is_the_same_is_left(tmp_path):
    """Is only another text written?"""
    path = tmp_path / "x"
    write_if_other(path, "one")
    before = path.stat().st_ino
    write_if_other(path, "one")
    assert path.stat().st_ino == before
    write_if_other(path, "two")
    assert path.read_text() == "two"


def test_what_a_killed_process_left_is_removed(tmp_path, monkeypatch):
    """Does a folder that nobody holds go, and stay if it is held, new, or called otherwise?"""
    monkeypatch.setattr(files.tempfile, "tempdir", str(tmp_path))
    held = OwnFolder("mine-")
    for name in ("mine-left", "mine-new", "other-left"):
        (tmp_path / name).mkdir()
    long_ago = time.time() - 2 * files.SECONDS_TO_LOCK
    for path in (held.path, tmp_path / "mine-left", tmp_path / "other-left"):
        os.utime(path, (long_ago, long_ago))
    next_one = OwnFolder("mine-")
    there = {path.name for path in tmp_path.iterdir()}
    assert there == {held.path.name, next_one.path.name, "mine-new", "other-left"}
    for folder in (held, next_one):
        folder.close()
        assert not folder.path.exists()


def test_a_forked_copy_leaves_the_folder(tmp_path, monkeypatch):
    """Does the end of a copy of the process leave the folder to the process itself?"""
    monkeypatch.setattr(files.tempfile, "tempdir", str(tmp_path))
    folder = OwnFolder("mine-")
    if os.fork() == 0:
        folder.close()
        os._exit(0)
    os.wait()
    assert folder.path.exists()
    folder.close()
    assert not folder.path.exists()
