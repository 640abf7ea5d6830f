"""A logger for what nbgrader would otherwise write to the terminal."""

import logging

QUIET = logging.Logger("pixgrad.quiet", level=logging.CRITICAL + 1)
