"""Marking: from the bytes a student handed in to a score, a page of feedback and a class report.

The parts, in the order in which a submission meets them:

``course``     where things lie; ``kit``: what an assignment expects of a submission;
``intake``     bytes -> notebook and findings; ``execute``: notebook -> outputs, in a kernel of its own;
``verdict``    outputs -> outcome, score and message per exercise; ``mark``: these four as one pure function;
``pool``       where ``mark`` runs; ``batch``: a class; ``gradebook``: the one writer of nbgrader's database;
``table``, ``feedback``, ``report``   what people read.
"""
