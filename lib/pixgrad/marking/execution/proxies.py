"""The checker's end of the bridge: asks the student's process, and believes nothing but plain data.

Functions and objects of the student are proxies here. Using one asks the student's process, within the time
that is left; whatever goes wrong there is data here: an `Outcome` with an error, no exception of theirs.
"""

import contextlib
import copy
import os
import signal
import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from pixgrad.bridge.channel import Channel, Closed, Late
from pixgrad.bridge.wire import Decoder, Encoder, Uncarriable
from pixgrad.check.calls import Cost, Elsewhere, Named, Outcome
from pixgrad.check.failure import CheckFailed
from pixgrad.marking.execution.sandbox import Overrun

EVADED = (
    "{name} turns off the counting of Python steps, or starts threads or processes, while it is checked for "
    "loops. Let NumPy do the work in the one call."
)
LONGEST_TEXT = 10_000


class OutOfTime(BaseException):
    """The student's code did not answer in time; `alive` tells whether it could be interrupted."""

    def __init__(self, alive: bool) -> None:
        self.alive = alive


class Died(BaseException):
    """The student's process is gone, or it broke the rules of the bridge."""


class StudentError(Exception):
    """What student code raised, in words, where a check calls a proxy by itself."""


@dataclass(frozen=True)
class CellRun:
    """What one cell did: its error (name, text, traceback) or None, and its outputs as plain data."""

    error: tuple[str, str, list[str]] | None
    outputs: list[dict[str, Any]]


