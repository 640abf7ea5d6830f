import numpy as np
import pytest

from pixgrad.data.sealed import SealedTestSet, times_opened


def sealed(name="shapes"):
    return SealedTestSet(name, 2, lambda: (np.zeros((2, 32, 32, 3), np.uint8), np.array([3, 4])))


def test_every_opening_is_counted_and_announced(capsys):
    """Does each opening print one line that says which one it is?"""
    test = sealed()
    assert test.times_opened == 0
    for _ in range(3):
        test.open()
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in lines] == [
        f"Test set of shapes opened for the {nth} time" for nth in ("1st", "2nd", "3rd")
    ]
    assert lines[1].endswith("a number you look at while choosing is no longer a test.")
    assert test.times_opened == 3


def test_openings_of_other_sessions_are_remembered(capsys):
    """Does a fresh object know of what an earlier one opened, and of its own data set only?"""
    sealed().open()
    fresh = sealed()
    fresh.open()
    sealed("cifar10").open()
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0].split("the ")[1] for line in lines] == ["1st time", "2nd time", "1st time"]
    assert fresh.times_opened == 1
    assert (times_opened("shapes"), times_opened("cifar10"), times_opened("other")) == (2, 1, 0)


def test_a_state_folder_that_cannot_be_written_leaves_the_count_of_the_process(tmp_path, monkeypatch, capsys):
    """Is opening still possible, and still counted, where nothing can be persisted?"""
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("PIXGRAD_STATE", str(tmp_path / "file" / "state"))
    test = sealed()
    test.open()
    test.open()
    assert "for the 2nd time" in capsys.readouterr().out.splitlines()[1]
    assert times_opened("shapes") == 0


@pytest.mark.parametrize("text", ["", "{", "[1]", '{"shapes": "many"}', '{"shapes": -3}'])
def test_a_spoilt_memory_counts_from_the_start(tmp_path, text, capsys):
    """Does a state file that someone edited neither stop the notebook nor fool the count?"""
    state = tmp_path / "state"
    state.mkdir()
    (state / "test-set-openings.json").write_text(text, encoding="utf-8")
    sealed().open()
    assert "for the 1st time" in capsys.readouterr().out
    assert times_opened("shapes") == 1


def test_nothing_is_read_before_the_seal_is_broken():
    """Are the images read when they are opened, and only then?"""
    calls = []
    test = SealedTestSet("shapes", 5, lambda: calls.append(1) or (np.zeros((5, 1)), np.zeros(5)))
    assert len(test) == 5
    assert repr(test) == "<test set of shapes: 5 images, sealed>"
    assert not calls
    test.open()
    assert calls == [1]
    assert repr(test) == "<test set of shapes: 5 images, opened 1 x>"


def test_opened_arrays_are_read_only():
    """Does writing to a test image fail?"""
    for array in sealed().open():
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1
