"""Image classification from scratch in plain NumPy, and the autograder that marks it."""

__version__ = "0.1.0"
