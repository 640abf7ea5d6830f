import dataclasses

import pytest

from pixgrad.authoring import audit as auditor
from pixgrad.authoring import build
from pixgrad.authoring.counts import today
from pixgrad.check import bank
from pixgrad.errors import UsageError


def problems(course, text=None):
    if text is not None:
        (course / "solutions/t1/t1.py").write_text(text, encoding="utf-8")
    found = auditor.audit(course, "t1", jobs=2)
    return found.problems + found.failed


def with_entry(kind, entry):
    """The test course's bank with one entry added to its first exercise."""
    from .conftest import EXERCISES

    first = EXERCISES[0]
    return (dataclasses.replace(first, **{kind: (*getattr(first, kind), entry)}), *EXERCISES[1:])


def test_a_sound_assignment_has_no_problems(course):
    """Is an assignment that keeps every rule passed, with its numbers?"""
    found = auditor.audit(course, "t1", jobs=2)
    assert found.problems == []
    counts = {"exercises": 2, "checks": 2, "claims": 0, "mistakes": 4, "caught": 4, "variants": 4, "kept": 4}
    assert found.counts == counts
    assert auditor.total_runs("t1") == 11


RULES = [
    ("return 2 * x\n", "return 3 * x\n", "solution: doubling-check fails"),
    ('"b"\n# END', '"a"\n# END', "solution: concept-doubling-check fails"),
    ('exercise="doubling")\n# BEGIN', 'exercise="doubling")\n1 / 0\n# BEGIN', "fails: ZeroDivisionError"),
    ("double(np.arange(3))", "triple(np.arange(3))", "solution: cell doubling-2 raises NameError"),
    ("points=60", "points=50", "the points add up to 90"),
    ("# Adding a number", "# %% [markdown]\n# Adding a number", "doubling: its hint is empty"),
    ('# %% [markdown] hint="doubling"', "# %% [markdown]", "doubling: has no hint"),
    ('answer="concept-doubling"', 'answer="doubling"', "2 answer cells share this label"),
    ('check="concept-doubling"', 'check="doubling"', "concept-doubling: has no check"),
    ("check.choice(doubling_answer", "double(1)\ncheck.choice(doubling_answer", "answered in doubling"),
    ('exercise="doubling")\n# END', 'exercise="doubling")\n3\n# END', "ends in an expression"),
    ('exercise="doubling")\n# END', 'exercise="other")\n# END', "asks the bank for 'other'"),
    (
        "# Text.",
        '# fresh_numbers_for_doubling = check.rng("doubling").normal(size=4)',
        "is in the release",
    ),
    ('"a": "it is the identity.", ', "", "concept-doubling: no reason for a"),
    ("# BEGIN HIDDEN TESTS\nfresh", "fresh", "its check has no hidden tests"),
    ("5 to 20 minutes", "About an hour", "its first page does not say how long it takes"),
    ("5 to 20 minutes", "1 to 2 hours", "says '1 to 2 hours'; by the rule it is 0."),
    ("# Write it.", "# Write it, 2.5 times as fast.", "the text says 2.5"),
    ("double(np.arange(3))", "import matplotlib.pyplot as plt", "has no alternative text"),
    ("import numpy as np\n", "import sys\nimport numpy as np\n", ""),
    (
        "fresh_numbers_for_doubling = check",
        "import sys; print('x', file=sys.stderr)\nfresh_numbers_for_doubling = check",
        "writes to stderr",
    ),
]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [*RULES[::4], *(pytest.param(*rule, marks=pytest.mark.slow) for rule in RULES if rule not in RULES[::4])],
)
def test_each_broken_rule_is_named(course, source_text, old, new, said):
    """Is a source that breaks one rule told so, and one that only looks different not?"""
    text = source_text.replace(old, new)
    if said == "its check has no hidden tests" or "its check has no hidden tests" in said:
        text = text.replace(
            'lambda x: x + x, exercise="doubling")\n# END HIDDEN TESTS',
            'lambda x: x + x, exercise="doubling")',
        )
    found = problems(course, text)
    assert any(said in line for line in found) if said else found == []


