"""Right answers that look unusual, and must keep their points."""

from battery.frame import ALL, part, submission

right = submission(ALL, tame=True)
part("WRAPPED", "RIGHT\ninner = NAME")


@right
def prints_on_stderr(t):
    """The function writes on stderr."""
    return t.answer("""
        WRAPPED
        import sys
        def NAME(*args, **kwargs):
            print('working', file=sys.stderr)
            return inner(*args, **kwargs)
        """)


@right
def warns(t):
    """The function warns of its own accord."""
    return t.answer("""
        WRAPPED
        import warnings
        def NAME(*args, **kwargs):
            warnings.warn('slow')
            return inner(*args, **kwargs)
        """)


@right
def prints_much(t):
    """The function prints 10,000 lines in each call."""
    return t.answer("""
        WRAPPED
        def NAME(*args, **kwargs):
            for number in range(10_000): print('step', number)
            return inner(*args, **kwargs)
        """)


@right
def helper_in_another_cell(t):
    """The function calls a helper that is defined in a cell of the student's own."""
    t.before("""
        RIGHT
        my_helper = NAME
        """)
    return t.answer("""
        def NAME(*args, **kwargs):
            return my_helper(*args, **kwargs)
        """)


@right
def magics(t):
    """Cells begin with %matplotlib inline, %%time, %config and !ls."""
    t.before("""
        %matplotlib inline
        %config InlineBackend.figure_format = 'retina'
        !ls
        %pwd
        files = !ls
        """)
    t.before("""
        %%capture caught
        print('captured')
        """)
    return t.answer("""
        %%time
        RIGHT
        """)


@right
def plots(t):
    """The answer cell draws a figure."""
    return t.answer("""
        RIGHT
        import matplotlib.pyplot as plt
        plt.plot([1, 2, 3])
        plt.show()
        """)


@right
def progress_bar(t):
    """The answer cell shows a bar of tqdm, plain and for notebooks."""
    return t.answer("""
        from tqdm import tqdm, trange
        from tqdm.auto import tqdm as auto
        for _ in tqdm(range(100)): pass
        for _ in auto(range(5)): pass
        RIGHT
        """)


@right
def thread_that_ends(t):
    """The answer cell starts threads and waits for them."""
    return t.answer("""
        import threading
        from concurrent.futures import ThreadPoolExecutor
        worker = threading.Thread(target=sum, args=([1, 2],))
        worker.start(); worker.join()
        with ThreadPoolExecutor(4) as pool: list(pool.map(abs, range(100)))
        RIGHT
        """)


@right
def child_that_ends(t):
    """The answer cell runs a command and waits for it."""
    return t.answer("""
        import subprocess, sys
        subprocess.run([sys.executable, '-c', 'pass'], check=True)
        RIGHT
        """)


@right
def defined_twice(t):
    """The function is defined twice in the cell, the second time rightly."""
    return t.answer("""
        def NAME(*args):
            return None
        RIGHT
        """)


@right
def defined_rightly_behind_a_wrong_cell(t):
    """An earlier cell defines the function wrongly."""
    t.before("""
        def NAME(*args):
            return 'wrong'
        """)
    return t.bytes()


@right
def unicode_names(t):
    """Names and comments are Greek, Chinese and mathematical."""
    return t.answer("""
        # \u03b1\u03b2\u03b3 \u4f60\u597d \U0001d4cd \U0001f600
        RIGHT
        \u03bb = NAME
        \u8ddd\u79bb = \u03bb
        def NAME(*\u03be, **\u03b6):
            return \u8ddd\u79bb(*\u03be, **\u03b6)
        """)


@right
def changes_folder_and_back(t):
    """The answer cell goes to another folder, writes a file there and comes back."""
    return t.answer("""
        import os
        home = os.getcwd()
        os.makedirs('notes', exist_ok=True); os.chdir('notes')
        open('note.txt', 'w').write('x')
        os.chdir(home)
        RIGHT
        """)


@right
def stays_in_another_folder(t):
    """The answer cell goes to another folder and stays there."""
    return t.answer("""
        import os, tempfile
        os.chdir(tempfile.mkdtemp())
        RIGHT
        """)


@right
def errors_of_numpy_raised(t):
    """The function lets NumPy raise on what it warns of by itself."""
    return t.answer("""
        WRAPPED
        import numpy
        def NAME(*args, **kwargs):
            with numpy.errstate(divide='raise', over='raise', invalid='raise'):
                return inner(*args, **kwargs)
        """)


@right
def bar_in_the_function(t):
    """The function shows a bar of tqdm in each call."""
    return t.answer("""
        WRAPPED
        from tqdm.auto import tqdm
        def NAME(*args, **kwargs):
            for _ in tqdm(range(3)): value = inner(*args, **kwargs)
            return value
        """)


