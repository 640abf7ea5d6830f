"""However people write, the verdict is right: styles of right answers, and things that are no answer."""

import functools
import os
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest

from pixgrad.check import bank
from pixgrad.course import build, notebook, program, source

from styles import RIGHT, WRONG

ROOT = Path(__file__).parents[2]
SLUGS = [path.name for path in sorted((ROOT / "solutions").iterdir())]


@functools.cache
def cells(slug):
    """The code cells of a solved notebook, without those that marking skips."""
    return program.steps(notebook.build(source.read(build.source_path(ROOT, slug))))


def asked(slug):
    """What each exercise with a function asks for: label -> name."""
    names = {exercise.label: exercise.name for exercise in bank._exercises(slug)}
    sources = {step.exercise: step.source for step in cells(slug) if step.role == "answer"}
    return {label: name for label, name in names.items() if f"def {name}(" in sources[label]}


def verdicts(slug, styles):
    """Every (exercise, style, message of its check) where the styles give an answer another form."""
    names, answers = asked(slug), {step.exercise: step for step in cells(slug) if step.role == "answer"}
    running = program.Program()
    for step in cells(slug):
        if step.role != "check":
            running.execute(step)
            continue
        for style, change in styles(step.exercise) if step.exercise in names else ():
            answer = answers[step.exercise]
            changed = change(answer.source, names[step.exercise])
            if changed is not None:
                running.execute(replace(answer, source=changed))
                running.execute(step)
                yield step.exercise, style, running.run.checks[step.id] or running.run.errors.get(answer.id)
                running.run.errors.pop(answer.id, None)
        if step.exercise in names:
            running.execute(answers[step.exercise])


if __name__ == "__main__":
    import sys, time
    for slug in sys.argv[2:] or SLUGS:
        t = time.process_time()
        table = RIGHT if sys.argv[1] == "right" else WRONG
        if sys.argv[1] in RIGHT or sys.argv[1] in WRONG:
            table = {sys.argv[1]: (RIGHT | WRONG)[sys.argv[1]]}
        n = 0
        for exercise, style, message in verdicts(slug, lambda e: table.items()):
            n += 1
            if table is RIGHT and message is None: continue
            print(slug, exercise, style, "->", message)
        print("##", slug, n, time.process_time() - t)
