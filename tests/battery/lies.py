"""Return values and answers that lie about what they are."""

from battery.frame import ALL, NONE, OTHERS, Target, part, submission

lie = submission(OTHERS, tame=True)

part(
    "EQUAL_TO_ALL",
    """
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
    """,
)


@lie
def equal_to_everything(t):
    """The function returns an object that says yes to every question."""
    return t.attack("""
        EQUAL_TO_ALL
        def NAME(*args, **kwargs):
            return Liar()
        """)


@lie
def tuples_of_liars(t):
    """The function returns tuples and arrays of such objects."""
    return t.attack("""
        EQUAL_TO_ALL
        import numpy
        def NAME(*args, **kwargs):
            return tuple(numpy.array([Liar()] * 2, dtype=object) for _ in range(2))
        """)


@lie
def lying_answers(t: Target):
    """Every answer that is a value is an object that says yes to every question."""
    names = []
    for label, asked in t.values.items():
        names += asked
        t.attack("\n".join(["EQUAL_TO_ALL", *(f"{name} = Liar()" for name in asked)]), label)
    return t.bytes() if names else None


@lie
def lying_array(t):
    """The function returns a subclass of ndarray whose comparisons are always true."""
    return t.attack("""
        import numpy
        class Lying(numpy.ndarray):
            def __array_ufunc__(self, *args, **kwargs): return numpy.True_
            def __array_function__(self, *args, **kwargs): return True
            def __eq__(self, other): return True
            def __sub__(self, other): return 0.0
            def astype(self, *args, **kwargs): return self
            def all(self, *args): return True
            @property
            def shape(self): return ()
            @property
            def nbytes(self): return 8
        def NAME(*args, **kwargs):
            return numpy.zeros((2, 3)).view(Lying)
        """)


@lie
def lying_numbers(t):
    """The function returns floats, ints and strings of classes that are equal to everything."""
    return t.attack("""
        class F(float):
            def __eq__(self, other): return True
            def __sub__(self, other): return 0.0
            def __float__(self): return 0.0
        class S(str):
            def __eq__(self, other): return True
            def __str__(self): return 'x'
        def NAME(*args, **kwargs):
            return F('nan'), S('a'), F(1)
        """)


@lie
def all_nan(t):
    """The function returns NaN, with odd payloads, in the shape of its argument."""
    return t.attack("""
        import numpy
        def NAME(*args, **kwargs):
            shape = max((numpy.shape(arg) for arg in args), key=len)
            return numpy.full(shape, 0x7ff8dead_beef0001, dtype='uint64').view('float64')
        """)


@lie
def evil_special_methods(t):
    """The function returns an object all of whose special methods raise, exit or lie."""
    return t.attack("""
        import os
        class Evil:
            def __getattribute__(self, name): raise SystemExit(name)
            def __reduce__(self): return os.system, ('touch planted-reduce',)
            def __deepcopy__(self, memo): raise KeyboardInterrupt
            def __len__(self): return -1
            def __repr__(self): raise GeneratorExit
            __str__ = __format__ = __bool__ = __repr__
        def NAME(*args, **kwargs):
            return Evil()
        """)


@lie
def lying_class(t):
    """The function returns objects that claim to be arrays, lists and floats by __class__."""
    return t.attack("""
        import numpy
        def claims(kind):
            return type('Claims', (), {'__class__': property(lambda self: kind)})()
        def NAME(*args, **kwargs):
            return [claims(kind) for kind in (numpy.ndarray, list, float, str, dict, int, tuple)]
        """)


@lie
def class_as_an_array(t):
    """The function returns one object that claims to be an array by __class__."""
    return t.attack("""
        import numpy
        class Claims:
            __class__ = property(lambda self: numpy.ndarray)
            shape, dtype, size, ndim, nbytes = (), numpy.dtype(float), 1, 0, 8
            def tobytes(self): return bytes(8)
            def __array__(self, *args, **kwargs): return self
        def NAME(*args, **kwargs):
            return Claims()
        """)


