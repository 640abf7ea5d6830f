import re
from pathlib import Path

import pytest

from pixgrad.authoring import audit as auditor
from pixgrad.authoring import build, scaffold, source
from pixgrad.check import bank
from pixgrad.errors import UsageError


def labels(course):
    return source.read(course / "solutions/t1/t1.py").exercises()


def test_a_new_exercise_is_audited_at_once_and_its_gaps_are_listed(course):
    """Does what was written build and run, with nothing wrong but what is still to be filled in?"""
    said = scaffold.new(course, "t1", "tripled-twice", points=5)
    assert labels(course) == ["doubling", "concept-doubling", "tripled-twice"]
    assert (
        said[3]
        == "next: the points of the notebook add up to 105, and should to 100: take 5 from other checks"
    )
    assert said[4] == "then: pixgrad build t1 && pixgrad audit t1 --only tripled-twice"
    build.write(course, ["t1"])
    found = auditor.audit(course, "t1", jobs=2, only="tripled-twice")
    assert found.failed == []
    gaps = [line for line in found.problems if "TODO" in line]
    assert [line for line in found.problems if line not in gaps] == [
        "t1: the points add up to 105, not 100",
        "tripled-twice: 1 right variants in the bank, fewer than 4",
    ]
    assert sum(line.startswith("solutions/t1/t1.py:") for line in gaps) == 9
    assert (found.counts["caught"], found.counts["mistakes"], found.counts["kept"]) == (2, 2, 1)


@pytest.mark.slow
def test_a_finished_exercise_has_nothing_left_to_say(course):
    """Is an exercise without TODO, with its right answers and its points, passed by the whole audit?"""
    path = course / "solutions/t1/t1.py"
    path.write_text(path.read_text(encoding="utf-8").replace("points=60", "points=55"), encoding="utf-8")
    assert len(scaffold.new(course, "t1", "twice-more", name="double_again", points=5)) == 5
    answers = bank.FOLDER / "t1/twice-more.py"
    more = [f'# %% right="{n}"\ndef double_again(x):\n    return x * {n} / {n} * 2\n\n' for n in (2, 3, 4)]
    for file in (path, answers):
        text = file.read_text(encoding="utf-8") + "\n" * 2 + "".join(more if file == answers else ())
        file.write_text(text.replace("TODO", "Done"), encoding="utf-8")
    found = auditor.audit(course, "t1", jobs=2)
    assert found.problems + found.failed == []


def test_what_is_printed_stands_in_the_instructions(course):
    """Are the commands that `pixgrad new` names those of CONTRIBUTING, word for word?"""
    text = (Path(__file__).parents[2] / "CONTRIBUTING.md").read_text(encoding="utf-8")
    said = "\n".join(scaffold.new(course, "t1", "tripled-twice"))
    commands = re.findall(r"pixgrad \w+ t1.*", said)
    assert len(commands) == 1
    for command in commands:
        assert f"`{command.replace('t1', 'a0_numpy').replace('tripled-twice', 'brightest-row')}`" in text
    assert f"## {said.rpartition(', ')[2]}" in text


def test_a_place_can_be_chosen(course):
    """Does --after put the exercise before the text of the next one, behind the pictures of its own?"""
    path = course / "solutions/t1/t1.py"
    before = path.read_text(encoding="utf-8")
    scaffold.new(course, "t1", "second", after="doubling")
    assert labels(course) == ["doubling", "second", "concept-doubling"]
    roles = [cell.role for cell in source.read(path).cells]
    assert roles[5:11] == ["hint", "explore", "text", "answer", "check", "hint"]
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in before.splitlines() if line not in lines] == []
    scaffold.new(course, "t1", "last", after="concept-doubling")
    assert labels(course) == ["doubling", "second", "concept-doubling", "last"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"label": "doubling"}, "t1 has an exercise doubling already"),
        ({"label": "Loud_Label"}, "should be kebab-case"),
        ({"slug": "t2"}, "no assignment is called t2"),
        ({"name": "lambda"}, "no function can be called 'lambda'"),
        ({"name": "a b"}, "no function can be called 'a b'"),
        ({"label": "3-d"}, "no function can be called '3_d'; say another one: --name"),
        ({"after": "dubling"}, "t1 has no such exercise; did you mean doubling"),
        ({"label": "left-over"}, r"left-over\.py is there already"),
    ],
)
def test_what_cannot_be_an_exercise_is_refused(course, words, said):
    """Is each wrong word named, and nothing written?"""
    (bank.FOLDER / "t1/left-over.py").touch()
    files = [path for folder in (course, bank.FOLDER) for path in folder.rglob("*.py")]
    before = [path.read_text(encoding="utf-8") for path in files]
    with pytest.raises(UsageError, match=said):
        scaffold.new(course, **{"slug": "t1", "label": "fine", **words})
    assert before == [path.read_text(encoding="utf-8") for path in files]
    assert files == [path for folder in (course, bank.FOLDER) for path in folder.rglob("*.py")]
