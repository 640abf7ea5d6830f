"""From nothing to a marked class: builds the notebooks, makes up a class, marks it, says what to open.

The class lives in a course of its own, dist/demo, so that real submissions and marks are never touched.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DEMO = ROOT / "dist" / "demo"
SLUG = "a1_knn"
COURSE = ("grader_config.py", "nbgrader_config.py", f"solutions/{SLUG}", f"assignments/{SLUG}")


def pixgrad(*words: str, cwd: Path = DEMO) -> None:
    """Run one command as a person would, showing it; stops the demo if it fails."""
    print(f"\n$ pixgrad {' '.join(words)}", flush=True)
    done = subprocess.run([sys.executable, "-m", "pixgrad.cli", *words], cwd=cwd, check=False)
    if done.returncode:
        sys.exit(done.returncode)


def main() -> None:
    """Build, simulate, mark, and point to the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=14, help="size of the class (default 14)")
    students = parser.parse_args().students
    started = time.monotonic()
    pixgrad("build", cwd=ROOT)
    lay_out()
    pixgrad("simulate", SLUG, "--students", str(students))
    pixgrad("grade", SLUG, "--isolation", "none")  # a class that we made up: its code is ours
    seconds = time.monotonic() - started
    print(f"\nThe demo took {seconds:.0f} s on {os.cpu_count()} cores. Now open in a browser:")
    for what, path in results().items():
        print(f"  {what:22} {path}")


def lay_out() -> None:
    """Copy what makes a course; what an earlier demo has marked stays, for the next to go on from."""
    for name in COURSE:
        source, target = ROOT / name, DEMO / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(source, target)
        else:
            shutil.copy(source, target)


def results() -> dict[str, Path]:
    """Return the files worth opening, as seen from here."""
    grading = Path(os.path.relpath(DEMO / "grading"))
    pages = sorted(grading.glob(f"feedback/s*-mistakes/{SLUG}/{SLUG}.html"))
    return {
        "the class report": grading / f"report-{SLUG}.html",
        "a student's feedback": next(iter(pages), grading / "feedback"),
        "or in a spreadsheet": grading / f"grades-{SLUG}.csv",
    }


if __name__ == "__main__":
    main()
