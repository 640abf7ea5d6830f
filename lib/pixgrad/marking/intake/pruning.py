r"""Cutting the outputs out of the bytes of a large notebook before anything of it is parsed.

A parser would build an object for every line that a loop has printed. Here regular expressions run over
strings and all that stands between brackets, and keep none of it: 128 MB cost their own size, and seconds.
"""

import re

MOST_TOKENS = 1_000_000  # strings and brackets that are kept
MOST_BRACKETS = 3_000_000  # that are looked at one by one in what is cut out
HEAVY = rb"outputs|attachments|widgets"
# A string, or the rest of a file that breaks off in the middle of one: always matches, so time stays linear.
STRING = rb'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)'
PLAIN = rb'[^"\[\]{}]++|' + STRING
FLAT = rb"[\[{](?:" + PLAIN + rb")*+[\]}]"
NESTED = rb"[\[{](?:" + PLAIN + rb"|" + FLAT + rb")*+[\]}]"
DEEPER = rb"[\[{](?:" + PLAIN + rb"|" + NESTED + rb")*+[\]}]"  # an output is not nested deeper
# The key of a heavy value and the bracket that opens it; any other string; any bracket.
TOKEN = re.compile(rb'"(?:' + HEAVY + rb')"\s*+:\s*+(?P<open>[\[{])|' + STRING + rb"|[\[\]{}]", re.DOTALL)
BRACKET = re.compile(rb"(?:" + PLAIN + rb"|" + DEEPER + rb")*+(?P<bracket>[\[\]{}])", re.DOTALL)


class TooManyParts(Exception):
    """A file consists of more strings, lists and objects than any notebook has."""


def without_outputs(payload: bytes) -> bytes:
    """Return the JSON text of a notebook with outputs, attachments and widgets emptied.

    Damaged JSON comes back damaged, for the parser to complain about.

    Parameters
    ----------
    payload : bytes
        In an encoding that contains ASCII.

    Raises
    ------
    TooManyParts
        If there are more of them than `MOST_TOKENS` or `MOST_BRACKETS`.

    Examples
    --------
    >>> without_outputs(b'{"cells": [{"outputs": [{"text": "]"}], "source": "outputs"}]}')
    b'{"cells": [{"outputs": [], "source": "outputs"}]}'
    """
    kept: list[bytes] = []
    start = place = tokens = brackets = 0
    while (token := TOKEN.search(payload, place)) is not None:
        tokens, place = tokens + 1, token.end()
        if token["open"] is not None:
            end, inside = _end_of_value(payload, place)
            brackets += inside
            kept += [payload[start:place], b"]" if token["open"] == b"[" else b"}"]
            start = place = end
        if tokens > MOST_TOKENS or brackets > MOST_BRACKETS:
            raise TooManyParts
    return b"".join([*kept, payload[start:]])


def _end_of_value(payload: bytes, place: int) -> tuple[int, int]:
    """Return where a value ends whose opening bracket has just been read, and how many brackets it holds."""
    depth, count = 1, 0
    while depth and count <= MOST_BRACKETS:
        found = BRACKET.match(payload, place)
        if found is None:
            return len(payload), count
        count += 1
        depth += 1 if found["bracket"] in b"[{" else -1
        place = found.end()
    return place, count
