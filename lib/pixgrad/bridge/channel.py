"""Whole messages over a socket, none longer than `LARGEST`, none later than its deadline."""

import contextlib
import socket
import struct
import time
from collections.abc import Callable

from pixgrad.bridge.wire import LARGEST

LENGTH = struct.Struct("!Q")
CHUNK = 1 << 20
SMALL = 1 << 16  # bytes that are read at once even if fewer are awaited: most messages are no longer
SECONDS_BETWEEN_LOOKS = 0.2


class Closed(Exception):
    """The other side is gone, or it broke the rules of the channel."""


class Late(Exception):
    """No whole message came, or went, before the deadline."""


class Channel:
    """One end of a socket pair.

    Parameters
    ----------
    sock : socket.socket
    watch : callable or None
        Called several times a second while waiting; may raise to end the wait.
    """

    def __init__(self, sock: socket.socket, watch: Callable[[], None] | None = None) -> None:
        self.sock = sock
        self.watch = watch
        self.looked = time.monotonic()
        self.received, self.unsent = bytearray(), bytearray()
        self.timeout: float | None = -1.0  # that of the socket, which takes a system call to set

    def close(self) -> None:
        """Close this end."""
        with contextlib.suppress(OSError):
            self.sock.close()

    def send(self, data: bytes, deadline: float | None = None) -> None:
        """Send one message; raises Closed or Late, after which the next message is preceded by the rest."""
        self.unsent += LENGTH.pack(len(data)) + data
        self.flush(deadline)

    def flush(self, deadline: float | None = None) -> None:
        """Send what a message that was late has left; raises Closed or Late."""
        while self.unsent:
            self._look_round(deadline)
            try:
                self._wait_at_most(deadline)
                del self.unsent[: self.sock.send(self.unsent[:CHUNK])]
            except TimeoutError:
                continue
            except OSError as error:
                raise Closed from error

    def receive(self, deadline: float | None = None) -> bytes:
        """Wait for one message; raises Closed or Late, after which the next call goes on where this one was.

        Parameters
        ----------
        deadline : float or None
            On the clock of `time.monotonic`; None waits for ever.
        """
        self._have(LENGTH.size, deadline)
        (length,) = LENGTH.unpack(self.received[: LENGTH.size])
        if length > LARGEST:
            raise Closed
        self._have(LENGTH.size + length, deadline)
        end = LENGTH.size + length
        data, self.received = bytes(memoryview(self.received)[LENGTH.size : end]), self.received[end:]
        return data

    def _have(self, size: int, deadline: float | None) -> None:
        while len(self.received) < size:
            self._look_round(deadline)
            try:
                self._wait_at_most(deadline)
                part = self.sock.recv(min(CHUNK, max(SMALL, size - len(self.received))))
            except TimeoutError:
                continue
            except OSError as error:
                raise Closed from error
            if not part:
                raise Closed
            self.received += part

    def _wait_at_most(self, deadline: float | None) -> None:
        """Let the socket wait until somebody has to look round."""
        timeout = None if self.watch is None else SECONDS_BETWEEN_LOOKS
        if deadline is not None:
            timeout = min(SECONDS_BETWEEN_LOOKS, max(0.001, deadline - time.monotonic()))
        if timeout != self.timeout:
            self.sock.settimeout(timeout)
            self.timeout = timeout

    def _look_round(self, deadline: float | None) -> None:
        """Look at the clock and at the other side, which may never stop talking, or say a byte at a time."""
        now = time.monotonic()
        if deadline is not None and now >= deadline:
            raise Late
        if self.watch is not None and now >= self.looked + SECONDS_BETWEEN_LOOKS:
            self.looked = now
            self.watch()
