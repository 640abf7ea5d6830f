"""Text that strangers wrote, made fit to be stored, printed and shown."""

import re

ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\^_])")
# Control characters, halves of surrogate pairs, marks that turn the reading direction, non-characters.
UNFIT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
LONGEST_NAME = 120
# What begins a tag or an entity of HTML; an address that is a script (Markdown drops a backslash before ":").
MARKUP = re.compile(r"<(?=[a-z/!?])|&(?=[a-z#])", re.IGNORECASE)
SCRIPT = re.compile(r"(java|vb)(?=script\s*\\?:)", re.IGNORECASE)


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

    >>> inert("$a < b$, <b>bold</b>, [x](JavaScript\\:alert(1))")
    '$a < b$, &lt;b>bold&lt;/b>, [x](Java-Script\\:alert(1))'
    """
    text = MARKUP.sub(lambda sign: "&lt;" if sign[0] == "<" else "&amp;", text)
    return SCRIPT.sub(r"\1-", text)


def name(text: str) -> str:
    r"""Return the name of a file or folder as a part of one line.

    >>> name("a\nb\udcff.ipynb")
    'a b�.ipynb'
    """
    return plain(re.sub(r"\s+", " ", text), LONGEST_NAME)
