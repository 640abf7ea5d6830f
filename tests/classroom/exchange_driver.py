"""Runs nbgrader's commands for several unix accounts, importing nbgrader once: lines of JSON in, lines out.

A request says ``cwd``, ``words`` and, if somebody else than the present account shall call, ``user``.
The words ``api autograde SLUG STUDENT`` are what formgrader's Autograde button calls. This is no test.
"""

import importlib
import json
import os
import pkgutil
import sys
import tempfile
import traceback
import warnings

warnings.simplefilter("ignore")


def import_all() -> None:
    """Import all that a command may want: another account may not be able to read this Python's files."""

    for package in ("nbgrader.apps", "nbgrader.exchange", "nbgrader.plugins", "nbgrader.auth", "encodings"):
        module = importlib.import_module(package)
        for found in pkgutil.walk_packages(module.__path__, f"{package}."):
            try:
                importlib.import_module(found.name)
            except ImportError:
                continue


def call(words: list[str]) -> None:
    """Run one command; what `nbgrader` would do, or formgrader's button."""
    from nbgrader.apps import NbGraderApp

    if words[0] != "api":
        NbGraderApp.launch_instance(words)
        return
    from nbgrader.apps.api import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory

    app = NbGraderApp()
    app.initialize([])
    result = NbGraderAPI(CourseDirectory(parent=app), parent=app).autograde(*words[2:])
    print(result.get("log"), result.get("error"))
    if not result["success"]:
        raise SystemExit(1)


def become(user: str, home: str) -> None:
    import pwd

    account = pwd.getpwnam(user)
    os.setgroups([])
    os.setgid(account.pw_gid)
    os.setuid(account.pw_uid)
    os.environ.update(HOME=home, USER=user, LOGNAME=user)


def run(request: dict) -> int:
    """Run one request in this process, which is a fork of its own."""
    os.chdir(request["cwd"])
    if request.get("user"):
        become(request["user"], request["cwd"])
    try:
        call(request["words"])
    except SystemExit as end:
        return int(end.code or 0) if isinstance(end.code, int | None) else 1
    except BaseException:
        traceback.print_exc()
        return 1
    return 0


def serve() -> None:
    import_all()
    for line in sys.stdin:
        with tempfile.TemporaryFile("w+") as said:
            child = os.fork()
            if child == 0:
                os.dup2(said.fileno(), 1)
                os.dup2(said.fileno(), 2)
                code = run(json.loads(line))
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(code)
            code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            said.seek(0)
            print(json.dumps({"code": code, "said": said.read()}), flush=True)


if __name__ == "__main__":
    serve()
