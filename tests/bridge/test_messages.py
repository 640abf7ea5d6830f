"""What a student's process may say to the checker, and what that may cost."""

import resource
import socket
import struct
import threading
import time

import msgpack
import numpy as np
import pytest

from pixgrad.bridge.channel import Channel, Closed, Late
from pixgrad.bridge.wire import MOST_KEYS, Decoder, Encoder, Uncarriable
from pixgrad.marking.execution.proxies import Proxy, _advance


@pytest.fixture
def line():
    """Two ends of a connection."""
    ours, theirs = socket.socketpair()
    yield ours, theirs
    ours.close()
    theirs.close()


def talk(theirs, data, pause, stop):
    """Send a piece again and again."""
    while not stop.is_set():
        try:
            theirs.send(data)
        except OSError:
            return
        time.sleep(pause)


@pytest.mark.parametrize("data, pause", [(b"x", 0.02), (struct.pack("!Q", 1) + b"x", 0.0)])
def test_who_never_stops_talking_is_late_all_the_same(line, data, pause):
    """Do drops of a long message, or a flood of messages, end at the deadline, and are they watched?"""
    ours, theirs = line
    theirs.settimeout(0.2)
    theirs.send(struct.pack("!Q", 10**6))
    looks, stop = [], threading.Event()
    talker = threading.Thread(target=talk, args=(theirs, data, pause, stop))
    talker.start()
    try:
        channel = Channel(ours, watch=lambda: looks.append(1))
        deadline = time.monotonic() + 0.7
        with pytest.raises(Late):
            while True:
                channel.receive(deadline)
    finally:
        stop.set()
        talker.join()
    assert looks


def test_a_message_beyond_measure_closes_the_line(line):
    """Is a giant length refused before anything is read?"""
    line[1].send(struct.pack("!Q", 2**62))
    with pytest.raises(Closed):
        Channel(line[0]).receive(time.monotonic() + 5)


def decode(data):
    """What the checker makes of some bytes."""
    return Decoder(lambda tagged: tagged)(data)


BOMBS = {
    "empty lists": b"\xdd" + struct.pack("!I", 20 * 2**20) + b"\x90" * (20 * 2**20),
    "lists in lists": (b"\xdc" + struct.pack("!H", 60_000)) * 3 + b"\xdc\xea\x60" * 10 + b"\x90" * 8_000_000,
    "a map": msgpack.packb({"a": 1}),
    "an extension": msgpack.packb(msgpack.ExtType(5, b"x")),
    "a type without end": msgpack.packb(["array", "f8," * 1000, [1], bytes(8)]),
    "broken off": msgpack.packb([1, 2, 3])[:-1],
    "keys": msgpack.packb(["dict", *(part for key in range(MOST_KEYS + 1) for part in (key, 0))]),
    "a set": msgpack.packb(["set", *range(MOST_KEYS + 1)]),
    "unhashable keys": msgpack.packb(["dict", ["list"], 1]),
}


@pytest.mark.slow
@pytest.mark.parametrize("data", BOMBS.values(), ids=BOMBS)
def test_messages_that_blow_up_are_refused(data):
    """Is what breaks the format, or has too many parts, refused before it takes hundreds of megabytes?"""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(Uncarriable):
        decode(data)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 700_000  # kB


@pytest.mark.parametrize("value", [dict.fromkeys(range(MOST_KEYS + 1)), set(range(MOST_KEYS + 1))])
def test_too_many_keys_are_refused_where_they_come_from(value):
    """Does a student read of a dict that is too large, not of a process that died?"""
    with pytest.raises(Uncarriable, match="keys"):
        Encoder(lambda thing: ["handle"])(value)


def test_generators_go_on_but_do_not_jump():
    """Can student code put the checker's generator into a state of its own choosing?"""
    mine, copy, foreign = (np.random.default_rng(seed) for seed in (1, 1, 2))
    copy.normal(size=3)
    _advance(mine, copy)
    assert mine.normal() == copy.normal()
    state = mine.bit_generator.state
    for theirs in (foreign, np.random.Generator(np.random.MT19937(0)), "no generator"):
        _advance(mine, theirs)
    assert mine.bit_generator.state == state


def test_a_proxy_is_no_array():
    """Does NumPy refuse to compare an object whose operators the student has written?"""

    class Agreeable:
        def operate(self, name, *args):
            return 0.0

    with pytest.raises(TypeError, match="no array"):
        np.allclose(Proxy(Agreeable(), 0, "Liar"), 5.0)
