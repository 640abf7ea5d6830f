"""Right answers that look unusual, and must keep their points."""

from battery.frame import ALL, submission

right = submission(ALL, tame=True)
WRAPPED = "RIGHT\ninner = NAME\n"


@right
def prints_on_stderr(t):
    """The function writes on stderr."""
    return t.answer(
        WRAPPED + "import sys\ndef NAME(*args, **kwargs):\n    print('working', file=sys.stderr)\n"
        "    return inner(*args, **kwargs)"
    )


@right
def warns(t):
    """The function warns of its own accord."""
    return t.answer(
        WRAPPED + "import warnings\ndef NAME(*args, **kwargs):\n    warnings.warn('slow')\n"
        "    return inner(*args, **kwargs)"
    )


@right
def prints_much(t):
    """The function prints 10,000 lines in each call."""
    return t.answer(
        WRAPPED + "def NAME(*args, **kwargs):\n    for number in range(10_000): print('step', number)\n"
        "    return inner(*args, **kwargs)"
    )


@right
def helper_in_another_cell(t):
    """The function calls a helper that is defined in a cell of the student's own."""
    t.before("RIGHT\nmy_helper = NAME")
    return t.answer("def NAME(*args, **kwargs):\n    return my_helper(*args, **kwargs)")


@right
def magics(t):
    """Cells begin with %matplotlib inline, %%time, %config and !ls."""
    t.before("%matplotlib inline\n%config InlineBackend.figure_format = 'retina'\n!ls\n%pwd\nfiles = !ls")
    t.before("%%capture caught\nprint('captured')")
    return t.answer("%%time\nRIGHT")


@right
def plots(t):
    """The answer cell draws a figure."""
    return t.answer("RIGHT\nimport matplotlib.pyplot as plt\nplt.plot([1, 2, 3])\nplt.show()")


@right
def progress_bar(t):
    """The answer cell shows a bar of tqdm, plain and for notebooks."""
    return t.answer(
        "from tqdm import tqdm, trange\nfrom tqdm.auto import tqdm as auto\nfor _ in tqdm(range(100)): pass\n"
        "for _ in auto(range(5)): pass\nRIGHT"
    )


@right
def thread_that_ends(t):
    """The answer cell starts threads and waits for them."""
    return t.answer(
        "import threading\nfrom concurrent.futures import ThreadPoolExecutor\n"
        "worker = threading.Thread(target=sum, args=([1, 2],))\nworker.start(); worker.join()\n"
        "with ThreadPoolExecutor(4) as pool: list(pool.map(abs, range(100)))\nRIGHT"
    )


@right
def child_that_ends(t):
    """The answer cell runs a command and waits for it."""
    return t.answer(
        "import subprocess, sys\nsubprocess.run([sys.executable, '-c', 'pass'], check=True)\nRIGHT"
    )


@right
def defined_twice(t):
    """The function is defined twice in the cell, the second time rightly."""
    return t.answer("def NAME(*args):\n    return None\nRIGHT")


@right
def defined_rightly_behind_a_wrong_cell(t):
    """An earlier cell defines the function wrongly."""
    t.before("def NAME(*args):\n    return 'wrong'")
    return t.bytes()


@right
def unicode_names(t):
    """Names and comments are Greek, Chinese and mathematical."""
    return t.answer(
        "# \u03b1\u03b2\u03b3 \u4f60\u597d \U0001d4cd \U0001f600\nRIGHT\n\u03bb = NAME\n\u8ddd\u79bb = \u03bb\n"
        "def NAME(*\u03be, **\u03b6):\n    return \u8ddd\u79bb(*\u03be, **\u03b6)"
    )


@right
def changes_folder_and_back(t):
    """The answer cell goes to another folder, writes a file there and comes back."""
    return t.answer(
        "import os\nhome = os.getcwd()\nos.makedirs('notes', exist_ok=True); os.chdir('notes')\n"
        "open('note.txt', 'w').write('x')\nos.chdir(home)\nRIGHT"
    )


@right
def lambda_answer(t):
    """The answer is a lambda."""
    return t.answer(WRAPPED + "NAME = lambda *args, **kwargs: inner(*args, **kwargs)")


@right
def decorated(t):
    """The function is decorated, with functools.wraps."""
    return t.answer(
        "import functools\ndef logged(function):\n    @functools.wraps(function)\n    def wrapper(*args, **kwargs):\n"
        "        return function(*args, **kwargs)\n    return wrapper\nRIGHT\nNAME = logged(NAME)"
    )


