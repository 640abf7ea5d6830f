"""Known mistakes and right variants of a3_softmax."""

from pixgrad.check.bank import Exercise, Mistake, Variant


def _edited(source: str, *edits: tuple[str, str]) -> str:
    """A right answer with a few lines changed, each of which must stand in it."""
    for old, new in edits:
        if old not in source:
            raise ValueError(f"{old!r} is not in the answer to edit")
        source = source.replace(old, new)
    return source


OVERFLOW = (
    "no maximum is subtracted before exp. np.exp(1e4) is inf and inf / inf is nan; subtract from every row "
    "its own maximum, which changes no probability."
)
BATCH_MAX = (
    "one maximum of the whole batch is subtracted from all rows. A row that lies far below it then has only "
    "zeros to divide by; each row needs its own maximum (axis=1, keepdims=True)."
)
LOG_UNDERFLOW = (
    "the loss is the log of a probability that underflows to 0, so it is infinite. Take the logarithm on "
    "paper first: max - score of the label + log(sum(exp(scores - max)))."
)
LOG_EPSILON = (
    "a small number inside the logarithm replaces the loss of very unlikely labels by a constant (27.6 for "
    "1e-12). Do not take the log of a probability at all: use log-sum-exp."
)
ZERO_NAN = (
    "0 * log(0) is nan in NumPy, but an impossible class should add 0. Leave out the entries with p = 0."
)
BASE_TWO = "the logarithm is that of base 2, which gives bits. The series uses the natural logarithm, np.log."
MODIFIED = "the argument is changed in place, so that the caller's scores are lost. Work on a copy."
TWO_MISSING = (
    "your dW holds reg * W as the gradient of the penalty. The derivative of reg * sum(W**2) is 2 * reg * W."
)

SOFTMAX_RIGHT = """
def softmax(scores):
    shifted = scores - np.max(scores, axis=1, keepdims=True)
    exps = np.exp(shifted)
    return exps / np.sum(exps, axis=1, keepdims=True)
"""

SOFTMAX = Exercise(
    "softmax",
    "softmax",
    mistakes=(
        Mistake(
            "overflow", OVERFLOW, _edited(SOFTMAX_RIGHT, (" - np.max(scores, axis=1, keepdims=True)", ""))
        ),
        Mistake(
            "one-maximum-for-all",
            BATCH_MAX,
            _edited(SOFTMAX_RIGHT, ("np.max(scores, axis=1, keepdims=True)", "np.max(scores)")),
        ),
        Mistake(
            "mean-subtracted",
            "the mean of the row is subtracted, not the maximum. A score far above the mean still overflows.",
            _edited(SOFTMAX_RIGHT, ("np.max(", "np.mean(")),
        ),
        Mistake(
            "minimum-subtracted",
            "the minimum of the row is subtracted, so that all exponents are positive and large ones "
            "overflow. Subtract the maximum.",
            _edited(SOFTMAX_RIGHT, ("np.max(", "np.min(")),
        ),
        Mistake(
            "columns-normalised",
            "the columns sum to 1, not the rows. Rows are examples: take the sum over the classes, axis=1.",
            _edited(SOFTMAX_RIGHT, ("axis=1", "axis=0")),
        ),
        Mistake(
            "sum-over-all",
            "everything is divided by the sum of the whole batch. Each row should sum to 1 by itself: "
            "axis=1, keepdims=True.",
            _edited(SOFTMAX_RIGHT, ("np.sum(exps, axis=1, keepdims=True)", "np.sum(exps)")),
        ),
        Mistake(
            "keepdims-missing",
            "the sums have shape (N,), which lines up with the classes and not with the rows. keepdims=True "
            "makes them (N, 1).",
            _edited(SOFTMAX_RIGHT, (", keepdims=True", "")),
        ),
        Mistake(
            "scores-clipped",
            "the scores are clipped before exp. That avoids inf, but scores beyond the bounds then all count "
            "alike; subtract the row's maximum, which changes nothing.",
            """
def softmax(scores):
    exps = np.exp(np.clip(scores, -500, 500))
    return exps / exps.sum(axis=1, keepdims=True)
""",
        ),
        Mistake(
            "truncated-to-int",
            "the result takes over the integer type of the scores, and each probability is cut to 0 or 1. "
            "Make a float array for it.",
            """
def softmax(scores):
    probs = np.zeros_like(scores)
    for i in range(scores.shape[0]):
        e = np.exp(scores[i] - scores[i].max())
        probs[i] = e / e.sum()
    return probs
""",
        ),
        Mistake(
            "scaled-by-maximum",
            "the scores are divided by the maximum instead of reduced by it. Only adding or subtracting a "
            "number leaves the probabilities as they are.",
            _edited(SOFTMAX_RIGHT, ("scores - np.max", "scores / np.max")),
        ),
        Mistake(
            "logarithm-returned",
            "these are the logarithms of the probabilities.",
            """
def softmax(scores):
    shifted = scores - scores.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
""",
        ),
        Mistake(
            "input-modified",
            MODIFIED,
            """
def softmax(scores):
    scores -= scores.max(axis=1, keepdims=True)
    e = np.exp(scores)
    return e / e.sum(axis=1, keepdims=True)
""",
        ),
    ),
    variants=(
        Variant(
            "row-by-row",
            """
def softmax(scores):
    probs = np.zeros(scores.shape)
    for i, row in enumerate(scores):
        e = [np.exp(float(s) - float(max(row))) for s in row]
        for j in range(len(e)):
            probs[i, j] = e[j] / sum(e)
    return probs
""",
        ),
        Variant(
            "by-scipy",
            """
from scipy.special import log_softmax

def softmax(scores):
    return np.exp(log_softmax(scores, axis=1))
""",
        ),
        Variant(
            "transposed-inside",
            """
def softmax(scores):
    shifted = scores.T - scores.max(axis=1)
    e = np.exp(shifted)
    return (e / e.sum(axis=0)).T
""",
        ),
        Variant(
            "list-of-rows",
            """
def softmax(scores):
    rows = []
    for row in scores:
        e = np.exp(row - row.max())
        rows.append(e / e.sum())
    return rows
""",
        ),
        Variant(
            "logaddexp",
            """
def softmax(scores):
    scores = np.asarray(scores, dtype=float)
    return np.exp(scores - np.logaddexp.reduce(scores, axis=1, keepdims=True))
""",
        ),
    ),
)

ENTROPY_RIGHT = """
def entropy(p):
    q = p[p > 0]
    return -np.sum(q * np.log(q))
"""

ENTROPY = Exercise(
    "entropy",
    "entropy",
    mistakes=(
        Mistake("zero-log-zero", ZERO_NAN, _edited(ENTROPY_RIGHT, ("p[p > 0]", "p"))),
        Mistake(
            "sign",
            "the sign is wrong: logarithms of probabilities are negative, and the minus makes the entropy "
            "positive.",
            _edited(ENTROPY_RIGHT, ("-np.sum", "np.sum")),
        ),
        Mistake("base-two", BASE_TWO, _edited(ENTROPY_RIGHT, ("np.log", "np.log2"))),
        Mistake(
            "unweighted",
            "the logarithms are added up without their weights. Each surprise -log p counts as often as it "
            "happens, p.",
            _edited(ENTROPY_RIGHT, ("q * np.log", "np.log")),
        ),
        Mistake(
            "mean-for-sum",
            "this is the mean over the classes. The weights p already make a mean of the surprises: take "
            "the sum.",
            _edited(ENTROPY_RIGHT, ("np.sum", "np.mean")),
        ),
        Mistake(
            "coin-of-each-class",
            "the term (1 - p) log(1 - p) is added, which counts each class as a coin of its own. Sum -p log "
            "p alone.",
            """
def entropy(p):
    total = 0.0
    for value in p:
        for each in (value, 1 - value):
            if each > 0:
                total -= each * np.log(each)
    return total
""",
        ),
        Mistake(
            "epsilon-in-log",
            "a small number is added inside the logarithm, which moves the result: the entropy of a one-hot "
            "row should be 0. Leave out the zeros instead.",
            """
def entropy(p):
    return -np.sum(p * np.log(p + 1e-6))
""",
        ),
        Mistake(
            "scaled-to-one",
            "the entropy is divided by log C, its greatest value. Return it in nats, undivided.",
            _edited(ENTROPY_RIGHT, ("np.sum(q * np.log(q))", "np.sum(q * np.log(q)) / np.log(len(p))")),
        ),
        Mistake(
            "not-summed",
            "these are the terms of the single classes; the entropy is their sum, one number.",
            """
def entropy(p):
    return np.array([-v * np.log(v) if v > 0 else 0.0 for v in p])
""",
        ),
    ),
    variants=(
        Variant(
            "where",
            """
def entropy(p):
    safe = np.where(p > 0, p, 1)
    return -np.dot(p, np.log(safe))
""",
        ),
        Variant(
            "nansum",
            """
def entropy(p):
    with np.errstate(divide="ignore", invalid="ignore"):
        return -np.nansum(p * np.log(p))
""",
        ),
        Variant(
            "loop",
            """
import math

def entropy(p):
    return math.fsum(v * math.log(1 / v) for v in p if v != 0)
""",
        ),
        Variant(
            "scipy-entr",
            """
from scipy.special import entr


def entropy(p):
    return entr(p).sum()
""",
        ),
        Variant(
            "scipy-stats",
            """
from scipy import stats


def entropy(p):
    return stats.entropy(p)
""",
        ),
        Variant(
            "loop-with-if",
            """
def entropy(p):
    h = 0
    for k in range(len(p)):
        if p[k] > 0:
            h -= p[k] * np.log(p[k])
    return h
""",
        ),
        Variant(
            "log-with-where",
            """
def entropy(p):
    logs = np.zeros(p.shape)
    np.log(p, out=logs, where=p > 0)
    return -(p @ logs)
""",
        ),
    ),
)

