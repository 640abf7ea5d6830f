"""Code that speaks to the checker itself, past the bridge, or in its name."""

from battery.frame import AT_MOST_OTHERS, OTHERS, part, submission

patch = submission(OTHERS, tame=True)
wreck = submission(AT_MOST_OTHERS, tame=True)


part(
    "WRITE",
    """
    import os, stat, struct
    def connections():
        "Every descriptor that is a socket."
        for number in range(3, 256):
            try:
                if stat.S_ISSOCK(os.fstat(number).st_mode): yield number
            except OSError: pass
    def say(data, length=None):
        for number in connections():
            os.write(number, struct.pack('!Q', len(data) if length is None else length) + data)
    """,
)


@patch
def garbage_to_the_checker(t):
    """The function writes random bytes to the checker."""
    return t.attack("""
        WRITE
        def NAME(*args, **kwargs):
            say(os.urandom(5000))
            return None
        """)


@patch
def giant_length_to_the_checker(t):
    """The function announces a message of 2 ** 62 bytes."""
    return t.attack("""
        WRITE
        def NAME(*args, **kwargs):
            say(b'', 2**62)
            return None
        """)


@patch
def drops_to_the_checker(t):
    """The function announces a long message and sends a byte now and then, for ever."""
    return t.attack("""
        WRITE
        import time
        def NAME(*args, **kwargs):
            say(b'', 10**8)
            while True:
                for number in connections(): os.write(number, b'x')
                time.sleep(0.05)
        """)


@wreck
def forged_replies(t):
    """The function writes replies that say that all is well, many of them, before it returns."""
    return t.attack("""
        WRITE
        import msgpack
        def NAME(*args, **kwargs):
            reply = ['dict', 'value', True, 'error', None,
                'modified', ['tuple'], 'warned', ['tuple'], 'events', 1, 'peak_bytes', 1, 'evaded', False,
                'outputs', ['list'], 'passed', True, 'score', 1000, 'generators', ['list']]
            for _ in range(50): say(msgpack.packb(reply))
            return None
        """)


@wreck
def odd_replies(t):
    """The function writes replies whose parts are of the wrong kind."""
    return t.attack("""
        WRITE
        import msgpack
        odd = [None, 3, 'x', [], ['dict'], ['dict', 1], ['dict', ['list'], 2],
            ['dict', 'value', ['array', 'f8', [2**40], b'']],
            ['dict', 'value', ['array', 'O', [1], bytes(8)]],
            ['dict', 'value', ['handle', -1, 1, 2, 3, 4, 5]], ['dict', 'ask', 10**6, 'args', 3],
            ['dict', 'modified', 3], ['dict', 'error', 7], ['nothing'], [[]], ['rng', 3], {'a': 1}]
        calls = []
        def NAME(*args, **kwargs):
            calls.append(1)
            say(msgpack.packb(odd[len(calls) % len(odd)]))
            return None
        """)


@patch
def flood_of_questions(t):
    """The function asks the checker for callbacks without end."""
    return t.attack("""
        WRITE
        import msgpack
        def NAME(*args, **kwargs):
            ask = msgpack.packb(['dict', 'ask', 0, 'args', ['tuple'], 'kwargs', ['dict']])
            while True: say(ask)
        """)


@wreck
def forged_interruptions(t):
    """The function says that it was interrupted, before anybody has interrupted it."""
    return t.attack("""
        WRITE
        import msgpack
        def NAME(*args, **kwargs):
            say(msgpack.packb(['dict', 'interrupted', True]))
            return None
        """)


@wreck
def listens_to_the_checker(t):
    """A thread reads what the checker sends, and answers in its place."""
    return t.attack("""
        WRITE
        import msgpack, threading
        def listen():
            while True:
                for number in connections():
                    os.read(number, 10**6)
                    say(msgpack.packb(['dict', 'value', True, 'error', None]))
        threading.Thread(target=listen, daemon=True).start()
        GARBAGE
        """)
