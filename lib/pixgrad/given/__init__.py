"""Right helpers that notebooks hand out.

``helpers``  so that a slip in one exercise costs nothing in the next;
``points``   data sets in the plane.
"""
