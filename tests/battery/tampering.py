"""Code that patches what it believes to be the judge."""

from battery.frame import ALL, AT_MOST_OTHERS, OTHERS, Target, part, submission

patch = submission(OTHERS, tame=True)
wreck = submission(AT_MOST_OTHERS, tame=True)
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
    """The function tries out what the modules that the notebook teaches, or share, would return."""
    return t.attack("""
        import importlib, pixgrad.check.lock
        pixgrad.check.lock.release()
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