def test_nothing_is_tried_where_the_solution_fails(course, source_text):
    """Does a wrong oracle give one line, and not one for each entry of the bank?"""
    wrong = source_text.replace("lambda x: x + x", "lambda x: 3 * x")
    (course / "solutions/t1/t1.py").write_text(wrong, encoding="utf-8")
    runs = []
    found = auditor.audit(course, "t1", jobs=2, progress=runs.append)
    assert found.problems == []
    assert len(found.failed) == 1 and "solution: doubling-check fails" in found.failed[0]
    assert runs == [1]


def test_one_exercise_is_audited_by_itself(course, source_text, use_bank):
    """Are only the problems of that exercise told, and only its cells and its part of the bank run?"""
    use_bank(with_entry("mistakes", bank.Mistake("same", "the same.", "def double(x): return x + x")))
    broken = source_text.replace('"b"\n# END', '"a"\n# END').replace("# Try both.", "")
    (course / "solutions/t1/t1.py").write_text(broken, encoding="utf-8")
    runs = []
    found = auditor.audit(course, "t1", jobs=2, progress=runs.append, only="doubling")
    assert found.failed == []
    assert found.problems == [f"mistake doubling/same: passes, an undeserved point. {auditor.PASSES}"]
    assert (found.counts["caught"], found.counts["mistakes"], found.counts["kept"]) == (3, 4, 4)
    assert len(runs) == auditor.total_runs("t1", "doubling") == 10
    with pytest.raises(UsageError, match="t1 has no exercise doublin; did you mean doubling"):
        auditor.audit(course, "t1", jobs=2, only="doublin")


@pytest.mark.slow
def test_an_edited_source_is_audited_without_a_build(course, source_text):
    """Is the committed release read where it was built from this source, and a new one made otherwise?"""
    build.write(course, ["t1"])
    release = course / "assignments/t1/t1.ipynb"
    release.write_text(release.read_text(encoding="utf-8").replace("Write it.", "BEGIN SOLUTION"))
    leak = "t1: the release contains 'BEGIN SOLUTION'"
    assert auditor.audit(course, "t1", jobs=2, only="doubling").problems == [leak]
    assert problems(course) == []
    (course / "solutions/t1/t1.py").write_text(source_text.replace("# Text.", "# Words."), encoding="utf-8")
    assert auditor.audit(course, "t1", jobs=2, only="doubling").problems == []


@pytest.mark.slow
def test_a_run_is_repeated_by_its_seed(course, command, use_bank):
    """Is the seed printed, and does --seed give the same fresh numbers, for one exercise too?"""
    use_bank(with_entry("variants", bank.Variant("told", "def double(x):\n    raise ValueError(str(x))")))
    first = command("t1", "--only", "doubling")
    seed = first.output.split()[1]
    assert first.output.startswith(f"seed {seed} (--seed {seed} repeats this run)\nt1/doubling: 1 problem;")
    assert command("t1", "--only", "doubling", "--seed", seed).output == first.output
    assert isinstance(command("--only", "doubling").exception, UsageError)


def test_what_was_measured_becomes_a_page(course, command):
    """Does --page write what was caught and kept, and the day?"""
    assert command("t1", "--page", "audit.md").exit_code == 0
    text = (course / "audit.md").read_text(encoding="utf-8")
    assert "| `t1` | 4 of 4 | 4 of 4 | 0.0 | 0 |" in text
    assert f"wrote this page on {today()}" in text


def test_a_failing_solution_is_one_line(course, command, source_text):
    """Does the command say in one line why it stopped?"""
    wrong = source_text.replace("lambda x: x + x", "lambda x: 3 * x")
    (course / "solutions/t1/t1.py").write_text(wrong, encoding="utf-8")
    said = command("t1", "--seed", "3")
    stopped = "t1: stopped, nothing else was tried, since the solution: doubling-check fails: double("
    assert said.exit_code == 1
    assert said.output.splitlines()[1].startswith(stopped)
    assert str(said.exception) == "1 problem found, listed above"


