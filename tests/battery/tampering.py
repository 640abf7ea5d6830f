"""Code that patches what it believes to be the judge."""

from battery.frame import ALL, AT_MOST_OTHERS, OTHERS, Target, submission

patch = submission(OTHERS, tame=True)
wreck = submission(AT_MOST_OTHERS, tame=True)
GARBAGE = "\ndef NAME(*args, **kwargs):\n    return None\n"


@wreck
def rebound_names(t):
    """np, check, print and every name of the set-up cell are None."""
    return t.attack(
        "for name in [name for name in globals() if not name.startswith('_')]: globals()[name] = None"
        + GARBAGE
    )


@patch
def patched_check(t):
    """check.returns and its siblings accept everything, in the notebook's own copy."""
    return t.attack(
        "from pixgrad import check\nfor name in ('returns', 'satisfies', 'vectorized', 'gradient', 'close',\n"
        "             'choice', 'number', 'shape', 'finite', 'unchanged'):\n"
        "    setattr(check, name, lambda *args, **kwargs: None)" + GARBAGE
    )


@wreck
def patched_builtins(t):
    """builtins.len, isinstance, all, any and abs lie."""
    return t.attack(
        "import builtins\nbuiltins.all = builtins.any = lambda *args: True\nbuiltins.abs = lambda x: 0\n"
        "builtins.isinstance = lambda *args: True\nbuiltins.len = lambda *args: 3" + GARBAGE
    )


@patch
def patched_assertion_error(t):
    """AssertionError and Exception are classes of the student."""
    return t.attack(
        "import builtins\nclass Quiet(BaseException): pass\n"
        "builtins.AssertionError = builtins.ValueError = Quiet" + GARBAGE
    )


@patch
def patched_comparisons(t):
    """numpy.allclose, isclose, array_equal and numpy.testing accept everything."""
    return t.attack(
        "import numpy, numpy.testing\nfor name in ('allclose', 'array_equal', 'array_equiv'):\n"
        "    setattr(numpy, name, lambda *args, **kwargs: True)\n"
        "numpy.isclose = lambda a, b, **kwargs: numpy.ones(numpy.shape(b), bool)\n"
        "for name in dir(numpy.testing):\n    if name.startswith('assert'):\n"
        "        setattr(numpy.testing, name, lambda *args, **kwargs: None)" + GARBAGE
    )


@patch
def forged_displays(t):
    """The function displays what looks like a check's result, and raises."""
    return t.attack(
        "def NAME(*args, **kwargs):\n    display({'text/plain': '1000'}, raw=True)\n    print('1000 points')\n"
        "    get_ipython().displayhook(1000)\n    raise ValueError('1000')"
    )


@patch
def patched_run_cell(t):
    """IPython's run_cell, its displayhook and its traceback are replaced."""
    return t.attack(
        "shell = get_ipython()\nshell.showtraceback = lambda *args, **kwargs: None\n"
        "shell.run_code = shell.run_ast_nodes = None\n"
        "type(shell).run_cell = lambda *args, **kwargs: type('R', (), {'error_before_exec': None,\n"
        "    'error_in_exec': None, 'success': True})()" + GARBAGE
    )


@patch
def input_transformers(t):
    """Transformers turn every later check into `pass`; checks do not pass through them."""
    return t.attack(
        "def blank(lines):\n    return ['pass\\n'] if any('check.' in line for line in lines) else lines\n"
        "get_ipython().input_transformers_post.append(blank)\nget_ipython().input_transformers_cleanup.append(blank)"
        + GARBAGE
    )


@patch
def ast_transformers(t):
    """A transformer of syntax trees drops every call of a check."""
    return t.attack(
        "import ast\nclass Drop(ast.NodeTransformer):\n    def visit_Expr(self, node):\n"
        "        return None if 'check' in ast.dump(node) else node\n"
        "get_ipython().ast_transformers.append(Drop())" + GARBAGE
    )