CROSS_RIGHT = """
def cross_entropy(p, q):
    total = 0.0
    for k in range(len(p)):
        if p[k] > 0:
            total -= p[k] * np.log(q[k])
    return total
"""

CROSS_ENTROPY = Exercise(
    "cross-entropy",
    "cross_entropy",
    mistakes=(
        Mistake(
            "swapped",
            "p and q have changed places. What really happens, p, is the weight, and the prediction q "
            "stands inside the logarithm.",
            _edited(CROSS_RIGHT, ("p[k] > 0", "q[k] > 0"), ("p[k] * np.log(q[k])", "q[k] * np.log(p[k])")),
        ),
        Mistake(
            "zero-log-zero",
            "0 * log(0) is nan in NumPy, but a class with p = 0 should add 0, whatever q is. Leave it out.",
            "def cross_entropy(p, q):\n    return -np.sum(p * np.log(q))",
        ),
        Mistake(
            "zeros-of-q-left-out",
            "the classes with q = 0 are left out. If such a class can happen (p > 0) the result is inf; "
            "leave out those with p = 0 instead.",
            _edited(CROSS_RIGHT, ("if p[k] > 0", "if q[k] > 0")),
        ),
        Mistake(
            "epsilon-in-log",
            "a small number inside the logarithm makes a finite result of an infinite one. What happens "
            "though it was called impossible is infinitely surprising: return inf.",
            "def cross_entropy(p, q):\n    return -np.sum(p * np.log(q + 1e-12))",
        ),
        Mistake(
            "clipped",
            "q is clipped away from 0, which makes a finite result of an infinite one. Where p > 0 and q = "
            "0 the result is inf.",
            "def cross_entropy(p, q):\n    return -np.sum(p * np.log(np.clip(q, 1e-15, 1)))",
        ),
        Mistake(
            "infinity-replaced",
            "nan_to_num turns the infinite terms into large finite numbers. Only nan, from 0 * log(0), "
            "should become 0.",
            "def cross_entropy(p, q):\n    return -np.sum(np.nan_to_num(p * np.log(q)))",
        ),
        Mistake(
            "divergence-returned",
            "this is the KL divergence, smaller than the cross-entropy by the entropy of p. Take the "
            "logarithm of q alone, not of q / p.",
            _edited(CROSS_RIGHT, ("np.log(q[k])", "np.log(q[k] / p[k])")),
        ),
        Mistake(
            "only-the-likeliest",
            "only the class with the greatest p is counted. That is right for a one-hot target; in general "
            "every class counts, with its weight p.",
            "def cross_entropy(p, q):\n    return -np.log(q[np.argmax(p)])",
        ),
        Mistake(
            "sign",
            "the sign is wrong: the logarithm of a probability is negative, and the minus makes the "
            "surprise positive.",
            _edited(CROSS_RIGHT, ("total -=", "total +=")),
        ),
        Mistake("base-two", BASE_TWO, _edited(CROSS_RIGHT, ("np.log", "np.log2"))),
        Mistake(
            "mean-for-sum",
            "this is the mean over the classes. The weights p already make a mean of the surprises: take "
            "the sum.",
            _edited(CROSS_RIGHT, ("return total", "return total / len(p)")),
        ),
    ),
    variants=(
        Variant(
            "xlogy",
            """
from scipy.special import xlogy

def cross_entropy(p, q):
    return -xlogy(p, q).sum()
""",
        ),
        Variant(
            "masked-dot",
            """
def cross_entropy(p, q):
    with np.errstate(divide="ignore"):
        return -(p[p != 0] @ np.log(q[p != 0]))
""",
        ),
        Variant(
            "nan-to-zero",
            """
def cross_entropy(p, q):
    with np.errstate(all="ignore"):
        terms = p * np.log(q)
    terms[np.isnan(terms)] = 0
    return np.array(-terms.sum())
""",
        ),
        Variant(
            "loop-with-math",
            """
import math


def cross_entropy(p, q):
    total = 0.0
    for pk, qk in zip(p, q):
        if pk == 0:
            continue
        if qk == 0:
            return math.inf
        total -= pk * math.log(qk)
    return total
""",
        ),
        Variant(
            "log-with-where",
            """
def cross_entropy(p, q):
    surprise = np.full(len(q), np.inf)
    surprise[q > 0] = -np.log(q[q > 0])
    happens = np.nonzero(p)[0]
    return np.inner(p[happens], surprise[happens])
""",
        ),
        Variant(
            "scipy-entr-and-kl",
            """
from scipy.special import entr, rel_entr


def cross_entropy(p, q):
    return float(np.sum(entr(p)) + np.sum(rel_entr(p, q)))
""",
        ),
    ),
)

KL_RIGHT = """
def kl_divergence(p, q):
    total = 0.0
    for k in range(len(p)):
        if p[k] > 0:
            total += p[k] * np.log(p[k] / q[k])
    return total
"""

KL_DIVERGENCE = Exercise(
    "kl-divergence",
    "kl_divergence",
    mistakes=(
        Mistake(
            "reversed",
            "this is the divergence the other way round, KL(q || p). What really happens, p, is the weight "
            "and stands above in the quotient.",
            _edited(
                KL_RIGHT, ("if p[k]", "if q[k]"), ("p[k] * np.log(p[k] / q[k])", "q[k] * np.log(q[k] / p[k])")
            ),
        ),
        Mistake(
            "quotient-upside-down",
            "the quotient is upside down (or the minus is missing): the result is negative. The logarithm "
            "is that of p / q.",
            _edited(KL_RIGHT, ("p[k] / q[k]", "q[k] / p[k]")),
        ),
        Mistake(
            "weighted-by-q",
            "the weight is q, the prediction. What really happens decides how often a class counts: weigh "
            "with p.",
            _edited(KL_RIGHT, ("p[k] * np.log", "q[k] * np.log")),
        ),
        Mistake(
            "cross-entropy-returned",
            "this is the cross-entropy, larger than the divergence by the entropy of p. The logarithm is "
            "that of p / q.",
            _edited(KL_RIGHT, ("np.log(p[k] / q[k])", "-np.log(q[k])")),
        ),
        Mistake(
            "zero-log-zero",
            "0 * log(0) and 0 / 0 are nan in NumPy, but a class with p = 0 should add 0, whatever q is. "
            "Leave it out.",
            "def kl_divergence(p, q):\n    return np.sum(p * np.log(p / q))",
        ),
        Mistake(
            "zeros-of-q-left-out",
            "the classes with q = 0 are left out. If such a class can happen (p > 0) the result is inf; "
            "leave out those with p = 0 alone.",
            _edited(KL_RIGHT, ("if p[k] > 0", "if p[k] > 0 and q[k] > 0")),
        ),
        Mistake(
            "epsilon-in-log",
            "a small number inside the logarithm makes a finite result of an infinite one. Where p > 0 and "
            "q = 0 the result is inf.",
            "def kl_divergence(p, q):\n    return np.sum(p * np.log((p + 1e-12) / (q + 1e-12)))",
        ),
        Mistake(
            "symmetrised",
            "this is KL(p || q) + KL(q || p). The divergence is one of the two, and not symmetric.",
            _edited(
                KL_RIGHT,
                ("if p[k] > 0:", "if p[k] > 0 or q[k] > 0:"),
                ("p[k] * np.log", "(p[k] - q[k]) * np.log"),
            ),
        ),
        Mistake(
            "logs-divided",
            "log p is divided by log q. The logarithm of a quotient is a difference: log p - log q.",
            _edited(KL_RIGHT, ("np.log(p[k] / q[k])", "np.log(p[k]) / np.log(q[k])")),
        ),
        Mistake("base-two", BASE_TWO, _edited(KL_RIGHT, ("np.log", "np.log2"))),
    ),
    variants=(
        Variant(
            "rel-entr",
            """
from scipy.special import rel_entr

def kl_divergence(p, q):
    return np.sum(rel_entr(p, q))
""",
        ),
        Variant(
            "cross-entropy-minus-entropy",
            """
def kl_divergence(p, q):
    seen = p > 0
    with np.errstate(divide="ignore"):
        return -np.sum(p[seen] * np.log(q[seen])) + np.sum(p[seen] * np.log(p[seen]))
""",
        ),
        Variant(
            "where-argument",
            """
def kl_divergence(p, q):
    ratio = np.divide(p, q, out=np.full(len(p), np.inf), where=q > 0)
    logs = np.log(ratio, out=np.zeros(len(p)), where=p > 0)
    return float(sum(a * b for a, b in zip(p, logs) if a))
""",
        ),
        Variant(
            "loop",
            """
def kl_divergence(p, q):
    total = 0
    for k in range(p.shape[0]):
        if p[k] > 0:
            total += p[k] * np.log(p[k] / q[k]) if q[k] > 0 else np.inf
    return total
""",
        ),
        Variant(
            "scipy-stats",
            """
from scipy.stats import entropy as relative_entropy


def kl_divergence(p, q):
    return relative_entropy(p, q)
""",
        ),
        Variant(
            "difference-of-logs",
            """
def kl_divergence(p, q):
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = p * (np.log(p) - np.log(q))
    return np.where(p == 0, 0.0, terms).sum()
""",
        ),
    ),
)

