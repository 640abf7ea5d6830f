"""Code that escapes the counting of its steps, or the report of what it changed."""

from battery.frame import AT_MOST_OTHERS, OTHERS, Target, part, submission

patch = submission(OTHERS, tame=True)
wreck = submission(AT_MOST_OTHERS, tame=True)
remaining = submission(OTHERS, tame=True, remains=True)


@patch
def tracing_turned_off(t: Target):
    """A loop, forbidden here, turns the counting of steps off."""
    return t.loop("""
        LOOP
        import sys
        def NAME(*args):
            sys.settrace(None); sys.setprofile(None)
            return loop(args)
        """)


@wreck
def tracing_patched(t: Target):
    """A loop, forbidden here, has replaced sys.settrace and sys.setprofile."""
    return t.loop("""
        LOOP
        import sys, threading
        sys.settrace = sys.setprofile = lambda *args: None
        threading.settrace = threading.setprofile = lambda *args: None
        def NAME(*args):
            return loop(args)
        """)


@patch
def a_loop_in_a_thread(t: Target):
    """A loop, forbidden here, runs in a thread that waits for work."""
    return t.loop("""
        LOOP
        import queue, threading
        todo, done = queue.Queue(), queue.Queue()
        def work():
            while True: done.put(loop(todo.get()))
        threading.Thread(target=work, daemon=True).start()
        def NAME(*args):
            todo.put(args)
            return done.get()
        """)


@patch
def a_loop_in_a_new_thread(t: Target):
    """A loop, forbidden here, runs in a thread that each call starts."""
    return t.loop("""
        LOOP
        import concurrent.futures
        def NAME(*args):
            with concurrent.futures.ThreadPoolExecutor(1) as pool: return pool.submit(loop, args).result()
        """)


@submission(OTHERS)
def a_loop_in_a_new_process(t: Target):
    """A loop, forbidden here, runs in a process that each call forks."""
    return t.loop("""
        LOOP
        import os, pickle
        def NAME(*args):
            read, write = os.pipe()
            if os.fork() == 0:
                os.write(write, pickle.dumps(loop(args)))
                os._exit(0)
            os.close(write)
            with os.fdopen(read, 'rb') as pipe: return pickle.load(pipe)
        """)


part(
    "MACHINE",
    """
    import sys
    def machine():
        "The object that serves the checker in this process, found in the frames that have called us."
        frame = sys._getframe()
        while frame:
            for thing in frame.f_locals.values():
                if hasattr(thing, 'channel') and hasattr(thing, 'shell'): return thing
            frame = frame.f_back
    """,
)


@remaining
def counter_rewritten(t: Target):
    """A loop, forbidden here, puts another counter of steps in place of the one in its process."""
    return t.loop("""
        LOOP
        MACHINE
        def uncounted(*args):
            for _ in range(2): sys.settrace(None); sys.setprofile(None)
            return Counted()
        class Counted:
            def __init__(self): self.events = self.peak_bytes = 1
        def NAME(*args):
            machine().cost = uncounted
            return loop(args)
        """)


@remaining
def changes_its_arguments_and_lies(t):
    """The values are right, and the report that the arguments were overwritten is suppressed."""
    return t.attack("""
        RIGHT
        MACHINE
        import numpy
        right, call = NAME, machine().call
        class Outcome:
            modified = ()
            def __init__(self, value): self.value = value
        def NAME(*args, **kwargs):
            result = right(*args, **kwargs)
            for arg in args:
                if isinstance(arg, numpy.ndarray): arg[...] = 7
            return result
        machine().call = lambda function, case: (
            Outcome(NAME(*case)) if function is NAME else call(function, case))
        """)


@submission(OTHERS)
def a_loop_in_a_process_forked_before(t: Target):
    """A loop, forbidden here, runs in a process that was forked before anybody counted."""
    return t.loop("""
        LOOP
        import multiprocessing
        ours, theirs = multiprocessing.Pipe()
        def work():
            while True: theirs.send(loop(theirs.recv()))
        multiprocessing.get_context('fork').Process(target=work, daemon=True).start()
        def NAME(*args):
            ours.send(args)
            return ours.recv()
        """)