@patch
def hooks_of_ipython(t):
    """Events before and after each cell put the names right again."""
    return t.attack(
        "def fix(*args): globals()['NAME'] = lambda *args, **kwargs: None\n"
        "for event in ('pre_execute', 'post_execute', 'pre_run_cell', 'post_run_cell'):\n"
        "    get_ipython().events.register(event, fix)" + GARBAGE
    )


@submission(OTHERS)
def start_up_files(t):
    """IPython start-up files and modules of the same names are written into the work folder and home."""
    return t.attack(
        "import os, pathlib\nevil = 'raise SystemExit(1)'\n"
        "for folder in ('.', os.path.expanduser('~'), '/tmp', os.environ.get('IPYTHONDIR', '.'),\n"
        "               os.path.expanduser('~/.ipython/profile_default/startup')):\n"
        "    for name in ('numpy.py', 'pixgrad.py', 'sitecustomize.py', 'usercustomize.py', 'msgpack.py', '00.py'):\n"
        "        try:\n            pathlib.Path(folder).mkdir(parents=True, exist_ok=True)\n"
        "            pathlib.Path(folder, name).write_text(evil)\n        except OSError: pass\nos._exit(0)"
    )


@wreck
def replaced_modules(t):
    """sys.modules holds other things under the names of numpy, pixgrad and pixgrad.check."""
    return t.attack(
        "import sys, types\nfor name in list(sys.modules):\n"
        "    if name.split('.')[0] in ('numpy', 'pixgrad', 'msgpack'): sys.modules[name] = types.ModuleType(name)"
        + GARBAGE
    )


@wreck
def emptied_modules(t):
    """sys.modules is emptied."""
    return t.attack("import sys\nsys.modules.clear()" + GARBAGE)


@patch
def the_taught_modules(t: Target):
    """The function returns what pixgrad.models, which the notebook teaches, would."""
    from pixgrad.lock import TAUGHT

    modules = [name for name in TAUGHT.get(t.kit.slug, ()) if ".models." in name]
    if not modules:
        return None
    tries = "".join(
        f"    try:\n        module = importlib.import_module({name!r})\n"
        "        for name in dir(module):\n            try: return getattr(module, name)(*args)\n"
        "            except TypeError: pass\n    except ImportError: pass\n"
        for name in modules
    )
    return t.attack(
        "import importlib, pixgrad.lock\npixgrad.lock.release()\ndef NAME(*args):\n"
        + tries
        + "    return None"
    )


@patch
def the_bank_of_mistakes(t: Target):
    """The function returns what a right variant of the bank would."""
    return t.attack(
        "def NAME(*args, **kwargs):\n    try:\n        from pixgrad.check import bank\n"
        f"        known = bank.load({t.kit.slug!r})\n        scope = dict(globals())\n"
        "        for variant in known.variants:\n"
        f"            if variant.exercise == {t.label!r}:\n                exec(variant.source, scope)\n"
        "                return scope['NAME'](*args, **kwargs)\n"
        "    except Exception: pass\n    return None"
    )


@patch
def patched_calls_by_module(t):
    """pixgrad.check.calls, imported by its name, reports right values and no changes."""
    return t.attack(
        "from pixgrad.check import calls, compare\ncalls._changed = lambda *args: ()\n"
        "calls.same = lambda *args: True\ncompare.difference = lambda *args, **kwargs: None\n"
        "calls.cost = lambda *args: calls.Cost(1, 1)" + GARBAGE
    )


FIND = """
import gc, sys
def machinery():
    "Every module dictionary of the bridge and the checks that the garbage collector knows."
    for thing in gc.get_objects():
        if isinstance(thing, dict) and str(thing.get('__name__', '')).startswith(('pixgrad.check', 'pixgrad.bridge')):
            yield thing
gc.unfreeze()
"""


