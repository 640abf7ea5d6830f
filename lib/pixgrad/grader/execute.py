"""Running a notebook's code cells in a fresh kernel that leaves nothing behind.

A check cell is worth its points only if the kernel replied that it ran to its end; whatever else happened, it
is given an error output, because nbgrader counts a cell without outputs as passed.
"""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from queue import Empty
from typing import Any

import psutil
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_output

from pixgrad.errors import PixgradError
from pixgrad.grader.kernel import QUIET, Limits, ThisPython, kernel_environment, transport_for

LARGEST_OUTPUT = 1_000_000  # characters kept of a cell's outputs

OUT_OF_TIME = "stopped after {seconds:g} s: the code did not finish; look for a loop that never ends"
DIED = "Python itself ended while this ran (a crash, os._exit, or more memory than there is)"
UNRUN = "this cell did not run"
USED_UP = "not run: the notebook had used up its {seconds:g} s"
NOT_BACK = "not run: Python ended in an earlier cell and could not be brought back to the same state"


class Unstoppable(Exception):
    """A cell ran on after it was interrupted."""


def is_check(cell: NotebookNode) -> bool:
    """Tell whether a cell is worth points."""
    return bool(cell.metadata.get("nbgrader", {}).get("grade", False))


def is_explore(cell: NotebookNode) -> bool:
    """Tell whether a cell is left out while marking: pictures and long training, never a graded cell."""
    nbgrader = cell.metadata.get("nbgrader", {})
    return "explore" in cell.metadata.get("tags", []) and not (
        nbgrader.get("grade") or nbgrader.get("solution")
    )


def error_output(ename: str, evalue: str) -> NotebookNode:
    """Return an error output that was written by us, not by a kernel."""
    return new_output("error", ename=ename, evalue=evalue, traceback=[f"{ename}: {evalue}"])


class Session(NotebookClient):
    """One notebook and the kernel that runs its cells, inside a folder of its own."""

    km: Any  # AsyncKernelManager or None
    kc: Any  # AsyncKernelClient or None
    allowed: float  # seconds that the running cell may take

    def __init__(self, nb: NotebookNode, folder: Path, limits: Limits) -> None:
        super().__init__(
            nb,
            allow_errors=True,
            coalesce_streams=True,
            interrupt_on_timeout=True,
            record_timing=False,
            shutdown_kernel="immediate",
            skip_cells_with_tag="",
            startup_timeout=limits.startup_seconds,
            store_widget_state=False,
            timeout_func=lambda cell: self.allowed,
            log=QUIET,
        )
        self.folder = folder
        self.limits = limits
        self.started = time.monotonic()
        self.kernels = 0
        self.reply: dict[str, Any] | None = None
        self.timed_out = False
        self.allowed = limits.cell_seconds
        self.output_size = 0
        self.on_cell_executed = self._keep_reply

    def _keep_reply(self, execute_reply: dict[str, Any], **_: Any) -> None:
        self.reply = execute_reply["content"]

    def time_left(self) -> float:
        """Seconds of the submission's time that are left."""
        return self.limits.submission_seconds - (time.monotonic() - self.started)

    async def start(self) -> None:
        """Start a kernel and wait until it answers; a second try covers a machine under load."""
        try:
            await self._start_once()
        except RuntimeError:
            try:
                await self._start_once()
            except RuntimeError as error:
                raise PixgradError(
                    f"no Python kernel started within {self.limits.startup_seconds} s ({error}); "
                    f"try: {sys.executable} -m ipykernel_launcher --version"
                ) from error

    async def _start_once(self) -> None:
        self.kernels += 1
        self.km = AsyncKernelManager(
            kernel_name="python3",
            kernel_spec_manager=ThisPython(),
            connection_file=str(self.folder / f"k{self.kernels}.json"),
            transport=transport_for(self.folder),
            log=QUIET,
        )
        work = self.folder / "work"
        work.mkdir(exist_ok=True)
        await self.async_start_new_kernel(
            cwd=str(work),
            env=kernel_environment(self.folder, self.limits.seed),
            stdout=subprocess.DEVNULL,  # what a crash prints must not reach the terminal
            stderr=subprocess.DEVNULL,
        )
        await self._connect()

    async def _connect(self) -> None:
        assert self.km is not None
        self.kc = self.km.client()
        self.kc.start_channels(hb=False)  # a late heartbeat under load is not a death
        self.kc.allow_stdin = False
        try:
            await self.kc.wait_for_ready(timeout=self.limits.startup_seconds)
        except BaseException:
            await self.stop()
            raise

    async def stop(self) -> None:
        """Kill the kernel and what it started, and close every channel to it."""
        if self.km is not None:
            self.kill()
            await self._async_cleanup_kernel()

    def kill(self) -> None:
        """Kill the kernel's process group and its known descendants at once; safe to call at any time."""
        process = getattr(getattr(self.km, "provisioner", None), "process", None)
        if process is None:
            return
        family: list[psutil.Process] = []
        with contextlib.suppress(psutil.Error):
            family = psutil.Process(process.pid).children(recursive=True)
        with contextlib.suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL) if os.name == "posix" else process.kill()
        for child in family:
            with contextlib.suppress(psutil.Error):
                child.kill()

    async def run_cell(self, index: int) -> bool:
        """Run one cell and settle its outputs; returns whether the kernel survived."""
        cell = self.nb.cells[index]
        self.reply, self.timed_out, self.output_size = None, False, 0
        self.allowed = max(0.1, min(self.limits.cell_seconds, self.time_left()))
        alive = True
        try:
            await self.async_execute_cell(cell, index)
        except (DeadKernelError, Unstoppable):
            if (task := asyncio.current_task()) is not None and task.cancelling():
                raise asyncio.CancelledError from None  # nbclient takes a cancelled task for a dead kernel
            alive = False
        settle(cell, self._verdict_of_kernel(alive))
        return alive

    def _verdict_of_kernel(self, alive: bool) -> NotebookNode | None:
        """Return the error that a cell earned, or None if the kernel said that it ran to its end."""
        if self.timed_out:
            return error_output("TimeLimit", OUT_OF_TIME.format(seconds=round(self.allowed, 1)))
        if not alive:
            return error_output("KernelDied", DIED)
        if self.reply is None:
            return error_output("NotRun", UNRUN)
        if self.reply["status"] == "ok":
            return None
        return new_output(
            "error",
            ename=str(self.reply.get("ename", "Aborted")),
            evalue=str(self.reply.get("evalue", "")),
            traceback=[str(line) for line in self.reply.get("traceback", [])],
        )

    async def _async_handle_timeout(self, timeout: float, cell: NotebookNode | None = None) -> dict[str, Any]:
        """Interrupt the cell; kill the kernel if the cell runs on."""
        assert self.km is not None and self.kc is not None
        self.timed_out = True
        await self.km.interrupt_kernel()
        deadline = time.monotonic() + self.limits.grace_seconds
        with contextlib.suppress(Empty):
            while (left := deadline - time.monotonic()) > 0:
                message = await self.kc.shell_channel.get_msg(timeout=left)
                if message["msg_type"] == "execute_reply":
                    return dict(message)
        self.kill()
        raise Unstoppable

    def output(
        self, outs: list[NotebookNode], msg: dict[str, Any], display_id: str | None, cell_index: int
    ) -> NotebookNode | None:
        """Keep an output unless the cell has already written too much."""
        if self.output_size > LARGEST_OUTPUT:
            return None
        self.output_size += len(str(msg["content"]))
        if self.output_size > LARGEST_OUTPUT:
            note = "[more output than is kept]\n"
            msg = {**msg, "msg_type": "stream", "content": {"name": "stdout", "text": note}}
            msg["header"] = {**msg["header"], "msg_type": "stream"}
        return super().output(outs, msg, display_id, cell_index)


