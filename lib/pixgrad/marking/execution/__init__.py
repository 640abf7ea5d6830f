"""Running a rebuilt notebook: answers in a student's process, checks in this one, over the bridge.

::

    fork_server (warm, holds visible_package) --sandbox--> student's process <--proxies--> run_check
                                                      session leads both, within limits
"""
