"""What stands under an exercise in the book, as Markdown: each part folded."""

import ast
import re
from collections.abc import Iterator

from pixgrad.authoring.reasons import other_ways
from pixgrad.check import bank, noted
from pixgrad.notebook.marks import visible_part, without_solution_marks

FOLD = '<details class="fold {kind}"><summary>{title}</summary>\n\n{body}\n\n</details>'


def under(label: str, check: str, hint: str, solution: str, solved: bool) -> str:
    """Return the folded parts of an exercise.

    Parameters
    ----------
    label : str
    check, hint, solution : str
        Sources of its cells: the check with its hidden tests, which are left out, the hint without its
        fold, and the answer with its marks.
    solved : bool
        Whether solution, reasons and other ways are shown.
    """
    parts = [fold("The check that you run", code(visible_part(check)), "check")]
    if hint:
        parts.append(fold("Hint", hint, "hint"))
    known = bank.known(label)
    if solved:
        title = "Solution, and other ways" if _ways(known) else "Solution"
        parts.append(fold(title, _solution(label, solution, known)))
    if known and known.mistakes and (solved or not noted.is_question(label)):
        parts.append(
            fold(f"What others got wrong ({len(known.mistakes)})", "\n".join(_slips(known)), "slips")
        )
    return "\n\n".join(parts)


def fold(title: str, body: str, kind: str = "solution") -> str:
    """Return Markdown that is shown when its title is clicked."""
    return FOLD.format(kind=kind, title=title, body=body.strip())


def code(source: str) -> str:
    """Return a source as a block of code.

    >>> print(code("x = 1\\n"))
    ```python
    x = 1
    ```
    """
    return f"```python\n{source.strip()}\n```"


def words(label: str) -> str:
    """Return a label as words.

    >>> words("larger-minus-smaller")
    'Larger minus smaller'
    """
    return label.replace("-", " ").capitalize()


def _ways(known: bank.KnownAnswers | None) -> tuple[bank.Variant, ...]:
    """Right answers of another kind, those first that say what they teach."""
    return tuple(sorted(known.variants, key=lambda way: not way.teaches)) if known else ()


def _solution(label: str, solution: str, known: bank.KnownAnswers | None) -> str:
    quoted = {line.strip() for line in other_ways(label).splitlines()}  # they follow here as code
    own = [
        line for line in without_solution_marks(solution).splitlines() if line.strip() not in quoted - {""}
    ]
    return "\n\n".join([code(_without_docstrings("\n".join(own))), *map(_way, _ways(known))])


def _way(way: bank.Variant) -> str:
    return f"**{words(way.label)}.** {_plain(way.teaches)}\n\n{code(way.source)}"


def _without_docstrings(source: str) -> str:
    '''An answer without the specification, which stands right above it.

    >>> print(_without_docstrings('def f(x):\\n    """Twice."""\\n    return 2 * x'))
    def f(x):
        return 2 * x
    '''
    lines = source.splitlines()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node) and node.body[1:]:
            text = node.body[0]
            for place in range(text.lineno - 1, text.end_lineno or text.lineno):
                lines[place] = "\0"
    return "\n".join(line for line in lines if line != "\0")


def _slips(known: bank.KnownAnswers) -> Iterator[str]:
    """A line for each known mistake: what a student who makes it is told."""
    for mistake in known.mistakes:
        said = mistake.said(mistake.example) if mistake.free else mistake.message
        yield f"- `{mistake.label}`: {_plain(said)}"


def _plain(sentence: str) -> str:
    """A sentence of a check, which is plain text, as Markdown that shows the same.

    >>> _plain("this is a * b, W[0] and <x>; 2 $")
    'this is a \\\\* b, W\\\\[0\\\\] and \\\\<x\\\\>; 2 \\\\$'
    """
    return re.sub(r"([\\`*_\[\]<>$#|~{}])", r"\\\1", sentence)