class StudentProcess:
    """One student's process, seen from the checker.

    Parameters
    ----------
    sock : socket.socket
    pid : int
    grace_seconds : float
        How long an interrupted cell may take to stop.
    watch : callable
        Called while waiting; may raise `pixgrad.marking.execution.sandbox.Overrun`.
    end_others : callable
        Called with `pid` before steps are counted, to end every other process of the student.
    """

    def __init__(
        self,
        sock: socket.socket,
        pid: int,
        grace_seconds: float,
        watch: Callable[[], None],
        end_others: Callable[[int], None],
    ) -> None:
        self.channel, self.end_others = Channel(sock, watch), end_others
        self.pid, self.grace_seconds = pid, grace_seconds
        self.deadline: float | None = None
        self.replied = time.monotonic()  # when the student's process last had nothing more to do
        self.functions: list[Callable[..., Any]] = []
        self.encode, self.decode = Encoder(self._by_handle), Decoder(self._handle)

    def allow(self, seconds: float) -> None:
        """Let the student's code take some seconds from now; what a check itself computes does not count."""
        self.replied = time.monotonic()
        self.deadline = self.replied + seconds

    def run_cell(self, source: str) -> CellRun:
        """Run one cell; raises OutOfTime, Died or Overrun."""
        self._request("cell", source=source)
        reply = self._reply()
        error, outputs = reply.get("error"), reply.get("outputs")
        if not isinstance(outputs, list) or not (error is None or _is_error(error)):
            raise Died
        return CellRun(error, [output for output in outputs if isinstance(output, dict)])

    def fetch(self, names: Sequence[str]) -> tuple[dict[str, Any], dict[str, StudentError]]:
        """Return the values of those names that exist, plain data or proxies, and why others do not cross."""
        if not names:
            return {}, {}
        self._request("fetch", names=list(names))
        replies = {name: self._reply() for name in names}
        there = {name: reply for name, reply in replies.items() if "missing" not in reply}
        crossed = {name for name, reply in there.items() if "value" in reply and not reply.get("error")}
        values = {name: reply["value"] for name, reply in there.items() if name in crossed}
        return values, {name: _refusal(name, there[name]) for name in there if name not in crossed}

    def call_each(self, function: "Function", cases: Sequence[Sequence[Any]]) -> list[Outcome]:
        """Call a function of the student on every case, in one round trip."""
        self._request("call", function=function, cases=[_case(case) for case in cases])
        outcomes: list[Outcome] = []
        while len(outcomes) < len(cases):
            reply = self._reply()
            # after an interruption of its own making the student's process leaves the other cases out
            outcomes += [self._outcome(reply)] * (len(cases) - len(outcomes) if reply.get("stopped") else 1)
        return outcomes

    def apply(self, function: "Function", args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Call a function of the student on a check's own arguments, whose generators advance."""
        self._request("apply", function=function, args=args, kwargs=kwargs)
        reply = self._reply()
        outcome = self._outcome(reply)
        if outcome.error is not None:
            raise StudentError(outcome.error)
        ours = [each for each in args if isinstance(each, np.random.Generator)]
        for mine, theirs in zip(ours, reply.get("generators") or (), strict=False):
            _advance(mine, theirs)
        return outcome.value

    def drawn(self, function: "Function", cases: Sequence[Sequence[Any]], times: int) -> list[Any]:
        """What `pixgrad.check.calls.drawn` returns for a function of the student; raises StudentError."""
        self._request("draw", function=function, cases=list(map(tuple, cases)), times=times)
        values: list[Any] = []
        while len(values) < len(cases) * times:
            outcome = self._outcome(self._reply())
            if outcome.error is not None:  # which was the last reply
                raise StudentError(outcome.error)
            values.append(outcome.value)
        return values

    def costs(self, function: "Function", cases: Sequence[Sequence[Any]], exact: bool) -> list[Cost]:
        """Count the Python steps and the memory of one call of each case, which may not be evaded.

        Raises
        ------
        CheckFailed
            If it is, for the first such case.
        StudentError
            If one raises.
        """
        self.end_others(self.pid)
        self._request("count", function=function, cases=list(map(_case, cases)), exact=exact)
        return [self._counted(function) for _ in cases]

    def _counted(self, function: "Function") -> Cost:
        reply = self._reply()
        if reply.get("error"):
            raise StudentError(str(reply["error"])[:LONGEST_TEXT])
        if reply.get("evaded") is not False:
            raise CheckFailed(EVADED.format(name=function.__name__), (), "counting-evaded")
        events, peak = reply.get("events"), reply.get("peak_bytes")
        if type(events) is not int or type(peak) is not int:
            raise Died
        return Cost(events, peak)

    def operate(self, name: str, *args: Any) -> Any:
        """Apply an operation of Python to objects of the student; raises StudentError."""
        self._request("operate", name=name, args=args)
        outcome = self._outcome(self._reply())
        if outcome.error is not None:
            raise StudentError(outcome.error)
        return outcome.value

    def lend(self, functions: dict[str, Callable[..., Any]]) -> None:
        """Let the student's code call functions of the checker in the place of its own, until `take_back`."""
        self._request("lend", functions=functions)

    def take_back(self) -> None:
        """Give the student's code its own functions back; a new cell and a new check do so too."""
        self._request("take_back")

    def forget(self) -> None:
        """Let go of every proxy that was handed out, in both processes."""
        self.functions.clear()
        self._request("forget")

    def interrupt(self) -> bool:
        """Interrupt what runs; returns whether it stopped and said so."""
        with contextlib.suppress(OSError):
            os.kill(self.pid, signal.SIGINT)
        self.deadline = time.monotonic() + self.grace_seconds
        try:
            self.channel.flush(self.deadline)
            while not (message := self._message()).get("interrupted"):
                if "ask" in message:
                    self._answer(message)
        except (Died, Closed, Late, Overrun):
            return False
        return True

    def _request(self, what: str, **words: Any) -> None:
        now = time.monotonic()
        if self.deadline is not None:
            self.deadline += now - self.replied
        self.replied = now
        try:
            self.channel.send(self.encode({"do": what, "with": words}), self.deadline)
        except Closed as error:
            raise Died from error
        except Late as error:
            raise OutOfTime(alive=False) from error

    def _reply(self) -> dict[str, Any]:
        """The next reply; until it comes, the student's process may call functions of the checker."""
        try:
            while "ask" in (message := self._message()):
                self._answer(message)
        except Late as error:
            raise OutOfTime(self.interrupt()) from error
        self.replied = time.monotonic()
        if message.get("interrupted"):  # nobody here has asked for that
            stopped = {"error": ("KeyboardInterrupt", "", []), "stopped": True}
            return {**stopped, "outputs": message.get("outputs") or []}
        return message

    def _message(self) -> dict[str, Any]:
        try:
            message = self.decode(self.channel.receive(self.deadline))
        except (Closed, Uncarriable) as error:
            raise Died from error
        if not isinstance(message, dict):
            raise Died
        return message

    def _answer(self, message: dict[str, Any]) -> None:
        number, args, kwargs = message["ask"], message.get("args"), message.get("kwargs")
        if type(number) is not int or not isinstance(args, tuple) or not isinstance(kwargs, dict):
            raise Died
        if not 0 <= number < len(self.functions):
            raise Died
        answer: dict[str, Any] = {"do": "answer", "error": None, "value": None}
        try:
            answer["value"] = self.functions[number](*args, **{str(key): kwargs[key] for key in kwargs})
        except Exception as problem:
            told = (
                problem.args[0] if len(problem.args) == 1 else problem
            )  # a KeyError's text has quotes around it
            answer["error"] = (type(problem).__name__, str(told)[:500])
        try:
            self.channel.send(self.encode(answer), self.deadline)
        except (Closed, Uncarriable) as gone:
            raise Died from gone

    def _outcome(self, reply: dict[str, Any]) -> Outcome:
        error, line = reply.get("error"), reply.get("line")
        modified, left = reply.get("modified", ()), reply.get("left", ())
        if not isinstance(modified, tuple) or not all(type(place) is int for place in modified):
            raise Died
        if not isinstance(left, tuple):
            raise Died
        if error is None:
            warned = reply.get("warned") or ()
            warned = tuple(str(each)[:500] for each in warned) if isinstance(warned, tuple) else ()
            return Outcome(reply.get("value"), modified=modified, left=left, warned=warned)
        text = error if isinstance(error, str) else ": ".join(part for part in error[:2] if part)
        return Outcome(error=text[:LONGEST_TEXT], line=line[:500] if isinstance(line, str) else None)

    def _by_handle(self, thing: Any) -> list[Any]:
        if isinstance(thing, Proxy):
            return ["back", thing._number]
        if not callable(thing):
            raise Uncarriable(f"an argument of type {type(thing).__name__}, which does not cross the bridge")
        self.functions.append(thing)
        return ["handle", len(self.functions) - 1, str(getattr(thing, "__name__", "function"))]

    def _handle(self, tagged: list[Any]) -> Any:
        tag, number, *rest = tagged
        if tag == "back":
            return self.functions[number]
        kind, is_callable, name, parameters, reads, results = rest
        if tag != "handle" or type(number) is not int or not isinstance(kind, str):
            raise ValueError("no handle")
        if not is_callable:
            return Proxy(self, number, kind)
        words = [str(each)[:100] for each in parameters[:50]], _words(reads), _words(results)
        return Function(self, number, kind, str(name)[:100], *words)


def _words(said: Any) -> tuple[str, ...]:
    return tuple(str(each)[:100] for each in said[:50])


def _is_error(error: Any) -> bool:
    return (
        isinstance(error, tuple)
        and len(error) == 3
        and isinstance(error[0], str)
        and isinstance(error[1], str)
        and isinstance(error[2], list)
    )


def _refusal(name: str, reply: dict[str, Any]) -> StudentError:
    said = str(reply.get("error", "a value that does not cross over"))[:LONGEST_TEXT]
    return StudentError(f"{name} cannot be checked: it is {said.removeprefix('ValueError: returned ')}")


def _advance(mine: np.random.Generator, theirs: object) -> None:
    """Let a generator go on where the student's copy is, if that belongs to the same sequence of numbers."""
    if not isinstance(theirs, np.random.Generator):
        return
    ours, wanted = mine.bit_generator.state, theirs.bit_generator.state
    if ours["bit_generator"] == wanted["bit_generator"] and ours["state"].get("inc") == wanted["state"].get(
        "inc"
    ):
        mine.bit_generator.state = wanted


def _case(case: Sequence[Any]) -> tuple[Any, ...]:
    """A copy of a case (a callable may hold a state), arguments by name, or None, in the last place."""
    case = copy.deepcopy(tuple(case))
    if case and isinstance(case[-1], Named):
        return (*case[:-1], case[-1].values)
    return (*case, None)


class Proxy:
    """An object of the student; attributes, methods and operators are theirs.

    Only names without leading underscores can be asked for.
    """

    def __init__(self, student: StudentProcess, number: int, kind: str) -> None:
        self._student, self._number, self.kind_elsewhere = student, number, kind

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return self._student.operate("getattr", self, name)

    def __deepcopy__(self, memo: dict[int, Any]) -> "Proxy":
        return self

    def __array__(self, *args: Any, **kwargs: Any) -> Any:
        """Refuse: NumPy would compare by operators that the student has written."""
        raise TypeError(f"{self!r} is no array")

    def __repr__(self) -> str:
        return f"<{self.kind_elsewhere} of the student>"


def _operator(name: str, swapped: bool = False) -> Callable[..., Any]:
    def operate(self: Proxy, *others: Any) -> Any:
        return self._student.operate(name, *((*others, self) if swapped else (self, *others)))

    return operate


for _name in ("add", "sub", "mul", "truediv", "pow", "matmul"):
    setattr(Proxy, f"__{_name}__", _operator(_name))
    setattr(Proxy, f"__r{_name}__", _operator(_name, swapped=True))
for _name in ("neg", "float", "abs"):
    setattr(Proxy, f"__{_name}__", _operator(_name))


class Function(Proxy, Elsewhere):
    """A function of the student, or another object of theirs that can be called."""

    def __init__(
        self,
        student: StudentProcess,
        number: int,
        kind: str,
        name: str,
        parameters: list[str],
        reads: tuple[str, ...],
        results: tuple[str, ...],
    ) -> None:
        super().__init__(student, number, kind)
        self.__name__, self.parameters, self.reads, self.results = name, parameters, reads, results

    def call_each(self, cases: Sequence[Sequence[Any]]) -> list[Outcome]:
        """Call it on every case, in one round trip."""
        return self._student.call_each(self, cases)

    def drawn(self, cases: Sequence[Sequence[Any]], times: int) -> list[Any]:
        """Call it on every case several times in a row, in one round trip."""
        return self._student.drawn(self, cases, times)

    def costs(self, cases: Sequence[Sequence[Any]], exact: bool) -> list[Cost]:
        """Count what one call of each case needs."""
        return self._student.costs(self, cases, exact)

    def lend(self, functions: dict[str, Callable[..., Any]]) -> None:
        """Put functions of the checker in the place of the notebook's own."""
        self._student.lend(functions)

    def take_back(self) -> None:
        """End what `lend` began."""
        self._student.take_back()

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call it as the student's own code would; generators go on where it left them."""
        return self._student.apply(self, args, kwargs)