@patch
def patched_calls_by_garbage_collector(t):
    """Every copy of pixgrad's modules in memory reports no error and right values."""
    return t.attack(
        FIND
        + "for scope in list(machinery()):\n    for name in ('difference', '_changed', '_close', 'same'):\n"
        "        if name in scope: scope[name] = lambda *args, **kwargs: ()\n" + GARBAGE
    )


@patch
def patched_frames(t):
    """The function walks up the frames and rewrites every outcome it finds."""
    return t.attack(
        "import sys\ndef NAME(*args, **kwargs):\n    frame = sys._getframe()\n    while frame:\n"
        "        for name, value in list(frame.f_locals.items()):\n"
        "            if type(value).__name__ in ('Student', 'Outcome', 'Channel'):\n"
        "                try: object.__setattr__(value, 'call', lambda *args: None)\n"
        "                except Exception: pass\n        frame = frame.f_back\n    return None"
    )


@patch
def tracing_turned_off(t: Target):
    """A loop, forbidden here, turns the counting of steps off."""
    label = t.loopless()
    return label and t.attack(
        "RIGHT\nimport sys\nright = NAME\ndef NAME(*args):\n    sys.settrace(None); sys.setprofile(None)\n"
        "    for arg in args:\n        for row in (arg if hasattr(arg, '__len__') else ()): float(row.sum())\n"
        "    return right(*args)",
        label,
    )


@patch
def tracing_patched(t: Target):
    """A loop, forbidden here, has replaced sys.settrace and sys.setprofile."""
    label = t.loopless()
    return label and t.attack(
        "RIGHT\nimport sys, threading\nright = NAME\nsys.settrace = sys.setprofile = lambda *args: None\n"
        "threading.settrace = threading.setprofile = lambda *args: None\ndef NAME(*args):\n"
        "    for arg in args:\n        for row in (arg if hasattr(arg, '__len__') else ()): float(row.sum())\n"
        "    return right(*args)",
        label,
    )


@patch
def a_loop_in_a_thread(t: Target):
    """A loop, forbidden here, runs in a thread that waits for work."""
    label = t.loopless()
    return label and t.attack(
        "RIGHT\nimport queue, threading\nright, todo, done = NAME, queue.Queue(), queue.Queue()\n"
        "def work():\n    while True:\n        args = todo.get()\n        for arg in args:\n"
        "            for row in (arg if hasattr(arg, '__len__') else ()): float(row.sum())\n"
        "        done.put(right(*args))\nthreading.Thread(target=work, daemon=True).start()\n"
        "def NAME(*args):\n    todo.put(args)\n    return done.get()",
        label,
    )


@patch
def hooks_of_the_interpreter(t):
    """settrace, setprofile, audit and import hooks are set; the function is wrong."""
    return t.attack(
        "import sys\nsys.settrace(lambda *args: None)\nsys.setprofile(lambda *args: None)\n"
        "sys.addaudithook(lambda *args: None)\nsys.meta_path.insert(0, type('F', (), {\n"
        "    'find_spec': staticmethod(lambda *args: None)})())" + GARBAGE
    )


@wreck
def audit_hook_that_raises(t):
    """An audit hook refuses everything; the answers that follow may fail, none may be won."""
    t.attack(
        "import sys\ndef refuse(event, args):\n    if event.startswith(('socket', 'object', 'sys._getframe')):\n"
        "        raise RuntimeError('refused')\nsys.addaudithook(refuse)" + GARBAGE
    )
    return t.bytes()


@wreck
def closed_descriptors(t):
    """All descriptors are closed, the connection to the checker among them."""
    return t.attack("import os\nos.closerange(0, 4096)" + GARBAGE)


@submission(ALL, tame=True)
def closed_standard_descriptors(t):
    """Descriptors 0 to 2 and sys.stdout are closed; the answer is right."""
    return t.answer("import os, sys\nos.closerange(0, 3)\nsys.stdout.close()\nRIGHT")


