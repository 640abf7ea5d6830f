"""Python as it is where some modules are not installed: those that the environment variable WITHOUT lists."""

import os
import sys
from importlib.abc import MetaPathFinder

MISSING = set(filter(None, os.environ.get("WITHOUT", "").split(",")))


class NotInstalled(MetaPathFinder):
    """Finds no module of those distributions, and keeps others from finding one."""

    def find_spec(self, fullname, path=None, target=None):
        if fullname.partition(".")[0] in MISSING:
            raise ModuleNotFoundError(f"No module named {fullname!r}", name=fullname)


sys.meta_path.insert(0, NotInstalled())
