"""Code that uses up memory, processes, disk, output or the connection."""

from battery.frame import ALL, OTHERS, submission

hostile = submission(OTHERS)
tame = submission(OTHERS, tame=True)
harmless = submission(ALL)
harmless_and_tame = submission(ALL, tame=True)


@hostile
def memory_bomb_in_the_cell(t):
    """The answer cell fills a list without end."""
    return t.attack("""
        kept = []
        while True: kept.append(bytearray(10**7))
        RIGHT
        """)


@hostile
def memory_bomb_in_the_function(t):
    """The function touches more and more memory."""
    return t.attack("""
        def NAME(*args, **kwargs):
            kept = []
            while True: kept.append(b'x' * 10**7)
        """)


@hostile
def memory_kept_by_the_function(t):
    """The function takes more and more memory, and keeps it when there is no more."""
    return t.attack("""
        kept = []
        def NAME(*args, **kwargs):
            while True: kept.append(b'x' * 10**6)
        """)


@hostile
def memory_bomb_over_many_processes(t):
    """Sixteen processes take 200 MB each."""
    return t.attack("""
        import os, time
        for _ in range(16):
            if os.fork() == 0:
                kept = b'x' * (200 * 2**20)
                time.sleep(SLEEPER)
        time.sleep(SLEEPER)
        RIGHT
        """)


@hostile
def ten_gigabytes_of_zeros(t):
    """The function returns np.zeros of 10 GB."""
    return t.attack("""
        import numpy
        def NAME(*args, **kwargs):
            return numpy.zeros(10 * 2**27)
        """)


@tame
def ten_gigabytes_by_broadcasting(t):
    """The function returns 10 GB that take 8 bytes."""
    return t.attack("""
        import numpy
        def NAME(*args, **kwargs):
            return numpy.broadcast_to(1.0, (10 * 2**27,))
        """)


@hostile
def string_of_100_mb(t):
    """The function returns a string of 100 MB."""
    return t.attack("""
        def NAME(*args, **kwargs):
            return 'x' * (100 * 2**20)
        """)


@hostile
def bomb_of_small_parts(t):
    """The function returns 200 MB of empty lists in the wire's own format, straight to the checker."""
    return t.attack(r"""
        import gc, os, socket, struct
        def NAME(*args, **kwargs):
            data = b'\xdd' + struct.pack('!I', 200 * 2**20) + b'\x90' * (200 * 2**20)
            for number in range(3, 256):
                try: line = socket.socket(fileno=number)
                except OSError: continue
                line.settimeout(None)
                line.sendall(struct.pack('!Q', len(data)) + data)
            return None
        """)


@hostile
def fork_bomb(t):
    """The answer cell forks without end."""
    return t.attack("""
        import os
        while True:
            try: os.fork()
            except OSError: pass
        RIGHT
        """)


@hostile
def fork_bomb_in_the_function(t):
    """The function forks without end."""
    return t.attack("""
        import os
        def NAME(*args, **kwargs):
            while True:
                try: os.fork()
                except OSError: pass
        """)


@hostile
def thread_bomb(t):
    """The function starts threads without end."""
    return t.attack("""
        import threading, time
        def NAME(*args, **kwargs):
            while True:
                try: threading.Thread(target=time.sleep, args=(SLEEPER,), daemon=True).start()
                except RuntimeError: pass
        """)


@hostile
def disk_filler(t):
    """The function writes files until nothing fits any more."""
    return t.attack("""
        import os
        def NAME(*args, **kwargs):
            number = 0
            while True:
                number += 1
                for folder in ('.', '/tmp', '/dev/shm', '/var/tmp', '/'):
                    try:
                        with open(os.path.join(folder, f'planted-{number}'), 'wb') as file:
                            file.write(bytes(10**7))
                    except OSError: pass
        """)


@hostile
def one_large_file(t):
    """The answer cell writes one file of 10 GB, and defines garbage."""
    return t.attack("""
        try:
            with open('large', 'wb') as file:
                file.seek(10 * 2**30); file.write(b'x')
        except OSError: pass
        def NAME(*args):
            return None
        """)