@pytest.mark.parametrize("option", [["--mutate"], ["--fresh", "3"]])
def test_the_other_audits_know_one_exercise_too(course, command, option):
    """Do --mutate and --fresh run the exercise of --only alone?"""
    said = command("t1", "--only", "concept-doubling", *option).output
    assert "| `t1` | 0 |" in said if option == ["--mutate"] else "1 checks" in said


@pytest.mark.slow
def test_an_undeserved_point_is_found(course, use_bank):
    """Is a mistake that no check catches reported as an undeserved point?"""
    lax = bank.Mistake(
        "off-for-huge", "wrong above 1e9.", "def double(x): return 2 * x if np.max(x) < 1e9 else x"
    )
    use_bank(with_entry("mistakes", lax))
    assert problems(course) == [
        f"mistake doubling/off-for-huge: passes, an undeserved point. {auditor.PASSES}"
    ]


@pytest.mark.slow
def test_a_wrong_message_is_found(course, use_bank):
    """Is a mistake that is told something else, or told too late, reported?"""
    same = bank.Mistake("squared-again", "the square.", "def double(x): return x ** 2")
    use_bank(with_entry("mistakes", same))
    assert "doubling/squared-again: is told something else" in problems(course)[0]
    late = bank.Mistake(
        "hidden-only", "fits the example.", "def double(x): return 3.0 if np.ndim(x) == 0 else x + x"
    )
    use_bank(with_entry("mistakes", dataclasses.replace(late, source=late.source + " if len(x) < 3 else x")))
    assert any("only the hidden tests catch it" in line for line in problems(course))


def test_a_mistake_that_costs_elsewhere_is_found(course, use_bank):
    """Is a mistake that fails another exercise's check reported?"""
    wide = bank.Mistake("squared-and-more", "m.", "def double(x): return -x\ncheck.choice = None")
    use_bank(with_entry("mistakes", wide))
    assert any("also fails concept-doubling-check" in line for line in problems(course))


def test_a_right_answer_that_fails_is_found(course, use_bank):
    """Is a right variant that loses points reported?"""
    use_bank(with_entry("variants", bank.Variant("shout", "def double(x):\n    return str(2 * x)")))
    assert "variant doubling/shout: loses doubling-check" in problems(course)[0]


def test_too_few_right_answers_are_found(course, use_bank):
    """Is a function whose bank has few right variants reported, and an answer that is a value not?"""
    from .conftest import EXERCISES

    few = dataclasses.replace(EXERCISES[0], variants=EXERCISES[0].variants[:3])
    use_bank((few, EXERCISES[1]))
    assert problems(course) == ["doubling: 3 right variants in the bank, fewer than 4"]


def test_answers_to_an_exercise_that_no_notebook_has_are_found(course, use_bank):
    """Is a file of the bank whose exercise is misspelt named, with what it might be?"""
    from .conftest import EXERCISES

    use_bank((*EXERCISES, bank.KnownAnswers("doublings", "double", variants=EXERCISES[0].variants)))
    (line,) = problems(course)
    assert line.startswith(str(bank.FOLDER / "t1/doublings.py:1: the notebook has no exercise doublings"))
    assert "did you mean doubling?" in line


def test_an_untouched_notebook_that_earns_points_is_found(course, source_text):
    """Is a check that passes without an answer reported?"""
    lax = (
        source_text.replace('    "b",\n', '    "b" if doubling_answer else None,\n')
        .replace(
            'check.choice(doubling_answer, "ab", name="doubling_answer", exercise="concept-doubling")\n', ""
        )
        .replace("check.choice(\n    doubling_answer", "check.choice(\n    doubling_answer or 'b'")
    )
    assert "untouched: concept-doubling-check passes without an answer" in problems(course, lax)
