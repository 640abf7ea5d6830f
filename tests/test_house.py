"""What holds for the package as a whole, whoever adds to it."""

import ast
import functools
import re
from collections import defaultdict
from pathlib import Path

import pytest

import pixgrad

PACKAGE = Path(pixgrad.__file__).parent
# The bank holds answers as students write them; their classes are not the package's.
BANK = re.compile(r"check/bank/a\d_")
MODULES = [
    path for path in sorted(PACKAGE.rglob("*.py")) if not BANK.match(path.relative_to(PACKAGE).as_posix())
]


@functools.cache
def trees():
    """Return the syntax tree of each module, by its path in the package."""
    return {str(path.relative_to(PACKAGE)): ast.parse(path.read_text(encoding="utf-8")) for path in MODULES}


@pytest.mark.slow
def test_no_two_public_classes_share_a_name():
    """Does the name of a class say which class is meant, without its module?"""
    homes = defaultdict(list)
    for module, tree in trees().items():
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes[node.name].append(module)
    assert {name: modules for name, modules in homes.items() if len(modules) > 1} == {}


@pytest.mark.slow
def test_a_private_name_stays_in_its_module():
    """Is what begins with an underscore imported by no other module?"""
    imported = [
        f"{module}: from {node.module} import {alias.name}"
        for module, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pixgrad")
        for alias in node.names
        if alias.name.startswith("_") and not alias.name.startswith("__")
    ]
    assert imported == []
