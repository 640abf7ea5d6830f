"""Running a notebook: its cells in a process of the student's own, its checks in this one.

A check cell is worth its points only if it ran here to its end; whatever else happened, it is given an error
output, because nbgrader counts a cell without outputs as passed.
"""

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from nbformat import NotebookNode, from_dict
from nbformat.v4 import new_output

from pixgrad.check.own_helpers import failed_helpers, right_first
from pixgrad.marking.execution.check_inputs import CheckInputs, beginning_of, inputs_of_checks
from pixgrad.marking.execution.checker_limits import CHECK_SECONDS, NOTEBOOK_SECONDS, Overworked, bounded
from pixgrad.marking.execution.fork_server import Zygote, zygotes
from pixgrad.marking.execution.limits import Limits
from pixgrad.marking.execution.proxies import Died, OutOfTime, StudentProcess
from pixgrad.marking.execution.run_check import marking, run_check
from pixgrad.marking.execution.sandbox import Overrun, Room, choose
from pixgrad.marking.findings import Finding, FindingKind
from pixgrad.marking.outputs import error_output, outputs_of, settle
from pixgrad.notebook.cells import is_check, is_explore, label_of, role_of
from pixgrad.notebook.needs import Code, needed
from pixgrad.remembered import AFRESH

OUT_OF_TIME = "stopped after {seconds:g} s: the code did not finish; look for a loop that never ends"
DIED = "Python itself ended while this ran (a crash, os._exit, or more memory than there is)"
OVERRUN = "stopped: the code held {what}"
USED_UP = "not run: the notebook had used up its {seconds:g} s"
OWN_USED_UP = "not run: cells that no answer needs had used up their {seconds:g} s"
CUT = "{count} own cells that no answer needs were cut short or not run: they have {seconds:g} s of their own"
CHECKED_OUT = f"not run: looking at earlier values had used up {NOTEBOOK_SECONDS:g} s of computing"
OVERWORKED = "stopped: looking at the values took too much computing; are they far larger than asked for?"
TOO_LARGE = "values too large to be looked at"
MOST_SHOWN = 16_000_000  # bytes of a notebook's outputs
LONGEST_REPEATED = 1.0  # seconds; what no answer needs is repeated after a crash only if it is quick
NO_MORE = "[the notebook has put out more than is kept]\n"
NOT_BACK = "not run: Python ended in an earlier cell and could not be brought back to the same state"


