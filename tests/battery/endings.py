"""Code that does not come to an end, or ends what it should not."""

from battery.frame import ALL, AT_MOST_OTHERS, OTHERS, submission

hostile = submission(OTHERS)
tame = submission(OTHERS, tame=True)
harmless = submission(ALL)


@tame
def endless_cell(t):
    """The answer cell never ends."""
    return t.attack("""
        while True: pass
        RIGHT
        """)


@tame
def endless_cell_that_swallows_interrupts(t):
    """The answer cell never ends, and catches every interrupt."""
    return t.attack("""
        while True:
            try:
                while True: pass
            except BaseException: pass
        RIGHT
        """)


@tame
def endless_function(t):
    """The function never returns."""
    return t.attack("""
        def NAME(*args, **kwargs):
            while True: pass
        """)


@tame
def endless_function_that_swallows_interrupts(t):
    """The function never returns, and catches every interrupt."""
    return t.attack("""
        def NAME(*args, **kwargs):
            while True:
                try:
                    while True: pass
                except BaseException: pass
        """)


@tame
def sleeping_function(t):
    """The function sleeps for a day."""
    return t.attack("""
        def NAME(*args, **kwargs):
            import time; time.sleep(SLEEPER)
        """)


@tame
def endless_in_c(t):
    """The function computes in C, where no interrupt is seen."""
    return t.attack("""
        def NAME(*args, **kwargs):
            return sum(iter(int, 1))
        """)


@tame
def endless_regular_expression(t):
    """The function matches a regular expression that backtracks for ever."""
    return t.attack("""
        import re
        def NAME(*args, **kwargs):
            return re.match('(a|a)*$', 'a' * 99 + 'b')
        """)


@tame
def infinite_generator(t):
    """The function returns a generator without end."""
    return t.attack("""
        import itertools
        def NAME(*args, **kwargs):
            return (v for v in itertools.count())
        """)


@tame
def infinite_iterator_objects(t):
    """The function returns objects whose __iter__, __len__ and __getitem__ never end."""
    return t.attack("""
        class Endless(list):
            def __iter__(self):
                while True: yield 1
            def __len__(self):
                while True: pass
            __getitem__ = __len__
        class Other:
            __iter__, __len__ = Endless.__iter__, Endless.__len__
        def NAME(*args, **kwargs):
            return Endless([1, 2]), Other()
        """)


@hostile
def exit_in_the_cell(t):
    """os._exit(0) in the answer cell."""
    return t.attack("""
        import os; os._exit(0)
        RIGHT
        """)


@hostile
def exit_in_the_function(t):
    """os._exit(0) in the function."""
    return t.attack("""
        def NAME(*args, **kwargs):
            import os; os._exit(0)
        """)


@tame
def sys_exit_in_the_cell(t):
    """sys.exit() in the answer cell."""
    return t.attack("""
        import sys; sys.exit()
        RIGHT
        """)


@tame
def sys_exit_in_the_function(t):
    """sys.exit(0) in the function."""
    return t.attack("""
        def NAME(*args, **kwargs):
            import sys; sys.exit(0)
        """)


@tame
def keyboard_interrupt_in_the_function(t):
    """The function raises KeyboardInterrupt by itself."""
    return t.attack("""
        def NAME(*args, **kwargs):
            raise KeyboardInterrupt
        """)


@tame
def generator_exit_in_the_function(t):
    """The function raises GeneratorExit."""
    return t.attack("""
        def NAME(*args, **kwargs):
            raise GeneratorExit
        """)


@hostile
def segfault_in_the_function(t):
    """The function reads address 0."""
    return t.attack("""
        def NAME(*args, **kwargs):
            import ctypes; ctypes.string_at(0)
        """)


@hostile
def abort_in_the_cell(t):
    """The answer cell aborts the process."""
    return t.attack("""
        import os; os.abort()
        RIGHT
        """)


@hostile
def kills_itself(t):
    """The function kills its process."""
    return t.attack("""
        def NAME(*args, **kwargs):
            import os; os.kill(os.getpid(), 9)
        """)


@hostile
def stops_itself(t):
    """The function stops its process, so that no interrupt reaches it."""
    return t.attack("""
        def NAME(*args, **kwargs):
            import os; os.kill(os.getpid(), 19)
        """)


@hostile
def kills_its_parents(t):
    """The function kills its parent, its process group, process 1, and everybody."""
    return t.attack("""
        import os, signal
        def NAME(*args, **kwargs):
            for kill in (lambda: os.kill(os.getppid() or 1, 9), lambda: os.killpg(0, 15),
                         lambda: os.kill(1, 9), lambda: os.kill(-1, 9)):
                try: kill()
                except (OSError, PermissionError): pass
            return None
        """)


