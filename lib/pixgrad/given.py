"""Right helpers that a notebook hands to the student, so that a slip in one exercise costs nothing in the next."""

import numpy as np
from scipy.spatial.distance import cdist
from scipy.stats import mode

__all__ = ["knn_accuracy", "knn_curves"]

METRICS = {"l1": "cityblock", "l2": "euclidean"}
