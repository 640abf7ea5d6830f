"""What every worker needs, imported and read once by the process that workers are forked from."""

import contextlib

from pixgrad.classroom import without_server  # isort: skip  # noqa: F401  # before nbgrader

import nbgrader.utils  # noqa: F401

import pixgrad.marking.mark  # noqa: F401
from pixgrad.data import load
from pixgrad.errors import PixgradError

with contextlib.suppress(PixgradError):  # whoever opens it will say what is wrong
    load()