@hostile
def kills_every_number(t):
    """The answer cell signals every process number up to 100,000, then defines garbage."""
    return t.attack("""
        import os
        for number in range(1, 100_000):
            if number != os.getpid():
                try: os.kill(number, 9)
                except OSError: pass
        def NAME(*args, **kwargs):
            return None
        """)


@hostile
def handlers_for_every_signal(t):
    """Handlers ignore every signal, then the function loops."""
    return t.attack("""
        import signal
        for number in signal.valid_signals():
            try: signal.signal(number, lambda *args: None)
            except (OSError, ValueError): pass
        signal.signal = lambda *args: None
        signal.setitimer(signal.ITIMER_REAL, 0.01, 0.01)
        def NAME(*args, **kwargs):
            while True: pass
        """)


@hostile
def blocked_signals(t):
    """Every signal is blocked, then the function loops."""
    return t.attack("""
        import signal
        signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
        def NAME(*args, **kwargs):
            while True: pass
        """)


@submission(OTHERS, tame=True)
def waits_for_the_keyboard(t):
    """input() in the answer cell."""
    return t.attack("""
        wanted = input('what should NAME return? ')
        def NAME(*args):
            return wanted
        """)


@tame
def deep_recursion(t):
    """The function calls itself for ever."""
    return t.attack("""
        def NAME(*args, **kwargs):
            return NAME(*args, **kwargs)
        """)


@hostile
def deep_recursion_without_a_limit(t):
    """The function lifts the recursion limit and calls itself through C for ever."""
    return t.attack("""
        import sys
        class Deep:
            def __repr__(self): return repr(Deep())
        def NAME(*args, **kwargs):
            sys.setrecursionlimit(10**9)
            return repr(Deep())
        """)


@hostile
def exit_handlers(t):
    """atexit and excepthook loop; they never run while marking, and the answer is right."""
    t.answer("""
        RIGHT
        import atexit, sys
        def loop(*args):
            while True: pass
        atexit.register(loop)
        sys.excepthook = sys.unraisablehook = loop
        import threading; threading.excepthook = loop
        """)
    t.attacked.clear()
    return t.bytes()


@harmless
def threads_that_outlive_the_cell(t):
    """Twenty threads go on computing; the answer is right."""
    return t.answer("""
        import threading, time
        def busy():
            while True: time.sleep(0.01)
        for _ in range(20): threading.Thread(target=busy, daemon=False).start()
        RIGHT
        """)


@harmless
def children_that_outlive_the_process(t):
    """Ten children sleep for a day; the answer is right."""
    return t.answer("""
        import subprocess
        children = [subprocess.Popen(['sleep', 'SLEEPER']) for _ in range(10)]
        RIGHT
        """)


@harmless
def daemon(t):
    """A process detaches itself by forking twice and setsid, and sleeps; the answer is right."""
    return t.answer("""
        import os
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                os.execvp('sleep', ['sleep', 'SLEEPER'])
            os._exit(0)
        RIGHT
        """)


@hostile
def daemon_that_answers(t):
    """A forked copy of the process stays and fights for the connection; the function is wrong."""
    return t.attack("""
        import os, time
        if os.fork() == 0:
            os.setsid()
            time.sleep(SLEEPER)
        def NAME(*args, **kwargs):
            return None
        """)


@submission(AT_MOST_OTHERS)
def forked_twin_goes_on(t):
    """The answer cell forks, and both processes come back from it."""
    return t.attack("""
        import os
        os.fork()
        def NAME(*args, **kwargs):
            return None
        """)


@submission(AT_MOST_OTHERS)
def fork_in_the_function(t):
    """The function forks, and both processes return."""
    return t.attack("""
        import os
        def NAME(*args, **kwargs):
            os.fork()
            return None
        """)


@hostile
def dies_in_every_call_but_the_first(t):
    """The function is right once and then ends the process."""
    return t.attack("""
        RIGHT
        import os
        right, calls = NAME, []
        def NAME(*args, **kwargs):
            calls.append(1)
            return right(*args, **kwargs) if len(calls) < 2 else os._exit(0)
        """)


@hostile
def every_function_dies(t):
    """Every function of the notebook ends the process."""
    for label in list(t.functions):
        t.attack(
            """
            def NAME(*args, **kwargs):
                import os; os._exit(0)
            """,
            label,
        )
    return t.bytes()
