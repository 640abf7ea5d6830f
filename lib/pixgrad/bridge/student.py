"""What the student's process does: it runs cells, calls functions, and hands out values when it is asked.

Nothing that this process says is believed: the checker compares every value with what it knows itself. The
functions used here are taken before any cell has run, from a module that cells cannot import.
"""

import builtins
import itertools
import operator
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.random import Generator

from pixgrad.bridge.channel import Channel
from pixgrad.bridge.shell import StudentShell
from pixgrad.bridge.wire import Decoder, Encoder, Uncarriable
from pixgrad.check import calls
from pixgrad.check.calls import Cost, Outcome
from pixgrad.check.cost import cost
from pixgrad.check.lending import lend
from pixgrad.check.results import result_names

OPERATIONS = {name: getattr(operator, name) for name in operator.__all__} | {
    "getattr": getattr,
    "len": len,
    "iter": list,
    "float": float,
    "abs": abs,
    "dir": dir,
}

# What a function could do so that its steps are not counted; counting itself does the first two, twice each.
EVASIONS: tuple[str, ...] = ("sys.settrace", "sys.setprofile", "_thread.start_new_thread")
EVASIONS += ("os.fork", "os.posix_spawn", "os.exec", "os.system", "subprocess.Popen")
COUNTING = 4