@right
def lambda_answer(t):
    """The answer is a lambda."""
    return t.answer("""
        WRAPPED
        NAME = lambda *args, **kwargs: inner(*args, **kwargs)
        """)


@right
def decorated(t):
    """The function is decorated, with functools.wraps."""
    return t.answer("""
        import functools
        def logged(function):
            @functools.wraps(function)
            def wrapper(*args, **kwargs):
                return function(*args, **kwargs)
            return wrapper
        RIGHT
        NAME = logged(NAME)
        """)


@right
def decorated_without_wraps(t):
    """The function is decorated, without functools.wraps."""
    return t.answer("""
        def logged(function):
            def wrapper(*args, **kwargs):
                return function(*args, **kwargs)
            return wrapper
        RIGHT
        NAME = logged(NAME)
        """)


@right
def partial_answer(t):
    """The answer is a functools.partial."""
    return t.answer("""
        import functools
        RIGHT
        NAME = functools.partial(NAME)
        """)


@right
def callable_object(t):
    """The answer is an object with __call__."""
    return t.answer("""
        WRAPPED
        class Answer:
            def __call__(self, *args, **kwargs): return inner(*args, **kwargs)
        NAME = Answer()
        """)


@right
def method_answer(t):
    """The answer is a bound method."""
    return t.answer("""
        WRAPPED
        class Tools:
            def work(self, *args, **kwargs): return inner(*args, **kwargs)
        NAME = Tools().work
        """)


@right
def annotations_and_defaults(t):
    """The function has annotations, defaults and keyword-only arguments."""
    return t.answer("""
        WRAPPED
        from typing import Any
        def NAME(*args: Any, verbose: bool = False, **kwargs: Any) -> Any:
            return inner(*args, **kwargs)
        """)


@right
def lists_in_place_of_arrays(t):
    """The function returns tuples as lists, and numbers as 0-d arrays or np.float64."""
    return t.answer("""
        WRAPPED
        import numpy
        def NAME(*args, **kwargs):
            value = inner(*args, **kwargs)
            if isinstance(value, tuple): return list(value)
            return numpy.asarray(value) if isinstance(value, float) else value
        """)


@right
def subclass_of_array(t):
    """The function returns an honest subclass of ndarray, read-only, in Fortran's order."""
    return t.answer("""
        WRAPPED
        import numpy
        class Mine(numpy.ndarray): pass
        def NAME(*args, **kwargs):
            value = inner(*args, **kwargs)
            if not isinstance(value, numpy.ndarray): return value
            value = numpy.asfortranarray(value).view(Mine)
            value.flags.writeable = False
            return value
        """)


@right
def loud_numpy(t):
    """NumPy prints with other options and is asked to warn of everything."""
    return t.answer("""
        import numpy
        numpy.set_printoptions(precision=2)
        numpy.seterr(all='warn')
        RIGHT
        """)


@right
def strict_numpy(t):
    """NumPy is asked to raise on everything, from this cell on."""
    return t.answer("""
        import numpy
        numpy.seterr(all='raise')
        RIGHT
        """)


@right
def class_beside_the_function(t):
    """The answer uses a class, a generator and a closure."""
    return t.answer("""
        WRAPPED
        class Helper:
            def __init__(self): self.calls = 0
            def steps(self): yield from range(3)
        helper = Helper()
        def make():
            def NAME(*args, **kwargs):
                helper.calls += sum(helper.steps())
                return inner(*args, **kwargs)
            return NAME
        NAME = make()
        """)


@right
def docstring_and_doctest(t):
    """The answer cell tests itself with doctest and assert."""
    return t.answer("""
        import doctest
        RIGHT
        assert callable(NAME)
        doctest.testmod()
        """)


@right
def garbage_collection_off(t):
    """The answer cell turns the garbage collector off and sets seeds."""
    return t.answer("""
        import gc, random
        gc.disable()
        random.seed(0)
        import numpy
        numpy.random.seed(0)
        RIGHT
        """)


@right
def async_cell(t):
    """A cell of the student's own awaits."""
    t.before("""
        import asyncio
        await asyncio.sleep(0)
        """)
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
    return t.answer("""
        import time
        time.sleep(1)
        RIGHT
        """)


@right
def starred_and_walrus(t):
    """The answer cell uses recent syntax: match, walrus, positional-only arguments."""
    return t.answer("""
        WRAPPED
        match [1, 2]:
            case [first, *rest]: pass
        if (n := 3) > 2: pass
        def NAME(*args, **kwargs):
            return inner(*args, **kwargs)
        def other(a, /, *, b=1): return a
        """)


@right
def ends_in_a_value(t):
    """Answer cells end in an expression whose value is shown: False, nan, a negative number."""
    return t.answer("""
        RIGHT
        float('nan')
        False
        """)