class Session:
    """One notebook on its way: the student's process, which may have to be replaced, and what ran in it."""

    def __init__(self, nb: NotebookNode, inputs: CheckInputs, slug: str, limits: Limits) -> None:
        self.nb, self.inputs, self.slug, self.limits = nb, inputs, slug, limits
        self.zygote: Zygote | None = None
        self.isolation = choose(limits.isolation)
        self.room: Room | None = None
        self.student: StudentProcess | None = None
        self.begun = self.settled = 0  # cells that ran before this process was forked; those looked at
        self.ran: list[NotebookNode] = []
        self.late = False  # whether the last cell ran out of time
        self.used = False  # whether a check has run in this process: what it made may still be there
        self.crowded = False  # whether one was interrupted: what it was doing may still go on
        self.asides = _asides(nb)
        self.aside = False  # whether time is that of own cells which no answer needs
        self.left = {False: limits.submission_seconds, True: limits.submission_seconds}
        self.since = time.monotonic()
        self.cut = 0  # asides that were not run to their end for want of time
        self.checking_left = NOTEBOOK_SECONDS  # of computing by the checker itself
        self.room_left = MOST_SHOWN

    def time_left(self) -> float:
        """Seconds that are left: exercises have a time of their own, what no answer needs another."""
        return self.left[self.aside] - (time.monotonic() - self.since)

    def turn_to(self, cell: NotebookNode | None) -> None:
        """Let time be the cell's from now on; None for what has to be done for the exercises."""
        self.left[self.aside], self.since = self.time_left(), time.monotonic()
        self.aside = id(cell) in self.asides

    def why_not(self) -> str:
        """Why the cell whose turn it is cannot be run, or ""."""
        if self.time_left() <= 0:
            text = OWN_USED_UP if self.aside else USED_UP
            return text.format(seconds=self.limits.submission_seconds)
        return CHECKED_OUT if self.checking_left <= 0 else ""

    def open(self) -> None:
        """Start a process for the student in a room of its own."""
        limits = self.limits
        self.zygote = self._warm()  # without a sandbox, the last one may have been killed
        self.room = Room(self.isolation, self.zygote.visible, limits.memory_mb * 2**20, limits.processes)
        sock, pid = self.zygote.start(self.room.confinement(2 * limits.submission_seconds))
        watch, end_others = self.room.watch, self.room.end_others
        self.student = StudentProcess(sock, pid, limits.grace_seconds, watch, end_others)
        self.used = self.crowded = False

    def _warm(self) -> Zygote:
        """The process to fork from: one that has run the first cells, if here they are as handed out."""
        beginning = self.inputs.beginning
        if beginning and not os.environ.get(AFRESH) and beginning_of(self.nb) == beginning:
            zygote = zygotes().of(self.slug, beginning)
            if zygote.ran is not None and all(each["error"] is None for each in zygote.ran):
                self.begun = len(beginning)
                return zygote
        self.begun = 0
        return zygotes().of(self.slug)

    def begin(self, cell: NotebookNode) -> bool:
        """Settle the outputs of a cell that was run for the whole class; False if it was not."""
        if self.settled >= self.begun:
            return False
        assert self.zygote is not None and self.zygote.ran is not None
        cell.outputs = outputs_of(self.zygote.ran[self.settled]["outputs"])
        self.settled += 1
        self.ran.append(cell)
        self._make_fit(cell, None)
        return True

    def close(self) -> None:
        """End that process and whatever it started, and remove what it wrote."""
        if self.student is not None:
            self.student.channel.close()
        if self.zygote is not None:
            self.zygote.end_children()
        if self.room is not None:
            self.room.close()
        self.student = self.room = None

    def run(self, cell: NotebookNode) -> None:
        """Run one cell and settle its outputs; afterwards `student` is None if its process is gone."""
        assert self.student is not None
        allowed = max(0.1, min(self.limits.cell_seconds, self.time_left()))
        self.student.allow(allowed)
        self.late = False
        error: NotebookNode | None
        computed = time.process_time()
        try:
            with bounded(min(CHECK_SECONDS, self.checking_left)):
                error = self._check(cell) if is_check(cell) else self._run(cell)
        except Overworked:
            self.late = True
            error = error_output("TimeLimit", OVERWORKED)
            self.close()
        except OutOfTime as late:
            self.late = True
            self.crowded = self.crowded or is_check(cell)
            error = error_output("TimeLimit", OUT_OF_TIME.format(seconds=round(allowed, 1)))
            if not late.alive:
                self.close()
        except (Overrun, MemoryError) as overrun:
            what = overrun if isinstance(overrun, Overrun) else TOO_LARGE
            error = error_output("ProcessDied", OVERRUN.format(what=what))
            self.close()
        except Died:
            error = error_output("ProcessDied", DIED)
            self.close()
        self.checking_left -= time.process_time() - computed
        self.used = self.used or is_check(cell)
        settle(cell, error)
        self._make_fit(cell, error)

    def _make_fit(self, cell: NotebookNode, error: NotebookNode | None) -> None:
        """Leave out what a cell has put out where the notebook as a whole has put out too much."""
        self.room_left -= len(str(cell.outputs).encode())
        if self.room_left < 0 and not is_check(cell):
            cell.outputs = [new_output("stream", name="stdout", text=NO_MORE)]
            if error is not None:
                cell.outputs.append(error_output(error.ename, error.evalue[:200]))

    def may_be_innocent(self, cell: NotebookNode, used: bool, crowded: bool) -> bool:
        """Tell whether a cell may have failed for what earlier checks left behind in its process."""
        errors = [output for output in cell.outputs if output.output_type == "error"]
        if not errors or self.late:
            return False
        starved = self.student is None or any("MemoryError" in f"{e.ename} {e.evalue}" for e in errors)
        return crowded or (used and starved)

    def stuck_in(self, cell: NotebookNode) -> frozenset[str]:
        """Names of earlier, failed answers in which a check that was cut short may have been stuck."""
        if not is_check(cell) or not {"TimeLimit", "ProcessDied"} & _errors(cell):
            return frozenset()
        failed = {label_of(each) for each in self.nb.cells if is_check(each) and _errors(each)}
        return failed_helpers(label_of(cell), failed - {label_of(cell)})

    def run_with(self, right: frozenset[str], cell: NotebookNode) -> None:
        """Run a check again with right functions in the place of some answers; it may only win by that."""
        outputs, meta = cell.outputs, dict(cell.metadata)
        with right_first(right):
            self.run(cell)
        if _errors(cell):
            cell.outputs, cell.metadata = outputs, from_dict(meta)

    def _run(self, cell: NotebookNode) -> NotebookNode | None:
        assert self.student is not None
        result = self.student.run_cell(cell.source)
        cell.outputs = outputs_of(result.outputs)
        if result.error is None:
            return None
        if result.error[0] == "MemoryError":
            self.close()  # what fills the memory would still be there, for all the cells that follow
        return error_output(*result.error)

    def _check(self, cell: NotebookNode) -> NotebookNode | None:
        assert self.student is not None
        printed, error = run_check(cell, self.inputs, self.student)
        cell.outputs = [new_output("stream", name="stdout", text=printed)] if printed else []
        return error

    def recover(self) -> bool:
        """Run the earlier cells again in a new process, without checks and without what turns out deadly."""
        self.turn_to(None)
        self.open()
        waiting = self.ran[self.begun :]
        while waiting:
            cell = waiting.pop(0)
            if self.time_left() <= 0:
                return False
            self._repeat(cell)
            if self.student is None:
                self.ran.remove(cell)
                self.open()
                waiting = self.ran[self.begun :]
        return True

    def _repeat(self, cell: NotebookNode) -> None:
        """Run a cell for what it does, and leave its outputs as they are."""
        outputs, room = cell.outputs, self.room_left
        self.run(cell)
        cell.outputs, self.room_left = outputs, room


