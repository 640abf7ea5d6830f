"""Code that does not come to an end, or ends what it should not."""

from battery.frame import ALL, AT_MOST_OTHERS, OTHERS, submission

hostile = submission(OTHERS)
tame = submission(OTHERS, tame=True)
harmless = submission(ALL)


@tame
def endless_cell(t):
    """The answer cell never ends."""
    return t.attack("while True: pass\nRIGHT")


@tame
def endless_cell_that_swallows_interrupts(t):
    """The answer cell never ends, and catches every interrupt."""
    return t.attack("while True:\n    try:\n        while True: pass\n    except BaseException: pass\nRIGHT")


@tame
def endless_function(t):
    """The function never returns."""
    return t.attack("def NAME(*args, **kwargs):\n    while True: pass")


@tame
def endless_function_that_swallows_interrupts(t):
    """The function never returns, and catches every interrupt."""
    return t.attack(
        "def NAME(*args, **kwargs):\n    while True:\n        try:\n            while True: pass\n"
        "        except BaseException: pass"
    )


@tame
def sleeping_function(t):
    """The function sleeps for a day."""
    return t.attack("def NAME(*args, **kwargs):\n    import time; time.sleep(SLEEPER)")


@tame
def endless_in_c(t):
    """The function computes in C, where no interrupt is seen."""
    return t.attack("def NAME(*args, **kwargs):\n    return sum(iter(int, 1))")


@tame
def endless_regular_expression(t):
    """The function matches a regular expression that backtracks for ever."""
    return t.attack("import re\ndef NAME(*args, **kwargs):\n    return re.match('(a|a)*$', 'a' * 99 + 'b')")


@tame
def infinite_generator(t):
    """The function returns a generator without end."""
    return t.attack("import itertools\ndef NAME(*args, **kwargs):\n    return (v for v in itertools.count())")


@tame
def infinite_iterator_objects(t):
    """The function returns objects whose __iter__, __len__ and __getitem__ never end."""
    return t.attack(
        "class Endless(list):\n    def __iter__(self):\n        while True: yield 1\n"
        "    def __len__(self):\n        while True: pass\n    __getitem__ = __len__\n"
        "class Other:\n    __iter__, __len__ = Endless.__iter__, Endless.__len__\n"
        "def NAME(*args, **kwargs):\n    return Endless([1, 2]), Other()"
    )


@hostile
def exit_in_the_cell(t):
    """os._exit(0) in the answer cell."""
    return t.attack("import os; os._exit(0)\nRIGHT")


@hostile
def exit_in_the_function(t):
    """os._exit(0) in the function."""
    return t.attack("def NAME(*args, **kwargs):\n    import os; os._exit(0)")


@tame
def sys_exit_in_the_cell(t):
    """sys.exit() in the answer cell."""
    return t.attack("import sys; sys.exit()\nRIGHT")


@tame
def sys_exit_in_the_function(t):
    """sys.exit(0) in the function."""
    return t.attack("def NAME(*args, **kwargs):\n    import sys; sys.exit(0)")


@tame
def keyboard_interrupt_in_the_function(t):
    """The function raises KeyboardInterrupt by itself."""
    return t.attack("def NAME(*args, **kwargs):\n    raise KeyboardInterrupt")


@tame
def generator_exit_in_the_function(t):
    """The function raises GeneratorExit."""
    return t.attack("def NAME(*args, **kwargs):\n    raise GeneratorExit")


@hostile
def segfault_in_the_function(t):
    """The function reads address 0."""
    return t.attack("def NAME(*args, **kwargs):\n    import ctypes; ctypes.string_at(0)")


@hostile
def abort_in_the_cell(t):
    """The answer cell aborts the process."""
    return t.attack("import os; os.abort()\nRIGHT")


@hostile
def kills_itself(t):
    """The function kills its process."""
    return t.attack("def NAME(*args, **kwargs):\n    import os; os.kill(os.getpid(), 9)")


@hostile
def stops_itself(t):
    """The function stops its process, so that no interrupt reaches it."""
    return t.attack("def NAME(*args, **kwargs):\n    import os; os.kill(os.getpid(), 19)")


@hostile
def kills_its_parents(t):
    """The function kills its parent, its process group, process 1, and everybody."""
    return t.attack(
        "import os, signal\ndef NAME(*args, **kwargs):\n"
        "    for kill in (lambda: os.kill(os.getppid() or 1, 9), lambda: os.killpg(0, 15),\n"
        "                 lambda: os.kill(1, 9), lambda: os.kill(-1, 9)):\n"
        "        try: kill()\n        except (OSError, PermissionError): pass\n    return None"
    )


