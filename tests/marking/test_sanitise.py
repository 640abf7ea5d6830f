"""Text of strangers is shown, never obeyed, wherever Markdown and MathJax render it."""

import html
import re

import pytest

from pixgrad.marking.sanitise import inert

ADDRESSES = [
    "javascript:alert(1)",
    "java\nscript:alert(1)",
    "jav\t\r\na scr\nipt\n:alert(1)",
    "JaVa\\Script\\:alert(1)",
    "vb\nscript:msgbox",
    "data:text/html,<script>",
    "da\nta:text/html;base64,AAAA",
    "data:,x",
]
COMMANDS = ["href", "style", "class", "cssId", "unicode", "mmlToken", "require", "def", "let", "newcommand"]
COMMANDS += ["htmlStyle", "fcolorbox", "bbox", "data"]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("frame", ["[x]({})", "$\\href{{{}}}{{1}}$", "[x]: {}", "<{}>", "![x]({})"])
def test_no_address_is_a_script_or_data(address, frame):
    """Is it still none after a browser has dropped white space and Markdown its backslashes?"""
    seen = re.sub(r"[\s\\\x00-\x20]", "", inert(frame.format(address))).lower()
    assert not re.search(r"(java|vb)script:|data:", seen)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("slashes", ["\\", "\\\\", "\\\\\\"])
def test_no_command_of_mathjax_makes_links_or_styles(command, slashes):
    """Is no backslash left before a command that does more than mathematics?"""
    assert f"\\{command}" not in inert(f"${slashes}{command}{{a}}{{b}}$")


@pytest.mark.parametrize(
    "entity", ["&Tab;", "&amp;Tab;", "&#9;", "&\\#9;", "&Tab\\;", "&amp\\;#x9;", "&colon;"]
)
def test_no_entity_is_left_in_an_address(entity):
    """Is none there, however often entities are read and backslashes dropped?"""
    text = inert(f"[x](java{entity}script&colon;alert(1))")
    for _ in range(3):
        text = html.unescape(text.replace("\\", ""))
    assert "\t" not in text and "script:" not in text


def test_no_picture_is_fetched():
    """Does a picture from elsewhere not tell its owner who looks at a submission?"""
    assert "![" not in inert("![x](https://example.invalid/x.png) ![y][z]")


@pytest.mark.parametrize(
    "text",
    [
        r"$\frac{a}{b} \begin{cases} x & y \\ z \end{cases} \left( \mathbf{W} \right) \defeq \letter$",
        "The data: images in rows. Java: a language; a < b & c, AT&T, &lt;tag&gt;, x &y",
    ],
)
def test_mathematics_and_prose_stay(text):
    """Is ordinary text untouched?"""
    assert inert(text) == text


def test_time_grows_with_the_text_only():
    """Is a text made to confuse the expressions looked at in bounded time?"""
    assert inert("j \n" * 30_000 + "a" * 10) and inert("java" + " " * 100_000)