def settle(cell: NotebookNode, error: NotebookNode | None) -> None:
    """Leave a cell with at most one error, and a check cell with nothing else that nbgrader could misread.

    Of a check cell only printed text is kept: a warning on stderr would cost the points, a result or a
    display could earn them. An error that was merely displayed does not count; what the kernel replied does.
    """
    kept = [output for output in cell.outputs if output.output_type != "error"]
    if is_check(cell):
        kept = [output for output in kept if output.output_type == "stream" and output.name == "stdout"]
    cell.outputs = kept if error is None else [*kept, error]


async def _run(session: Session, progress: Callable[[], object]) -> None:
    """Run every code cell that counts; after a death, go on in a new kernel without the deadly cell."""
    await session.start()
    session.started = time.monotonic()
    ran: list[int] = []
    reason = ""
    for index, cell in enumerate(session.nb.cells):
        if cell.cell_type != "code":
            continue
        cell.outputs, cell.execution_count = [], None
        if is_explore(cell):
            continue
        if not reason and session.time_left() <= 0:
            reason = USED_UP.format(seconds=session.limits.submission_seconds)
        if reason:
            settle(cell, error_output("NotRun", reason))
        elif await session.run_cell(index):
            ran.append(index)
        elif not await _recover(session, ran):
            reason = (
                "not run: Python ended in an earlier cell and could not be brought back to the same state"
            )
        progress()


async def _recover(session: Session, ran: list[int]) -> bool:
    """Start a new kernel and run the earlier cells again, checks left out; their outputs stay as they are."""
    await session.stop()
    await session.start()
    for index in ran:
        cell = session.nb.cells[index]
        if is_check(cell):
            continue
        outputs = cell.outputs
        alive = session.time_left() > 0 and await session.run_cell(index)
        cell.outputs = outputs
        if not alive:
            return False
    return True


async def _run_and_stop(session: Session, progress: Callable[[], object]) -> None:
    try:
        await _run(session, progress)
    finally:
        await session.stop()


def execute(nb: NotebookNode, limits: Limits, progress: Callable[[], object] = lambda: None) -> None:
    """Run the code cells of a notebook in place; no process and no folder is left behind, come what may.

    Parameters
    ----------
    nb : NotebookNode
        Outputs are replaced. Cells tagged ``explore`` are left out.
    limits : Limits
    progress : callable
        Called after each cell.

    Raises
    ------
    PixgradError
        If no kernel can be started on this machine.
    """
    with tempfile.TemporaryDirectory(prefix="pixgrad-", ignore_cleanup_errors=True) as folder:
        session = Session(nb, Path(folder), limits)
        try:
            asyncio.run(_run_and_stop(session, progress))
        finally:
            session.kill()
