import py_compile
import shutil
import subprocess
import sys

import pytest

from pixgrad.marking.execution.visible_package import copy_bytecode, copy_visible_package


@pytest.fixture
def package(tmp_path):
    """The package as a student's process sees it while a1_knn is marked."""
    copy_visible_package("a1_knn", tmp_path)
    return tmp_path / "lib" / "pixgrad"


@pytest.mark.slow
def test_no_known_answer_is_in_the_package(package):
    """Can the checks be imported in a student's process, and does their bank hold nothing?"""
    bank = package / "check" / "bank"
    assert {path.name for path in bank.rglob("*.py")} == {
        "__init__.py",
        "answers.py",
        "packed.py",
        "reading.py",
    }
    code = "from pixgrad.check import bank; print(bank.load('a1_knn').variants, bank.mistakes('l2-distance'))"
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(package.parent)!r}); {code}"]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "() ()\n"


def test_what_the_notebook_teaches_is_not_in_the_package(package):
    """Is the module that a1 builds left out, and what it does not teach there?"""
    assert not (package / "models" / "knn.py").exists()
    assert (package / "models" / "arrays.py").exists()
    assert not list(package.rglob("knn.*.pyc"))


@pytest.mark.parametrize("stale", [False, True])
def test_only_bytecode_of_the_very_same_source_is_copied(stale, tmp_path):
    """Does what was compiled of an older form of a module, which may hold an answer, stay where it is?"""
    source, package = tmp_path / "source", tmp_path / "package"
    source.mkdir()
    module = source / "module.py"
    module.write_text("answer = 42\n")
    py_compile.compile(str(module))
    if stale:
        module.write_text("answer = None\n")
    shutil.copytree(source, package, ignore=shutil.ignore_patterns("__pycache__"))
    copy_bytecode(source, package)
    assert [path.stem.partition(".")[0] for path in package.rglob("*.pyc")] == ([] if stale else ["module"])
