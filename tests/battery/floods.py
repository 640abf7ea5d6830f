"""Code that uses up memory, processes, disk, output or the connection."""

from battery.frame import ALL, OTHERS, submission

hostile = submission(OTHERS)
tame = submission(OTHERS, tame=True)
harmless = submission(ALL)
harmless_and_tame = submission(ALL, tame=True)


@hostile
def memory_bomb_in_the_cell(t):
    """The answer cell fills a list without end."""
    return t.attack("kept = []\nwhile True: kept.append(bytearray(10**7))\nRIGHT")


@hostile
def memory_bomb_in_the_function(t):
    """The function touches more and more memory."""
    return t.attack("def NAME(*args, **kwargs):\n    kept = []\n    while True: kept.append(b'x' * 10**7)")


@hostile
def memory_bomb_over_many_processes(t):
    """Sixteen processes take 200 MB each."""
    return t.attack(
        "import os, time\nfor _ in range(16):\n    if os.fork() == 0:\n        kept = b'x' * (200 * 2**20)\n"
        "        time.sleep(SLEEPER)\ntime.sleep(SLEEPER)\nRIGHT"
    )


@hostile
def ten_gigabytes_of_zeros(t):
    """The function returns np.zeros of 10 GB."""
    return t.attack("import numpy\ndef NAME(*args, **kwargs):\n    return numpy.zeros(10 * 2**27)")


@tame
def ten_gigabytes_by_broadcasting(t):
    """The function returns 10 GB that take 8 bytes."""
    return t.attack(
        "import numpy\ndef NAME(*args, **kwargs):\n    return numpy.broadcast_to(1.0, (10 * 2**27,))"
    )


@hostile
def string_of_100_mb(t):
    """The function returns a string of 100 MB."""
    return t.attack("def NAME(*args, **kwargs):\n    return 'x' * (100 * 2**20)")


@hostile
def bomb_of_small_parts(t):
    """The function returns 200 MB of empty lists in the wire's own format, straight to the checker."""
    return t.attack(
        "import gc, os, socket, struct\ndef NAME(*args, **kwargs):\n"
        "    data = b'\\xdd' + struct.pack('!I', 200 * 2**20) + b'\\x90' * (200 * 2**20)\n"
        "    for number in range(3, 256):\n"
        "        try: line = socket.socket(fileno=number)\n        except OSError: continue\n"
        "        line.settimeout(None)\n        line.sendall(struct.pack('!Q', len(data)) + data)\n"
        "    return None"
    )


@hostile
def fork_bomb(t):
    """The answer cell forks without end."""
    return t.attack("import os\nwhile True:\n    try: os.fork()\n    except OSError: pass\nRIGHT")


@hostile
def fork_bomb_in_the_function(t):
    """The function forks without end."""
    return t.attack(
        "import os\ndef NAME(*args, **kwargs):\n    while True:\n        try: os.fork()\n"
        "        except OSError: pass"
    )


@hostile
def thread_bomb(t):
    """The function starts threads without end."""
    return t.attack(
        "import threading, time\ndef NAME(*args, **kwargs):\n    while True:\n"
        "        try: threading.Thread(target=time.sleep, args=(SLEEPER,), daemon=True).start()\n"
        "        except RuntimeError: pass"
    )


@hostile
def disk_filler(t):
    """The function writes files until nothing fits any more."""
    return t.attack(
        "import os\ndef NAME(*args, **kwargs):\n    number = 0\n    while True:\n        number += 1\n"
        "        for folder in ('.', '/tmp', '/dev/shm', '/var/tmp', '/'):\n            try:\n"
        "                with open(os.path.join(folder, f'planted-{number}'), 'wb') as file:\n"
        "                    file.write(bytes(10**7))\n            except OSError: pass"
    )


@hostile
def one_large_file(t):
    """The answer cell writes one file of 10 GB, and defines garbage."""
    return t.attack(
        "try:\n    with open('large', 'wb') as file:\n        file.seek(10 * 2**30); file.write(b'x')\n"
        "except OSError: pass\ndef NAME(*args):\n    return None"
    )


