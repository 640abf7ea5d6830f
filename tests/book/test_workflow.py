"""The workflow that publishes the book."""

import re
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from pixgrad import cli
from pixgrad.data.paths import cache_folder

ROOT = Path(__file__).parents[2]
WORKFLOW = yaml.safe_load((ROOT / ".github" / "workflows" / "book.yml").read_text("utf-8"))
[JOB] = WORKFLOW["jobs"].values()


def test_what_it_calls_is_there():
    """Does every step use a pinned action, or commands, options and files that exist?"""
    for step in JOB["steps"]:
        if "uses" in step:
            assert re.fullmatch(r"actions/[\w-]+@v\d+", step["uses"])
        for command, options in re.findall(r"pixgrad (\w+)(.*)", step.get("run", "")):
            shown = CliRunner().invoke(cli.cli, [command, "--help"]).output
            assert all(option in shown for option in re.findall(r"--[\w-]+", options)), shown
        for file in re.findall(r"-r (\S+)", step.get("run", "")):
            assert (ROOT / file).is_file()


@pytest.mark.skipif(sys.platform != "linux", reason="it runs on Linux, where the cache lies elsewhere")
def test_it_may_publish_and_keeps_what_has_run(monkeypatch):
    """Has it what Pages asks for, publishes it the folder that was built, and keeps the right cache?"""
    assert WORKFLOW["permissions"] == {"contents": "read", "pages": "write", "id-token": "write"}
    given = {step["uses"].partition("@")[0]: step.get("with", {}) for step in JOB["steps"] if "uses" in step}
    [out] = re.findall(r"--out (\S+)", " ".join(step.get("run", "") for step in JOB["steps"]))
    assert given["actions/upload-pages-artifact"]["path"] == out
    for name in ("PIXGRAD_CACHE", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    assert Path(given["actions/cache"]["path"]).expanduser() == cache_folder() / "book"