ONE_RIGHT = """
def softmax_loss_one(scores, label):
    m = np.max(scores)
    return m - scores[label] + np.log(np.sum(np.exp(scores - m)))
"""

LOSS_ONE = Exercise(
    "softmax-loss-one",
    "softmax_loss_one",
    mistakes=(
        Mistake(
            "overflow",
            OVERFLOW,
            "def softmax_loss_one(scores, label):\n    return -scores[label] + "
            "np.log(np.sum(np.exp(scores)))",
        ),
        Mistake(
            "quotient-overflows",
            OVERFLOW,
            "def softmax_loss_one(scores, label):\n    return -np.log(np.exp(scores[label]) / "
            "np.sum(np.exp(scores)))",
        ),
        Mistake(
            "log-of-underflow",
            LOG_UNDERFLOW,
            """
def softmax_loss_one(scores, label):
    e = np.exp(scores - np.max(scores))
    p = e / np.sum(e)
    return -np.log(p[label])
""",
        ),
        Mistake(
            "epsilon-in-log",
            LOG_EPSILON,
            """
def softmax_loss_one(scores, label):
    e = np.exp(scores - np.max(scores))
    p = e / np.sum(e)
    return -np.log(p[label] + 1e-12)
""",
        ),
        Mistake(
            "probability-clipped",
            "the probability is clipped before the logarithm, so very wrong examples all cost the same "
            "(34.5 for 1e-15). Use log-sum-exp: the loss is then the gap.",
            """
def softmax_loss_one(scores, label):
    e = np.exp(scores - np.max(scores))
    return -np.log(np.clip(e[label] / e.sum(), 1e-15, 1.0))
""",
        ),
        Mistake(
            "maximum-not-given-back",
            "the maximum is subtracted inside the sum of exponentials, but not from the score of the label. "
            "Add it to the logarithm again.",
            _edited(ONE_RIGHT, ("m - scores[label]", "-scores[label]")),
        ),
        Mistake(
            "label-left-out-of-sum",
            "the sum of exponentials leaves out the right class. For the softmax all classes are in it, "
            "else the loss can become negative.",
            """
def softmax_loss_one(scores, label):
    m = np.max(scores)
    others = np.delete(scores, label)
    return m - scores[label] + np.log(np.sum(np.exp(others - m)))
""",
        ),
        Mistake(
            "sum-of-logs",
            "the logarithm is taken of each exponential and then summed, which gives back the sum of the "
            "scores. Sum first, then take one logarithm.",
            _edited(ONE_RIGHT, ("np.log(np.sum(np.exp(scores - m)))", "np.sum(np.log(np.exp(scores - m)))")),
        ),
        Mistake(
            "sign",
            "the sign is wrong: the loss is minus the log-probability, and never negative.",
            _edited(ONE_RIGHT, ("return m - scores[label] + np.log(", "return scores[label] - m - np.log(")),
        ),
        Mistake(
            "exp-for-log",
            "np.exp is taken where the logarithm belongs: the loss is minus the log of the probability.",
            """
def softmax_loss_one(scores, label):
    e = np.exp(scores - np.max(scores))
    return -np.exp(e[label] / np.sum(e))
""",
        ),
        Mistake(
            "probability-returned",
            "this is the probability of the label; the loss is minus its logarithm.",
            """
def softmax_loss_one(scores, label):
    e = np.exp(scores - np.max(scores))
    return e[label] / np.sum(e)
""",
        ),
        Mistake("base-two", BASE_TWO, _edited(ONE_RIGHT, ("np.log(", "np.log2("))),
        Mistake(
            "hinge-returned",
            "this is the hinge loss of the SVM. The softmax loss is minus the log of the label's "
            "probability.",
            """
def softmax_loss_one(scores, label):
    margins = np.maximum(0, scores - scores[label] + 1)
    return np.sum(margins) - 1
""",
        ),
        Mistake(
            "counted-from-one",
            "the score next to that of the label is used. Labels count from 0, as indices do.",
            _edited(ONE_RIGHT, ("scores[label]", "scores[label - 1]")),
        ),
        Mistake(
            "input-modified",
            MODIFIED,
            """
def softmax_loss_one(scores, label):
    scores -= np.max(scores)
    return -scores[label] + np.log(np.sum(np.exp(scores)))
""",
        ),
    ),
    variants=(
        Variant(
            "logaddexp",
            """
def softmax_loss_one(scores, label):
    return np.logaddexp.reduce(scores - float(scores[label]))
""",
        ),
        Variant(
            "scipy-logsumexp",
            """
from scipy.special import logsumexp

def softmax_loss_one(scores, label):
    return logsumexp(scores) - scores[label]
""",
        ),
        Variant(
            "plain-python",
            """
import math

def softmax_loss_one(scores, label):
    top = max(scores)
    total = 0.0
    for s in scores:
        total += math.exp(s - top)
    return math.log(total) - (scores[label] - top)
""",
        ),
        Variant(
            "gaps",
            """
def softmax_loss_one(scores, label):
    s = scores.astype(np.float64)
    s -= s.max()
    return -s[label] + np.log(np.exp(s).sum())
""",
        ),
        Variant(
            "scipy-log-softmax",
            """
from scipy.special import log_softmax


def softmax_loss_one(scores, label):
    return -log_softmax(scores.astype(float))[label]
""",
        ),
        Variant(
            "sorted-log1p",
            """
def softmax_loss_one(scores, label):
    *others, top = sorted(float(s) for s in scores)
    rest = sum(np.exp(s - top) for s in others)
    return top - scores[label] + np.log1p(rest)
""",
        ),
    ),
)

GRAD_RIGHT = """
def softmax_grad_one(scores, label):
    e = np.exp(scores - np.max(scores))
    p = e / np.sum(e)
    p[label] -= 1
    return p
"""

