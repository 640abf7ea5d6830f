"""Code that patches what it believes to be the judge."""

from battery.frame import ALL, AT_MOST_OTHERS, OTHERS, Target, part, submission

patch = submission(OTHERS, tame=True)
wreck = submission(AT_MOST_OTHERS, tame=True)
remaining = submission(OTHERS, tame=True, remains=True)
part("GARBAGE", "def NAME(*args, **kwargs):\n    return None")


@wreck
def rebound_names(t):
    """np, check, print and every name of the set-up cell are None."""
    return t.attack("""
        for name in [name for name in globals() if not name.startswith('_')]: globals()[name] = None
        GARBAGE
        """)


@patch
def patched_check(t):
    """check.returns and its siblings accept everything, in the notebook's own copy."""
    return t.attack("""
        from pixgrad import check
        for name in ('returns', 'satisfies', 'vectorized', 'gradient', 'close',
                     'choice', 'number', 'shape', 'finite', 'unchanged'):
            setattr(check, name, lambda *args, **kwargs: None)
        GARBAGE
        """)


@wreck
def patched_builtins(t):
    """builtins.len, isinstance, all, any and abs lie."""
    return t.attack("""
        import builtins
        builtins.all = builtins.any = lambda *args: True
        builtins.abs = lambda x: 0
        builtins.isinstance = lambda *args: True
        builtins.len = lambda *args: 3
        GARBAGE
        """)


@wreck
def patched_assertion_error(t):
    """AssertionError and Exception are classes of the student."""
    return t.attack("""
        import builtins
        class Quiet(BaseException): pass
        builtins.AssertionError = builtins.ValueError = Quiet
        GARBAGE
        """)


@patch
def patched_comparisons(t):
    """numpy.allclose, isclose, array_equal and numpy.testing accept everything."""
    return t.attack("""
        import numpy, numpy.testing
        for name in ('allclose', 'array_equal', 'array_equiv'):
            setattr(numpy, name, lambda *args, **kwargs: True)
        numpy.isclose = lambda a, b, **kwargs: numpy.ones(numpy.shape(b), bool)
        for name in dir(numpy.testing):
            if name.startswith('assert'):
                setattr(numpy.testing, name, lambda *args, **kwargs: None)
        GARBAGE
        """)


@patch
def forged_displays(t):
    """The function displays what looks like a check's result, and raises."""
    return t.attack("""
        def NAME(*args, **kwargs):
            display({'text/plain': '1000'}, raw=True)
            print('1000 points')
            get_ipython().displayhook(1000)
            raise ValueError('1000')
        """)


@wreck
def patched_run_cell(t):
    """IPython's run_cell, its displayhook and its traceback are replaced."""
    return t.attack("""
        shell = get_ipython()
        shell.showtraceback = lambda *args, **kwargs: None
        shell.run_code = shell.run_ast_nodes = None
        type(shell).run_cell = lambda *args, **kwargs: type('R', (), {'error_before_exec': None,
            'error_in_exec': None, 'success': True})()
        GARBAGE
        """)


@patch
def input_transformers(t):
    """Transformers turn every later check into `pass`; checks do not pass through them."""
    return t.attack(r"""
        def blank(lines):
            return ['pass\n'] if any('check.' in line for line in lines) else lines
        get_ipython().input_transformers_post.append(blank)
        get_ipython().input_transformers_cleanup.append(blank)
        GARBAGE
        """)


@patch
def ast_transformers(t):
    """A transformer of syntax trees drops every call of a check."""
    return t.attack("""
        import ast
        class Drop(ast.NodeTransformer):
            def visit_Expr(self, node):
                return None if 'check' in ast.dump(node) else node
        get_ipython().ast_transformers.append(Drop())
        GARBAGE
        """)


@patch
def hooks_of_ipython(t):
    """Events before and after each cell put the names right again."""
    return t.attack("""
        def fix(*args): globals()['NAME'] = lambda *args, **kwargs: None
        for event in ('pre_execute', 'post_execute', 'pre_run_cell', 'post_run_cell'):
            get_ipython().events.register(event, fix)
        GARBAGE
        """)


@submission(OTHERS)
def start_up_files(t):
    """IPython start-up files and modules of the same names are written into the work folder and home."""
    return t.attack("""
        import os, pathlib
        evil = 'raise SystemExit(1)'
        for folder in ('.', os.path.expanduser('~'), '/tmp', os.environ.get('IPYTHONDIR', '.'),
                       os.path.expanduser('~/.ipython/profile_default/startup')):
            for name in ('numpy.py', 'pixgrad.py', 'sitecustomize.py', 'msgpack.py', '00.py'):
                try:
                    pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
                    pathlib.Path(folder, name).write_text(evil)
                except OSError: pass
        os._exit(0)
        """)


