"""A Sphinx extension: formulas as MathML, which browsers draw by themselves, without scripts or fonts."""

from typing import Any

from docutils import nodes
from latex2mathml.converter import convert


def setup(app: Any) -> dict[str, bool]:
    """Let Sphinx call it ``html_math_renderer = "mathml"``."""
    app.add_html_math_renderer("mathml", (_inline, None), (_block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _inline(translator: Any, node: nodes.math) -> None:
    translator.body.append(convert(node.astext()))
    raise nodes.SkipNode


def _block(translator: Any, node: nodes.math_block) -> None:
    formula = convert(node.astext().strip(), display="block")
    # A wide formula scrolls by itself, also with the keyboard.
    translator.body.append(
        f'<div class="formula" tabindex="0" role="group" aria-label="formula">{formula}</div>\n'
    )
    raise nodes.SkipNode
