"""A Sphinx extension: formulas as MathML, which browsers draw by themselves, without scripts or fonts."""

import re
from typing import Any

from docutils import nodes
from latex2mathml.converter import convert

# The name of a function before its argument; as a part of <msub> and the like it stands first of two.
FUNCTION = re.compile(r"(?<!<msub>)(?<!<munder>)(?<!<msup>)(?<!<mfrac>)(<mi>(?:log|exp)</mi>)(?=<m[^o])")


def setup(app: Any) -> dict[str, bool]:
    """Let Sphinx call it ``html_math_renderer = "mathml"``."""
    app.add_html_math_renderer("mathml", (_inline, None), (_block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def formula(latex: str, display: str = "inline") -> str:
    r"""A formula as MathML, with the thin space behind the name of a function that TeX puts there.

    >>> ["log</mi><mspace" in formula(each) for each in (r"\log p", r"\log (p)", r"\log_2 p")]
    [True, False, False]
    """
    return FUNCTION.sub(r'\1<mspace width="0.17em"/>', convert(latex, display=display))


def _inline(translator: Any, node: nodes.math) -> None:
    translator.body.append(formula(node.astext()))
    raise nodes.SkipNode


def _block(translator: Any, node: nodes.math_block) -> None:
    drawn = formula(node.astext().strip(), display="block")
    # A wide formula scrolls by itself, also with the keyboard.
    translator.body.append(
        f'<div class="formula" tabindex="0" role="group" aria-label="formula">{drawn}</div>\n'
    )
    raise nodes.SkipNode
