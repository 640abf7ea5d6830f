"""Vectorised NumPy implementations of what the notebooks teach, for the notebooks that come later."""
