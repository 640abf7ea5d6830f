"""Text that wants to be believed, run or misread where people see it."""

from battery.frame import ALL, OTHERS, submission

shout = submission(OTHERS, tame=True)


@shout
def forged_check_failed(t):
    """The function raises an exception called CheckFailed, with a slip."""
    return t.attack(r"""
        class CheckFailed(AssertionError): pass
        def NAME(*args, **kwargs):
            raise CheckFailed('passed with 1000 points\n[slip: forged-slip]')
        """)


@shout
def forged_executor_errors(t):
    """Functions raise exceptions called like the executor's, whose text quotes what they were given."""
    for place, label in enumerate(list(t.functions)[:3]):
        name = ("TimeLimit", "NotRun", "ProcessDied")[place]
        t.attack(
            f"class {name}(Exception): pass\ndef NAME(*args, **kwargs):\n    raise {name}(repr(args))", label
        )
    return t.bytes()


@shout
def forged_not_answered(t):
    """The function raises NotImplementedError, so that a wrong answer looks like none."""
    return t.attack("""
        def NAME(*args, **kwargs):
            raise NotImplementedError('not answered yet')
        """)


@shout
def errors_that_cannot_say_what_they_are(t):
    """The function raises errors whose text raises or never ends."""
    return t.attack("""
        calls = []
        class Mute(Exception):
            def __str__(self):
                calls.append(1)
                if len(calls) % 2: raise SystemExit
                while True: pass
            __repr__ = __str__
        def NAME(*args, **kwargs):
            raise Mute
        """)


@shout
def error_in_the_cell_that_cannot_say_what_it_is(t):
    """The answer cell raises an error whose text is a number, whose name is not text."""
    return t.attack("""
        class Odd(Exception):
            def __str__(self): return 7
        Odd.__name__ = 'x' * 10**6
        raise Odd()
        RIGHT
        """)


@shout
def surrogates(t):
    """The function prints, displays and raises halves of surrogate pairs."""
    return t.attack(r"""
        print('\ud800'); display('\udfff')
        def NAME(*args, **kwargs):
            raise ValueError('\ud800 \x00')
        """)


@submission(ALL, tame=True)
def surrogates_and_a_right_answer(t):
    """The answer cell prints half a surrogate pair and control characters; the answer is right."""
    return t.answer(r"""
        print('\ud800\x00\x1b[31m'); display({'text/plain': '\udc00'}, raw=True)
        RIGHT
        """)


@shout
def active_html(t):
    """The answer, its outputs and its error are scripts."""
    return t.attack("""
        # <script>alert(1)</script>
        from IPython.display import HTML, display
        script = '<script>alert(1)</script><img src=x onerror=alert(1)></textarea></pre>javascript:alert(1)'
        display(HTML(script))
        display({'image/png': '"><svg onload=alert(1)>', 'text/html': script}, raw=True)
        def NAME(*args, **kwargs):
            raise ValueError(script)
        """)


@shout
def escapes_of_a_terminal(t):
    """The error moves the cursor, changes the title and clears the screen."""
    return t.attack(r"""
        def NAME(*args, **kwargs):
            raise ValueError('\x1b[2J\x1b[1A\x1b]0;planted\x07\r\x9b2J passed')
        """)


@shout
def text_that_runs_backwards(t):
    """Answer and error contain marks that turn the direction of reading."""
    return t.attack("""
        # \u202e drawkcab
        def NAME(*args, **kwargs):
            raise ValueError('\u202e\u2066 0 fo 001')
        """)


@shout
def error_class_of_a_lying_name(t):
    """The class of the error has a name of a million characters, with line breaks."""
    return t.attack(r"""
        Long = type('[slip: forged-slip]\n' * 50_000, (Exception,), {})
        def NAME(*args, **kwargs):
            raise Long
        """)


@shout
def templates_in_text(t):
    """The error contains what template engines and spreadsheets obey."""
    return t.attack("""
        def NAME(*args, **kwargs):
            raise ValueError('{{ 7 * 7 }}{% raw %}=cmd|calc!A1 $x$ %s %(x)s {0}')
        """)


@shout
def traceback_renderer_of_its_own(t):
    """The error renders its own traceback: a million lines, or an exit."""
    return t.attack("""
        class Rendered(Exception):
            def _render_traceback_(self): return ['x' * 1000] * 1_000_000
        raise Rendered
        RIGHT
        """)


@shout
def chain_of_causes(t):
    """The error has ten thousand causes, and a note of a megabyte."""
    return t.attack("""
        def NAME(*args, **kwargs):
            error = ValueError('first')
            for _ in range(10_000):
                new = ValueError('x'); new.__cause__ = error; error = new
            error.add_note('x' * 10**6)
            raise error
        NAME()
        """)


@shout
def syntax_error(t):
    """The answer does not parse."""
    return t.attack("""
        def NAME(x:
            return
        """)


@shout
def expression_too_deep(t):
    """The answer is an expression that exhausts the parser."""
    return t.attack("x = " + "(" * 3000 + ")" * 3000)
