"""The course as a book: static pages that need neither a server nor a network.

::

    solutions/*.py --executed--> notebooks with outputs --chapter, exercise--> pages --Sphinx--> site
    bank, docs/*.md --------------------------------------------^

``executed``   runs the solved notebooks, once for each content;
``exercise``   what stands under an exercise: check, hint, solution, other ways, what others got wrong;
``chapter``    one notebook as a page; ``terms``: the index of terms;
``relinked``   links of the repository's pages, pointed into the book;
``site``       all of it, by Sphinx and MyST-NB; ``mathml``: formulas that a browser draws by itself;
``headers``    tables that can be heard.
"""

import pixgrad.notebook  # noqa: F401  # before any import of nbformat, which costs a second otherwise
