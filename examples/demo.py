"""From nothing to a marked class: builds the notebooks, makes up a class, marks it, says what to open."""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SLUG = "a1_knn"


def pixgrad(*words: str) -> None:
    """Run one command as a person would, showing it; stops the demo if it fails."""
    print(f"\n$ pixgrad {' '.join(words)}", flush=True)
    done = subprocess.run([sys.executable, "-m", "pixgrad.cli", *words], cwd=ROOT, check=False)
    if done.returncode:
        sys.exit(done.returncode)


def main() -> None:
    """Build, simulate, mark, and point to the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=14, help="size of the class (default 14)")
    students = parser.parse_args().students
    started = time.monotonic()
    pixgrad("build")
    pixgrad("simulate", SLUG, "--students", str(students))
    pixgrad("grade", SLUG, "--isolation", "none")  # a class that we made up: its code is ours
    seconds = time.monotonic() - started
    print(f"\nThe demo took {seconds:.0f} s on {os.cpu_count()} cores. Now open in a browser:")
    for what, path in results().items():
        print(f"  {what:22} {path}")


def results() -> dict[str, Path]:
    """Return the files worth opening, as seen from here."""
    grading = Path(os.path.relpath(ROOT / "grading"))
    pages = sorted(grading.glob(f"feedback/s*-mistakes/{SLUG}/{SLUG}.html"))
    return {
        "the class report": grading / f"report-{SLUG}.html",
        "a student's feedback": next(iter(pages), grading / "feedback"),
        "or in a spreadsheet": grading / f"grades-{SLUG}.csv",
    }


if __name__ == "__main__":
    main()
