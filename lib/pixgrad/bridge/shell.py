"""The IPython shell in which a student's cells run: outputs are kept, bounded, and nothing is printed."""

import builtins
import io
import sys
from collections.abc import Callable
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Instance, Type
from traitlets.config import Config

LARGEST_OUTPUT = 1_000_000  # characters kept of a cell's outputs
MOST_OUTPUTS = 1000
LONGEST_ERROR = 10_000
# What may be shown again to other people: nothing in which a browser finds something to run.
SHOWN = ("text/plain", "image/png", "image/jpeg")
NO_KEYBOARD = "input() waits for somebody at the keyboard; while a notebook is marked nobody is there"


class Outputs:
    """What a cell has put out so far, as plain data."""

    def __init__(self) -> None:
        self.kept: list[dict[str, Any]] = []
        self.size = 0

    def add(self, kind: str, size: int, **fields: Any) -> None:
        """Keep one output, or a note in its place if there has been too much."""
        if self.size > LARGEST_OUTPUT or len(self.kept) > MOST_OUTPUTS:
            return
        self.size += size
        if self.size > LARGEST_OUTPUT or len(self.kept) == MOST_OUTPUTS:
            self.size = LARGEST_OUTPUT + 1
            kind, fields = "stream", {"name": "stdout", "text": "[more output than is kept]\n"}
        last = self.kept[-1] if self.kept else {}
        if kind != "stream":
            self.kept.append({"kind": kind, **fields})
        elif last.get("name") == fields["name"]:
            last["pieces"].append(fields["text"])
        else:
            self.kept.append({"kind": kind, "name": fields["name"], "pieces": [fields["text"]]})

    def as_data(self) -> list[dict[str, Any]]:
        """Return everything, the pieces of a stream joined."""
        return [
            {"kind": "stream", "name": each["name"], "text": "".join(each["pieces"])}
            if "pieces" in each
            else each
            for each in self.kept
        ]

    def show(self, kind: str, data: dict[str, Any]) -> None:
        """Keep what a display or the value of a cell looks like."""
        data = {mime: data[mime] for mime in SHOWN if isinstance(data.get(mime), str)}
        self.add(kind, sum(map(len, data.values())), data=data)


class Stream(io.TextIOBase):
    """Standard output or standard error of one cell."""

    encoding = "utf-8"

    def __init__(self, outputs: Outputs, name: str) -> None:
        self.outputs, self.name = outputs, name

    def writable(self) -> bool:
        """Say yes."""
        return True

    def write(self, text: str) -> int:
        """Keep a piece of text."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if text:
            self.outputs.add("stream", len(text), name=self.name, text=str.__str__(text))
        return len(text)


class Publisher(DisplayPublisher):
    """Keeps what ``display`` publishes."""

    outputs = Instance(Outputs, ())

    def publish(self, data: Any, *args: Any, **kwargs: Any) -> None:
        """Keep one display."""
        self.outputs.show("display_data", data if isinstance(data, dict) else {})

    def clear_output(self, wait: bool = False) -> None:
        """Forget what the cell has put out."""
        self.outputs.kept.clear()


class Hook(DisplayHook):
    """Keeps the value of a cell's last line."""

    outputs = Instance(Outputs, ())

    def write_output_prompt(self) -> None:
        """Write none."""

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        """Keep the value."""
        self.outputs.show("execute_result", format_dict)

    def finish_displayhook(self) -> None:
        """Write no end of line."""


class StudentShell(InteractiveShell):
    """IPython without a terminal, without history, and with its outputs in a list."""

    stopped: tuple[str, str, list[str]] | None = None
    display_pub_class = Type(Publisher)
    displayhook_class = Type(Hook)

    def showtraceback(self, *args: Any, **kwargs: Any) -> None:
        """Show an error, whatever the error itself does when it is asked for its text."""
        try:
            super().showtraceback(*args, **kwargs)
        except BaseException as error:
            self.stopped = (type(sys.exc_info()[1] or error).__name__, "", [])

    def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
        lines = [str(line)[:LONGEST_ERROR] for line in stb][-50:]
        self.stopped = (_name(etype), _text(evalue), lines)

    def run(self, source: str) -> dict[str, Any]:
        """Run one cell; returns its status, its error and its outputs as plain data."""
        outputs = Outputs()
        self.display_pub.outputs = self.displayhook.outputs = outputs
        sys.stdout, sys.stderr = Stream(outputs, "stdout"), Stream(outputs, "stderr")
        self.stopped = None
        result = self.run_cell(source, store_history=False)
        error = result.error_before_exec or result.error_in_exec
        if error is not None and self.stopped is None:
            self.stopped = (_name(type(error)), _text(error), [])
        interrupted = isinstance(error, KeyboardInterrupt)
        return {"interrupted": interrupted, "error": self.stopped, "outputs": outputs.as_data()}


def _name(kind: Any) -> str:
    return str(getattr(kind, "__name__", "Error"))[:100]


def _text(error: Any) -> str:
    try:
        return str(error)[:LONGEST_ERROR]
    except BaseException:
        return "(this error cannot say what it is)"


def _no_keyboard(prompt: object = "") -> str:
    raise RuntimeError(NO_KEYBOARD)


def make_shell() -> StudentShell:
    """The one shell of this process, ready for a first cell."""
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "NoColor"
    config.InteractiveShell.automagic = False
    shell: StudentShell = StudentShell.instance(config=config)
    shell.user_ns["__name__"] = "__main__"
    builtins.input = _no_keyboard
    keep_pictures(shell)
    return shell


def keep_pictures(shell: StudentShell, wanted: Callable[[], Any] | None = None) -> None:
    """Let figures of matplotlib become outputs, as in a notebook."""
    from matplotlib_inline.backend_inline import _enable_matplotlib_integration

    _enable_matplotlib_integration()
