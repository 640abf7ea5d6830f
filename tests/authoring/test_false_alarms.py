import dataclasses

import pytest

from pixgrad.authoring import false_alarms, selection
from pixgrad.check import bank
from pixgrad.cli import cli

from .conftest import EXERCISES

# Right, but for the numbers of one seed in about two.
MOODY = bank.Variant("moody", "def double(x):\n    return 2 * x if np.sum(x) > 0 else 2 * x + 1")


def with_variants(*variants):
    first = EXERCISES[0]
    return (dataclasses.replace(first, variants=(*first.variants, *variants)), *EXERCISES[1:])


def tried(course, runs=12, seconds=60.0, first_seed=7, jobs=1):
    budget = false_alarms.Budget(runs, first_seed, seconds)
    return false_alarms.fresh(selection.read(course, "t1"), "t1", budget, jobs)


def test_right_answers_raise_no_alarm(course):
    """Does every check get its runs, on the solution and the variants, without an alarm?"""
    found = tried(course, jobs=2)
    assert [(each.exercise, each.answers, each.runs) for each in found.tried] == [
        ("doubling", 5, 12),
        ("concept-doubling", 1, 1),  # it draws nothing, so that all runs would be the same
    ]
    assert [each.exercise for each in found.drawing()] == ["doubling"]
    assert found.alarms() == []


def test_an_answer_that_fails_for_some_seeds_is_found(course, use_bank):
    """Is a check that fails a right answer for some seeds only reported with seed, variant and message?"""
    use_bank(with_variants(MOODY))
    alarms = tried(course, runs=90).alarms()
    assert 1 <= len(alarms) < 20
    assert {alarm.variant for alarm in alarms} == {"moody"}
    assert {alarm.exercise for alarm in alarms} == {"doubling"}
    assert alarms[0].message.startswith("double(x) is not right: everything is ")


def test_one_run_with_its_seed_repeats_an_alarm(course, use_bank):
    """Is an alarm seen again by a single run with its seed?"""
    use_bank(with_variants(MOODY))
    first = tried(course, runs=90).alarms()[0]
    assert tried(course, runs=1, first_seed=first.seed).alarms() == [first]


def test_too_little_time_is_told(course):
    """Does a check whose time is up have a run of every answer, and does the report say how few it had?"""
    found = tried(course, runs=50, seconds=0.0)
    assert [each.runs for each in found.tried] == [5, 1]
    lines = false_alarms.report(found, 50)
    assert lines[0].startswith("t1: 2 checks, 6 right answers, 6 runs, 0 false alarms")
    assert lines[1:] == [
        "  doubling: 5 of 50 runs, the seconds were used up",
    ]


def test_words_on_stderr_are_an_alarm(course, use_bank):
    """Is a right answer that makes a check write to stderr, which costs its points, an alarm?"""
    text = "import sys\ndef double(x):\n    print('hm', file=sys.stderr)\n    return 2 * x"
    use_bank(with_variants(bank.Variant("talks", text)))
    assert {(alarm.variant, alarm.message.split()[0]) for alarm in tried(course).alarms()} == {
        ("talks", "hm")
    }


@pytest.mark.parametrize(("variants", "code"), [((), 0), ((MOODY,), 1)])
def test_the_command_counts_and_exits(course, use_bank, monkeypatch, tmp_path, variants, code):
    """Does the command say what it ran, write the table, and exit 1 after a false alarm?"""
    from click.testing import CliRunner

    use_bank(with_variants(*variants))
    monkeypatch.chdir(course)
    for name in ("PIXGRAD_STATE", "MPLBACKEND", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"):
        monkeypatch.setenv(name, "1" if name.endswith("THREADS") else "agg")
    out = tmp_path / "table.md"
    args = ["audit", "t1", "--fresh", "48", "--first-seed", "7", "--jobs", "1", "--page", str(out)]
    result = CliRunner().invoke(cli, args)
    assert f"t1: 2 checks, {6 + len(variants)} right answers, 49 runs, " in result.output
    assert (result.exception is not None) == bool(code)
    assert ("PIXGRAD_SEED=" in result.output) == bool(code)
    row = out.read_text(encoding="utf-8").splitlines()[-1].split(" | ")
    assert row[:6] == ["| t1", "2", str(6 + len(variants)), "49", "1", "48"]
