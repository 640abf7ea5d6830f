"""The shell in which a student's cells run: Jupyter's own, but its outputs are kept, bounded, and not sent.

Whatever would talk to somebody at a screen or a keyboard does nothing; what would run a command of the system
says that it does not, and lets the cell go on, as a command that fails does in Jupyter.
"""

import builtins
import fnmatch
import getpass
import io
import sys
from collections.abc import Iterable
from typing import Any

from ipykernel.zmqshell import ZMQInteractiveShell
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.magics.script import ScriptMagics
from IPython.utils.text import SList
from traitlets import Instance, Type
from traitlets.config import Config

LARGEST_OUTPUT = 1_000_000  # characters kept of a cell's outputs
MOST_OUTPUTS = 1000
LONGEST_ERROR = 10_000
# What may be shown again to other people: nothing in which a browser finds something to run.
SHOWN = ("text/plain", "image/png", "image/jpeg")
NO_KEYBOARD = "input() waits for somebody at the keyboard; while a notebook is marked nobody is there"
NO_COMMAND = "not run: {command} (while a notebook is marked, commands of the system are left out)"
NOT_FOUND = 127  # what a system says of a command that it does not have
ABOUT_THE_KERNEL = ("connect_info", "qtconsole", "subshell")


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

    def fileno(self) -> int:
        """The file of this process that leads nowhere; a kernel has one, too, which its cells do not see."""
        return 1 if self.name == "stdout" else 2


class Quiet:
    """Stands for the kernel: has whatever it is asked for, and does nothing with it."""

    def __getattr__(self, name: str) -> "Quiet":
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *args: Any, **kwargs: Any) -> None:
        """Do nothing."""


class Notes(dict[str, Any]):
    """What ``%store`` and ``%bookmark`` keep for another day; here there is none."""

    def keys(self, pattern: str = "*") -> Iterable[str]:  # type: ignore[override]
        """Names that fit a pattern."""
        return fnmatch.filter(super().keys(), pattern)

    def __delitem__(self, name: str) -> None:
        self.pop(name, None)


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


class StudentShell(ZMQInteractiveShell):
    """The shell of Jupyter's kernel, without the kernel, and with its outputs in a list."""

    stopped: tuple[str, str, list[str]] | None = None
    display_pub_class = Type(Publisher)  # type: ignore[assignment]
    displayhook_class = Type(Hook)  # type: ignore[assignment]

    def enable_gui(self, gui: Any = None) -> None:
        """Draw no window."""

    def enable_matplotlib(self, gui: Any = None) -> tuple[Any, Any]:
        """Keep figures as pictures, whatever window or widget is asked for."""
        return super().enable_matplotlib("inline")

    def ask_exit(self) -> None:
        """Go on: the cells below are marked as well."""

    def system(self, cmd: str) -> None:
        """Say that a command is not run."""
        print(NO_COMMAND.format(command=f"!{cmd.strip()}"))
        self.user_ns["_exit_code"] = NOT_FOUND

    system_raw = system_piped = system

    def getoutput(self, cmd: str, split: bool = True, depth: int = 0) -> Any:
        """Say that a command is not run; it has put out nothing."""
        self.system(cmd)
        return SList() if split else ""

    def script(self, line: str, cell: str) -> None:
        """Say that a cell of another language is not run."""
        print(NO_COMMAND.format(command=f"%%{line.strip()}"))
        args, _ = ScriptMagics.shebang.parser.parse_known_args(line.split())
        self.user_ns.update({name: "" for name in (args.out, args.err) if name})

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
        result = self.run_cell(source, store_history=True)
        self.payload_manager.clear_payload()  # type: ignore[union-attr]  # what a notebook's page would do next
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


def _no_keyboard(*args: object, **kwargs: object) -> str:
    raise RuntimeError(NO_KEYBOARD)


def make_shell() -> StudentShell:
    """The one shell of this process, ready for a first cell."""
    StudentShell.__name__ = ZMQInteractiveShell.__name__  # by which notebooks know that they are in Jupyter
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "NoColor"
    shell: StudentShell = StudentShell.instance(config=config, kernel=Quiet())
    shell.user_ns["__name__"] = "__main__"
    shell.db = Notes()
    shell.extension_manager.load_extension("storemagic")  # type: ignore[union-attr]
    scripts = shell.magics_manager.registry["ScriptMagics"]
    scripts.shebang = shell.magics_manager.magics["cell"]["script"] = shell.script
    shell.magics_manager.magics["line"].update(dict.fromkeys(ABOUT_THE_KERNEL, Quiet()))
    builtins.input = getpass.getpass = _no_keyboard
    keep_pictures()
    return shell


def keep_pictures() -> None:
    """Let figures of matplotlib become outputs, as in a notebook."""
    from matplotlib_inline.backend_inline import _enable_matplotlib_integration

    _enable_matplotlib_integration()
