import inspect

from IPython.core.interactiveshell import InteractiveShell

from pixgrad import check


def test_a_notebook_shows_the_message_and_no_source(capsys):
    """In IPython, is a failed check shown without a traceback, so that hidden tests stay hidden?"""
    shell = InteractiveShell()
    cell = "from pixgrad import check\nsecret = 42\ncheck.close(41, secret, name='answer')"
    result = shell.run_cell(cell)
    shown = capsys.readouterr().out
    assert isinstance(result.error_in_exec, check.CheckFailed)
    assert "CheckFailed: answer is not right." in shown
    assert "secret" not in shown
    assert "Traceback" not in shown


def test_a_passed_check_shows_nothing(capsys):
    """Does every check return None, so that a cell that ends in one displays nothing?"""
    verbs = (
        "choice",
        "close",
        "finite",
        "gradient",
        "number",
        "returns",
        "satisfies",
        "shape",
        "unchanged",
        "vectorized",
    )
    for name in verbs:
        assert inspect.signature(getattr(check, name)).return_annotation is None
    shell = InteractiveShell()
    shell.run_cell("from pixgrad import check\ncheck.close(1, 1.0, name='x')")
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "")


def test_the_slip_is_read_from_the_end_of_a_message():
    """Is the label found where it ends a message, and only there?"""
    assert check.slip_of(str(check.CheckFailed("head", ("got 1",), "no-square-root"))) == "no-square-root"
    assert check.slip_of("[slip: a] and more") is None


def test_fresh_numbers_follow_the_seed(monkeypatch):
    """Are hidden numbers the same under one seed, and others under another, another exercise or none?"""
    monkeypatch.setenv("PIXGRAD_SEED", "7")
    first = check.rng("a").random()
    assert check.rng("a").random() == first
    assert check.rng("b").random() != first
    monkeypatch.setenv("PIXGRAD_SEED", "8")
    assert check.rng("a").random() != first
    monkeypatch.delenv("PIXGRAD_SEED")
    assert check.rng("a").random() != check.rng("a").random()
