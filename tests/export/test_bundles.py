"""What is made for Gradescope and GitHub runs in a folder laid out as they lay it out."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest

from pixgrad.authoring import wheels
from pixgrad.classroom.gradescope import results
from pixgrad.marking.verdict import Result, Verdict

SLUG = "t1_sums"
# What https://gradescope-autograders.readthedocs.io/en/latest/specs/ allows, and of a test.
TOP = {
    "score",
    "execution_time",
    "output",
    "output_format",
    "visibility",
    "stdout_visibility",
    "extra_data",
    "tests",
}
TEST = {"score", "max_score", "status", "name", "number", "output", "output_format", "tags", "visibility"}
VISIBILITIES = {"hidden", "after_due_date", "after_published", "visible"}


@pytest.fixture
def quick_wheels(monkeypatch):
    """Wheels that cost nothing: the tests run the package as it is."""

    def empty(folder):
        path = folder / "pixgrad-1+student-py3-none-any.whl"
        path.touch()
        return path

    monkeypatch.setattr(wheels, "whole", empty)
    monkeypatch.setattr(wheels, "for_students", empty)


def is_as_gradescope_wants(said):
    """Raise AssertionError unless results are in the form that Gradescope tells."""
    assert set(said) <= TOP
    for test in said["tests"]:
        assert set(test) <= TEST
        assert test["visibility"] in VISIBILITIES
        assert test["status"] in ("passed", "failed")
        assert 0 <= test["score"] <= test["max_score"]


def python_in(folder):
    """Put this Python where set-up would have made an environment."""
    python = folder / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    python.chmod(0o755)


@pytest.fixture
def autograder(pixgrad, course, tmp_path, quick_wheels):
    """Gradescope's folder, with what was uploaded unpacked in it."""
    said = pixgrad("bundle", "gradescope", SLUG, "--out", str(tmp_path / "up.zip"))
    assert said.code == 0, said.err
    root = tmp_path / "autograder"
    with zipfile.ZipFile(tmp_path / "up.zip") as archive:
        archive.extractall(root / "source")
    shutil.copy(root / "source" / "run_autograder", root)
    (root / "run_autograder").chmod(0o755)
    python_in(root / "source")
    (root / "submission").mkdir()
    return root


@pytest.mark.slow
def test_gradescope_gets_a_test_for_each_exercise(autograder, notebook, hand_made):
    """Does the run script leave results that Gradescope reads, hidden tests told only when published?"""
    nbformat.write(notebook(**hand_made.MINUS), autograder / "submission" / "my sums.ipynb")
    env = os.environ | {"AUTOGRADER": str(autograder)}
    subprocess.run([autograder / "run_autograder"], env=env, cwd=autograder, check=True)
    said = json.loads((autograder / "results" / "results.json").read_text())
    is_as_gradescope_wants(said)
    scores = {test["name"]: test["score"] for test in said["tests"] if test["max_score"]}
    assert scores == {"add": 0, "mean": 35, "double": 25}
    (hidden,) = [test for test in said["tests"] if test["visibility"] == "after_published"]
    assert hidden["name"].startswith("add:")
    assert "add(5, -7)" in hidden["output"]
    (add,) = [test for test in said["tests"] if test["name"] == "add"]
    assert "-7" not in add["output"]
    assert "called my sums.ipynb" in said["output"]


def test_a_submission_without_a_notebook_has_0_points_and_the_reason(kit):
    """Does every exercise say why nothing was marked?"""
    lost = tuple(
        Result(e.label, e.points, 0.0, "not-run", "no notebook", told="no notebook") for e in kit.exercises
    )
    said = results(kit, Verdict("", SLUG, "unreadable", lost))
    is_as_gradescope_wants(said)
    assert {test["output"].split("\n")[0] for test in said["tests"]} == {"no notebook"}


@pytest.mark.usefixtures("quick_wheels")
def test_the_zip_for_gradescope_has_its_scripts_at_the_top(pixgrad, course):
    """Are set-up and run script in the root of the zip, executable, and all that they name beside them?"""
    said = pixgrad("bundle", "gradescope", SLUG)
    assert said.code == 0, said.err
    with zipfile.ZipFile(course.root / "dist" / f"gradescope-{SLUG}.zip") as archive:
        modes = {member.filename: member.external_attr >> 16 & 0o777 for member in archive.infolist()}
    assert modes["setup.sh"] == modes["run_autograder"] == 0o755
    assert {"constraints.txt", f"course/solutions/{SLUG}/{SLUG}.ipynb", "course/grading/secret"} <= set(modes)


@pytest.mark.usefixtures("quick_wheels")
@pytest.mark.parametrize("script", ["setup.sh", "run_autograder"])
def test_the_scripts_are_bash(script):
    """Does bash read each script without running it?"""
    text = Path(wheels.__file__).parents[1] / "export" / "templates" / script
    subprocess.run(["bash", "-n", str(text)], check=True)


def test_a_bundle_of_no_assignment_is_one_line(pixgrad, course):
    """Is a wrong slug answered with the nearest?"""
    said = pixgrad("bundle", "gradescope", "t1_sum")
    assert said.code == 2
    assert "did you mean t1_sums?" in said.err
    assert not (course.root / "dist").exists()


@pytest.mark.usefixtures("quick_wheels")
def test_the_repository_for_github_has_no_hidden_test_and_a_workflow_that_names_its_files(pixgrad, course):
    """Do the notebook and the wheel that the workflow names lie where it looks for them?"""
    (course.solutions / SLUG / f"{SLUG}.py").touch()
    said = pixgrad("bundle", "github", SLUG)
    assert said.code == 0, said.err
    folder = course.root / "dist" / f"github-{SLUG}"
    workflow = (folder / ".github" / "workflows" / "classroom.yml").read_text()
    named = [word for word in workflow.split() if word.endswith((".whl", ".ipynb"))]
    assert len(named) == 2
    assert all((folder / name).is_file() for name in named)
    assert "name: Autograding Tests" in workflow
    assert "BEGIN HIDDEN" not in (folder / named[1]).read_text()


@pytest.mark.slow
def test_github_is_told_points_and_reasons(tmp_path, notebook, hand_made):
    """Does a run print the notices, write a summary, and fail where something is wrong?"""
    nbformat.write(notebook(double="double = abs"), tmp_path / "t1_sums.ipynb")
    env = os.environ | {"GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md")}
    command = [sys.executable, "-m", "pixgrad.marking.github_actions", "t1_sums.ipynb"]
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "::notice title=Autograding complete::Points 75/100" in done.stdout
    assert "- ✗ `double` 0 of 25" in (tmp_path / "summary.md").read_text()