GRAD_ONE = Exercise(
    "softmax-grad-one",
    "softmax_grad_one",
    mistakes=(
        Mistake("overflow", OVERFLOW, _edited(GRAD_RIGHT, ("scores - np.max(scores)", "scores"))),
        Mistake(
            "one-hot-missing",
            "these are the probabilities alone. The gradient is prediction minus truth: take 1 off at the "
            "label.",
            _edited(GRAD_RIGHT, ("    p[label] -= 1\n", "")),
        ),
        Mistake(
            "one-hot-sign",
            "1 is added at the label instead of taken off. A larger score of the right class lowers the "
            "loss.",
            _edited(GRAD_RIGHT, ("-= 1", "+= 1")),
        ),
        Mistake(
            "sign",
            "the sign is wrong throughout: this is truth minus prediction, the direction in which to step, "
            "not the gradient.",
            _edited(GRAD_RIGHT, ("return p", "return -p")),
        ),
        Mistake(
            "one-from-all",
            "1 is taken off every entry. Only the label's entry has the -1; the entries of a right gradient "
            "sum to 0.",
            _edited(GRAD_RIGHT, ("p[label] -= 1", "p -= 1")),
        ),
        Mistake(
            "label-only",
            "only the entry of the label is filled. The loss depends on every score, through the sum: the "
            "others have the gradient p.",
            _edited(
                GRAD_RIGHT,
                ("return p", "grad = np.zeros(len(p))\n    grad[label] = p[label]\n    return grad"),
            ),
        ),
        Mistake(
            "of-the-probability",
            "this is the gradient of the probability of the label, not of minus its logarithm. Divide by "
            "-p[label].",
            _edited(
                GRAD_RIGHT,
                ("p[label] -= 1\n    return p", "return p[label] * ((np.arange(len(p)) == label) - p)"),
            ),
        ),
        Mistake(
            "label-zeroed",
            "the label's entry is set to 0, as for the mask of the SVM. Here it is its probability minus 1.",
            _edited(GRAD_RIGHT, ("p[label] -= 1", "p[label] = 0")),
        ),
        Mistake(
            "label-set-to-minus-one",
            "the label's entry is set to -1. Its own probability belongs to it too: p[label] - 1.",
            _edited(GRAD_RIGHT, ("p[label] -= 1", "p[label] = -1")),
        ),
        Mistake(
            "input-modified",
            MODIFIED,
            """
def softmax_grad_one(scores, label):
    scores -= np.max(scores)
    p = np.exp(scores) / np.sum(np.exp(scores))
    p[label] -= 1
    return p
""",
        ),
    ),
    variants=(
        Variant(
            "one-hot-row",
            """
from scipy import special

def softmax_grad_one(scores, label):
    return special.softmax(scores) - np.eye(len(scores))[label]
""",
        ),
        Variant(
            "loop",
            """
def softmax_grad_one(scores, label):
    top = max(scores)
    total = sum(np.exp(s - top) for s in scores)
    return [np.exp(s - top) / total - (k == label) for k, s in enumerate(scores)]
""",
        ),
        Variant(
            "through-the-jacobian",
            """
def softmax_grad_one(scores, label):
    e = np.exp(scores - np.max(scores))
    p = e / np.sum(e)
    log_jacobian = np.eye(len(p)) - p[np.newaxis, :]
    return -log_jacobian[label]
""",
        ),
        Variant(
            "one-hot-in-place",
            """
def softmax_grad_one(scores, label):
    shifted = scores - scores.max()
    p = np.exp(shifted) / np.exp(shifted).sum()
    one_hot = np.zeros(len(scores))
    one_hot[label] = 1
    return p - one_hot
""",
        ),
        Variant(
            "subtract-at",
            """
def softmax_grad_one(scores, label):
    p = np.exp(scores - np.logaddexp.reduce(scores.astype(float)))
    np.subtract.at(p, label, 1.0)
    return p
""",
        ),
        Variant(
            "where",
            """
def softmax_grad_one(scores, label):
    e = np.exp(scores - np.amax(scores))
    p = e / e.sum()
    return np.where(np.arange(p.size) == label, p - 1, p)
""",
        ),
    ),
)

NAIVE_RIGHT = """
def softmax_loss_naive(W, X, y, reg):
    loss = 0.0
    dW = np.zeros(W.shape)
    N = X.shape[0]
    C = W.shape[1]
    for i in range(N):
        scores = X[i].dot(W)
        m = np.max(scores)
        e = np.exp(scores - m)
        p = e / np.sum(e)
        loss += m - scores[y[i]] + np.log(np.sum(e))
        for j in range(C):
            dW[:, j] += p[j] * X[i]
        dW[:, y[i]] -= X[i]
    loss /= N
    dW /= N
    loss += reg * np.sum(W * W)
    dW += 2 * reg * W
    return loss, dW
"""

VECTORIZED_RIGHT = """
def softmax_loss_vectorized(W, X, y, reg):
    N = X.shape[0]
    scores = X.dot(W)
    scores -= np.max(scores, axis=1, keepdims=True)
    e = np.exp(scores)
    sums = np.sum(e, axis=1, keepdims=True)
    p = e / sums
    loss = np.sum(np.log(sums[:, 0]) - scores[np.arange(N), y])
    dscores = p.copy()
    dscores[np.arange(N), y] -= 1
    dW = X.T.dot(dscores)
    loss /= N
    dW /= N
    loss += reg * np.sum(W * W)
    dW += 2 * reg * W
    return loss, dW
"""

PENALTY_MISTAKES = (
    ("penalty-gradient-halved", TWO_MISSING, ("    dW += 2 * reg * W\n", "    dW += reg * W\n")),
    (
        "loss-penalty-missing",
        "the loss lacks the penalty reg * sum(W**2), though the gradient has it.",
        ("    loss += reg * np.sum(W * W)\n", ""),
    ),
    (
        "gradient-penalty-missing",
        "your dW lacks the gradient of the penalty, 2 * reg * W, though the loss has the penalty.",
        ("    dW += 2 * reg * W\n", ""),
    ),
    (
        "penalty-missing",
        "the penalty is missing, in the loss and in dW. Add reg * sum(W**2) and 2 * reg * W.",
        ("    loss += reg * np.sum(W * W)\n    dW += 2 * reg * W\n", ""),
    ),
    (
        "penalty-with-half",
        "the penalty is 0.5 * reg * sum(W**2) with the gradient reg * W. They fit each other, but in this "
        "series the penalty has no 0.5.",
        (
            "loss += reg * np.sum(W * W)\n    dW += 2 * reg * W",
            "loss += 0.5 * reg * np.sum(W * W)\n    dW += reg * W",
        ),
    ),
    (
        "penalty-not-squared",
        "the penalty in the loss is the sum of the weights, not of their squares; positive and negative "
        "ones cancel.",
        ("np.sum(W * W)", "np.sum(W)"),
    ),
    (
        "penalty-over-n",
        "the penalty is divided by N together with the data loss. Only the sum over the examples is a mean: "
        "divide first, then add the penalty.",
        (
            "    loss /= N\n    dW /= N\n    loss += reg * np.sum(W * W)\n    dW += 2 * reg * W\n",
            "    loss += reg * np.sum(W * W)\n    dW += 2 * reg * W\n    loss /= N\n    dW /= N\n",
        ),
    ),
    (
        "divided-by-sum",
        "loss /= N + penalty divides by the sum of both, as the right side is computed first. Divide by N, "
        "then add in a line of its own.",
        (
            "    loss /= N\n    dW /= N\n    loss += reg * np.sum(W * W)\n",
            "    loss /= N + reg * np.sum(W * W)\n    dW /= N\n",
        ),
    ),
    (
        "loss-not-averaged",
        "the loss is the sum over the examples, though dW is averaged. Divide the sum of the losses by N "
        "too.",
        ("    loss /= N\n", ""),
    ),
    (
        "gradient-not-averaged",
        "your dW is N times too large in its data term: the loss is averaged over the N examples, the "
        "gradient is not.",
        ("    dW /= N\n", ""),
    ),
    (
        "not-averaged",
        "the data loss and its gradient are sums over the examples. The loss is their mean: divide both by "
        "N.",
        ("    loss /= N\n    dW /= N\n", ""),
    ),
    (
        "penalty-added-twice",
        "the penalty is added twice, to the loss and to dW.",
        ("    dW += 2 * reg * W\n", "    dW += 4 * reg * W\n    loss += reg * np.sum(W**2)\n"),
    ),
    (
        "signature-changed",
        "the function has other parameters than asked for. Checks and trainers call it with (W, X, y, reg).",
        ("(W, X, y, reg)", "(W, X, y, reg, num_classes)"),
    ),
    (
        "aliased-weights",
        "W is changed in place, directly or under a second name: dW = W does not copy. Write 2 * reg * W, "
        "which is a new array, instead of changing W.",
        ("    dW += 2 * reg * W\n", "    grad = W\n    grad *= 2 * reg\n    grad += dW\n    dW = grad\n"),
    ),
)


def _penalty_mistakes(right: str) -> tuple[Mistake, ...]:
    return tuple(Mistake(label, message, _edited(right, edit)) for label, message, edit in PENALTY_MISTAKES)


