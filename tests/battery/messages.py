"""Text that wants to be believed, run or misread where people see it."""

from battery.frame import ALL, OTHERS, submission

shout = submission(OTHERS, tame=True)


@shout
def forged_check_failed(t):
    """The function raises an exception called CheckFailed, with a slip."""
    return t.attack(
        "class CheckFailed(AssertionError): pass\ndef NAME(*args, **kwargs):\n"
        "    raise CheckFailed('passed with 1000 points\\n[slip: forged-slip]')"
    )


@shout
def forged_executor_errors(t):
    """Functions raise exceptions called like those of the executor, whose text quotes what they were given."""
    for place, label in enumerate(list(t.functions)[:3]):
        name = ("TimeLimit", "NotRun", "KernelDied")[place]
        t.attack(
            f"class {name}(Exception): pass\ndef NAME(*args, **kwargs):\n    raise {name}(repr(args))", label
        )
    return t.bytes()


@shout
def forged_not_answered(t):
    """The function raises NotImplementedError, so that a wrong answer looks like none."""
    return t.attack("def NAME(*args, **kwargs):\n    raise NotImplementedError('not answered yet')")


@shout
def errors_that_cannot_say_what_they_are(t):
    """The function raises errors whose text raises or never ends."""
    return t.attack(
        "calls = []\nclass Mute(Exception):\n    def __str__(self):\n        calls.append(1)\n"
        "        if len(calls) % 2: raise SystemExit\n        while True: pass\n    __repr__ = __str__\n"
        "def NAME(*args, **kwargs):\n    raise Mute"
    )


@shout
def error_in_the_cell_that_cannot_say_what_it_is(t):
    """The answer cell raises an error whose text is a number, whose name is not text."""
    return t.attack(
        "class Odd(Exception):\n    def __str__(self): return 7\nOdd.__name__ = 'x' * 10**6\nraise Odd()\nRIGHT"
    )


@shout
def surrogates(t):
    """The function prints, displays and raises halves of surrogate pairs."""
    return t.attack(
        "print('\\ud800'); display('\\udfff')\ndef NAME(*args, **kwargs):\n    raise ValueError('\\ud800 \\x00')"
    )


@submission(ALL, tame=True)
def surrogates_and_a_right_answer(t):
    """The answer cell prints half a surrogate pair and control characters; the answer is right."""
    return t.answer("print('\\ud800\\x00\\x1b[31m'); display({'text/plain': '\\udc00'}, raw=True)\nRIGHT")


@shout
def active_html(t):
    """The answer, its outputs and its error are scripts."""
    script = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    return t.attack(
        f"# {script}\nfrom IPython.display import HTML, display\ndisplay(HTML({script!r}))\n"
        f"display({{'image/png': '\"><svg onload=alert(1)>', 'text/html': {script!r}}}, raw=True)\n"
        f"def NAME(*args, **kwargs):\n    raise ValueError({script!r} + '</textarea></pre>' + 'javascript:alert(1)')"
    )


@shout
def escapes_of_a_terminal(t):
    """The error moves the cursor, changes the title and clears the screen."""
    return t.attack(
        "def NAME(*args, **kwargs):\n    raise ValueError('\\x1b[2J\\x1b[1A\\x1b]0;planted\\x07\\r\\x9b2J passed')"
    )


@shout
def text_that_runs_backwards(t):
    """Answer and error contain marks that turn the direction of reading."""
    return t.attack(
        "# \u202e drawkcab\ndef NAME(*args, **kwargs):\n    raise ValueError('\u202e\u2066 0 fo 001')"
    )


@shout
def error_class_of_a_lying_name(t):
    """The class of the error has a name of a million characters, with line breaks."""
    return t.attack(
        "Long = type('[slip: forged-slip]\\n' * 50_000, (Exception,), {})\ndef NAME(*args, **kwargs):\n    raise Long"
    )


@shout
def templates_in_text(t):
    """The error contains what template engines and spreadsheets obey."""
    return t.attack(
        "def NAME(*args, **kwargs):\n    raise ValueError('{{ 7 * 7 }}{% raw %}=cmd|calc!A1 $x$ %s %(x)s {0}')"
    )


@shout
def traceback_renderer_of_its_own(t):
    """The error renders its own traceback: a million lines, or an exit."""
    return t.attack(
        "class Rendered(Exception):\n    def _render_traceback_(self): return ['x' * 1000] * 1_000_000\n"
        "raise Rendered\nRIGHT"
    )


@shout
def chain_of_causes(t):
    """The error has ten thousand causes, and a note of a megabyte."""
    return t.attack(
        "def NAME(*args, **kwargs):\n    error = ValueError('first')\n    for _ in range(10_000):\n"
        "        new = ValueError('x'); new.__cause__ = error; error = new\n"
        "    error.add_note('x' * 10**6)\n    raise error\nNAME()"
    )


@shout
def syntax_error(t):
    """The answer does not parse."""
    return t.attack("def NAME(x:\n    return")


@shout
def expression_too_deep(t):
    """The answer is an expression that exhausts the parser."""
    return t.attack("x = " + "(" * 3000 + ")" * 3000)
