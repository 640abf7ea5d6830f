"""CPU seconds of `pixgrad audit SLUG --only LABEL` for every exercise of the course; the dearest at the end.

Run: python benchmarks/only.py [SLUG]...

Children are counted, so that a figure does not depend on how many cores there are; it does depend on what
else they do, so measure on a quiet machine. Wanted: 4 seconds for a0_numpy, 8 for any.
"""

import resource
import subprocess
import sys
from pathlib import Path

from pixgrad.authoring import source
from pixgrad.course import Course

WANTED, ELSEWHERE = {"a0_numpy": 4.0}, 8.0
PIXGRAD = str(Path(sys.executable).with_name("pixgrad"))


def cpu_seconds(slug, label):
    """CPU seconds of one audit, and whether all was well."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [PIXGRAD, "audit", slug, "--only", label, "--seed", "1"], capture_output=True, check=False
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, done.returncode == 0


def main():
    course = Course.find()
    labels = [
        (slug, label)
        for slug in course.chosen(tuple(sys.argv[1:]))
        for label in source.read(course.script(slug)).exercises()
    ]
    measured = []
    for slug, label in labels:
        seconds, well = cpu_seconds(slug, label)
        measured.append(f"{seconds:6.1f}  {slug}/{label}{'' if well else '  not well'}{over(slug, seconds)}")
        print(measured[-1], flush=True)
    print("the dearest:", *sorted(measured, reverse=True)[:10], sep="\n")


def over(slug, seconds):
    return "" if seconds <= WANTED.get(slug, ELSEWHERE) else "  more than wanted"


if __name__ == "__main__":
    main()