@harmless
def many_small_files(t):
    """The answer cell writes 20,000 small files; the answer is right."""
    return t.answer("""
        for number in range(20_000): open(f'file-{number}', 'w').close()
        RIGHT
        """)


@harmless_and_tame
def many_lines_on_stdout(t):
    """The answer cell prints 200,000 lines; the answer is right."""
    return t.answer("""
        for number in range(200_000): print('line', number)
        RIGHT
        """)


@harmless_and_tame
def much_on_stderr(t):
    """The answer cell prints 50 MB to stderr; the answer is right."""
    return t.answer("""
        import sys
        for _ in range(50): print('x' * 2**20, file=sys.stderr)
        RIGHT
        """)


@harmless
def much_on_the_real_stdout(t):
    """The answer cell writes 50 MB to descriptors 1 and 2; the answer is right."""
    return t.answer("""
        import os
        for _ in range(50): os.write(1, b'x' * 2**20); os.write(2, b'x' * 2**20)
        RIGHT
        """)


@tame
def output_without_end(t):
    """The function prints for ever."""
    return t.attack("""
        def NAME(*args, **kwargs):
            while True: print('x' * 1000)
        """)


@tame
def a_million_displays(t):
    """The answer cell displays for as long as it may."""
    return t.attack("""
        for number in range(10**9): display(number)
        RIGHT
        """)


@harmless_and_tame
def a_thousand_pictures(t):
    """The answer cell displays 1,500 pictures of 1 kB; the answer is right."""
    return t.answer("""
        import base64
        for number in range(1500):
            display({'image/png': base64.b64encode(bytes(1000)).decode()}, raw=True)
        RIGHT
        """)


@tame
def warnings_without_end(t):
    """The function warns for ever."""
    return t.attack("""
        import warnings
        def NAME(*args, **kwargs):
            number = 0
            while True:
                number += 1
                warnings.warn(f'warning {number}', RuntimeWarning)
        """)


@hostile
def resource_limits_raised(t):
    """The answer cell tries to raise every limit, then the function takes memory."""
    return t.attack("""
        import resource
        for name in dir(resource):
            if name.startswith('RLIMIT_'):
                for limit in (resource.RLIM_INFINITY, 2**40):
                    try: resource.setrlimit(getattr(resource, name), (limit, limit))
                    except (OSError, ValueError): pass
        def NAME(*args, **kwargs):
            kept = []
            while True: kept.append(b'x' * 10**7)
        """)


@tame
def megabytes_of_error(t):
    """The function raises an error with a text of 50 MB."""
    return t.attack("""
        def NAME(*args, **kwargs):
            raise ValueError('x' * (50 * 2**20))
        """)


@tame
def a_million_nested_lists(t):
    """The function returns lists nested a hundred thousand deep."""
    return t.attack("""
        def NAME(*args, **kwargs):
            nested = []
            for _ in range(100_000): nested = [nested]
            return nested
        """)


@tame
def two_million_parts(t):
    """The function returns a list of two million numbers."""
    return t.attack("""
        def NAME(*args, **kwargs):
            return list(range(2_000_000))
        """)


@tame
def whole_number_of_a_million_digits(t):
    """The function returns 10 ** 1,000,000."""
    return t.attack("""
        def NAME(*args, **kwargs):
            return 10 ** 1_000_000
        """)


@submission(OTHERS)
def colliding_keys(t):
    """The function sends a dict of 50,000 keys with the same hash straight to the checker."""
    return t.attack("""
        import itertools, msgpack, socket, struct
        def NAME(*args, **kwargs):
            keys = itertools.islice(itertools.product((-1, -2), repeat=16), 50_000)
            parts = [part for key in keys for part in (['tuple', *key], 0)]
            data = msgpack.packb(['dict', 'error', None, 'value', ['dict', *parts]])
            for number in range(3, 256):
                try: line = socket.socket(fileno=number)
                except OSError: continue
                line.settimeout(None)
                line.sendall(struct.pack('!Q', len(data)) + data)
            return None
        """)
