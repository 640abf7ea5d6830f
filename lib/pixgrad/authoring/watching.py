"""A companion for authors: on every save of a source, it is built, and the touched exercises are audited."""

import subprocess
import sys
import time
from pathlib import Path

import click

from pixgrad.authoring import expand, source
from pixgrad.authoring.runner import CodeCell, steps
from pixgrad.authoring.selection import needed
from pixgrad.check import bank
from pixgrad.course import Course
from pixgrad.errors import PixgradError
from pixgrad.files import saves

WELCOME = "Save it, or an exercise's file in the bank: what changed is built and audited. Ctrl-C ends this."
State = dict[str, tuple[list[CodeCell], str]]  # of each exercise: the cells that it needs, its known answers


def watch_source(root: Path, slug: str) -> None:
    """Build and audit what changes in an assignment's source, and in its part of the bank."""
    script = Course(root).script(slug)
    files = {path.stem: path for path in sorted((bank.FOLDER / slug).glob("*.py"))}
    click.echo(f"Watching {script.relative_to(root)}, {len(files)} exercises. {WELCOME}")
    saved = saves(lambda: [script, *files.values()])
    before = state(script, files)
    for path in saved:
        click.echo(click.style(f"\n{time.strftime('%H:%M:%S')}  {path.name}", bold=True))
        try:
            now = state(script, files)
        except PixgradError as error:
            click.echo(str(error))
            continue
        if path == script and _call(root, "build", slug) != 0:
            continue
        for label in (touched := [label for label in now if now[label] != before.get(label)]):
            _call(root, "audit", slug, "--only", label)
        if not touched:
            click.echo("saved; no exercise was touched")
        before = now


def state(script: Path, files: dict[str, Path]) -> State:
    """Return what the audit of each exercise depends on.

    Parameters
    ----------
    script : Path
        The source of an assignment.
    files : dict of str to Path
        The known answers to each exercise, by its label.
    """
    parsed = source.read(script)
    cells = steps(expand.build(parsed))
    return {
        label: (needed(cells, label), files[label].read_text(encoding="utf-8") if label in files else "")
        for label in parsed.exercises()
    }


def _call(root: Path, *words: str) -> int:
    """Run a command in a process of its own, which reads all files anew."""
    return subprocess.run([sys.executable, "-m", "pixgrad.cli", *words], cwd=root, check=False).returncode