def execute(
    nb: NotebookNode,
    limits: Limits,
    progress: Callable[[], object] = lambda: None,
    inputs: CheckInputs | None = None,
    slug: str = "",
) -> list[Finding]:
    """Run the code cells of a notebook in place; no process and no folder is left behind, come what may.

    Parameters
    ----------
    nb : NotebookNode
        Its checks and given cells are the course's own. Outputs are replaced. Cells tagged ``explore`` are
        left out.
    limits : Limits
    progress : callable
        Called after each cell.
    inputs : CheckInputs or None
        What the checks read; worked out from the notebook itself if None.
    slug : str
        The assignment, whose modules the student's process must not have.

    Returns
    -------
    list of Finding
        What was cut short though no exercise was.

    Raises
    ------
    PixgradError
        If no student's process can be started on this machine.
    """
    with tempfile.TemporaryDirectory(prefix="pixgrad-") as state, marking(limits.seed, Path(state)):
        inputs = inputs or inputs_of_checks(nb)
        session = Session(nb, inputs, slug, limits)
        try:
            session.open()
            _run_all(session, progress)
        finally:
            session.close()
    if not session.cut:
        return []
    said = CUT.format(count=session.cut, seconds=limits.submission_seconds)
    return [Finding(FindingKind.OWN_TIME, said)]


def _asides(nb: NotebookNode) -> set[int]:
    """The cells of the student's own that no exercise needs, each by its identity."""
    own = [cell for cell in nb.cells if role_of(cell) == "own"]
    readers = [Code(cell.source) for cell in nb.cells if role_of(cell) in ("answer", "check", "given")]
    codes = [Code(cell.source) for cell in own]
    wanted = {id(code) for code in needed(readers, codes)}
    return {id(cell) for cell, code in zip(own, codes, strict=True) if id(code) not in wanted}


def _errors(cell: NotebookNode) -> set[str]:
    return {output.ename for output in cell.get("outputs", []) if output.output_type == "error"}


def _run_all(session: Session, progress: Callable[[], object]) -> None:
    reason = ""
    for cell in session.nb.cells:
        if cell.cell_type != "code":
            continue
        cell.outputs, cell.execution_count = [], None
        if is_explore(cell):
            continue
        if session.begin(cell):
            progress()
            continue
        session.turn_to(cell)
        if why := reason or session.why_not():
            session.cut += session.aside
            settle(cell, error_output("NotRun", why))
        else:
            reason = "" if _run_one(session, cell) else NOT_BACK
        progress()


def _run_one(session: Session, cell: NotebookNode) -> bool:
    """Run a cell; whether there is a process, perhaps a new one in the same state, for the next.

    A cell may fail for what earlier checks left behind: threads, processes, memory that is full. It then runs
    once more in a new process.
    """
    used, crowded, before = session.used, session.crowded, session.time_left()
    session.run(cell)
    session.cut += session.aside and session.late and session.time_left() <= 0
    if session.may_be_innocent(cell, used, crowded):
        session.close()
        if not session.recover():
            return False
        session.turn_to(cell)
        session.run(cell)
    if helpers := session.stuck_in(cell):
        if session.student is None and not session.recover():
            return False
        session.turn_to(cell)
        session.run_with(helpers, cell)
    if session.student is None:
        return session.recover()
    slow = session.aside and before - session.time_left() > LONGEST_REPEATED
    if not is_check(cell) and not slow and not session.late:
        session.ran.append(cell)
    return True
