"""Python as it is where some modules are not installed: those that the environment variable WITHOUT lists."""

import os
import sys
from importlib.machinery import PathFinder

MISSING = set(filter(None, os.environ.get("WITHOUT", "").split(",")))


class OthersOnly(PathFinder):
    """Finds modules on the path, but for those."""

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        if fullname.partition(".")[0] in MISSING:
            return None
        return super().find_spec(fullname, path, target)


sys.meta_path[:] = [OthersOnly if finder is PathFinder else finder for finder in sys.meta_path]
