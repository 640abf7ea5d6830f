"""The recipe of docs/platforms.md, run: a JupyterHub, a teacher, a student, from release to fetched feedback.

    sudo .venv/bin/python tests/hub/run.py [--folder /tmp/hub]

Takes some ten minutes the first time. It needs root, since it makes two accounts (and removes them), npm, and
a Python at /usr/bin/python3 with its venv module, which every account can run; packages come from the
registries.
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import requests

from pixgrad.authoring import wheels
from pixgrad.notebook.cells import answers, with_answers

ROOT = Path(__file__).resolve().parents[2]
SLUG = "a0_numpy"
MISSED = "image-facts"  # the exercise that the student does not do
STUDENT, TEACHER = "hub-ada", "hub-teacher"
TOKEN = "token-of-this-run-alone"
HUB = "http://127.0.0.1:18765"
SYSTEM_PYTHON = "/usr/bin/python3"
CONFIG = """
c.JupyterHub.bind_url = "{hub}"
c.JupyterHub.hub_port = 18766
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:18767"
c.ConfigurableHTTPProxy.command = ["{folder}/node_modules/.bin/configurable-http-proxy"]
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True
c.Spawner.cmd = ["{folder}/student/bin/jupyterhub-singleuser"]
c.Spawner.environment = {{"PATH": "{folder}/student/bin:/usr/bin:/bin"}}
c.Spawner.http_timeout = c.Spawner.start_timeout = 300
c.JupyterHub.services = [{{"name": "run", "api_token": "{token}"}}]
scopes = ["admin:users", "admin:servers", "access:servers"]
c.JupyterHub.load_roles = [{{"name": "run", "scopes": scopes, "services": ["run"]}}]
"""
SHARED = """c = get_config()
c.Exchange.root = "{folder}/exchange"
c.CourseDirectory.course_id = "pixgrad"
"""


def call(*words: object, user: str = "", cwd: Path = ROOT, **variables: str) -> str:
    """Run a program, as another account if one is named, and return what it printed; end if it fails."""
    command = [str(word) for word in words]
    if user:
        variables |= {"HOME": f"/home/{user}"}
        command = ["runuser", "-u", user, "--", "env", *(f"{k}={v}" for k, v in variables.items()), *command]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    print(
        f"{'ok ' if done.returncode == 0 else 'BAD'} {user or 'root'}: {' '.join(map(str, words))[:120]}",
        flush=True,
    )
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    return done.stdout


def install(folder: Path) -> None:
    """Make the proxy and the two environments, unless an earlier run has; the package in them is new."""
    more = {"student": [], "teacher": ["jupytext", "filelock", "hatchling", "pyseccomp"]}
    for name, build in (("student", wheels.for_students), ("teacher", wheels.whole)):
        shutil.rmtree(folder / "wheels" / name, ignore_errors=True)
        (folder / "wheels" / name).mkdir(parents=True)
        wheel, python = build(folder / "wheels" / name), folder / name / "bin" / "python"
        if not python.exists():
            call(SYSTEM_PYTHON, "-m", "venv", folder / name)
        pip = [python, "-m", "pip", "install", "--quiet", "--constraint", ROOT / "requirements.lock"]
        if not (folder / "installed").exists():
            call(*pip, "jupyterhub", wheel, *more[name])
        call(*pip, "--no-deps", "--force-reinstall", wheel)
    if not (folder / "installed").exists():
        call("npm", "install", "--silent", "--prefix", folder, "configurable-http-proxy")
    (folder / "installed").touch()


def lay_out(folder: Path) -> Path:
    """Make accounts, course and exchange as the recipe says; returns the course."""
    for user in (STUDENT, TEACHER):
        call("useradd", "--create-home", user)
    course = folder / "course"
    shutil.rmtree(course, ignore_errors=True)
    shutil.rmtree(folder / "exchange", ignore_errors=True)
    for name in ("solutions", "assignments"):
        shutil.copytree(ROOT / name / SLUG, course / name / SLUG)
    for name in ("grader_config.py", "nbgrader_config.py"):
        shutil.copy(ROOT / name, course)
    call("chown", "-R", f"{TEACHER}:", course)
    course.chmod(0o700)
    (folder / "exchange").mkdir()
    (folder / "exchange").chmod(0o777)
    settings = folder / "student" / "etc" / "jupyter"
    settings.mkdir(parents=True, exist_ok=True)
    (settings / "nbgrader_config.py").write_text(SHARED.format(folder=folder))
    return course


class Hub:
    """A JupyterHub, and a student's own server in it."""

    def __init__(self, folder: Path) -> None:
        self.session = requests.Session()
        self.session.headers["Authorization"] = f"token {TOKEN}"
        config = folder / "jupyterhub_config.py"
        config.write_text(CONFIG.format(hub=HUB, folder=folder, token=TOKEN))
        state = folder / "state"
        shutil.rmtree(state, ignore_errors=True)
        state.mkdir()
        path = f"{folder}/student/bin:{os.environ['PATH']}"
        with (folder / "hub.log").open("w") as log:
            self.process = subprocess.Popen(
                [folder / "student/bin/jupyterhub", "-f", config],
                cwd=state,
                env=os.environ | {"PATH": path},
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def start(self) -> None:
        """Wait for the hub, then start the student's server and wait for that."""
        self._until(lambda: self.session.get(f"{HUB}/hub/api/").ok)
        print(f"ok  JupyterHub {self.session.get(f'{HUB}/hub/api/').json()['version']}", flush=True)
        self.session.post(f"{HUB}/hub/api/users/{STUDENT}")
        self.session.post(f"{HUB}/hub/api/users/{STUDENT}/server")
        user = f"{HUB}/hub/api/users/{STUDENT}"
        self._until(lambda: self.session.get(user).json()["servers"].get("", {}).get("ready"))

    def _until(self, ready: object, seconds: int = 300) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                if ready():  # type: ignore[operator]
                    return
            except (requests.ConnectionError, ValueError, KeyError):
                pass
            time.sleep(1)
        sys.exit("the hub did not answer; see hub.log")

    def assignments(self, verb: str = "") -> str:
        """Do what the menu Nbgrader, Assignment List does."""
        asked = {"course_id": "pixgrad", "assignment_id": SLUG}
        url = f"{HUB}/user/{STUDENT}/assignments"
        answer = (
            self.session.post(f"{url}/{verb}", data=asked) if verb else self.session.get(url, params=asked)
        )
        said = answer.json()
        if not said["success"]:
            sys.exit(f"{verb}: {json.dumps(said)[:2000]}")
        print(f"ok  {STUDENT}: assignment list, {verb or 'list'}", flush=True)
        return answer.text

    def stop(self) -> None:
        """End the server and the hub."""
        self.session.delete(f"{HUB}/hub/api/users/{STUDENT}/server")
        time.sleep(3)
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)


