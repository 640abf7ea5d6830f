"""What an author does: build the notebooks and prove the checks.

::

    solutions/a1_knn/a1_knn.py --source--> cells --expand--> notebook --build--> both .ipynb trees
                                             |                  |
                       rules (text, labels, points)      audit (solution, bank), mutation, false_alarms
"""

import pixgrad.notebook  # noqa: F401  # before any import of nbformat, which costs a second otherwise