NAIVE = Exercise(
    "softmax-loss-naive",
    "softmax_loss_naive",
    mistakes=(
        *_penalty_mistakes(NAIVE_RIGHT),
        Mistake(
            "overflow",
            OVERFLOW,
            _edited(NAIVE_RIGHT, ("m = np.max(scores)", "m = 0.0")),
        ),
        Mistake(
            "maximum-of-the-batch",
            BATCH_MAX,
            _edited(NAIVE_RIGHT, ("m = np.max(scores)", "m = np.max(X.dot(W))")),
        ),
        Mistake(
            "log-of-underflow",
            LOG_UNDERFLOW,
            _edited(NAIVE_RIGHT, ("m - scores[y[i]] + np.log(np.sum(e))", "-np.log(p[y[i]])")),
        ),
        Mistake(
            "epsilon-in-log",
            LOG_EPSILON,
            _edited(NAIVE_RIGHT, ("m - scores[y[i]] + np.log(np.sum(e))", "-np.log(p[y[i]] + 1e-12)")),
        ),
        Mistake(
            "gradient-overflows",
            "the loss is safe, but the probabilities in dW are computed from scores without their maximum, "
            "and become nan for large ones. Use the same shifted exponentials for both.",
            _edited(NAIVE_RIGHT, ("p = e / np.sum(e)", "p = np.exp(scores) / np.sum(np.exp(scores))")),
        ),
        Mistake(
            "maximum-not-given-back",
            "the maximum is subtracted inside the sum of exponentials, but not from the score of the label.",
            _edited(NAIVE_RIGHT, ("loss += m - scores[y[i]]", "loss += -scores[y[i]]")),
        ),
        Mistake(
            "one-hot-missing",
            "your dW lacks the term of the right class: 1 is to be taken off its probability, so X[i] off "
            "its column.",
            _edited(NAIVE_RIGHT, ("        dW[:, y[i]] -= X[i]\n", "")),
        ),
        Mistake(
            "one-hot-sign",
            "the right class has the wrong sign in dW: X[i] is to be taken off its column, not added.",
            _edited(NAIVE_RIGHT, ("dW[:, y[i]] -= X[i]", "dW[:, y[i]] += X[i]")),
        ),
        Mistake(
            "one-hot-twice",
            "X[i] is taken off the label's column twice: in the loop over the classes and again after it.",
            _edited(NAIVE_RIGHT, ("dW[:, j] += p[j] * X[i]", "dW[:, j] += (p[j] - (j == y[i])) * X[i]")),
        ),
        Mistake(
            "one-hot-for-every-class",
            "X[i] is taken off the label's column once for every class, as the line stands inside the loop "
            "over the classes.",
            _edited(NAIVE_RIGHT, ("        dW[:, y[i]] -= X[i]\n", "            dW[:, y[i]] -= X[i]\n")),
        ),
        Mistake(
            "label-column-without-probability",
            "the column of the label gets -X[i] alone. Its probability belongs to it too: (p[y] - 1) * X[i].",
            _edited(
                NAIVE_RIGHT,
                (
                    "            dW[:, j] += p[j] * X[i]\n",
                    "            if j != y[i]:\n                dW[:, j] += p[j] * X[i]\n",
                ),
            ),
        ),
        Mistake(
            "last-example-only",
            "the columns of dW are overwritten by every example (=), so only the last one is left. Add up "
            "with +=.",
            _edited(NAIVE_RIGHT, ("dW[:, j] += p[j] * X[i]", "dW[:, j] = p[j] * X[i]")),
        ),
        Mistake(
            "last-loss-only",
            "the loss is overwritten by every example (=), so only the last one is left. Add up with +=.",
            _edited(NAIVE_RIGHT, ("loss += m - ", "loss = m - ")),
        ),
        Mistake(
            "gradient-left-at-zero",
            "your dW holds the penalty's gradient alone; the data loss adds nothing to it.",
            _edited(
                NAIVE_RIGHT,
                (
                    "        for j in range(C):\n            dW[:, j] += p[j] * X[i]\n        dW[:, y[i]] "
                    "-= X[i]\n",
                    "",
                ),
            ),
        ),
        Mistake(
            "penalty-inside-loop",
            "the penalty is added once for every example, so it is N times too large. It does not depend on "
            "the examples: add it once, after the loop.",
            _edited(
                NAIVE_RIGHT,
                ("    loss += reg * np.sum(W * W)\n    dW += 2 * reg * W\n", ""),
                (
                    "        dW[:, y[i]] -= X[i]\n",
                    "        dW[:, y[i]] -= X[i]\n        loss += N * reg * np.sum(W * W)\n        dW += N "
                    "* 2 * reg * W\n",
                ),
            ),
        ),
        Mistake(
            "mean-probability",
            "the logarithm is taken of the mean probability, after the loop. The loss is the mean of the "
            "logarithms.",
            _edited(
                NAIVE_RIGHT,
                ("loss += m - scores[y[i]] + np.log(np.sum(e))", "loss += p[y[i]]"),
                ("    loss /= N\n", "    loss = -np.log(loss / N)\n"),
            ),
        ),
        Mistake(
            "transposed",
            "dW has the shape (C, D). A gradient has the shape of its parameter, (D, C).",
            _edited(NAIVE_RIGHT, ("return loss, dW", "return loss, dW.T")),
        ),
        Mistake(
            "gradient-not-returned",
            "only the loss is returned. Return both: loss, dW.",
            _edited(NAIVE_RIGHT, ("return loss, dW", "return loss")),
        ),
        Mistake(
            "undefined-name",
            "the name num_classes is used and defined nowhere; take it from the shape of W.",
            _edited(NAIVE_RIGHT, ("range(C)", "range(num_classes)")),
        ),
        Mistake(
            "notebook-global",
            "the function reads a variable of the notebook; take every size from the arguments.",
            _edited(
                NAIVE_RIGHT,
                ("for j in range(C)", "for j in range(factor_count)"),
                ("    C = W.shape[1]\n", "    factor_count = len(dataset.classes)\n"),
            ),
        ),
        Mistake(
            "python-two",
            "xrange belongs to Python 2; write range.",
            _edited(NAIVE_RIGHT, ("range(", "xrange(")),
        ),
        Mistake(
            "loop-over-features",
            "the loop over the classes runs to the number of features. The columns of W are the classes: "
            "W.shape[1].",
            _edited(NAIVE_RIGHT, ("C = W.shape[1]", "C = W.shape[0]")),
        ),
    ),
    variants=(
        Variant(
            "one-loop-outer",
            """
def softmax_loss_naive(W, X, y, reg):
    N, D = X.shape
    loss, dW = reg * (W**2).sum(), 2.0 * reg * W
    for i in range(N):
        s = W.T @ X[i]
        s = s - s.max()
        loss += (np.log(np.exp(s).sum()) - s[y[i]]) / N
        p = np.exp(s) / np.exp(s).sum()
        p[y[i]] -= 1.0
        dW += np.outer(X[i], p) / N
    return loss, dW
""",
        ),
        Variant(
            "comprehensions",
            """
from scipy.special import logsumexp, softmax as probabilities

def softmax_loss_naive(W, X, y, reg):
    S = [x @ W for x in X]
    loss = np.mean([logsumexp(s) - s[k] for s, k in zip(S, y)]) + reg * np.square(W).sum()
    rows = [probabilities(s) - (np.arange(len(s)) == k) for s, k in zip(S, y)]
    return loss, np.einsum("nd,nc->dc", X, np.array(rows)) / len(X) + reg * 2 * W
""",
        ),
        Variant(
            "three-loops",
            """
import math

def softmax_loss_naive(W, X, y, reg):
    D, C = W.shape
    dW = [[2 * reg * W[d, c] for c in range(C)] for d in range(D)]
    loss = reg * sum(W[d, c] ** 2 for d in range(D) for c in range(C))
    for x, label in zip(X, y):
        s = [sum(x[d] * W[d, c] for d in range(D)) for c in range(C)]
        top = max(s)
        total = sum(math.exp(v - top) for v in s)
        loss += (math.log(total) + top - s[label]) / len(X)
        for c in range(C):
            grad = math.exp(s[c] - top) / total - (1 if c == label else 0)
            for d in range(D):
                dW[d][c] += x[d] * grad / len(X)
    return loss, dW
""",
        ),
        Variant(
            "all-at-once-as-0-d",
            """
def softmax_loss_naive(W, X, y, reg):
    S = X @ W
    L = S - np.logaddexp.reduce(S, axis=1)[:, None]
    G = np.exp(L)
    for i, k in enumerate(y):
        G[i, k] -= 1
    loss = np.array(reg * np.vdot(W, W))
    for i, k in enumerate(y):
        loss -= L[i, k] / len(y)
    return [loss, X.T @ G / len(y) + 2 * reg * W]
""",
        ),
    ),
)

