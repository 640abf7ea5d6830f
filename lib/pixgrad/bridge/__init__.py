"""The bridge between two processes: the checker, which is trusted, and the student's, which is not.

``wire``      values <-> bytes: plain data only, never code, never a pickle; sizes and nesting are bounded;
``channel``   whole messages over a socket, with a time limit;
``student``   what the student's process does: run cells, call functions, hand out values;
``shell``     the IPython shell in it; ``zygote``: the warm process that it is forked from;
``confine``   how the forked process gives up what it must not have.

This package is all of marking that a student's process can see.
"""