@submission(ALL, tame=True)
def nonsense_on_stdout(t):
    """sys.stdout and sys.stderr are None; the answer is right."""
    return t.answer("import sys\nsys.stdout = sys.stderr = sys.__stdout__ = None\nRIGHT")


@patch
def warnings_as_errors(t):
    """Warnings are errors, and the function warns."""
    return t.attack(
        "import warnings\nwarnings.simplefilter('error')\nwarnings.simplefilter = warnings.catch_warnings = None\n"
        + GARBAGE
    )


WRITE = """
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
"""


@patch
def garbage_to_the_checker(t):
    """The function writes random bytes to the checker."""
    return t.attack(WRITE + "def NAME(*args, **kwargs):\n    say(os.urandom(5000))\n    return None")


@patch
def giant_length_to_the_checker(t):
    """The function announces a message of 2 ** 62 bytes."""
    return t.attack(WRITE + "def NAME(*args, **kwargs):\n    say(b'', 2**62)\n    return None")


@patch
def drops_to_the_checker(t):
    """The function announces a long message and sends a byte now and then, for ever."""
    return t.attack(
        WRITE + "import time\ndef NAME(*args, **kwargs):\n    say(b'', 10**8)\n    while True:\n"
        "        for number in connections(): os.write(number, b'x')\n        time.sleep(0.05)"
    )


@wreck
def forged_replies(t):
    """The function writes replies that say that all is well, many of them, before it returns."""
    return t.attack(
        WRITE
        + "import msgpack\ndef NAME(*args, **kwargs):\n    reply = ['dict', 'value', True, 'error', None,\n"
        "        'modified', ['tuple'], 'warned', ['tuple'], 'events', 1, 'peak_bytes', 1, 'evaded', False,\n"
        "        'outputs', ['list'], 'passed', True, 'score', 1000, 'generators', ['list']]\n"
        "    for _ in range(50): say(msgpack.packb(reply))\n    return None"
    )


@wreck
def odd_replies(t):
    """The function writes replies whose parts are of the wrong kind."""
    return t.attack(
        WRITE + "import msgpack\nodd = [None, 3, 'x', [], ['dict'], ['dict', 1], ['dict', ['list'], 2],\n"
        "    ['dict', 'value', ['array', 'f8', [2**40], b'']], ['dict', 'value', ['array', 'O', [1], bytes(8)]],\n"
        "    ['dict', 'value', ['handle', -1, 1, 2, 3, 4, 5]], ['dict', 'ask', 10**6, 'args', 3],\n"
        "    ['dict', 'modified', 3], ['dict', 'error', 7], ['nothing'], [[]], ['rng', 3], {'a': 1}]\n"
        "calls = []\ndef NAME(*args, **kwargs):\n    calls.append(1)\n"
        "    say(msgpack.packb(odd[len(calls) % len(odd)]))\n    return None"
    )


@patch
def flood_of_questions(t):
    """The function asks the checker for callbacks without end."""
    return t.attack(
        WRITE + "import msgpack\ndef NAME(*args, **kwargs):\n"
        "    ask = msgpack.packb(['dict', 'ask', 0, 'args', ['tuple'], 'kwargs', ['dict']])\n"
        "    while True: say(ask)"
    )


@wreck
def forged_interruptions(t):
    """The function says that it was interrupted, before anybody has interrupted it."""
    return t.attack(
        WRITE + "import msgpack\ndef NAME(*args, **kwargs):\n"
        "    say(msgpack.packb(['dict', 'interrupted', True]))\n    return None"
    )


@wreck
def listens_to_the_checker(t):
    """A thread reads what the checker sends, and answers in its place."""
    return t.attack(
        WRITE + "import msgpack, threading\ndef listen():\n    while True:\n"
        "        for number in connections():\n            os.read(number, 10**6)\n"
        "            say(msgpack.packb(['dict', 'value', True, 'error', None]))\n"
        "threading.Thread(target=listen, daemon=True).start()" + GARBAGE
    )