VECTORIZED = Exercise(
    "softmax-loss-vectorized",
    "softmax_loss_vectorized",
    mistakes=(
        *_penalty_mistakes(VECTORIZED_RIGHT),
        Mistake(
            "overflow",
            OVERFLOW,
            _edited(VECTORIZED_RIGHT, ("    scores -= np.max(scores, axis=1, keepdims=True)\n", "")),
        ),
        Mistake(
            "one-maximum-for-all",
            BATCH_MAX,
            _edited(VECTORIZED_RIGHT, ("np.max(scores, axis=1, keepdims=True)", "np.max(scores)")),
        ),
        Mistake(
            "one-maximum-then-log",
            BATCH_MAX,
            """
def softmax_loss_vectorized(W, X, y, reg):
    scores = X @ W
    scores = scores - np.max(scores)
    log_probs = scores - np.log(np.sum(np.exp(scores), axis=1, keepdims=True))
    dscores = np.exp(log_probs)
    dscores[np.arange(len(X)), y] -= 1
    loss = -np.mean(log_probs[np.arange(len(X)), y]) + reg * np.sum(W**2)
    return loss, X.T @ dscores / len(X) + 2 * reg * W
""",
        ),
        Mistake(
            "one-maximum-then-probabilities",
            BATCH_MAX,
            """
def softmax_loss_vectorized(W, X, y, reg):
    scores = X @ W
    exps = np.exp(scores - np.max(scores))
    probs = exps / np.sum(exps, axis=1, keepdims=True)
    loss = -np.mean(np.log(probs[np.arange(len(X)), y])) + reg * np.sum(W**2)
    probs[np.arange(len(X)), y] -= 1
    return loss, X.T @ probs / len(X) + 2 * reg * W
""",
        ),
        Mistake(
            "one-maximum-per-class",
            "the maxima are those of the columns, one per class. That changes the probabilities; each row "
            "needs its own maximum, axis=1.",
            _edited(
                VECTORIZED_RIGHT,
                ("np.max(scores, axis=1, keepdims=True)", "np.max(scores, axis=0, keepdims=True)"),
            ),
        ),
        Mistake(
            "log-of-underflow",
            LOG_UNDERFLOW,
            _edited(
                VECTORIZED_RIGHT,
                (
                    "np.sum(np.log(sums[:, 0]) - scores[np.arange(N), y])",
                    "-np.sum(np.log(p[np.arange(N), y]))",
                ),
            ),
        ),
        Mistake(
            "epsilon-in-log",
            LOG_EPSILON,
            _edited(
                VECTORIZED_RIGHT,
                (
                    "np.sum(np.log(sums[:, 0]) - scores[np.arange(N), y])",
                    "-np.sum(np.log(p[np.arange(N), y] + 1e-12))",
                ),
            ),
        ),
        Mistake(
            "gradient-overflows",
            "the loss is safe, but the probabilities in dW are computed from scores without their maximum, "
            "and become nan for large ones. Use the same shifted exponentials for both.",
            _edited(
                VECTORIZED_RIGHT,
                (
                    "p = e / sums",
                    "unsafe = np.exp(X.dot(W))\n    p = unsafe / unsafe.sum(axis=1, keepdims=True)",
                ),
            ),
        ),
        Mistake(
            "one-hot-missing",
            "your dW lacks the term of the right class: take 1 off the probability of each row's label "
            "before the matrix product.",
            _edited(VECTORIZED_RIGHT, ("    dscores[np.arange(N), y] -= 1\n", "")),
        ),
        Mistake(
            "one-hot-sign",
            "1 is added to the probability of each label. The gradient is prediction minus truth.",
            _edited(VECTORIZED_RIGHT, ("dscores[np.arange(N), y] -= 1", "dscores[np.arange(N), y] += 1")),
        ),
        Mistake(
            "whole-columns",
            "p[:, y] picks whole columns, for all rows. One entry per row is p[np.arange(N), y].",
            _edited(VECTORIZED_RIGHT, ("dscores[np.arange(N), y] -= 1", "dscores[:, y] -= 1")),
        ),
        Mistake(
            "sign",
            "the data term of your dW has the wrong sign: it is the direction in which to step. Return the "
            "gradient, prediction minus truth.",
            _edited(VECTORIZED_RIGHT, ("dW = X.T.dot(dscores)", "dW = -X.T.dot(dscores)")),
        ),
        Mistake(
            "mean-probability",
            "the logarithm is taken of the mean probability. The loss is the mean of the logarithms.",
            _edited(
                VECTORIZED_RIGHT,
                (
                    "np.sum(np.log(sums[:, 0]) - scores[np.arange(N), y])",
                    "-N * np.log(np.mean(p[np.arange(N), y]))",
                ),
            ),
        ),
        Mistake(
            "sum-over-all",
            "the probabilities are divided by the sum of the whole batch. Each row should sum to 1: axis=1, "
            "keepdims=True.",
            _edited(VECTORIZED_RIGHT, ("p = e / sums", "p = e / np.sum(e)")),
        ),
        Mistake(
            "keepdims-missing",
            "the row sums have shape (N,), which lines up with the classes and not with the rows. "
            "keepdims=True makes them (N, 1).",
            _edited(
                VECTORIZED_RIGHT,
                ("sums = np.sum(e, axis=1, keepdims=True)", "sums = np.sum(e, axis=1)"),
                ("sums[:, 0]", "sums"),
            ),
        ),
        Mistake(
            "averaged-twice",
            "the data term of your dW is divided by N twice.",
            _edited(
                VECTORIZED_RIGHT,
                ("dscores[np.arange(N), y] -= 1\n", "dscores[np.arange(N), y] -= 1\n    dscores /= N\n"),
            ),
        ),
        Mistake(
            "averaged-over-entries",
            "the mean is taken over all N * C entries. Divide the data loss and its gradient by the number "
            "of examples, N.",
            _edited(
                VECTORIZED_RIGHT,
                ("    loss /= N\n    dW /= N\n", "    loss /= scores.size\n    dW /= scores.size\n"),
            ),
        ),
        Mistake(
            "transposed",
            "dW has the shape (C, D). A gradient has the shape of its parameter: X.T @ dscores, (D, C).",
            _edited(VECTORIZED_RIGHT, ("return loss, dW", "return loss, dW.T")),
        ),
        Mistake(
            "undefined-name",
            "the name num_examples is used and defined nowhere; take it from the shape of X.",
            _edited(VECTORIZED_RIGHT, ("np.arange(N)", "np.arange(num_examples)")),
        ),
        Mistake(
            "notebook-global",
            "the function reads a variable of the notebook; take every size from the arguments.",
            _edited(VECTORIZED_RIGHT, ("N = X.shape[0]", "N = dataset.X_train.shape[0]")),
        ),
        Mistake(
            "old-numpy",
            "np.float is gone since NumPy 1.24; write float.",
            _edited(VECTORIZED_RIGHT, ("dscores = p.copy()", "dscores = p.astype(np.float)")),
        ),
        Mistake(
            "python-loop",
            "there is still a Python loop; let NumPy pick all labels' entries at once with [np.arange(N), "
            "y].",
            _edited(
                VECTORIZED_RIGHT,
                (
                    "    dscores[np.arange(N), y] -= 1\n",
                    "    for i in range(N):\n        dscores[i, y[i]] -= 1\n",
                ),
            ),
        ),
        Mistake(
            "too-much-memory",
            "an array of shape (N, D, C) is built on the way; the matrix product X.T @ dscores needs none.",
            _edited(
                VECTORIZED_RIGHT,
                ("X.T.dot(dscores)", "np.sum(X[:, :, np.newaxis] * dscores[:, np.newaxis, :], axis=0)"),
            ),
        ),
    ),
    variants=(
        Variant(
            "one-hot-matrix",
            """
def softmax_loss_vectorized(W, X, y, reg):
    N, C = len(X), W.shape[1]
    Y = np.eye(C)[y]
    S = X @ W
    S = S - S.max(axis=1)[:, None]
    log_p = S - np.log(np.exp(S).sum(axis=1))[:, None]
    loss = -(Y * log_p).sum() / N + reg * (W * W).sum()
    return loss, X.T @ (np.exp(log_p) - Y) / N + 2 * reg * W
""",
        ),
        Variant(
            "einsum-and-mask",
            """
def softmax_loss_vectorized(W, X, y, reg):
    S = np.einsum("nd,dc->nc", X, W)
    right = y[:, np.newaxis] == np.arange(W.shape[1])
    top = S.max(axis=1, keepdims=True)
    E = np.exp(S - top)
    Z = E.sum(axis=1, keepdims=True)
    loss = float(np.mean(top[:, 0] + np.log(Z[:, 0]) - S[right])) + reg * float(np.linalg.norm(W) ** 2)
    return loss, np.einsum("nd,nc->dc", X, (E / Z - right) / X.shape[0]) + 2 * reg * W
""",
        ),
        Variant(
            "add-at",
            """
def softmax_loss_vectorized(W, X, y, reg):
    N = y.size
    S = X.dot(W)
    log_Z = np.logaddexp.reduce(S, axis=1)
    G = np.exp(S - log_Z.reshape(N, 1))
    np.subtract.at(G, (np.arange(N), y), 1.0)
    right = np.take_along_axis(S, y[:, None], axis=1).ravel()
    loss = np.array((log_Z - right).mean() + reg * np.sum(np.square(W)))
    return loss, np.dot(G.T, X).T / N + reg * W * 2
""",
        ),
        Variant(
            "scipy",
            """
from scipy.special import log_softmax

def softmax_loss_vectorized(W, X, y, reg):
    log_p = log_softmax(X @ W, axis=1)
    G = np.exp(log_p)
    G[range(len(y)), y] -= 1
    loss = reg * np.sum(W**2) - np.mean(log_p[range(len(y)), y])
    return loss, np.tensordot(X, G, axes=(0, 0)) / len(y) + 2 * reg * W
""",
        ),
    ),
)

