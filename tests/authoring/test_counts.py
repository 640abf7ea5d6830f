import re
from pathlib import Path

from pixgrad.authoring import build

ROOT = Path(__file__).parents[2]
TABLE = """\
Before.
<!-- counts:begin, written by: pixgrad build -->
| notebook | exercises | known mistakes | right variants |
| --- | ---: | ---: | ---: |
| `t1` | 2 | 4 | 4 |
| all | 2 | 4 | 4 |
<!-- counts:end -->
After.
"""


def test_the_build_writes_the_counts_between_the_marks(course):
    """Are the counts of the README made by the build, and noticed when they have drifted?"""
    readme = course / "README.md"
    readme.write_text(TABLE.replace("| 4 |", "| 3 |"), encoding="utf-8")
    build.write(course, ["t1"])
    assert readme.read_text(encoding="utf-8") == TABLE
    assert build.drifted(course, ["t1"]) == []
    readme.write_text(TABLE.replace("`t1` | 2", "`t1` | 3"), encoding="utf-8")
    assert build.drifted(course, ["t1"]) == ["README.md has other counts than the bank"]


def test_the_readme_says_how_many_submissions_the_battery_has(monkeypatch):
    """Is the number of submissions in the README that of the battery?"""
    monkeypatch.syspath_prepend(str(ROOT / "tests"))
    from battery.bench import BATTERY

    said = re.search(r"`make battery` marks (\d+) ", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert said is not None and int(said[1]) == len(BATTERY)
