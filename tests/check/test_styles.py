"""However people write, the verdict is right: styles of right answers, and things that are no answer."""

import re
from dataclasses import replace

import pytest

from pixgrad.authoring import runner
from pixgrad.check import bank, recognise

from .styles import RIGHT, SLUGS, WRONG, OffAtOnePlace, cells

pytestmark = pytest.mark.slow

# What the message says about an answer of some style, besides the name of the function.
SAID = {
    "none": ("None",),
    "generator": ("generator",),
    "class": ("not a class",),
    "instance-of-class": ("not a class",),
    "number": ("should be a function, not a float",),
    "array": ("should be a function, not an array",),
    "module": ("should be a function, not a module",),
    "too-few": ("Keep the parameters",),
    "too-many": ("Keep the parameters",),
    "name-inside": ("nirgends_definiert",),
    "own-error": ("raised ValueError: not so at",),
    "own-kind-of-error": ("raised Oops at",),
    "exits": ("raised SystemExit: 3",),
    "nan": ("nan", "is not right"),
}

OTHERWISE = ("returned", "should return", "is not right: ", "): ")  # the last one: a mistake that has a label


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    """No two mistakes explain these answers; a search in vain takes all the time that it is given."""
    monkeypatch.setattr(recognise, "SECONDS", 0.1)


def asked(slug):
    """What each exercise with a function asks for: label -> name."""
    names = {exercise.label: exercise.name for exercise in bank.exercises(slug)}
    sources = {step.exercise: step.source for step in cells(slug) if step.role == "answer"}
    return {label: name for label, name in names.items() if f"def {name}(" in sources[label]}


def verdicts(slug, styles):
    """Every (exercise, style, message of its check) where the styles give an answer another form."""
    names, answers = asked(slug), {step.exercise: step for step in cells(slug) if step.role == "answer"}
    running = runner.Program()
    for step in cells(slug):
        if step.role != "check":
            running.execute(step)
        elif step.exercise in names:
            answer = answers[step.exercise]
            for style, change in styles.items():
                changed = change(answer.source, names[step.exercise])
                if changed is not None:
                    running.execute(replace(answer, source=changed))
                    running.execute(step)
                    yield step.exercise, style, running.run.checks[step.id]
            running.execute(answer)
    assert running.run.errors == {} and running.run.stderr == {}


@pytest.mark.parametrize("slug", SLUGS)
def test_a_right_answer_is_right_however_it_is_written(slug):
    """Does every function of the series keep its marks as a lambda, decorated, annotated, with lists ...?"""
    found = list(verdicts(slug, RIGHT))
    assert {style for _, style, _ in found} | {"lambda"} == set(RIGHT)  # no one-liner in some notebook
    assert [each for each in found if each[2] is not None] == []


@pytest.mark.parametrize("slug", SLUGS)
def test_what_is_no_answer_is_told_so(slug):
    """Does None, a generator, a class, a wrong signature ... get a message with the name and the reason?"""
    names = asked(slug)
    for exercise, style, message in verdicts(slug, WRONG):
        name, where = names[exercise], f"{exercise} as {style}: {message}"
        assert message is not None, where
        if style == "deleted":  # the check cell itself speaks, before it calls anything of ours
            assert message == f"NameError: name '{name}' is not defined"
            continue
        assert message.startswith(name), where
        assert any(word in message for word in SAID.get(style, OTHERWISE)), where


@pytest.mark.parametrize("slug", SLUGS)
def test_an_unknown_mistake_is_shown_where_it_is(slug):
    """Does a result with one number off get the call, the number, the wanted one, and its index?"""
    names, answers = asked(slug), {step.exercise: step for step in cells(slug) if step.role == "answer"}
    running = runner.Program()
    for step in cells(slug):
        name = names.get(step.exercise)
        if step.role == "check" and name:
            wrong = running.scope[name] = OffAtOnePlace(running.scope[name])
            running.execute(step)
            shown_where_it_is(name, wrong, running.run.checks[step.id])
            running.execute(answers[step.exercise])
        elif step.role != "check":
            running.execute(step)


def shown_where_it_is(name, wrong, message):
    """The message has the call, what came back, and where one number is off by how much."""
    assert message is not None and message.startswith(f"{name}("), (name, message)
    assert re.search(r"^    got    ", message, re.MULTILINE), message
    if "is not right: " in message:  # judged by rules, as more than one result is right
        return
    pairs = re.findall(r"^    (?:got|wanted) +(?:\w*(\[.*\]) = )?(\S+)$", message, re.MULTILINE)
    (got_at, got), (wanted_at, wanted) = pairs
    assert got_at == wanted_at
    assert any(place.endswith(got_at) and bool(place) == bool(got_at) for place in wrong.places), message
    numbers = {"False": 0.0, "True": 1.0}
    off = float(numbers.get(got, got)) - float(numbers.get(wanted, wanted))
    assert off == pytest.approx(wrong.OFF, abs=1e-4)