@harmless
def many_small_files(t):
    """The answer cell writes 20,000 small files; the answer is right."""
    return t.answer("for number in range(20_000): open(f'file-{number}', 'w').close()\nRIGHT")


@harmless_and_tame
def many_lines_on_stdout(t):
    """The answer cell prints 200,000 lines; the answer is right."""
    return t.answer("for number in range(200_000): print('line', number)\nRIGHT")


@harmless_and_tame
def much_on_stderr(t):
    """The answer cell prints 50 MB to stderr; the answer is right."""
    return t.answer("import sys\nfor _ in range(50): print('x' * 2**20, file=sys.stderr)\nRIGHT")


@harmless
def much_on_the_real_stdout(t):
    """The answer cell writes 50 MB to descriptors 1 and 2; the answer is right."""
    return t.answer(
        "import os\nfor _ in range(50): os.write(1, b'x' * 2**20); os.write(2, b'x' * 2**20)\nRIGHT"
    )


@tame
def output_without_end(t):
    """The function prints for ever."""
    return t.attack("def NAME(*args, **kwargs):\n    while True: print('x' * 1000)")


@tame
def a_million_displays(t):
    """The answer cell displays for as long as it may."""
    return t.attack("for number in range(10**9): display(number)\nRIGHT")


@harmless_and_tame
def a_thousand_pictures(t):
    """The answer cell displays 1,500 pictures of 1 kB; the answer is right."""
    return t.answer(
        "import base64\nfor number in range(1500):\n"
        "    display({'image/png': base64.b64encode(bytes(1000)).decode()}, raw=True)\nRIGHT"
    )


@tame
def warnings_without_end(t):
    """The function warns for ever."""
    return t.attack(
        "import warnings\ndef NAME(*args, **kwargs):\n    number = 0\n    while True:\n        number += 1\n"
        "        warnings.warn(f'warning {number}', RuntimeWarning)"
    )


@hostile
def resource_limits_raised(t):
    """The answer cell tries to raise every limit, then the function takes memory."""
    return t.attack(
        "import resource\nfor name in dir(resource):\n    if name.startswith('RLIMIT_'):\n"
        "        for limit in (resource.RLIM_INFINITY, 2**40):\n"
        "            try: resource.setrlimit(getattr(resource, name), (limit, limit))\n"
        "            except (OSError, ValueError): pass\n"
        "def NAME(*args, **kwargs):\n    kept = []\n    while True: kept.append(b'x' * 10**7)"
    )


@tame
def megabytes_of_error(t):
    """The function raises an error with a text of 50 MB."""
    return t.attack("def NAME(*args, **kwargs):\n    raise ValueError('x' * (50 * 2**20))")


@tame
def a_million_nested_lists(t):
    """The function returns lists nested a hundred thousand deep."""
    return t.attack(
        "def NAME(*args, **kwargs):\n    nested = []\n    for _ in range(100_000): nested = [nested]\n"
        "    return nested"
    )


@tame
def two_million_parts(t):
    """The function returns a list of two million numbers."""
    return t.attack("def NAME(*args, **kwargs):\n    return list(range(2_000_000))")


@tame
def whole_number_of_a_million_digits(t):
    """The function returns 10 ** 1,000,000."""
    return t.attack("def NAME(*args, **kwargs):\n    return 10 ** 1_000_000")


@submission(OTHERS)
def colliding_keys(t):
    """The function sends a dict of 50,000 keys with the same hash straight to the checker."""
    return t.attack(
        "import itertools, msgpack, socket, struct\ndef NAME(*args, **kwargs):\n"
        "    keys = itertools.islice(itertools.product((-1, -2), repeat=16), 50_000)\n"
        "    parts = [part for key in keys for part in (['tuple', *key], 0)]\n"
        "    data = msgpack.packb(['dict', 'error', None, 'value', ['dict', *parts]])\n"
        "    for number in range(3, 256):\n"
        "        try: line = socket.socket(fileno=number)\n        except OSError: continue\n"
        "        line.settimeout(None)\n        line.sendall(struct.pack('!Q', len(data)) + data)\n"
        "    return None"
    )
