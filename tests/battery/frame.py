"""What a submission of the battery is: how it is made from a right notebook, and what it deserves."""

import ast
import copy
import re
import socket
import textwrap
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from pixgrad.check.lock import locked
from pixgrad.marking.kit import Kit
from pixgrad.notebook.cells import answers, label_of, role_of, with_answers
from pixgrad.notebook.names import names_of

ALL, NONE, OTHERS, AT_MOST_OTHERS = "all", "none", "all but what is attacked", "at most what is not attacked"
SLEEPER = 86_398  # seconds that a process sleeps by which it is known as one of ours

WORD = re.compile(r"\b[A-Z_]{4,}\b")
PARTS: dict[str, str] = {}  # what stands for a word in capitals in the sources of several submissions

Content = bytes | Path  # of a file, or where a link leads


@dataclass(frozen=True)
class Host:
    """What student code must not get at: files, a server, and the token by which what leaked is known."""

    folder: Path
    port: int
    token: str

    @property
    def secret(self) -> Path:
        """A file that holds the token."""
        return self.folder / "secret.txt"


@dataclass
class Target:
    """A right notebook to turn into a submission.

    Attributes
    ----------
    label : str
        The exercise that is attacked: the first that asks for a function of arrays.
    attacked : set of str
        Labels of the exercises that are answered by an attack.
    """

    kit: Kit
    solved: NotebookNode
    host: Host
    attacked: set[str] = field(default_factory=set)

    @cached_property
    def right(self) -> dict[str, str]:
        """The right answer of each exercise."""
        return answers(self.solved)

    @cached_property
    def functions(self) -> dict[str, str]:
        """The function that each exercise asks for, of those that ask for one."""
        found = {label: _function(source) for label, source in self.right.items()}
        return {label: name for label, name in found.items() if name}

    @cached_property
    def values(self) -> dict[str, list[str]]:
        """The names that the other exercises ask for."""
        return {
            label: sorted(names_of(source).bound)
            for label, source in self.right.items()
            if label not in self.functions
        }

    @cached_property
    def label(self) -> str:
        return next(label for label in self.functions if _takes_arrays(self.right[label]))

    def loopless(self) -> str | None:
        """Label of the first exercise whose check counts Python steps, None if there is none."""
        counts = re.compile(r"check\.vectorized\((?!.*loops=True)\s*(\w+)")
        for exercise in self.kit.exercises:
            source = "\n".join(self.kit.cells[check].source for check in exercise.checks)
            if self.functions.get(exercise.label) in counts.findall(source):
                return exercise.label
        return None

    def answer(self, source: str, label: str | None = None) -> bytes:
        """Return the notebook with another answer to an exercise; NAME and RIGHT are filled in."""
        label = label or self.label
        self.solved = with_answers(self.solved, {label: self.fill(source, label)})
        return self.bytes()

    def attack(self, source: str, label: str | None = None) -> bytes:
        """Return the notebook with an answer that earns nothing."""
        self.attacked.add(label or self.label)
        return self.answer(source, label)

    def loop(self, source: str) -> bytes | None:
        """Return the notebook with an answer that loops where that is forbidden; None if it is nowhere."""
        label = self.loopless()
        return None if label is None else self.attack(source, label)

    def fill(self, source: str, label: str) -> str:
        """Fill in common parts, the name of a function, its right answer, and what the host has."""
        source = re.sub(WORD, lambda word: PARTS.get(word[0], word[0]), textwrap.dedent(source).strip())
        words = {
            "RIGHT": self.right[label].rstrip(),
            "NAME": self.functions.get(label, ""),
            "SECRET": repr(str(self.host.secret)),
            "HOST": repr(str(self.host.folder)),
            "PORT": str(self.host.port),
            "SLEEPER": str(SLEEPER),
            "SLUG": repr(self.kit.slug),
            "LABEL": repr(label),
            "TAUGHT": repr((*locked(self.kit.slug), "pixgrad.models.arrays")),
        }
        return re.sub(WORD, lambda word: words.get(word[0], word[0]), source)

    def before(self, source: str, label: str | None = None) -> bytes:
        """Return the notebook with a cell of the student's own before an answer."""
        label = label or self.label
        place = next(i for i, cell in enumerate(self.solved.cells) if _is_answer(cell, label))
        self.solved.cells.insert(place, new_code_cell(self.fill(source, label)))
        return self.bytes()

    def bytes(self) -> bytes:
        """Return the notebook as it stands."""
        return nbformat.writes(self.solved).encode()

    def data(self) -> dict:
        """Return the notebook as plain data, to be damaged."""
        return copy.deepcopy(dict(nbformat.from_dict(self.solved)))

    @property
    def filename(self) -> str:
        return f"{self.kit.slug}.ipynb"


def _function(source: str) -> str | None:
    """Name of the function that an answer consists of, if it takes arguments."""
    nodes = [node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]
    return nodes[-1].name if nodes and nodes[-1].args.args else None


def _takes_arrays(source: str) -> bool:
    """Tell whether the specification in an answer names an array among the parameters."""
    parameters = re.search(r"Parameters\n\s*-+\n(.*?)(Returns\n\s*-+|\Z)", source, re.DOTALL)
    return parameters is not None and "ndarray" in parameters[1]


def _is_answer(cell: NotebookNode, label: str) -> bool:
    return role_of(cell) == "answer" and label_of(cell) == label


Make = Callable[[Target], "bytes | dict[str, Content] | None"]


@dataclass(frozen=True)
class Submission:
    """One submission of the battery.

    Attributes
    ----------
    make : callable
        Returns the notebook's bytes, or all files of the student's folder; None where an assignment has
        nothing of the kind that it attacks.
    deserves : str
        One of `ALL`, `NONE`, `OTHERS`, `AT_MOST_OTHERS`.
    tame : bool
        Whether it harms nobody where there is no sandbox.
    remains : bool
        Whether it is known to earn points that it does not deserve; see docs/threat-model.md.
    """

    name: str
    make: Make
    deserves: str
    tame: bool
    remains: bool = False

    def bounds(self, label: str, points: float, attacked: set[str]) -> tuple[float, float]:
        """Return the least and the most points that an exercise deserves."""
        if self.deserves == ALL:
            return points, points
        if self.deserves == NONE or label in attacked:
            return 0.0, 0.0
        return (points if self.deserves == OTHERS else 0.0), points


BATTERY: dict[str, Submission] = {}


def part(word: str, source: str) -> None:
    """Let a word in capitals stand for a piece of source, NAME and RIGHT still to be filled in."""
    PARTS[word] = textwrap.dedent(source).strip()


def submission(deserves: str, tame: bool = False, remains: bool = False) -> Callable[[Make], Make]:
    """Enter a submission into the battery."""

    def enter(make: Make) -> Make:
        name = make.__name__.replace("_", "-")
        assert name not in BATTERY, name
        assert make.__doc__, name
        BATTERY[name] = Submission(name, make, deserves, tame, remains)
        return make

    return enter


class Server:
    """A server on this machine that counts who calls."""

    def __init__(self) -> None:
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        self.calls = 0
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                self.listening.accept()[0].close()
            except OSError:
                return
            self.calls += 1

    def close(self) -> None:
        self.listening.close()


def new_token() -> str:
    """Return a word that occurs nowhere else."""
    return "canary" + uuid.uuid4().hex