def work(folder: Path, notebook: Path) -> None:
    """Let the student fill in the notebook, all but one exercise, run it, and check it."""
    right = answers(nbformat.read(ROOT / "solutions" / SLUG / f"{SLUG}.ipynb", as_version=4))
    del right[MISSED]
    nbformat.write(with_answers(nbformat.read(notebook, as_version=4), right), notebook)
    programs = folder / "student" / "bin"
    call(
        programs / "jupyter",
        "execute",
        notebook,
        "--allow-errors",
        "--output=ran",
        user=STUDENT,
        cwd=notebook.parent,
    )
    ran = notebook.with_name("ran.ipynb")
    require(ran.read_text(encoding="utf-8").count("✓") == 10, "checks in the notebook pass, but one")
    ran.unlink()


def require(true: bool, what: str) -> None:
    """End unless something is so."""
    print(f"{'ok ' if true else 'BAD'} {what}", flush=True)
    if not true:
        sys.exit(1)


def term(folder: Path, course: Path, hub: Hub) -> None:
    """Go the whole way: release, fetch, submit, collect, mark, feedback, fetch."""

    def teach(*words: str) -> str:
        path = f"{folder}/teacher/bin:/usr/bin:/bin"
        return call(*words, user=TEACHER, cwd=course, PATH=path, PIXGRAD_EXCHANGE=f"{folder}/exchange")

    teach("nbgrader", "generate_assignment", SLUG, "--force")
    teach("nbgrader", "release_assignment", SLUG)
    hub.start()
    require(SLUG in hub.assignments(), "the assignment is in the list")
    hub.assignments("fetch")
    home = Path("/home") / STUDENT / SLUG
    work(folder, home / f"{SLUG}.ipynb")
    hub.assignments("submit")
    teach("nbgrader", "collect", SLUG)
    teach("pixgrad", "grade", SLUG, "--isolation", "none")
    grades = (course / "grading" / f"grades-{SLUG}.csv").read_text(encoding="utf-8")
    require(f"\n{STUDENT},92,100," in grades, "92 of 100 points")
    teach("nbgrader", "generate_feedback", SLUG)
    teach("nbgrader", "release_feedback", SLUG)
    hub.assignments("fetch_feedback")
    page = (course / "grading" / "feedback" / STUDENT / SLUG / f"{SLUG}.html").read_text(encoding="utf-8")
    fetched = [path.read_text(encoding="utf-8") for path in home.glob(f"feedback/*/{SLUG}.html")]
    require(fetched == [page], "the student has the page")
    look = ["runuser", "-u", STUDENT, "--", "ls", str(course / "grading")]
    require(
        subprocess.run(look, capture_output=True, check=False).returncode != 0, "grading/ is out of reach"
    )


def main() -> None:
    """Make it all, run it, and take the accounts away again."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folder", type=Path, default=Path("/tmp/pixgrad-hub"))
    folder = parser.parse_args().folder
    folder.mkdir(mode=0o755, exist_ok=True)
    install(folder)
    try:
        course = lay_out(folder)
        hub = Hub(folder)
        try:
            term(folder, course, hub)
        finally:
            hub.stop()
    finally:
        for user in (STUDENT, TEACHER):
            subprocess.run(["userdel", "--remove", user], capture_output=True, check=False)


if __name__ == "__main__":
    main()
