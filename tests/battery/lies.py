"""Return values and answers that lie about what they are."""

from battery.frame import ALL, NONE, OTHERS, Target, submission

lie = submission(OTHERS, tame=True)

EQUAL_TO_ALL = """
class Liar:
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    __lt__ = __le__ = __gt__ = __ge__ = __eq__
    def __bool__(self): return True
    def __hash__(self): return 0
    def __float__(self): return 0.0
    def __int__(self): return 0
    def __index__(self): return 0
    def __len__(self): return 1
    def __abs__(self): return 0.0
    def __sub__(self, other): return 0.0
    __rsub__ = __add__ = __radd__ = __mul__ = __rmul__ = __sub__
    def __getitem__(self, key): return self
    def __iter__(self): return iter([self])
    def __contains__(self, item): return True
    def __call__(self, *args): return self
    def __array__(self, *args, **kwargs): return SEEN[-1] if SEEN else __import__('numpy').zeros(1)
    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs): return True
    def __array_function__(self, function, types, args, kwargs): return True
    shape, dtype, size, ndim = (1,), float, 1, 1
SEEN = []
"""


@lie
def equal_to_everything(t):
    """The function returns an object that says yes to every question."""
    return t.attack(EQUAL_TO_ALL + "def NAME(*args, **kwargs):\n    return Liar()")


@lie
def tuples_of_liars(t):
    """The function returns tuples and arrays of such objects."""
    return t.attack(
        EQUAL_TO_ALL + "import numpy\ndef NAME(*args, **kwargs):\n"
        "    return tuple(numpy.array([Liar()] * 2, dtype=object) for _ in range(2))"
    )


@lie
def lying_answers(t: Target):
    """Every answer that is a value is an object that says yes to every question."""
    names = []
    for label, asked in t.values.items():
        names += asked
        t.attack(EQUAL_TO_ALL + "".join(f"{name} = Liar()\n" for name in asked), label)
    return t.bytes() if names else None


@lie
def lying_array(t):
    """The function returns a subclass of ndarray whose comparisons are always true."""
    return t.attack(
        "import numpy\nclass Lying(numpy.ndarray):\n"
        "    def __array_ufunc__(self, *args, **kwargs): return numpy.True_\n"
        "    def __array_function__(self, *args, **kwargs): return True\n"
        "    def __eq__(self, other): return True\n    def __sub__(self, other): return 0.0\n"
        "    def astype(self, *args, **kwargs): return self\n    def all(self, *args): return True\n"
        "    @property\n    def shape(self): return ()\n    @property\n    def nbytes(self): return 8\n"
        "def NAME(*args, **kwargs):\n    return numpy.zeros((2, 3)).view(Lying)"
    )


@lie
def lying_numbers(t):
    """The function returns floats, ints and strings of classes that are equal to everything."""
    return t.attack(
        "class F(float):\n    def __eq__(self, other): return True\n    def __sub__(self, other): return 0.0\n"
        "    def __float__(self): return 0.0\nclass S(str):\n    def __eq__(self, other): return True\n"
        "    def __str__(self): return 'x'\n"
        "def NAME(*args, **kwargs):\n    return F('nan'), S('a'), F(1)"
    )


@lie
def all_nan(t):
    """The function returns NaN, with odd payloads, in the shape of its argument."""
    return t.attack(
        "import numpy\ndef NAME(*args, **kwargs):\n"
        "    shape = max((numpy.shape(arg) for arg in args), key=len)\n"
        "    return numpy.full(shape, 0x7ff8dead_beef0001, dtype='uint64').view('float64')"
    )


@lie
def evil_special_methods(t):
    """The function returns an object all of whose special methods raise, exit or lie."""
    return t.attack(
        "import os\nclass Evil:\n"
        "    def __getattribute__(self, name): raise SystemExit(name)\n"
        "    def __reduce__(self): return os.system, ('touch planted-reduce',)\n"
        "    def __deepcopy__(self, memo): raise KeyboardInterrupt\n    def __len__(self): return -1\n"
        "    def __repr__(self): raise GeneratorExit\n    __str__ = __format__ = __bool__ = __repr__\n"
        "def NAME(*args, **kwargs):\n    return Evil()"
    )


@lie
def lying_class(t):
    """The function returns objects that claim to be arrays, lists and floats by __class__."""
    return t.attack(
        "import numpy\ndef claims(kind):\n"
        "    return type('Claims', (), {'__class__': property(lambda self: kind)})()\n"
        "def NAME(*args, **kwargs):\n"
        "    return [claims(kind) for kind in (numpy.ndarray, list, float, str, dict, int, tuple)]"
    )


@lie
def class_as_an_array(t):
    """The function returns one object that claims to be an array by __class__."""
    return t.attack(
        "import numpy\nclass Claims:\n    __class__ = property(lambda self: numpy.ndarray)\n"
        "    shape, dtype, size, ndim, nbytes = (), numpy.dtype(float), 1, 0, 8\n"
        "    def tobytes(self): return bytes(8)\n    def __array__(self, *args, **kwargs): return self\n"
        "def NAME(*args, **kwargs):\n    return Claims()"
    )


