"""Lets the tests of this folder import its modules as the package ``battery``."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