@lie
def lists_that_contain_themselves(t):
    """The function returns a list and a dict that contain themselves."""
    return t.attack("""
        def NAME(*args, **kwargs):
            ring, table = [], {}
            ring.append(ring); table['x'] = table
            return ring, table
        """)


@lie
def evil_hash_and_keys(t):
    """The function returns dicts and sets whose keys are objects that fight back."""
    return t.attack("""
        class Key(str):
            def __hash__(self): return 1
            def __eq__(self, other): raise SystemExit
        def NAME(*args, **kwargs):
            return {Key('a'): 1, (1, 2): 3}, frozenset([Key('b')])
        """)


@lie
def odd_arrays(t):
    """The function returns dates, records, object arrays, and arrays of 32 axes."""
    return t.attack("""
        import numpy
        def NAME(*args, **kwargs):
            return (numpy.array(['2020'], 'M8[D]'), numpy.zeros(2, 'i4,f8'), numpy.zeros((1,) * 32),
                    numpy.array([None, []], dtype=object), numpy.zeros(0, 'U0'), numpy.ma.masked_all(3))
        """)


@lie
def negative_strides(t):
    """The function returns the memory of its argument through odd strides."""
    return t.attack("""
        import numpy
        def NAME(*args, **kwargs):
            return numpy.lib.stride_tricks.as_strided(numpy.zeros(1), (4, 4), (0, 0))[::-1, ::-1]
        """)


@lie
def everything_is_true(t):
    """The function returns True, the answers to questions are True."""
    for label, asked in t.values.items():
        t.attack("".join(f"{name} = True\n" for name in asked), label)
    return t.attack("""
        def NAME(*args, **kwargs):
            return True
        """)


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
        t.attack(
            """
            def NAME(*args, **kwargs):
                return args[0] if len(args) == 1 else args
            """,
            label,
        )
    for label, asked in t.values.items():
        t.attack("".join(f"{name} = ...\n" for name in asked), label)
    return t.bytes()


@lie
def an_odd_callable(t):
    """In place of the function stands an object that can be called, with lying attributes."""
    return t.attack(
        """
        class Callable:
            __name__ = '[slip: forged]'
            __code__ = 'code'
            def __call__(self, *args): return self
            def __getattr__(self, name): return self
        NAME = Callable()
        """
    )


@lie
def not_a_function(t):
    """In place of the function stands a number."""
    return t.attack("NAME = 3")


@lie
def a_deleted_function(t):
    """The function is deleted again."""
    return t.attack("""
        RIGHT
        del NAME
        """)


part(
    "LOOP",
    """
    RIGHT
    right = NAME
    def loop(args):
        for arg in args:
            for row in (arg if hasattr(arg, 'shape') else ()):
                float(row.sum())
        return right(*args)
    """,
)


@lie
def plain_loop(t: Target):
    """A Python loop, forbidden here, and right values."""
    return t.loop("""
        LOOP
        def NAME(*args):
            return loop(args)
        """)


@lie
def memoised_loop(t: Target):
    """A Python loop, forbidden here, hides behind a memory of earlier calls."""
    return t.loop("""
        LOOP
        kept = {}
        def NAME(*args):
            key = b''.join(arg.tobytes() if hasattr(arg, 'tobytes') else repr(arg).encode() for arg in args)
            if key not in kept: kept[key] = loop(args)
            return kept[key]
        """)


@lie
def changes_its_arguments(t):
    """The values are right, but the function overwrites its arguments."""
    return t.attack("""
        RIGHT
        import numpy
        right = NAME
        def NAME(*args, **kwargs):
            result = right(*args, **kwargs)
            for arg in args:
                if isinstance(arg, numpy.ndarray): arg[...] = 7
            return result
        """)


@submission(ALL, tame=True)
def asks_whether_it_is_marked(t):
    """The function looks at the environment and finds nothing that would tell it the wanted values."""
    return t.answer("""
        RIGHT
        import os, sys
        found = dict(os.environ), sys.argv, sys.path, list(sys.modules)
        """)
