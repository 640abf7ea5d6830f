"""What other platforms read: their own list of students comes back with our scores in it.

::

    roster (a platform's CSV, matched with our students) --> canvas, moodle --> platform_file

``platforms`` chooses between them for the command.
"""
