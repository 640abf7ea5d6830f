"""The index of terms: where in the book each is explained or used."""

import re
from collections.abc import Mapping

from nbformat import NotebookNode

from pixgrad.book.chapter import anchor, headings

# Each term as it is printed, and how the text may write it (any case) where that differs.
TERMS: dict[str, str] = {
    "accuracy": "",
    "activation function": r"activations?\b",
    "affine layer": r"affine",
    "argmax": "",
    "automatic differentiation": r"can be automated|`Value`",
    "axis": r"\baxis\b",
    "backpropagation": r"backprop",
    "batch": r"\b(?:mini)?batch(?:es)?\b",
    "bias trick": r"bias trick|column of ones",
    "boolean mask": r"boolean mask|\bmask",
    "broadcasting": r"broadcast",
    "calibration": r"calibrat",
    "chain rule": "",
    "codebook": "",
    "computational graph": r"computational graph|\bgraph\b",
    "cross-entropy": "",
    "cross-validation": "",
    "dead unit": r"dead (?:unit|neuron)",
    "dtype": "",
    "entropy": r"\bentropy",
    "epoch": r"\bepochs?\b",
    "finite differences": r"finite differences|central difference|two-sided",
    "fold": r"\bfolds?\b",
    "gate": r"\bgates?\b",
    "gradient": "",
    "gradient check": r"gradient check|check(?:s|ing)? the gradient|numeric(?:al)? gradient",
    "gradient descent": "",
    "hidden layer": r"hidden (?:layer|unit)",
    "hinge loss": r"\bhinge",
    "histogram": "",
    "hyperparameter": r"hyper-?parameter",
    "Jacobian": "",
    "k-means": "",
    "keepdims": "",
    "KL divergence": r"\bKL\b|Kullback",
    "L1 distance": r"\bL1\b",
    "L2 distance": r"\bL2\b|Euclidean",
    "learning rate": "",
    "margin": r"\bmargins?\b",
    "nearest neighbours": r"nearest neighbou?r",
    "one-hot row": r"one-hot",
    "overfitting": r"overfit",
    "overflow": r"\boverflow",
    "patch": r"\bpatch(?:es)?\b",
    "penalty": r"penalt(?:y|ies)|regulari",
    "probability": r"probabilit",
    "ReLU": r"\bReLU",
    "saturation": r"saturat",
    "score": r"\bscores?\b",
    "seed": r"\bseeds?\b",
    "sigmoid": "",
    "softmax": "",
    "standardising": r"standardi[sz]",
    "tanh": r"\btanh",
    "template": r"\btemplates?\b",
    "temperature": "",
    "test set": "",
    "underflow": r"\bunderflow",
    "validation set": r"validation",
    "vectorising": r"vectori[sz]|without a loop|no loop",
    "view and copy": r"\bviews?\b",
    "visual word": r"visual words?|\bwords\b",
    "vote": r"\bvotes?\b",
    "weight": r"\bweights?\b",
    "whitening": r"whiten",
    "XOR": r"\bXOR\b",
}
MOST = 6  # places of a term
HEAD = "# Index of terms\n\nWhere each term is explained or used, in the order of the course.\n"


def index(chapters: Mapping[str, NotebookNode]) -> str:
    """Return the index as Markdown.

    Parameters
    ----------
    chapters : mapping of str to NotebookNode
        The notebooks by slug.
    """
    lines = [HEAD]
    for term, places in ((term, places) for term, places in places_of_terms(chapters).items() if places):
        links = ", ".join(f"{{ref}}`{heading} <{anchor(slug, at)}>`" for slug, at, heading in places[:MOST])
        lines.append(f"**{term}**\n: {links}\n")
    return "\n".join(lines)


def places_of_terms(chapters: Mapping[str, NotebookNode]) -> dict[str, list[tuple[str, str, str]]]:
    """Return the sections that name each term: slug, cell id and heading, in reading order."""
    sections: dict[tuple[str, str, str], str] = {}
    for slug, notebook in chapters.items():
        for at, heading, text in headings(notebook):
            key = (slug, at, re.sub(r"[`*$<>\\]", "", heading))
            sections[key] = f"{sections.get(key, '')}\n{text}"
    return {
        term: [
            place
            for place, text in sections.items()
            if re.search(pattern or re.escape(term), text, re.IGNORECASE)
        ]
        for term, pattern in TERMS.items()
    }
