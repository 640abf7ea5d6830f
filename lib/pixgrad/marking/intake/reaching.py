"""Code that reaches past the exercises, into Python itself or the machine: for a person to look at.

It is told from the text of answers and own cells, and raises a question, never a verdict: it costs no points,
and whoever wants to hide it from a reader of texts can. Nothing is executed.
"""

import ast
from collections.abc import Iterator
from functools import lru_cache

from nbformat import NotebookNode

from pixgrad.marking.findings import Finding, FindingKind
from pixgrad.marking.intake.released import key_of, originals
from pixgrad.marking.kit import Kit
from pixgrad.marking.sanitise import plain
from pixgrad.notebook.names import parsed, without_magics


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


MODULES = _words(
    """_thread builtins cffi concurrent ctypes faulthandler gc http importlib inspect ipykernel IPython
    linecache mmap msgpack multiprocessing nbgrader psutil pty requests runpy select selectors shutil
    signal socket subprocess threading traceback urllib zmq"""
)
# What is beside the exercises in modules that people use for good reasons, too.
PARTS = {
    "os": _words(
        """_exit abort chmod chown close closerange dup dup2 execl execv execve execvp fork forkpty kill
        killpg pipe popen posix_spawn remove scandir setuid spawnl spawnv symlink system unlink walk
        write"""
    ),
    "pixgrad": _words("authoring bridge classroom course export marking notebook pages"),
    "pixgrad.check": _words("bank calls compare failure functions hidden_numbers values"),
    "sys": _words("_current_frames _getframe addaudithook meta_path modules monitoring setprofile settrace"),
}
BUILTINS = _words("__builtins__ __import__ compile eval exec get_ipython open")
ATTRIBUTES = _words(
    """__builtins__ __closure__ __code__ __globals__ __subclasses__ f_back f_globals f_locals gi_frame
    tb_frame"""
)
PATCHED = _words("check np numpy plt scipy")  # whose attributes nobody needs to set
INSTALLS = "install"  # the one given cell that is no example to follow
MOST_NAMED, LONGEST = 6, 400  # names, and characters of the finding


def look_for_reaches(nb: NotebookNode, kit: Kit) -> list[Finding]:
    """Return one finding that names what a student's own code reaches for, or none."""
    known = originals(kit)
    shown = (original.source for key, original in known.items() if key != INSTALLS)
    given = {name for source in shown for name in reaches(source)}
    found: dict[str, None] = {}
    for cell in nb.cells:
        original = known.get(key_of(cell))
        if cell.cell_type == "code" and (original is None or original.role == "answer"):
            found |= dict.fromkeys(name for name in reaches(cell.source) if name not in given)
    if not found:
        return []
    names = list(found)
    listed = ", ".join(names[:MOST_NAMED]) + (" and more" if len(names) > MOST_NAMED else "")
    message = f"code that reaches past the exercises: {listed}. For a person to look at; it costs no points"
    return [Finding(FindingKind.REACHES, plain(message, LONGEST))]


@lru_cache(maxsize=1024)
def reaches(source: str) -> tuple[str, ...]:
    """Return what a source reaches for, in the order of its text.

    >>> reaches("import sys, numpy\\ndef f(x):\\n    return sys._getframe().f_back, eval('x')")
    ('sys._getframe', 'f_back', 'eval')
    >>> reaches("from multiprocessing import Pool\\nnp.all = len")
    ('multiprocessing', 'np.all = ...')
    >>> reaches("import os, sys\\nprint(os.getcwd(), sys.version)")
    ()
    """
    tree = parsed(without_magics(source))
    if tree is None:
        return ()
    nodes = [node for node in ast.walk(tree) if hasattr(node, "lineno")]
    nodes.sort(key=lambda node: (node.end_lineno or 0, node.end_col_offset or 0))  # type: ignore[attr-defined]
    return tuple(dict.fromkeys(name for node in nodes for name in _reached_by(node)))


def _reached_by(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield from _of_module(alias.name)
    elif isinstance(node, ast.ImportFrom) and node.module:
        yield from _of_module(node.module)
        parts = PARTS.get(node.module, frozenset())
        yield from (f"{node.module}.{alias.name}" for alias in node.names if alias.name in parts)
    elif isinstance(node, ast.Name) and node.id in BUILTINS:
        yield node.id
    elif isinstance(node, ast.Attribute):
        yield from _of_attribute(node)
    elif isinstance(node, ast.Call) and _dotted(node.func) in ("setattr", "delattr") and node.args:
        patched = _dotted(node.args[0])
        if patched.split(".")[0] in PATCHED:
            yield f"{_dotted(node.func)}({patched}, ...)"


def _of_module(name: str) -> list[str]:
    """A module that is looked at, as a whole or for one of its parts."""
    package, _, rest = name.partition(".")
    if package in MODULES:
        return [package]
    inner = "pixgrad.check" if name.startswith("pixgrad.check.") else package
    part = name.removeprefix(inner + ".").split(".")[0]
    return [f"{inner}.{part}"] if rest and part in PARTS.get(inner, ()) else []


def _of_attribute(node: ast.Attribute) -> Iterator[str]:
    owner = _dotted(node.value)
    if node.attr in PARTS.get("pixgrad.check" if owner == "check" else owner, ()):
        yield f"{owner}.{node.attr}"
    elif node.attr in ATTRIBUTES:
        yield node.attr
    elif owner.split(".")[0] in PATCHED and not isinstance(node.ctx, ast.Load):
        yield f"{owner}.{node.attr} = ..."


def _dotted(node: ast.expr) -> str:
    """A name with dots as written; empty for any other expression."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.insert(0, node.attr)
        node = node.value
    return ".".join([node.id, *parts]) if isinstance(node, ast.Name) else ""
