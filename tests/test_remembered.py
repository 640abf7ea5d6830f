"""Results that the processes of one run share."""

import os
from pathlib import Path

import numpy as np
import pytest

from pixgrad import remembered
from pixgrad.check.accuracy import _trained
from pixgrad.given.helpers import knn_accuracy, knn_curves

X, Y = np.arange(24.0).reshape(8, 3), np.arange(8) % 2


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv(remembered.FOLDER, str(tmp_path))
    return tmp_path


@pytest.fixture
def counted(tmp_path_factory):
    """A function that is remembered, and how often it was really called, in whatever process."""
    calls = tmp_path_factory.mktemp("calls") / "calls"
    calls.touch()

    @remembered.remembered
    def total(X, scale=1, more=()):
        with calls.open("a") as file:
            file.write("x")
        return {1: float(np.sum(X)) * scale, 2: [float("inf")]}

    return total, lambda: calls.stat().st_size


def test_every_call_computes_without_a_folder(counted, monkeypatch):
    """Is nothing kept where no run has asked for it, as in a student's notebook?"""
    monkeypatch.delenv(remembered.FOLDER, raising=False)
    total, calls = counted
    assert total(X) == total(X) == {1: X.sum(), 2: [np.inf]}
    assert calls() == 2


def test_the_processes_of_a_run_share_a_result(counted, folder):
    """Does a process that comes later read what another has computed, with its keys and numbers?"""
    total, calls = counted
    if os.fork() == 0:
        total(X)
        os._exit(0)
    os.wait()
    assert total(X.copy()) == {1: X.sum(), 2: [np.inf]}
    assert calls() == 1


@pytest.mark.parametrize(
    "other",
    [
        {"X": X.T},
        {"X": X.astype(np.float32)},
        {"X": X + 1e-12},
        {"scale": True},
        {"scale": np.int64(1)},
        {"more": []},
        {"more": ("1",)},
    ],
)
def test_another_argument_is_another_call(counted, folder, other):
    """Do shape, dtype, the last digit, and the type of an argument count?"""
    total, calls = counted
    total(X, scale=1, more=())
    total(**{"X": X, "scale": 1, "more": ()} | other)
    assert calls() == 2


def test_an_argument_by_name_is_the_same_argument(counted, folder):
    """Does it not matter how an argument is passed, or that it is the default?"""
    total, calls = counted
    assert total(X) == total(X=X) == total(X, 1, more=())
    assert calls() == 1


def test_what_was_learnt_needs_no_folder(counted, folder, monkeypatch):
    """Does a process know without the folder what it has learnt, and compute all else?"""
    total, calls = counted
    monkeypatch.setattr(remembered, "_LEARNT", {})
    total(X)
    remembered.learn(folder / total.__module__)
    monkeypatch.delenv(remembered.FOLDER)
    assert total(X.copy()) == {1: X.sum(), 2: [np.inf]}
    assert calls() == 1
    total(X + 1)
    assert calls() == 2


def test_students_learn_of_the_given_helpers_alone(folder, monkeypatch):
    """Is what a check computes kept where no student's process learns from?"""
    monkeypatch.setattr(remembered, "_LEARNT", {})
    knn_accuracy(X, Y, X, Y, k=1)
    _trained("svm-accuracy", "shapes", (("learning_rate", 0.003), ("reg", 0.0)))
    remembered.learn(Path(remembered.known_to_students()))
    assert len(remembered._LEARNT) == 1
    monkeypatch.setenv(remembered.AFRESH, "1")
    assert not remembered.known_to_students()


@pytest.mark.parametrize("odd", [object(), [object()], np.array([object()]), {"a": 1}])
def test_what_cannot_be_told_apart_is_computed_each_time(counted, folder, odd):
    """Is a call with an argument that is no plain value never answered from memory?"""
    total, calls = counted
    total(X, more=odd)
    total(X, more=odd)
    assert calls() == 2


def test_an_error_is_not_kept(folder):
    """Does a call that raises do so each time, and spoil nothing?"""
    for _ in range(2):
        with pytest.raises(ValueError, match="k must be from 1"):
            knn_accuracy(X, Y, X, Y, k=9)
    assert knn_accuracy(X, Y, X, Y, k=1) == 1.0


def test_a_folder_that_is_gone_or_full_costs_no_result(counted, folder, monkeypatch):
    """Is a result computed, and no error met, where it cannot be kept, or only in part?"""
    total, calls = counted
    wanted = {1: X.sum(), 2: [np.inf]}
    with monkeypatch.context() as full:
        full.setattr(remembered, "_write", lambda file, data: remembered_write(Full(file), data))
        assert total(X) == total(X) == wanted
    monkeypatch.setenv(remembered.FOLDER, str(folder / "gone"))
    assert total(X) == total(X) == wanted
    assert calls() == 4


class Full:
    """A file on a disk that is full after one byte."""

    def __init__(self, file):
        self.file, self.truncate = file, file.truncate

    def write(self, data):
        return self.file.write(data[:1])


remembered_write = remembered._write


@pytest.mark.slow
def test_what_is_remembered_is_what_is_computed(folder, monkeypatch):
    """Do neighbours and trainings give the very same numbers when computed, kept, and read again?"""
    numbers = (("learning_rate", 0.003), ("reg", 0.0))
    calls = [lambda: knn_curves(X, Y, [1, 3], 2), lambda: _trained("svm-accuracy", "shapes", numbers)]
    for call in calls:
        kept, read = call(), call()
        monkeypatch.delenv(remembered.FOLDER)
        computed = call()
        monkeypatch.setenv(remembered.FOLDER, str(folder))
        assert read == kept
        assert repr(read).replace("(", "[").replace(")", "]") == repr(computed).replace("(", "[").replace(
            ")", "]"
        )
