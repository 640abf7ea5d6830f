"""HTML pages: one jinja2 environment that escapes everything, one style, nothing from elsewhere."""

from functools import cache
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from pixgrad.check import noted
from pixgrad.marking.verdict import Outcome
from pixgrad.pages.grade_file import number
from pixgrad.pages.standing import duration, moment

# What a person reads for each outcome: a sign that does not need colour, and a word.
WORDS: dict[Outcome, tuple[str, str]] = {
    "passed": ("✓", "passed"),
    "failed": ("✗", "not right yet"),
    "error": ("!", "stopped with an error"),
    "timeout": ("◷", "ran out of time"),
    "not-run": ("–", "not run"),
    "unanswered": ("○", "not answered"),
    "noted": ("·", noted.WORDS),
}


def render(template: str, **values: Any) -> str:
    """Return a page made from a template of ``templates/``."""
    return _environment().get_template(template).render(words=WORDS, **values)


@cache
def _environment() -> Environment:
    """The environment that keeps compiled templates; compiling takes longer than marking a small cell."""
    environment = Environment(
        loader=PackageLoader("pixgrad.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        number=number, markdown=markdown, address=quote, duration=duration, moment=moment
    )
    return environment


def markdown(text: str) -> Markup:
    """Return Markdown as HTML; raw HTML in it is shown, not obeyed.

    >>> markdown("*axis* <script>")
    Markup('<p><em>axis</em> &lt;script&gt;</p>\\n')
    """
    import mistune

    return Markup(mistune.create_markdown(escape=True)(text))