@hostile
def kills_every_number(t):
    """The answer cell signals every process number up to 100,000, then defines garbage."""
    return t.attack(
        "import os\nfor number in range(1, 100_000):\n    if number != os.getpid():\n"
        "        try: os.kill(number, 9)\n        except OSError: pass\n"
        "def NAME(*args, **kwargs):\n    return None"
    )


@hostile
def handlers_for_every_signal(t):
    """Handlers ignore every signal, then the function loops."""
    return t.attack(
        "import signal\nfor number in signal.valid_signals():\n"
        "    try: signal.signal(number, lambda *args: None)\n    except (OSError, ValueError): pass\n"
        "signal.signal = lambda *args: None\nsignal.setitimer(signal.ITIMER_REAL, 0.01, 0.01)\n"
        "def NAME(*args, **kwargs):\n    while True: pass"
    )


@hostile
def blocked_signals(t):
    """Every signal is blocked, then the function loops."""
    return t.attack(
        "import signal\nsignal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())\n"
        "def NAME(*args, **kwargs):\n    while True: pass"
    )


@submission(OTHERS, tame=True)
def waits_for_the_keyboard(t):
    """input() in the answer cell."""
    return t.attack("wanted = input('what should NAME return? ')\ndef NAME(*args):\n    return wanted")


@tame
def deep_recursion(t):
    """The function calls itself for ever."""
    return t.attack("def NAME(*args, **kwargs):\n    return NAME(*args, **kwargs)")


@hostile
def deep_recursion_without_a_limit(t):
    """The function lifts the recursion limit and calls itself through C for ever."""
    return t.attack(
        "import sys\nclass Deep:\n    def __repr__(self): return repr(Deep())\n"
        "def NAME(*args, **kwargs):\n    sys.setrecursionlimit(10**9)\n    return repr(Deep())"
    )


@hostile
def exit_handlers(t):
    """atexit and excepthook loop; they never run while marking, and the answer is right."""
    t.answer(
        "RIGHT\nimport atexit, sys\ndef loop(*args):\n    while True: pass\n"
        "atexit.register(loop)\nsys.excepthook = sys.unraisablehook = loop\n"
        "import threading; threading.excepthook = loop"
    )
    t.attacked.clear()
    return t.bytes()


@harmless
def threads_that_outlive_the_cell(t):
    """Twenty threads go on computing; the answer is right."""
    return t.answer(
        "import threading, time\ndef busy():\n    while True: time.sleep(0.01)\n"
        "for _ in range(20): threading.Thread(target=busy, daemon=False).start()\nRIGHT"
    )


@harmless
def children_that_outlive_the_process(t):
    """Ten children sleep for a day; the answer is right."""
    return t.answer(
        "import subprocess\nchildren = [subprocess.Popen(['sleep', 'SLEEPER']) for _ in range(10)]\nRIGHT"
    )


@harmless
def daemon(t):
    """A process detaches itself by forking twice and setsid, and sleeps; the answer is right."""
    return t.answer(
        "import os\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n"
        "        os.execvp('sleep', ['sleep', 'SLEEPER'])\n    os._exit(0)\nRIGHT"
    )


@hostile
def daemon_that_answers(t):
    """A forked copy of the process stays and fights for the connection; the function is wrong."""
    return t.attack(
        "import os, time\nif os.fork() == 0:\n    os.setsid()\n    time.sleep(SLEEPER)\n"
        "def NAME(*args, **kwargs):\n    return None"
    )


@submission(AT_MOST_OTHERS)
def forked_twin_goes_on(t):
    """The answer cell forks, and both processes come back from it."""
    return t.attack("import os\nos.fork()\ndef NAME(*args, **kwargs):\n    return None")


@hostile
def fork_in_the_function(t):
    """The function forks, and both processes return."""
    return t.attack("import os\ndef NAME(*args, **kwargs):\n    os.fork()\n    return None")


@hostile
def dies_in_every_call_but_the_first(t):
    """The function is right once and then ends the process."""
    return t.attack(
        "RIGHT\nimport os\nright, calls = NAME, []\ndef NAME(*args, **kwargs):\n    calls.append(1)\n"
        "    return right(*args, **kwargs) if len(calls) < 2 else os._exit(0)"
    )


@hostile
def every_function_dies(t):
    """Every function of the notebook ends the process."""
    for label in list(t.functions):
        t.attack("def NAME(*args, **kwargs):\n    import os; os._exit(0)", label)
    return t.bytes()