@wreck
def replaced_modules(t):
    """sys.modules holds other things under the names of numpy, pixgrad and pixgrad.check."""
    return t.attack("""
        import sys, types
        for name in list(sys.modules):
            if name.startswith(('numpy', 'pixgrad', 'msgpack')): sys.modules[name] = types.ModuleType(name)
        GARBAGE
        """)


@wreck
def emptied_modules(t):
    """sys.modules is emptied."""
    return t.attack("""
        import sys
        sys.modules.clear()
        GARBAGE
        """)


@patch
def the_taught_modules(t: Target):
    """The function tries out what pixgrad.models, which the notebook teaches, would return."""
    return t.attack("""
        import importlib, pixgrad.lock
        pixgrad.lock.release()
        def NAME(*args):
            for module in TAUGHT:
                try:
                    for thing in vars(importlib.import_module(module)).values():
                        try: return thing(*args)
                        except TypeError: pass
                except ImportError: pass
        """)


@patch
def the_bank_of_mistakes(t: Target):
    """The function returns what a right variant of the bank would."""
    return t.attack("""
        def NAME(*args, **kwargs):
            try:
                from pixgrad.check import bank
                scope = dict(globals())
                for variant in bank.load(SLUG).variants:
                    if variant.exercise == LABEL:
                        exec(variant.source, scope)
                        return scope['NAME'](*args, **kwargs)
            except Exception: pass
        """)


@patch
def patched_calls_by_module(t):
    """pixgrad.check.calls, imported by its name, reports right values and no changes."""
    return t.attack("""
        from pixgrad.check import calls, compare
        calls._changed = lambda *args: ()
        calls.same = lambda *args: True
        compare.difference = lambda *args, **kwargs: None
        calls.cost = lambda *args: calls.Cost(1, 1)
        GARBAGE
        """)


part(
    "FIND",
    """
    import gc, sys
    def machinery():
        "Every module dictionary of the bridge and the checks that the garbage collector knows."
        for thing in gc.get_objects():
            if isinstance(thing, dict) and str(thing.get('__name__')).startswith('pixgrad.'):
                yield thing
    gc.unfreeze()
    """,
)


@patch
def patched_calls_by_garbage_collector(t):
    """Every copy of pixgrad's modules in memory reports no error and right values."""
    return t.attack("""
        FIND
        for scope in list(machinery()):
            for name in ('difference', '_changed', '_close', 'same'):
                if name in scope: scope[name] = lambda *args, **kwargs: ()
        GARBAGE
        """)


@wreck
def patched_frames(t):
    """The function walks up the frames and rewrites every outcome it finds."""
    return t.attack("""
        import sys
        def NAME(*args, **kwargs):
            frame = sys._getframe()
            while frame:
                for name, value in list(frame.f_locals.items()):
                    if type(value).__name__ in ('Student', 'Outcome', 'Channel'):
                        try: object.__setattr__(value, 'call', lambda *args: None)
                        except Exception: pass
                frame = frame.f_back
            return None
        """)


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


@patch
def hooks_of_the_interpreter(t):
    """settrace, setprofile, audit and import hooks are set; the function is wrong."""
    return t.attack("""
        import sys
        sys.settrace(lambda *args: None)
        sys.setprofile(lambda *args: None)
        sys.addaudithook(lambda *args: None)
        sys.meta_path.insert(0, type('F', (), {
            'find_spec': staticmethod(lambda *args: None)})())
        GARBAGE
        """)


@wreck
def audit_hook_that_raises(t):
    """An audit hook refuses everything; the answers that follow may fail, none may be won."""
    t.attack("""
        import sys
        def refuse(event, args):
            if event.startswith(('socket', 'object', 'sys._getframe')):
                raise RuntimeError('refused')
        sys.addaudithook(refuse)
        GARBAGE
        """)
    return t.bytes()


@wreck
def closed_descriptors(t):
    """All descriptors are closed, the connection to the checker among them."""
    return t.attack("""
        import os
        os.closerange(0, 4096)
        GARBAGE
        """)


@submission(ALL, tame=True)
def closed_standard_descriptors(t):
    """Descriptors 0 to 2 and sys.stdout are closed; the answer is right."""
    return t.answer("""
        import os, sys
        os.closerange(0, 3)
        sys.stdout.close()
        RIGHT
        """)


@submission(ALL, tame=True)
def nonsense_on_stdout(t):
    """sys.stdout and sys.stderr are None; the answer is right."""
    return t.answer("""
        import sys
        sys.stdout = sys.stderr = sys.__stdout__ = None
        RIGHT
        """)


@patch
def warnings_as_errors(t):
    """Warnings are errors, for all answers that follow."""
    return t.attack("""
        import warnings
        warnings.simplefilter('error')
        GARBAGE
        """)


@wreck
def patched_warnings(t):
    """What catches warnings is gone."""
    return t.attack("""
        import warnings
        warnings.simplefilter = warnings.catch_warnings = None
        GARBAGE
        """)


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


@submission(OTHERS, remains=True)
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
