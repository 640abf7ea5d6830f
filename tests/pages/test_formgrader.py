"""Formgrader in a browser: a fresh clone of a course, and the button that autogrades."""

import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import nbformat
import pytest

from pixgrad.classroom.batch import summary_of

SLUG = "t1_sums"
pytestmark = pytest.mark.slow  # a JupyterLab and a marked submission: some ten CPU seconds


@contextmanager
def jupyterlab(folder, home):
    """A JupyterLab that serves a folder; yields its address."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
    command += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0", "--IdentityProvider.token=known"]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = os.environ | {"PATH": path, "HOME": str(home), "JUPYTER_PLATFORM_DIRS": "1"}
    with (home / "lab.log").open("w") as log:
        server = subprocess.Popen(command, cwd=folder, env=env, stdout=log, stderr=subprocess.STDOUT)
        try:
            for _ in range(240):
                with socket.socket() as answers:
                    if answers.connect_ex(("localhost", port)) == 0:
                        break
                assert server.poll() is None, (home / "lab.log").read_text()
                time.sleep(0.5)
            yield f"http://localhost:{port}"
        finally:
            server.terminate()
            server.wait(30)


def test_the_autograde_button_marks_and_penalises_in_a_fresh_clone(
    chromium, course, hand_made, limits, tmp_path
):
    """Does a course without a gradebook mark a late submission at a click, with the penalty?"""
    shutil.rmtree(course.grading)  # a clone has none
    course.release(SLUG).parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(hand_made.release_notebook(), course.release(SLUG))
    with course.settings.open("a") as file:
        file.write(f"c.MarkingExporter.isolation = {limits.isolation!r}\n")
        file.write(f'c.DueDates.due = {{"{SLUG}": "2026-10-12"}}\nc.DueDates.penalty_percent = 10.0\n')
    handed_in = hand_made.hand_in(course.submitted, "ada", hand_made.student_notebook())
    (handed_in.parent / "timestamp.txt").write_text("2026-10-13 09:00:00 UTC")
    context = chromium.new_context()
    context.set_default_timeout(60_000)
    page = context.new_page()
    with jupyterlab(course.root, tmp_path) as address:
        page.goto(f"{address}/formgrader/manage_assignments?token=known")
        page.wait_for_selector(f"td >> text={SLUG}")
        page.goto(f"{address}/formgrader/manage_submissions/{SLUG}?token=known")
        page.wait_for_selector("td >> text=ada")
        row = page.locator("tr", has_text="ada")
        row.locator("td.autograde a, td.autograde span.glyphicon").first.click()
        page.wait_for_selector(".modal-body >> visible=true")
        assert "successfully" in page.inner_text(".modal-body >> visible=true").lower()
        context.close()
    assert summary_of(course, SLUG).totals == {"ada": 90.0}
