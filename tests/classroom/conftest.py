"""nbgrader's own commands, for tests that need several: it takes a second of CPU to import."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

DRIVER = Path(__file__).with_name("exchange_driver.py")


@pytest.fixture
def nbgrader():
    """Call nbgrader in a folder, as this account or another one; a call that fails fails the test."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    env = os.environ | {"PATH": path, "JUPYTER_PLATFORM_DIRS": "1"}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, str(DRIVER)], text=True, env=env, **pipes) as driver:

        def call(cwd, *words, user=None):
            driver.stdin.write(json.dumps({"cwd": str(cwd), "words": words, "user": user}) + "\n")
            driver.stdin.flush()
            answer = json.loads(driver.stdout.readline())
            assert answer["code"] == 0, answer["said"]
            return answer["said"]

        yield call
        driver.stdin.close()