TABLE_RIGHT = """
def loss_table(W, X, y, reg):
    N = len(X)
    S = X @ W
    right = S[np.arange(N), y][:, None]
    margins = np.maximum(0, S - right + 1)
    margins[np.arange(N), y] = 0
    svm = margins.sum() / N
    m = S.max(axis=1, keepdims=True)
    log_loss = np.mean(m + np.log(np.exp(S - m).sum(axis=1, keepdims=True)) - right)
    penalty = reg * np.sum(W**2)
    return np.array([[svm, penalty, svm + penalty], [log_loss, penalty, log_loss + penalty]])
"""

LOSS_TABLE = Exercise(
    "loss-table",
    "loss_table",
    mistakes=(
        Mistake(
            "right-class-counted",
            "the SVM's data loss is 1 too large: the right class is counted, whose own margin is always 1.",
            _edited(TABLE_RIGHT, ("    margins[np.arange(N), y] = 0\n", "")),
        ),
        Mistake(
            "margin-missing",
            "the hinge lacks the margin of 1: max(0, s_j - s_y + 1).",
            _edited(TABLE_RIGHT, ("S - right + 1", "S - right")),
        ),
        Mistake("overflow", OVERFLOW, _edited(TABLE_RIGHT, ("m = S.max(axis=1, keepdims=True)", "m = 0.0"))),
        Mistake(
            "log-of-underflow",
            LOG_UNDERFLOW,
            _edited(
                TABLE_RIGHT,
                (
                    "np.mean(m + np.log(np.exp(S - m).sum(axis=1, keepdims=True)) - right)",
                    "np.mean(-np.log(np.exp(right - m) / np.exp(S - m).sum(axis=1, keepdims=True)))",
                ),
            ),
        ),
        Mistake(
            "full-loss-without-penalty",
            "the full loss is that of the data alone; it is data loss + penalty.",
            _edited(TABLE_RIGHT, ("svm + penalty", "svm"), ("log_loss + penalty", "log_loss")),
        ),
        Mistake(
            "penalty-halved",
            "the penalty has a factor 0.5. In this series it is reg * sum(W**2).",
            _edited(TABLE_RIGHT, ("reg * np.sum", "0.5 * reg * np.sum")),
        ),
        Mistake(
            "penalty-without-reg",
            "the penalty lacks its weight reg.",
            _edited(TABLE_RIGHT, ("reg * np.sum", "np.sum")),
        ),
        Mistake(
            "sums-for-means",
            "the data losses are sums over the examples; the loss is their mean.",
            _edited(TABLE_RIGHT, ("margins.sum() / N", "margins.sum()"), ("np.mean(", "np.sum(")),
        ),
        Mistake(
            "rows-swapped",
            "the rows have changed places: the first is the SVM, the second softmax.",
            _edited(TABLE_RIGHT, ("return np.array(", "return np.flipud(")),
        ),
    ),
    variants=(
        Variant(
            "list-by-loops",
            """
from scipy.special import logsumexp

def loss_table(W, X, y, reg):
    hinge = log_loss = 0.0
    for x, k in zip(X, y):
        s = x @ W
        log_loss += (logsumexp(s) - s[k]) / len(X)
        for j in range(len(s)):
            if j != k:
                hinge += max(0, s[j] - s[k] + 1) / len(X)
    penalty = reg * (W * W).sum()
    return [[hinge, penalty, hinge + penalty], [log_loss, penalty, log_loss + penalty]]
""",
        ),
        Variant(
            "by-columns",
            """
from pixgrad.models import linear

def loss_table(W, X, y, reg):
    S = X @ W
    table = np.empty((2, 3))
    table[0, 0], _ = linear.hinge_loss(S, y)
    table[1, 0] = np.mean(np.logaddexp.reduce(S, axis=1) - S[np.arange(len(y)), y])
    table[:, 1] = reg * np.sum(W**2)
    table[:, 2] = table[:, :2].sum(axis=1)
    return table
""",
        ),
        Variant(
            "masked-label",
            """
def loss_table(W, X, y, reg):
    N = X.shape[0]
    scores = X.dot(W)
    correct = scores[range(N), y].reshape(-1, 1)
    margins = np.maximum(scores - correct + 1, 0)
    margins[range(N), y] = 0
    svm = margins.sum() / N
    shifted = scores - scores.max(axis=1, keepdims=True)
    softmax = (np.log(np.exp(shifted).sum(axis=1)) - shifted[range(N), y]).mean()
    penalty = reg * np.square(W).sum()
    return np.array([[svm, penalty, svm + penalty], [softmax, penalty, softmax + penalty]])
""",
        ),
        Variant(
            "one-hot-products",
            """
from scipy.special import log_softmax


def loss_table(W, X, y, reg):
    S = X @ W
    hot = np.eye(W.shape[1])[y]
    right = (S * hot).sum(axis=1, keepdims=True)
    hinge = np.clip(S - right + 1, 0, None) * (1 - hot)
    data = np.array([hinge.sum(axis=1).mean(), -(log_softmax(S, axis=1) * hot).sum(axis=1).mean()])
    penalty = np.full(2, reg * np.vdot(W, W))
    return np.stack([data, penalty, data + penalty], axis=1)
""",
        ),
        Variant(
            "lists-of-examples",
            """
import math


def loss_table(W, X, y, reg):
    svm, softmax = [], []
    for n in range(len(y)):
        s = [float(v) for v in X[n] @ W]
        svm.append(sum(max(0.0, s[j] - s[y[n]] + 1) for j in range(len(s)) if j != y[n]))
        top = max(s)
        softmax.append(math.log(sum(math.exp(v - top) for v in s)) + top - s[y[n]])
    rows = []
    for losses in (svm, softmax):
        data = sum(losses) / len(losses)
        penalty = reg * sum(w * w for w in W.ravel())
        rows.append([data, penalty, data + penalty])
    return rows
""",
        ),
    ),
)

TEMPERATURE_RIGHT = """
def choose_temperature(scores, y, temperatures, loss):
    best, best_loss = None, np.inf
    for T in sorted(temperatures):
        value = loss(scores / T, y)
        if value < best_loss:
            best, best_loss = T, value
    return best
"""

