"""What people look at after marking.

::

    verdict --> feedback (a student's page), own_verdict (lines in the terminal); cell_links to the answers
    verdicts, scores --> report (the class; identical answers), class_table (the terminal), grade_file (CSV)

    notebooks --> progress (what is done and what is next), course_map (terminal, page), start (JupyterLab's)
                  watch (what changed, on every save)

``html`` renders the templates of every page and escapes what it is given.
"""