class Callback:
    """A function that lives in the checker; calling it asks the checker."""

    def __init__(self, student: "Student", number: int, name: str) -> None:
        self._student, self._number, self.__name__ = student, number, name

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Ask, and wait for the answer."""
        return self._student.ask(self._number, args, kwargs)

    def __deepcopy__(self, memo: dict[int, Any]) -> "Callback":
        return self


class Student:
    """The student's end of the bridge."""

    def __init__(self, channel: Channel, shell: StudentShell) -> None:
        self.channel, self.shell = channel, shell
        self.objects: dict[int, Any] = {}
        self.encode, self.decode = Encoder(self._by_handle), Decoder(self._handle)
        self.call, self.cost, self.other_threads = calls.call, cost, _other_threads
        self.in_a_row = calls.in_a_row
        self.lend, self.lent_for = lend, dict[str, Any]()
        self.evasions: list[str] = []
        self.speaking, self.stopped = True, False
        sys.addaudithook(self._note_evasion)
        os.register_at_fork(after_in_child=channel.close)  # a copy must not answer in this one's place

    def serve(self) -> Any:
        """Carry out requests until the other end is gone, or, inside a callback, until its answer comes."""
        while True:
            request = self.decode(self.channel.receive())
            if request["do"] == "answer":
                return request
            getattr(self, f"_do_{request['do']}")(**request["with"])

    def reply(self, message: Any) -> None:
        """Send one message to the checker; what does not cross is replaced by an error that says so."""
        try:
            data = self.encode(message)
        except Uncarriable as error:
            data = self.encode({"error": f"ValueError: returned {error}", "value": None})
        except BaseException as error:  # a value whose own methods raise
            data = self.encode(
                {"error": f"ValueError: returned a value that cannot be read ({_kind(error)})"}
            )
        self.channel.send(data)

    def ask(self, number: int, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Call a function of the checker; an interrupt waits until its answer is whole."""
        before, self.speaking = self.speaking, True
        try:
            self.channel.send(self.encode({"ask": number, "args": args, "kwargs": kwargs}))
            answer = self.serve()
        finally:
            self.speaking = before
        if self.stopped:
            self.stopped = False
            raise KeyboardInterrupt
        if answer["error"]:
            kind, text = answer["error"]
            raise _error_class(kind)(text)
        return answer["value"]

    def _do_cell(self, source: str) -> None:
        self._do_take_back()  # a check that was interrupted did not
        with self._interruptible():
            try:
                result = self.shell.run(source)
            except KeyboardInterrupt:
                result = {"interrupted": True, "error": ("KeyboardInterrupt", "", []), "outputs": []}
        self.reply(result)

    def _do_fetch(self, names: list[str]) -> None:
        self._do_take_back()
        scope = self.shell.user_ns
        for name in names:
            self.reply({"value": scope[name]} if name in scope else {"missing": True})

    def _do_call(self, function: Any, cases: list[Any]) -> None:
        for case in cases:
            if not self._one_call(function, case):
                return

    def _one_call(self, function: Any, case: tuple[Any, ...]) -> bool:
        outcome = self._guarded(lambda: self.call(function, _arguments(case)))
        self.reply(outcome)
        return not outcome.get("interrupted")

    def _do_apply(self, function: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        outcome = self._guarded(lambda: Outcome(function(*args, **kwargs)))
        self.reply({**outcome, "generators": [each for each in args if isinstance(each, Generator)]})

    def _do_draw(self, function: Any, cases: list[Any], times: int) -> None:
        for args in itertools.chain.from_iterable(self.in_a_row(case, times) for case in cases):
            if not self._one_draw(function, args):
                return

    def _one_draw(self, function: Any, args: tuple[Any, ...]) -> bool:
        outcome = self._guarded(lambda: Outcome(function(*args)))
        self.reply(outcome)
        return not (outcome.get("interrupted") or outcome.get("error"))

    def _do_count(self, function: Any, cases: list[Any], exact: bool) -> None:
        for case in cases:
            reply = self._counted(function, case, exact)
            if reply["evaded"]:  # a thread that woke up by chance, such as that of tqdm, will not do so again
                reply = self._counted(function, case, exact)
            self.reply(reply)
            if reply["evaded"] or reply.get("error") or reply.get("interrupted"):
                return

    def _counted(self, function: Any, case: tuple[Any, ...], exact: bool) -> dict[str, Any]:
        before, threads = len(self.evasions), self.other_threads()
        reply = self._guarded(lambda: self.cost(function, _arguments(case), exact))
        after = self.other_threads()
        moved = any(after.get(number) is not frame for number, frame in threads.items())
        return {**reply, "evaded": moved or len(self.evasions) - before != COUNTING}

    def _note_evasion(self, event: str, args: Any) -> None:
        if event in EVASIONS:
            self.evasions.append(event)

    def _do_operate(self, name: str, args: tuple[Any, ...]) -> None:
        self.reply(self._guarded(lambda: Outcome(OPERATIONS[name](*args))))

    def _do_forget(self) -> None:
        self._do_take_back()
        self.objects.clear()

    def _do_lend(self, functions: dict[str, Any]) -> None:
        self.lent_for = self.lend(self.shell.user_ns, functions)

    def _do_take_back(self) -> None:
        self.shell.user_ns.update(self.lent_for)
        self.lent_for = {}

    def _guarded(self, work: Callable[[], Outcome | Cost]) -> dict[str, Any]:
        """Run student code; whatever it raises becomes data."""
        with self._interruptible():
            try:
                return vars(work())
            except KeyboardInterrupt:
                return {"interrupted": True}
            except BaseException as error:
                return {"error": _said(error)}

    @contextmanager
    def _interruptible(self) -> Iterator[None]:
        """Let the checker stop what runs inside; outside of it an interrupt, too late, does nothing."""
        before, self.speaking, self.stopped = self.speaking, False, False
        signal.signal(signal.SIGINT, self._interrupt)
        try:
            yield
        finally:
            self.speaking = before
            signal.signal(signal.SIGINT, self._interrupt)

    def _interrupt(self, *_: Any) -> None:
        if not self.speaking:
            raise KeyboardInterrupt
        self.stopped = True

    def _by_handle(self, thing: Any) -> list[Any]:
        if isinstance(thing, Callback):
            return ["back", thing._number]
        number = len(self.objects)
        self.objects[number] = thing
        name = getattr(thing, "__name__", None) if callable(thing) else None
        parameters = calls.parameter_names(thing) if callable(thing) else []
        read = list(calls.globals_read(thing)) if callable(thing) else []
        results = list(result_names(thing)) if callable(thing) else []
        kind = [type(thing).__name__, callable(thing), name if isinstance(name, str) else "your answer"]
        return ["handle", number, *kind, parameters, read, results]

    def _handle(self, tagged: list[Any]) -> Any:
        tag, number, *rest = tagged
        return self.objects[number] if tag == "back" else Callback(self, number, rest[0])


def _other_threads(frames: Callable[[], dict[int, Any]] = sys._current_frames) -> dict[int, Any]:
    """Where every other thread is; one that stays in the same call is there in the same frame."""
    return {number: frame for number, frame in frames().items() if number != threading.get_ident()}


def _arguments(case: tuple[Any, ...]) -> tuple[Any, ...]:
    """A case as `calls.call` takes it: a dict of arguments by name may stand last, marked as such."""
    *args, named = case
    return (*args, calls.named(**named)) if named else tuple(args)


def _error_class(name: str) -> type[Exception]:
    """The error of Python or NumPy of this name, as the function would have raised it in this process."""
    kinds = (getattr(module, name, None) for module in (builtins, np.exceptions, np.linalg))
    found = (kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Exception))
    return next(found, ValueError)


def _said(error: BaseException) -> str:
    try:
        text = str(error)[:2000]
    except BaseException:
        text = ""
    return f"{_kind(error)}: {text}" if text else _kind(error)


def _kind(error: BaseException) -> str:
    return type(error).__name__[:100]


def hide() -> None:
    """Take these modules away from ``import``: cells get fresh copies that nobody here uses."""
    for name in [name for name in sys.modules if name.startswith(("pixgrad.bridge", "pixgrad.check"))]:
        del sys.modules[name]
