import dataclasses

import pytest

from pixgrad.authoring import audit as auditor
from pixgrad.check import bank


def problems(course, text=None):
    if text is not None:
        (course / "solutions/t1/t1.py").write_text(text, encoding="utf-8")
    return auditor.audit(course, "t1", jobs=2).problems


def with_entry(kind, entry):
    """The test course's bank with one entry added to its first exercise."""
    from .conftest import EXERCISES

    first = EXERCISES[0]
    return (dataclasses.replace(first, **{kind: (*getattr(first, kind), entry)}), *EXERCISES[1:])


def test_a_sound_assignment_has_no_problems(course):
    """Is an assignment that keeps every rule passed, with its numbers?"""
    found = auditor.audit(course, "t1", jobs=2)
    assert found.problems == []
    assert found.counts == {"exercises": 2, "checks": 2, "mistakes": 4, "caught": 4, "variants": 4, "kept": 4}
    assert auditor.total_runs("t1") == 11


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
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
        ("# BEGIN HIDDEN TESTS\nfresh", "fresh", "its check has no hidden tests"),
        ("import numpy as np\n", "import sys\nimport numpy as np\n", ""),
        (
            "fresh_numbers_for_doubling = check",
            "import sys; print('x', file=sys.stderr)\nfresh_numbers_for_doubling = check",
            "writes to stderr",
        ),
    ],
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


def test_an_undeserved_point_is_found(course, use_bank):
    """Is a mistake that no check catches reported as an undeserved point?"""
    lax = bank.Mistake(
        "off-for-huge", "wrong above 1e9.", "def double(x): return 2 * x if np.max(x) < 1e9 else x"
    )
    use_bank(with_entry("mistakes", lax))
    assert problems(course) == ["mistake doubling/off-for-huge: passes, an undeserved point"]


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

    use_bank((*EXERCISES, bank.Exercise("doublings", "double", variants=EXERCISES[0].variants)))
    (line,) = problems(course)
    assert line.startswith(str(bank.FOLDER / "t1/doublings.py:1: the notebook has no exercise doublings"))
    assert "did you mean doubling?" in line


def test_an_untouched_notebook_that_earns_points_is_found(course, source_text):
    """Is a check that passes without an answer reported?"""
    lax = (
        source_text.replace('"b", name', '"b" if doubling_answer else None, name')
        .replace(
            'check.choice(doubling_answer, "ab", name="doubling_answer", exercise="concept-doubling")\n', ""
        )
        .replace("check.choice(doubling_answer", "check.choice(doubling_answer or 'b'")
    )
    assert "untouched: concept-doubling-check passes without an answer" in problems(course, lax)
