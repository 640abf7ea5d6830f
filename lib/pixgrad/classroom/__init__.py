"""Many submissions: which there are, who marks them, and where the marks are kept.

::

    submissions --> batch --workers--> pixgrad.marking.mark --> keeping --> gradebook, pages, verdict_files
                      |
                 registration: the assignment's entry in the gradebook

``nbgrader_plugin``  the same for nbgrader's own commands and buttons;
``simulate``         a class that is made up.
"""
