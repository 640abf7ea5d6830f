"""What the solution notebook says behind a right answer: reasons of questions, and other ways to write it.

Reasons are written once, in the hidden part of the check, ``check.choice(..., reasons={"a": "..."})`` or
``check.number(..., reasons={5: "..."}, way="...")``, which tells them to a wrong answer. Other ways are the
right answers of the bank that say what they teach.
"""

import ast
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from pixgrad.check import bank

WIDTH = 100  # characters of a comment in a solution


@dataclass(frozen=True)
class Question:
    """What the hidden part of a check says about a concept question.

    Attributes
    ----------
    options : str
        All letters on offer; empty where a number is asked for.
    correct : str
        The right letters; empty where a number is asked for.
    reasons : dict
        Letter or wrong number -> why.
    way : str
        How to get to the number.
    """

    options: str
    correct: str
    reasons: dict[object, str]
    way: str


def questions(check: str) -> Iterator[Question]:
    """The questions that a check judges, in order.

    >>> source = 'check.choice(x, "ab", "b", name="x", exercise="e", reasons={"a": "no.", "b": "yes."})'
    >>> [question.correct for question in questions(source)]
    ['b']
    """
    for node in ast.walk(ast.parse(check)):
        kind = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
        if isinstance(node, ast.Call) and kind == "check.choice" and len(node.args) == 3:
            yield Question(_text(node.args[1]), _text(node.args[2]), _reasons(node), "")
        elif isinstance(node, ast.Call) and kind == "check.number" and len(node.args) == 2:
            yield Question("", "", _reasons(node), _text(_keyword(node, "way")))


def comment(question: Question) -> str:
    """The reasons of a question as comments of code, for the solution."""
    lines = []
    for key, reason in question.reasons.items():
        belongs = str(key) in question.correct
        verdict = "is wrong" if not question.options else "belongs" if belongs else "does not"
        lines.append(f"{key} {verdict}: {reason}")
    if question.way:
        lines.append(f"The way: {question.way}")
    return "".join(
        f"{textwrap.fill(line, WIDTH, initial_indent='# ', subsequent_indent='#   ')}\n" for line in lines
    )


def _keyword(call: ast.Call, name: str) -> ast.expr | None:
    return next((word.value for word in call.keywords if word.arg == name), None)


def _reasons(call: ast.Call) -> dict[object, str]:
    written = _keyword(call, "reasons")
    if not isinstance(written, ast.Dict):
        return {}
    return {
        key.value: _text(value)
        for key, value in zip(written.keys, written.values, strict=True)
        if isinstance(key, ast.Constant)
    }


def _text(node: ast.expr | None) -> str:
    return str(node.value) if isinstance(node, ast.Constant) else ""


def other_ways(exercise: str) -> str:
    """Right answers of the bank that teach something, each under what it teaches, as comments of code."""
    known = bank.known(exercise)
    return "".join(
        f"#\n{_filled(f'Another way. {variant.teaches}')}{_quoted(variant.source)}"
        for variant in (known.variants if known else ())
        if variant.teaches
    )


def _filled(text: str) -> str:
    return f"{textwrap.fill(text, WIDTH, initial_indent='# ', subsequent_indent='# ')}\n"


def _quoted(source: str) -> str:
    return "".join(f"#     {line}".rstrip() + "\n" for line in source.splitlines())
