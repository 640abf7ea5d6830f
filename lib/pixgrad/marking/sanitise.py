"""Text that strangers wrote, made fit to be stored, printed and shown."""

import re

ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\^_])")
# Control characters, halves of surrogate pairs, marks that turn the reading direction, non-characters.
UNFIT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
LONGEST_NAME = 120
# What begins a tag of HTML, or an entity; in a link's address Markdown reads an entity twice, and drops a
# backslash before a sign.
TAG = re.compile(r"<(?=[a-z/!?])", re.IGNORECASE)
ENTITY = re.compile(r"&(?=\\*#|(?!(?:lt|gt);)[a-z][a-z0-9]*\\*;)", re.IGNORECASE)
# An address that is a script or holds a page or picture itself. A browser drops white space in it,
# Markdown a backslash before a sign.
DROPPED = r"[\s\\\x00-\x20]*"
SCRIPT = re.compile(
    DROPPED.join(("(j", "a", "v", "a|v", "b)")) + f"(?={DROPPED}{DROPPED.join('script:')})", re.IGNORECASE
)
DATA = re.compile(
    f"(d{DROPPED}a{DROPPED}t{DROPPED}a)(?={DROPPED}:{DROPPED}[a-z]*{DROPPED}[/,;])", re.IGNORECASE
)
PICTURE = re.compile(r"!(?=\[)")
# Commands of MathJax (and KaTeX) that make links, ids, classes and styles, load other commands or name them.
COMMAND = re.compile(
    r"\\(?=(?:href|url|style|class|cssId|data|html[a-zA-Z]*|mmlToken|unicode|require|includegraphics|bbox|"
    r"fcolorbox|def|edef|gdef|xdef|let|futurelet|"
    r"newcommand|renewcommand|providecommand|newenvironment|renewenvironment|csname|catcode)(?![a-zA-Z]))"
)
NO_BACKSLASH = "\u29f5"  # looks like one


def plain(text: str, longest: int) -> str:
    r"""Return text without colours of a terminal, and with a sign for each character not fit to be shown.

    >>> plain("\x1b[31mred\x1b[0m \u202eback\x00 \ud800", 50)
    'red �back� �'
    >>> plain("x" * 100, 5)
    'xxxx…'
    """
    text = ANSI.sub("", text[: 8 * longest].replace("\r\n", "\n"))
    text = UNFIT.sub("\ufffd", text)
    return text if len(text) <= longest else text[: longest - 1] + "…"


def inert(text: str) -> str:
    r"""Return Markdown in which HTML is shown, not obeyed, wherever it will be rendered.

    Nor does it hold addresses of scripts or of data, pictures, or commands by which MathJax makes links.

    >>> inert("$a < b$, <b>bold</b>, [x](JavaScript\\:alert(1)), ![p](http://x), $\\frac{1}{2}$")
    '$a < b$, &lt;b>bold&lt;/b>, [x](Java-Script\\:alert(1)), ! [p](http://x), $\\frac{1}{2}$'
    """
    text = ENTITY.sub("& ", TAG.sub("&lt;", text))
    text = DATA.sub(r"\1-", SCRIPT.sub(r"\1-", text))
    return COMMAND.sub(NO_BACKSLASH, PICTURE.sub("! ", text))


def name(text: str) -> str:
    r"""Return the name of a file or folder as a part of one line.

    >>> name("a\nb\udcff.ipynb")
    'a b�.ipynb'
    """
    return plain(re.sub(r"\s+", " ", text), LONGEST_NAME)
