"""The companion: a real file, a real process, and what it says on every save."""

import os
import signal
import subprocess
import sys
import threading

import nbformat
import pytest

from pixgrad.files import saves
from pixgrad.marking.kept_results import KeptResults
from pixgrad.pages import own_verdict, watch

SECONDS = 120  # for what takes two on a machine with nothing else to do


class Companion:
    """A running ``pixgrad watch`` and what it has said so far."""

    def __init__(self, path, env):
        words = [sys.executable, "-m", "pixgrad.cli", "watch", path.name]
        self.process = subprocess.Popen(
            words, cwd=path.parent, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        self.said, self.news = "", threading.Condition()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        for line in self.process.stdout:
            with self.news:
                self.said += line
                self.news.notify()

    def hear(self, words):
        """Wait until it says some words; returns all that it said up to them, and forgets that."""
        with self.news:
            assert self.news.wait_for(lambda: words in self.said, SECONDS), self.said
            heard, _, self.said = self.said.partition(words)
        return heard

    def end(self):
        """Press Ctrl-C; returns the exit status and the last words."""
        self.process.send_signal(signal.SIGINT)
        status = self.process.wait(SECONDS)
        return status, self.hear("Stopped watching.")


@pytest.fixture
def companion(tmp_path):
    """Start companions that end with the test."""
    started = []

    def start(path):
        started.append(Companion(path, os.environ | {"PIXGRAD_CACHE": str(tmp_path / "cache")}))
        return started[-1]

    yield start
    for each in started:
        each.process.kill()
        each.process.wait()
        each.process.stdout.close()


@pytest.mark.slow
def test_each_save_is_answered_with_what_changed(notebook, hand_made, tmp_path, companion):
    """Is the changed exercise alone checked on a save, a broken file survived, and Ctrl-C obeyed?"""
    path = tmp_path / "mine.ipynb"
    nbformat.write(notebook(add="def add(a, b):\n    return a - b", double=None), path)
    watching = companion(path)
    assert "add(2, 3): got -1, wanted 5" in watching.hear("1 of 3 exercises done")
    nbformat.write(notebook(double=None), path)
    heard = watching.hear("2 of 3 exercises done")
    assert "✓ add" in heard and "mean" not in heard.replace("Next: mean", "")
    path.write_text("no notebook")
    watching.hear("mine.ipynb")
    nbformat.write(notebook(), path)
    assert "✓ double" in watching.hear("3 of 3 exercises done")
    watching.hear("That is all of t1_sums.")
    path.rename(tmp_path / "renamed.ipynb")
    assert "renamed.ipynb" in watching.hear("That is all of t1_sums.")
    assert watching.end()[0] == 0


def test_what_is_wrong_is_said_at_once_though_it_is_known(notebook, tmp_path, limits, monkeypatch, capsys):
    """Is a wrong answer told when watching begins, without a second run, and nothing about a right one?"""
    monkeypatch.setattr(watch, "saves", lambda listed: iter(()))
    nbformat.write(notebook(add="def add(a, b):\n    return a - b"), tmp_path / "mine.ipynb")
    for seen in ("✓ mean", ""):
        watch.watch([tmp_path / "mine.ipynb"], limits, KeptResults(tmp_path / "kept"))
        said = capsys.readouterr().out
        assert "add(2, 3): got -1, wanted 5" in said
        assert ("✓ mean" in said) == bool(seen)


def test_what_is_odd_is_said_once_and_what_comes_after_the_end(course, notebook, limits, monkeypatch, capsys):
    """Is a deleted cell told of, that the file was not changed, and the next notebook named?"""
    path = course.root / "week 1" / "mine.ipynb"
    later = course.root / "week 2" / "t2_more.ipynb"
    monkeypatch.setattr(watch, "saves", lambda listed: iter([path]))
    nb = notebook()
    nb.metadata.pixgrad["slug"] = "t2_more"
    for place, each in ((path, notebook()), (later, nb)):
        each.cells = [cell for cell in each.cells if cell.id != "mean-check"]
        place.parent.mkdir()
        nbformat.write(each, place)
    watch.watch([path], limits, KeptResults(course.root / "kept"))
    said = capsys.readouterr().out
    assert said.count("mean-check was missing") == 1 and "your file was left as it is" in said
    assert said.count(f"100 of 100 points.\nThat is all of t1_sums. The next notebook: {later}") == 2
    assert said.count("saved; no answer has changed") == 1


def test_sentences_are_broken_at_words_in_a_terminal_only(monkeypatch, capsys):
    """Are long sentences broken, and code left whole, where a person reads them?"""
    text = "a sentence that is longer than the window\n    code = stays_on_one_line_whatever_comes"
    own_verdict._say("hint: ", text)
    assert "    hint: a sentence that is longer than the window\n" in capsys.readouterr().out
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "30")
    own_verdict._say("hint: ", text)
    said = capsys.readouterr().out.splitlines()
    assert said[:3] == ["    hint: a sentence that is", "          longer than the", "          window"]
    assert said[3].endswith("    code = stays_on_one_line_whatever_comes")


def test_a_save_is_noticed_however_it_is_written(tmp_path):
    """Is a file told of when it is written anew, and when another takes its place?"""
    path = tmp_path / "a.ipynb"
    path.write_text("one")
    noticed = saves(lambda: [path])
    written = threading.Event()

    def save():
        for number in range(200):  # until the watcher, which begins at its first turn, has seen one
            (tmp_path / "new").write_text("x" * number)
            (tmp_path / "new").replace(path)
            if written.wait(0.1):
                return

    thread = threading.Thread(target=save)
    thread.start()
    assert next(noticed) == path
    written.set()
    thread.join()
    noticed.close()


def test_a_file_that_comes_later_is_noticed(tmp_path):
    """Is a file told of that was not there when watching began, as after a copy?"""
    path = tmp_path / "a.ipynb"
    path.write_text("one")
    noticed = saves(lambda: sorted(tmp_path.glob("*.ipynb")))
    (tmp_path / "b.ipynb").write_text("a copy")
    assert next(noticed) == tmp_path / "b.ipynb"
    noticed.close()


def test_a_save_before_the_first_turn_is_not_missed(tmp_path):
    """Is a file told of that was saved between the call and the first look?"""
    path = tmp_path / "a.ipynb"
    path.write_text("one")
    noticed = saves(lambda: [path])
    path.write_text("another")
    assert next(noticed) == path
    noticed.close()


def test_a_missing_notebook_is_said_in_one_line(pixgrad):
    """Does watching what does not exist end at once, with status 2?"""
    said = pixgrad("watch", "nowhere.ipynb")
    assert said.code == 2
    assert "there is no nowhere.ipynb" in said.err


def test_the_name_of_an_assignment_leads_to_its_notebook(course, pixgrad):
    """Is the notebook named that was meant, where only its assignment or its folder was said?"""
    meant = "did you mean assignments/t1_sums/t1_sums.ipynb?"
    for words in (("check", "t1_sums"), ("check", "assignments/t1_sums"), ("watch", "t1_sum.ipynb")):
        said = pixgrad(*words)
        assert (said.code, meant in said.err) == (2, True), said.err