@lie
def lists_that_contain_themselves(t):
    """The function returns a list and a dict that contain themselves."""
    return t.attack(
        "def NAME(*args, **kwargs):\n    ring, table = [], {}\n    ring.append(ring); table['x'] = table\n"
        "    return ring, table"
    )


@lie
def evil_hash_and_keys(t):
    """The function returns dicts and sets whose keys are objects that fight back."""
    return t.attack(
        "class Key(str):\n    def __hash__(self): return 1\n    def __eq__(self, other): raise SystemExit\n"
        "def NAME(*args, **kwargs):\n    return {Key('a'): 1, (1, 2): 3}, frozenset([Key('b')])"
    )


@lie
def odd_arrays(t):
    """The function returns dates, records, object arrays, and arrays of 32 axes."""
    return t.attack(
        "import numpy\ndef NAME(*args, **kwargs):\n"
        "    return (numpy.array(['2020'], 'M8[D]'), numpy.zeros(2, 'i4,f8'), numpy.zeros((1,) * 32),\n"
        "            numpy.array([None, []], dtype=object), numpy.zeros(0, 'U0'), numpy.ma.masked_all(3))"
    )


@lie
def negative_strides(t):
    """The function returns the memory of its argument through odd strides."""
    return t.attack(
        "import numpy\ndef NAME(*args, **kwargs):\n"
        "    return numpy.lib.stride_tricks.as_strided(numpy.zeros(1), (4, 4), (0, 0))[::-1, ::-1]"
    )


@lie
def everything_is_true(t):
    """The function returns True, the answers to questions are True."""
    for label, asked in t.values.items():
        t.attack("".join(f"{name} = True\n" for name in asked), label)
    return t.attack("def NAME(*args, **kwargs):\n    return True")


@lie
def all_letters(t):
    """Every question is answered with all letters, in every form, and every number with infinity."""
    for label, asked in t.values.items():
        if label.startswith("concept"):
            t.attack("".join(f"{name} = 'abcdefghijklmnopqrstuvwxyz'\n" for name in asked), label)
    return t.bytes() if t.attacked else None


@lie
def enormous_numbers(t):
    """Every answer that is a value is 10 ** 15, which no check may try to compute with."""
    for label, asked in t.values.items():
        t.attack("".join(f"{name} = 10 ** 15\n" for name in asked), label)
    return t.bytes() if t.attacked else None


@submission(NONE, tame=True)
def every_function_returns_its_arguments(t):
    """Every answer hands back what it was given, or three dots."""
    for label in t.functions:
        t.attack("def NAME(*args, **kwargs):\n    return args[0] if len(args) == 1 else args", label)
    for label, asked in t.values.items():
        t.attack("".join(f"{name} = ...\n" for name in asked), label)
    return t.bytes()


@lie
def an_odd_callable(t):
    """In place of the function stands an object that can be called, with lying attributes."""
    return t.attack(
        "class Callable:\n    __name__ = '[slip: forged]'\n    __code__ = 'code'\n"
        "    def __call__(self, *args): return self\n    def __getattr__(self, name): return self\n"
        "NAME = Callable()"
    )


@lie
def not_a_function(t):
    """In place of the function stands a number."""
    return t.attack("NAME = 3")


@lie
def a_deleted_function(t):
    """The function is deleted again."""
    return t.attack("RIGHT\ndel NAME")


@lie
def memoised_loop(t: Target):
    """A Python loop, forbidden here, hides behind a memory of earlier calls."""
    label = t.loopless()
    if label is None:
        return None
    return t.attack(
        "RIGHT\nright, kept = NAME, {}\ndef NAME(*args):\n    key = b''.join(\n"
        "        arg.tobytes() if hasattr(arg, 'tobytes') else repr(arg).encode() for arg in args)\n"
        "    if key not in kept:\n        for arg in args:\n"
        "            for row in (arg if hasattr(arg, '__len__') else ()):\n"
        "                float(row.sum())\n        kept[key] = right(*args)\n    return kept[key]",
        label,
    )


@lie
def plain_loop(t: Target):
    """A Python loop, forbidden here, and right values."""
    label = t.loopless()
    if label is None:
        return None
    return t.attack(
        "RIGHT\nright = NAME\ndef NAME(*args):\n    for arg in args:\n"
        "        for row in (arg if hasattr(arg, '__len__') else ()):\n            float(row.sum())\n"
        "    return right(*args)",
        label,
    )


@lie
def changes_its_arguments(t):
    """The values are right, but the function overwrites its arguments."""
    return t.attack(
        "RIGHT\nimport numpy\nright = NAME\ndef NAME(*args, **kwargs):\n    result = right(*args, **kwargs)\n"
        "    for arg in args:\n        if isinstance(arg, numpy.ndarray): arg[...] = 7\n    return result"
    )


@submission(ALL, tame=True)
def asks_whether_it_is_marked(t):
    """The function looks at the environment and finds nothing that would tell it the wanted values."""
    return t.answer("RIGHT\nimport os, sys\nfound = dict(os.environ), sys.argv, sys.path, list(sys.modules)")