@right
def decorated_without_wraps(t):
    """The function is decorated, without functools.wraps."""
    return t.answer(
        "def logged(function):\n    def wrapper(*args, **kwargs):\n        return function(*args, **kwargs)\n"
        "    return wrapper\nRIGHT\nNAME = logged(NAME)"
    )


@right
def partial_answer(t):
    """The answer is a functools.partial."""
    return t.answer("import functools\nRIGHT\nNAME = functools.partial(NAME)")


@right
def callable_object(t):
    """The answer is an object with __call__."""
    return t.answer(
        WRAPPED + "class Answer:\n    def __call__(self, *args, **kwargs): return inner(*args, **kwargs)\n"
        "NAME = Answer()"
    )


@right
def method_answer(t):
    """The answer is a bound method."""
    return t.answer(
        WRAPPED + "class Tools:\n    def work(self, *args, **kwargs): return inner(*args, **kwargs)\n"
        "NAME = Tools().work"
    )


@right
def annotations_and_defaults(t):
    """The function has annotations, defaults and keyword-only arguments."""
    return t.answer(
        WRAPPED
        + "from typing import Any\ndef NAME(*args: Any, verbose: bool = False, **kwargs: Any) -> Any:\n"
        "    return inner(*args, **kwargs)"
    )


@right
def lists_in_place_of_arrays(t):
    """The function returns tuples as lists, and numbers as 0-d arrays or np.float64."""
    return t.answer(
        WRAPPED + "import numpy\ndef NAME(*args, **kwargs):\n    value = inner(*args, **kwargs)\n"
        "    if isinstance(value, tuple): return list(value)\n"
        "    return numpy.asarray(value) if isinstance(value, float) else value"
    )


@right
def subclass_of_array(t):
    """The function returns an honest subclass of ndarray, read-only, in Fortran's order."""
    return t.answer(
        WRAPPED + "import numpy\nclass Mine(numpy.ndarray): pass\ndef NAME(*args, **kwargs):\n"
        "    value = inner(*args, **kwargs)\n    if not isinstance(value, numpy.ndarray): return value\n"
        "    value = numpy.asfortranarray(value).view(Mine)\n    value.flags.writeable = False\n    return value"
    )


@right
def loud_numpy(t):
    """NumPy prints with other options and is asked to warn of everything."""
    return t.answer("import numpy\nnumpy.set_printoptions(precision=2)\nnumpy.seterr(all='warn')\nRIGHT")


@right
def class_beside_the_function(t):
    """The answer uses a class, a generator and a closure."""
    return t.answer(
        WRAPPED
        + "class Helper:\n    def __init__(self): self.calls = 0\n    def steps(self): yield from range(3)\n"
        "helper = Helper()\ndef make():\n    def NAME(*args, **kwargs):\n        helper.calls += sum(helper.steps())\n"
        "        return inner(*args, **kwargs)\n    return NAME\nNAME = make()"
    )


@right
def docstring_and_doctest(t):
    """The answer cell tests itself with doctest and assert."""
    return t.answer("import doctest\nRIGHT\nassert callable(NAME)\ndoctest.testmod()")


@right
def garbage_collection_off(t):
    """The answer cell turns the garbage collector off and sets seeds."""
    return t.answer(
        "import gc, random\ngc.disable()\nrandom.seed(0)\nimport numpy\nnumpy.random.seed(0)\nRIGHT"
    )


@right
def async_cell(t):
    """A cell of the student's own awaits."""
    t.before("import asyncio\nawait asyncio.sleep(0)")
    return t.bytes()


@right
def error_in_an_own_cell(t):
    """A cell of the student's own fails, and has nothing to do with any answer."""
    t.before("1 / 0")
    t.before("this is no Python")
    return t.bytes()


@right
def slow_but_in_time(t):
    """The answer cell takes a second."""
    return t.answer("import time\ntime.sleep(1)\nRIGHT")


@right
def starred_and_walrus(t):
    """The answer cell uses recent syntax: match, walrus, positional-only arguments."""
    return t.answer(
        WRAPPED + "match [1, 2]:\n    case [first, *rest]: pass\nif (n := 3) > 2: pass\n"
        "def NAME(*args, **kwargs):\n    return inner(*args, **kwargs)\ndef other(a, /, *, b=1): return a"
    )


@right
def ends_in_a_value(t):
    """Answer cells end in an expression whose value is shown: False, nan, a negative number."""
    return t.answer("RIGHT\nfloat('nan')\nFalse")