TEMPERATURE = Exercise(
    "choose-temperature",
    "choose_temperature",
    mistakes=(
        Mistake(
            "multiplied",
            "the scores are multiplied by the temperature. Divide: a high temperature makes the scores "
            "small and the probabilities even.",
            _edited(TEMPERATURE_RIGHT, ("scores / T", "scores * T")),
        ),
        Mistake(
            "greatest-loss",
            "this is the temperature with the greatest loss. The least is wanted.",
            _edited(TEMPERATURE_RIGHT, ("np.inf", "-np.inf"), ("value < best_loss", "value > best_loss")),
        ),
        Mistake(
            "ties-to-the-first",
            "of equally good temperatures this returns the first in the list; the smallest is wanted.",
            _edited(TEMPERATURE_RIGHT, ("sorted(temperatures)", "temperatures")),
        ),
        Mistake(
            "ties-to-the-largest",
            "of equally good temperatures this returns the largest; the smallest is wanted.",
            _edited(TEMPERATURE_RIGHT, ("value < best_loss", "value <= best_loss")),
        ),
        Mistake(
            "index-returned",
            "this is the place of the temperature in the list. Return the temperature itself.",
            """
def choose_temperature(scores, y, temperatures, loss):
    return int(np.argmin([loss(scores / T, y) for T in temperatures]))
""",
        ),
        Mistake(
            "loss-returned",
            "this is the least loss. Return the temperature that leads to it.",
            _edited(TEMPERATURE_RIGHT, ("return best", "return best_loss")),
        ),
        Mistake(
            "divided-again-and-again",
            "the scores are divided in place, so each temperature acts on what the last one left, and the "
            "caller's scores are changed.",
            _edited(
                TEMPERATURE_RIGHT,
                ("sorted(temperatures)", "temperatures"),
                ("value = loss(scores / T, y)", "scores /= T\n        value = loss(scores, y)"),
            ),
        ),
        Mistake(
            "list-sorted-in-place",
            "the list of temperatures is sorted in place, which changes the caller's list. Use sorted().",
            _edited(
                TEMPERATURE_RIGHT,
                ("    best, best_loss", "    temperatures.sort()\n    best, best_loss"),
                ("sorted(temperatures)", "temperatures"),
            ),
        ),
        Mistake(
            "stops-when-loss-rises",
            "the search stops at the first temperature that is worse than the one before, but the loss may "
            "fall again. Try them all.",
            """
def choose_temperature(scores, y, temperatures, loss):
    best, best_loss = None, np.inf
    for T in sorted(temperatures):
        value = loss(scores / T, y)
        if value >= best_loss:
            break
        best, best_loss = T, value
    return best
""",
        ),
        Mistake(
            "near-ties",
            "losses that differ by a millionth are taken for equal. Compare them as they are: only equally "
            "good temperatures are a tie.",
            """
def choose_temperature(scores, y, temperatures, loss):
    losses = np.array([loss(scores / T, y) for T in temperatures])
    return min(T for T, value in zip(temperatures, losses) if np.isclose(value, losses.min()))
""",
        ),
    ),
    variants=(
        Variant(
            "min-of-pairs",
            """
def choose_temperature(scores, y, temperatures, loss):
    return min((loss(scores / T, y), T) for T in temperatures)[1]
""",
        ),
        Variant(
            "argmin",
            """
def choose_temperature(scores, y, temperatures, loss):
    grid = np.sort(temperatures)
    return grid[np.argmin([loss(scores * (1.0 / T), y) for T in grid])]
""",
        ),
        Variant(
            "loop",
            """
def choose_temperature(scores, y, temperatures, loss):
    best_T, best_loss = None, np.inf
    for T in temperatures:
        value = loss(scores / T, y)
        if best_T is None or value < best_loss or (value == best_loss and T < best_T):
            best_T, best_loss = T, value
    return best_T
""",
        ),
        Variant(
            "dict-of-losses",
            """
def choose_temperature(scores, y, temperatures, loss):
    losses = {T: loss(np.divide(scores, T), y) for T in temperatures}
    least = min(losses.values())
    return min(T for T, value in losses.items() if value == least)
""",
        ),
        Variant(
            "sorted-and-strictly-better",
            """
def choose_temperature(scores, y, temperatures, loss):
    candidates = sorted(temperatures)
    best = candidates.pop(0)
    for T in candidates:
        if loss(scores / T, y) < loss(scores / best, y):
            best = T
    return best
""",
        ),
    ),
)


def _pair(learning_rate: str, reg: str) -> str:
    return f"best_learning_rate = {learning_rate}\nbest_reg = {reg}"


ACCURACY = Exercise(
    "softmax-accuracy",
    "best_learning_rate",
    mistakes=(
        Mistake("wrong-form", "numbers, not words, are wanted.", _pair('"0.05"', "0.001")),
        Mistake("not-a-choice", "the penalty should be at least 0.", _pair("0.05", "-0.1")),
        Mistake("step-too-small", "400 short steps lead not far.", _pair("0.0003", "0.0")),
        Mistake("step-too-large", "each step is too long.", _pair("3", "1")),
        Mistake("penalty-too-strong", "a tenth of the penalty would pass.", _pair("0.05", "1.0")),
    ),
    variants=(
        Variant("no-penalty", _pair("0.1", "0")),
        Variant("numpy-numbers", _pair("np.float32(0.03)", "np.logspace(-3, 0, 4)[0]")),
    ),
)


def _concept(label: str, name: str, *mistakes: tuple[str, str, str], variant: str) -> Exercise:
    """A question: (label, wrong answer, message) of each mistake, and the right answer in another form."""
    wrong = (
        Mistake(each, message, f"{name} = {answer}", visible=False) for each, answer, message in mistakes
    )
    return Exercise(label, name, tuple(wrong), (Variant("other-form", f"{name} = {variant}"),))


CONCEPTS = (
    _concept(
        "concept-first-softmax-loss",
        "first_softmax_loss",
        (
            "loss-of-the-svm",
            "9",
            "9 is C - 1, the first loss of the SVM. What is minus the log of the probability 1/10?",
        ),
        (
            "base-ten",
            "np.log10(10)",
            "this is the logarithm of base 10. The series uses the natural one, np.log.",
        ),
        (
            "base-two",
            "np.log2(10)",
            "this is the logarithm of base 2. The series uses the natural one, np.log.",
        ),
        ("probability", "0.1", "0.1 is the probability of each class; the loss is minus its logarithm."),
        (
            "sign",
            "np.log(0.1)",
            "the sign is wrong: the loss is minus the logarithm of a probability, so positive.",
        ),
        (
            "zero",
            "0",
            "a loss of 0 would mean that each label has probability 1. Equal scores give each class 1/10.",
        ),
        variant="-np.log(1 / 10)",
    ),
    _concept(
        "concept-likelihood",
        "likelihood_answer",
        (
            "geometric-mean-overlooked",
            '"a"',
            "exp of minus a mean of -log p is the geometric mean of the p; work it out for two examples.",
        ),
        (
            "doubling-thought-to-matter",
            '"abc"',
            "with every example twice, sum and N both double, and the mean is the same for all weights.",
        ),
        (
            "logarithm-thought-to-move-it",
            '"abd"',
            "the logarithm is increasing, so product and sum of logarithms are greatest for the same "
            "weights.",
        ),
        (
            "loss-thought-to-rank-accuracy",
            '"abe"',
            "one example that is utterly wrong can cost more than many that are only just wrong.",
        ),
        variant='["B", "A"]',
    ),
    _concept(
        "concept-which-loss-moves",
        "which_loss_answer",
        (
            "shift-thought-to-matter",
            '"abce"',
            "adding the same number to all scores changes no difference, hence neither loss.",
        ),
        (
            "svm-thought-content",
            '"abde"',
            "a second score of 6 is greater than the right one, 5: the SVM's margin is broken, and its loss "
            "moves too.",
        ),
        (
            "doubling-thought-harmless",
            '"ab"',
            "doubling all scores doubles their differences, and the softmax depends on those.",
        ),
        (
            "wrong-class-thought-unseen",
            '"ae"',
            "every score is in the sum of exponentials, also that of the least likely class.",
        ),
        variant='"A, B, E"',
    ),
    _concept(
        "concept-large-reg",
        "large_reg_answer",
        (
            "thought-to-sharpen",
            '"c"',
            "a penalty makes weights small, small weights make scores alike, and alike scores give "
            "probabilities near 1/C.",
        ),
        (
            "predictions-thought-random",
            '"abd"',
            "the order of the scores can stay right however close they lie; the last picture shows the "
            "accuracy.",
        ),
        (
            "penalty-thought-to-explode",
            '"abe"',
            "W = 0 has the full loss log C, and the trained weights have no more: the penalty stays below "
            "log C.",
        ),
        ("data-loss-overlooked", '"a"', "if each class has probability 1/C, what is the data loss?"),
        variant='("b", "a")',
    ),
    _concept(
        "concept-same-gradient",
        "same_gradient_answer",
        (
            "one-hot-thought-needed",
            '"bce"',
            "H(p) does not depend on the scores for any p, so it has no part in the gradient.",
        ),
        (
            "cross-entropy-thought-to-vanish",
            '"acde"',
            "the least value of H(p, q) is H(p), and that is 0 for one-hot targets alone.",
        ),
        (
            "divergence-thought-positive",
            '"ac"',
            "the softmax can reach (0.7, 0.3) exactly, and then the quotient p / q is 1 everywhere.",
        ),
        ("values-overlooked", '"ae"', "the two differ by H(p); what is that for a one-hot p?"),
        variant='{"e", "c", "a"}',
    ),
)

EXERCISES = (
    SOFTMAX,
    ENTROPY,
    CROSS_ENTROPY,
    KL_DIVERGENCE,
    LOSS_ONE,
    GRAD_ONE,
    NAIVE,
    VECTORIZED,
    ACCURACY,
    LOSS_TABLE,
    TEMPERATURE,
    *CONCEPTS,
)
