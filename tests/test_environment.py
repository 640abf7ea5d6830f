"""The places that name dependencies agree with each other."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def bounds(lines):
    """Name -> version specifier; conda has dask[distributed] in two packages, and msgpack as another."""
    found = {}
    for requirement in map(Requirement, lines):
        for name in (requirement.name, *requirement.extras):
            found[name.removesuffix("-python")] = str(requirement.specifier)
    return found


def test_conda_environment_has_the_bounds_of_pyproject():
    """Does environment.yml ask for just what a student's and an instructor's machine need?"""
    text = (ROOT / "environment.yml").read_text(encoding="utf-8")
    listed = re.findall(r"^ +- ([a-z].*)$", text, flags=re.MULTILINE)
    conda = bounds(line for line in listed if line not in ("conda-forge", "pip", "pip:"))
    assert conda.pop("python") == PROJECT["requires-python"]
    assert conda == bounds(PROJECT["dependencies"] + PROJECT["optional-dependencies"]["grader"])


def test_the_lock_holds_every_dependency_within_its_bounds():
    """Is every declared dependency locked at a version that its bounds allow?"""
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    locked = {canonicalize_name(r.name): r for r in map(Requirement, filter(None, lines))}
    extras = PROJECT["optional-dependencies"]
    for requirement in map(Requirement, PROJECT["dependencies"] + extras["grader"] + extras["dev"]):
        (pin,) = locked[canonicalize_name(requirement.name)].specifier
        assert requirement.specifier.contains(pin.version), requirement.name


def test_no_committed_text_file_names_a_place_of_one_machine():
    """Are the lock, the configuration and the scripts free of addresses of package indexes?"""
    for name in ("requirements.lock", "pyproject.toml", "environment.yml", "Makefile", ".ci/run"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "index-url" not in text
        assert "find-links" not in text
        assert "://" not in text


@pytest.mark.parametrize("name", ["numpy", "nbgrader", "jupytext"])
def test_every_bound_says_why(name):
    """Does each dependency in pyproject.toml carry its reason?"""
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    found = [line for line in lines if line.strip().startswith(f'"{name}')]
    assert found and all(re.search(r"# \w+", line) for line in found)
