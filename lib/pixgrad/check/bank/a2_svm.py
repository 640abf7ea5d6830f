"""Known mistakes and right variants of a2_svm."""

from pixgrad.check.bank import Exercise, Mistake, Variant


def _but(source: str, *changes: tuple[str, str]) -> str:
    """A right source with some lines written as somebody else would."""
    for old, new in changes:
        if source.count(old) != 1:
            raise ValueError(f"{old!r} stands {source.count(old)} times in the source, not once")
        source = source.replace(old, new)
    return source


FITTED = "this fits the numbers of the visible check and no others. Compute the result from the arguments."
GLOBAL = "the function reads a variable of the notebook; take every size from the arguments."
UNDEFINED = "a name is used that is defined nowhere; take sizes from the shapes of the arguments."
LOOP = "there is still a Python loop; let NumPy go over the examples."
MEMORY = (
    "an array of shape (N, D, C) is built on the way. For 3,000 images of 3,073 numbers and 10 classes that "
    "is 738 MB; a matrix product adds up without storing the terms."
)
TRANSPOSED = (
    "the gradient comes back transposed, (C, D). It should have the shape of W, one entry per weight."
)

LINEAR_SCORES = Exercise(
    "linear-scores",
    "linear_scores",
    mistakes=(
        Mistake(
            "bias-missing",
            "these are the scores without b. Each class has a constant of its own that is added to its "
            "column.",
            """
def linear_scores(X, W, b):
    return X.dot(W)
""",
        ),
        Mistake(
            "bias-subtracted",
            "b is subtracted, it should be added.",
            """
def linear_scores(X, W, b):
    return X @ W - b
""",
        ),
        Mistake(
            "bias-inside",
            "b was added to every row of W before the product, so each pixel brings the bias along once "
            "more. "
            "Add b to the scores.",
            """
def linear_scores(X, W, b):
    return X @ (W + b)
""",
        ),
        Mistake(
            "bias-down-the-rows",
            "b stands as a column, (C, 1), so it meets the rows (images) and not the classes. As (C,) it "
            "broadcasts over the rows by itself.",
            """
def linear_scores(X, W, b):
    return X @ W + b[:, np.newaxis]
""",
        ),
        Mistake(
            "weights-transposed",
            "W was transposed. It already has shape (D, C): (N, D) times (D, C) needs no transpose.",
            """
def linear_scores(X, W, b):
    return X @ W.T + b
""",
        ),
        Mistake(
            "images-in-columns",
            "the result has shape (C, N): the images stand in columns, as in texts that write Wx. In this "
            "series rows are examples, so the scores should be (N, C).",
            """
def linear_scores(X, W, b):
    return W.T @ X.T + b.reshape(-1, 1)
""",
        ),
        Mistake(
            "first-image-only",
            "only the first row of X got scores. The result should have one row per row of X.",
            """
def linear_scores(X, W, b):
    return W.T @ X[0] + b
""",
        ),
        Mistake(
            "class-returned",
            "these are the classes with the highest score; the scores themselves are wanted, (N, C).",
            """
def linear_scores(X, W, b):
    scores = X @ W + b
    return scores.argmax(axis=1)
""",
        ),
        Mistake(
            "notebook-global",
            GLOBAL,
            """
def linear_scores(X, W, b):
    scores = np.zeros((len(y_train), W.shape[1]))
    for i in range(X.shape[0]):
        scores[i] = X[i] @ W + b
    return scores
""",
        ),
    ),
    variants=(
        Variant(
            "loops",
            """
def linear_scores(X, W, b):
    return [[sum(x[p] * W[p, j] for p in range(len(x))) + b[j] for j in range(len(b))] for x in X]
""",
        ),
        Variant(
            "einsum",
            """
def linear_scores(X, W, b):
    return np.einsum("nd,dc->nc", X, W) + b[None, :]
""",
        ),
        Variant(
            "bias-trick-inside",
            """
def linear_scores(X, W, b):
    return np.column_stack([np.ones(len(X)), X]).dot(np.vstack([b, W]))
""",
        ),
        Variant(
            "class-by-class",
            """
def linear_scores(X, W, b):
    scores = np.zeros((X.shape[0], W.shape[1]))
    for j in range(W.shape[1]):
        scores[:, j] = np.dot(X, W[:, j]) + b[j]
    return scores
""",
        ),
        Variant(
            "broadcast-and-sum",
            """
def linear_scores(X, W, b):
    return (X[:, :, np.newaxis] * W[np.newaxis, :, :]).sum(axis=1) + b
""",
        ),
        Variant(
            "row-by-row-in-place",
            """
def linear_scores(X, W, b):
    out = np.tile(b, (len(X), 1)).astype(np.float64)
    for i, x in enumerate(X):
        out[i] += W.T.dot(x)
    return out
""",
        ),
    ),
)

BIAS_TRICK = Exercise(
    "bias-trick",
    "add_bias_column",
    mistakes=(
        Mistake(
            "ones-first",
            "the ones stand in the first column. Here they should be the last one, so that the biases are "
            "the "
            "last row of W.",
            """
def add_bias_column(X):
    return np.hstack([np.ones((X.shape[0], 1)), X])
""",
        ),
        Mistake(
            "row-of-ones",
            "a row of ones was appended, as if it were one more image. Every image needs one more column.",
            """
def add_bias_column(X):
    return np.vstack([X, np.ones((1, X.shape[1]))])
""",
        ),
        Mistake(
            "zeros",
            "the new column holds zeros. A bias multiplied by 0 is no bias; append ones.",
            """
def add_bias_column(X):
    return np.hstack([X, np.zeros((X.shape[0], 1))])
""",
        ),
        Mistake(
            "last-pixel-lost",
            "the last pixel was overwritten by 1. The ones need a column of their own.",
            """
def add_bias_column(X):
    X = X.copy()
    X[:, -1] = 1
    return X
""",
        ),
        Mistake(
            "one-added-to-all",
            "1 was added to every pixel. The ones should be a new column.",
            """
def add_bias_column(X):
    return X + 1
""",
        ),
        Mistake(
            "flattened",
            "np.append without an axis lays everything out in one row. Say axis=1, or use np.hstack.",
            """
def add_bias_column(X):
    return np.append(X, np.ones((len(X), 1)))
""",
        ),
        Mistake(
            "ones-have-one-axis",
            "np.ones(N) has one axis, and a matrix cannot be joined with it. Make the ones a column, (N, 1).",
            """
def add_bias_column(X):
    return np.concatenate([X, np.ones(X.shape[0])], axis=1)
""",
        ),
        Mistake(
            "notebook-global",
            GLOBAL,
            """
def add_bias_column(X):
    rows = np.ones((len(images), X.shape[1] + 1))
    rows[: len(X), :-1] = X
    return rows
""",
        ),
    ),
    variants=(
        Variant("column-stack", "def add_bias_column(X):\n    return np.c_[X, np.ones(X.shape[0])]"),
        Variant(
            "pad",
            'def add_bias_column(X):\n    return np.pad(X, ((0, 0), (0, 1)), "constant", constant_values=1)',
        ),
        Variant("insert", "def add_bias_column(X):\n    return np.insert(X, X.shape[1], 1, axis=1)"),
        Variant("list", "def add_bias_column(X):\n    return [list(row) + [1] for row in X]"),
    ),
)

EQUAL_LEFT_OUT = (
    "a class whose score equals that of the right one is taken for it; its margin is 1. The right class "
    "is known by its number, not by its score."
)

HINGE_ONE = Exercise(
    "hinge-one",
    "hinge_loss_one",
    mistakes=(
        Mistake(
            "equal-scores-left-out",
            EQUAL_LEFT_OUT,
            """
def hinge_loss_one(scores, label):
    return sum(max(0, each - scores[label] + 1) for each in scores if each != scores[label])
""",
        ),
        Mistake(
            "correct-class-counted",
            "the right class is in the sum and adds max(0, 0 + 1) = 1. Leave j = label out.",
            """
def hinge_loss_one(scores, label):
    return np.sum(np.maximum(0, scores - scores[label] + 1))
""",
        ),
        Mistake(
            "margin-missing",
            "the margin of 1 is missing: a wrong class costs something already when it comes closer than 1.",
            """
def hinge_loss_one(scores, label):
    return np.sum(np.maximum(0, scores - scores[label]))
""",
        ),
        Mistake(
            "margin-subtracted",
            "the margin is subtracted, so a wrong class may be up to 1 higher for free. It should be + 1.",
            """
def hinge_loss_one(scores, label):
    return sum(max(0, scores[j] - scores[label] - 1) for j in range(len(scores)) if j != label)
""",
        ),
        Mistake(
            "difference-reversed",
            "the difference is the wrong way round: a wrong class costs more the *higher* its score is, so "
            "its score comes first.",
            """
def hinge_loss_one(scores, label):
    loss = 0.0
    for j in range(len(scores)):
        if j != label:
            loss += max(0, scores[label] - scores[j] + 1)
    return loss
""",
        ),
        Mistake(
            "not-clamped",
            "classes far below the right one bring the loss down. Each of them costs 0, never less: take "
            "max(0, ...) of every term.",
            """
def hinge_loss_one(scores, label):
    margins = scores - scores[label] + 1
    margins[label] = 0
    return margins.sum()
""",
        ),
        Mistake(
            "clamped-after-the-sum",
            "the maximum with 0 is taken of the whole sum. A class far below must not pay for another one: "
            "clamp every term, then add.",
            """
def hinge_loss_one(scores, label):
    margins = scores - scores[label] + 1
    return max(0, margins.sum() - 1)
""",
        ),
        Mistake(
            "worst-class-only",
            "only the most expensive class is counted. That is another SVM loss; here all classes within the "
            "margin are added up.",
            """
def hinge_loss_one(scores, label):
    margins = np.maximum(0, scores - scores[label] + 1)
    margins[label] = 0
    return margins.max()
""",
        ),
        Mistake(
            "averaged-over-classes",
            "the sum is divided by the number of wrong classes. The loss of one example is the sum.",
            """
def hinge_loss_one(scores, label):
    margins = np.maximum(0, scores - scores[label] + 1)
    return np.mean(np.delete(margins, label))
""",
        ),
        Mistake(
            "squared",
            "every margin is squared. That is the squared hinge loss; here they count as they are.",
            """
def hinge_loss_one(scores, label):
    margins = np.maximum(0, scores - scores[label] + 1) ** 2
    margins[label] = 0
    return margins.sum()
""",
        ),
        Mistake(
            "violations-counted",
            "this is the number of classes within the margin. Each should count with how far it is within.",
            """
def hinge_loss_one(scores, label):
    return float(np.sum(scores - scores[label] + 1 > 0) - 1)
""",
        ),
        Mistake(
            "only-wins-count",
            "a class costs something only once it is above the right one. The loss begins 1 below it.",
            """
def hinge_loss_one(scores, label):
    loss = 0.0
    for j, score in enumerate(scores):
        if j != label and score > scores[label]:
            loss += score - scores[label] + 1
    return loss
""",
        ),
        Mistake(
            "labels-from-one",
            "scores[label - 1] is the class before the right one. Labels count from 0, as indices do.",
            """
def hinge_loss_one(scores, label):
    margins = np.maximum(0, scores - scores[label - 1] + 1)
    margins[label - 1] = 0
    return margins.sum()
""",
        ),
        Mistake(
            "input-modified",
            "the scores are changed in place, so whoever called finds other scores afterwards. "
            "`scores = scores - ...` makes a new array, `scores -= ...` does not.",
            """
def hinge_loss_one(scores, label):
    scores -= scores[label] - 1
    scores[label] = 0
    return scores[scores > 0].sum()
""",
        ),
        Mistake(
            "undefined-name",
            UNDEFINED,
            """
def hinge_loss_one(scores, label):
    loss = 0.0
    for j in range(num_classes):
        if j != label:
            loss += max(0, scores[j] - scores[label] + 1)
    return loss
""",
        ),
        Mistake(
            "fitted",
            FITTED,
            """
def hinge_loss_one(scores, label):
    known = {(3, 5.5, 2): 3.5, (3, 5.5, 1): 8.5, (4, 0, 3): 3, (2, -1.5, 1): 0.25, (3, 1e4, 1): 30002}
    known |= {(3, 2, 2): 1, (3, 0.125, 0): 0.875}
    return known.get((len(scores), scores[0], label), 0)
""",
            visible=False,
        ),
    ),
    variants=(
        Variant(
            "loop",
            """
def hinge_loss_one(scores, label):
    loss = 0
    for j in range(len(scores)):
        if j == label:
            continue
        margin = scores[j] - scores[label] + 1
        if margin > 0:
            loss = loss + margin
    return loss
""",
        ),
        Variant(
            "minus-one",
            """
def hinge_loss_one(scores, label):
    return np.sum(np.maximum(0, scores - scores[label] + 1)) - 1
""",
        ),
        Variant(
            "mask",
            """
def hinge_loss_one(scores, label):
    others = scores[np.arange(scores.size) != label]
    return np.array((others + 1 - scores[label]).clip(min=0).sum())
""",
        ),
        Variant(
            "cases-of-the-notes",
            """
def hinge_loss_one(scores, label):
    s_y = float(scores[label])
    return float(sum([0 if s_y >= s + 1 else s - s_y + 1 for j, s in enumerate(scores) if j != label]))
""",
        ),
    ),
)

L2_PENALTY = Exercise(
    "l2-penalty",
    "l2_penalty",
    mistakes=(
        Mistake(
            "gradient-without-2",
            "the gradient lacks the factor 2: the derivative of w**2 is 2 * w.",
            """
def l2_penalty(W):
    return np.sum(W * W), W.copy()
""",
        ),
        Mistake(
            "halved",
            "value and gradient belong to 0.5 * sum(W**2). Many texts halve it; this series does not.",
            """
def l2_penalty(W):
    return 0.5 * np.sum(W * W), 1.0 * W
""",
        ),
        Mistake(
            "value-halved",
            "the value is halved, and the gradient is not. Here the value is sum(W**2).",
            """
def l2_penalty(W):
    return 0.5 * np.sum(W**2), 2 * W
""",
        ),
        Mistake(
            "square-root",
            "the square root is taken: that is the length of W. The penalty is the plain sum of squares.",
            """
def l2_penalty(W):
    return np.linalg.norm(W), 2 * W
""",
        ),
        Mistake(
            "mean",
            "the mean of the squares is taken, the penalty is their sum.",
            """
def l2_penalty(W):
    return np.mean(W**2), 2 * W / W.size
""",
        ),
        Mistake(
            "sum-then-square",
            "the sum is squared. Positive and negative weights then cancel; square every weight first.",
            """
def l2_penalty(W):
    return np.sum(W) ** 2, 2 * np.sum(W) * np.ones_like(W)
""",
        ),
        Mistake(
            "gradient-summed",
            "the gradient is a single number. It needs one entry per weight, in the shape of W.",
            """
def l2_penalty(W):
    return np.sum(W**2), np.sum(2 * W)
""",
        ),
        Mistake(
            "l1-instead",
            "this is the L1 penalty; the L2 penalty squares the weights.",
            """
def l2_penalty(W):
    return np.abs(W).sum(), np.sign(W)
""",
        ),
        Mistake(
            "last-row-left-out",
            "the last row of W is left out. It may hold biases, but the sum goes over all entries here.",
            """
def l2_penalty(W):
    gradient = 2 * W
    gradient[-1] = 0
    return np.sum(W[:-1] ** 2), gradient
""",
        ),
    ),
    variants=(
        Variant(
            "loops",
            """
def l2_penalty(W):
    value, gradient = 0.0, np.zeros(W.shape)
    for p in range(W.shape[0]):
        for j in range(W.shape[1]):
            value += W[p, j] ** 2
            gradient[p, j] = 2 * W[p, j]
    return value, gradient
""",
        ),
        Variant("vdot", "def l2_penalty(W):\n    return np.array(np.vdot(W, W)), (W + W).tolist()"),
        Variant("norm", 'def l2_penalty(W):\n    return [np.linalg.norm(W, "fro") ** 2, W * 2]'),
        Variant(
            "trace",
            """
def l2_penalty(W):
    return np.trace(W.T @ W), 2.0 * W.copy()
""",
        ),
        Variant(
            "einsum",
            """
def l2_penalty(W):
    gradient = np.zeros_like(W)
    gradient += W
    gradient += W
    return np.einsum("dc,dc->", W, W), gradient
""",
        ),
        Variant(
            "list-sums",
            """
def l2_penalty(W):
    value = sum(sum(w * w for w in row) for row in W.tolist())
    return value, np.array([[2 * w for w in row] for row in W.tolist()])
""",
        ),
    ),
)

L1_PENALTY = Exercise(
    "l1-penalty",
    "l1_penalty",
    mistakes=(
        Mistake(
            "not-absolute",
            "the weights are added with their signs, so that they cancel. Take np.abs first.",
            """
def l1_penalty(W):
    return np.sum(W), np.sign(W)
""",
        ),
        Mistake(
            "gradient-is-absolute",
            "the gradient returned is |W|. However large a weight is, |w| rises with slope 1 or -1.",
            """
def l1_penalty(W):
    return np.abs(W).sum(), np.abs(W)
""",
        ),
        Mistake(
            "gradient-all-ones",
            "the gradient is 1 everywhere. Where a weight is negative, |w| falls as w rises: slope -1.",
            """
def l1_penalty(W):
    return np.abs(W).sum(), np.ones_like(W)
""",
        ),
        Mistake(
            "plus-one-at-zero",
            "the gradient is 1 where the weight is exactly 0. There the subgradient to use is 0.",
            """
def l1_penalty(W):
    return np.sum(np.abs(W)), np.where(W >= 0, 1.0, -1.0)
""",
        ),
        Mistake(
            "minus-one-at-zero",
            "the gradient is -1 where the weight is exactly 0. There the subgradient to use is 0.",
            """
def l1_penalty(W):
    return np.sum(np.abs(W)), np.where(W > 0, 1.0, -1.0)
""",
        ),
        Mistake(
            "nan-at-zero",
            "dividing W by its absolute value gives 0 / 0 = NaN where a weight is 0. np.sign says 0 there.",
            """
def l1_penalty(W):
    return np.sum(np.abs(W)), W / np.abs(W)
""",
        ),
        Mistake(
            "gradient-times-2",
            "the gradient has a factor of 2, as for the squares. |w| has slope 1 or -1.",
            """
def l1_penalty(W):
    return np.sum(np.abs(W)), 2 * np.sign(W)
""",
        ),
        Mistake(
            "matrix-norm",
            "np.linalg.norm(W, 1) of a matrix is its largest column sum. All entries should be added.",
            """
def l1_penalty(W):
    return np.linalg.norm(W, 1), np.sign(W)
""",
        ),
        Mistake(
            "l2-instead",
            "this is the L2 penalty; the L1 penalty takes absolute values.",
            """
def l1_penalty(W):
    return np.sum(W**2), 2 * W
""",
        ),
    ),
    variants=(
        Variant(
            "masks",
            """
def l1_penalty(W):
    return np.sum(np.abs(W)), (W > 0).astype(int) - (W < 0).astype(int)
""",
        ),
        Variant(
            "loops",
            """
def l1_penalty(W):
    gradient = [[1 if w > 0 else -1 if w < 0 else 0 for w in row] for row in W]
    return sum(abs(w) for row in W for w in row), gradient
""",
        ),
        Variant(
            "divided-where-possible",
            """
def l1_penalty(W):
    gradient = np.zeros(W.shape, dtype=np.float32)
    np.divide(W, np.abs(W), out=gradient, where=W != 0, casting="unsafe")
    return np.linalg.norm(W.ravel(), 1), gradient
""",
        ),
        Variant(
            "where",
            """
def l1_penalty(W):
    gradient = np.where(W > 0, 1.0, np.where(W < 0, -1.0, 0.0))
    return float(np.sum(W * gradient)), gradient
""",
        ),
        Variant(
            "assigned-by-masks",
            """
def l1_penalty(W):
    dW = np.zeros_like(W)
    dW[W > 0] = 1
    dW[W < 0] = -1
    return np.abs(W).sum(axis=0).sum(), dW
""",
        ),
        Variant(
            "select",
            """
def l1_penalty(W):
    value = np.sqrt(W**2).sum()
    return value, np.select([W > 0, W < 0], [np.ones(W.shape), -np.ones(W.shape)])
""",
        ),
    ),
)

NUMERIC = """
def numeric_gradient(f, x, h=1e-5):
    grad = np.zeros_like(x)
    for index in np.ndindex(*x.shape):
        old = x[index]
        x[index] = old + h
        above = f(x)
        x[index] = old - h
        below = f(x)
        x[index] = old
        grad[index] = (above - below) / (2 * h)
    return grad
"""

NUMERIC_GRADIENT = Exercise(
    "numeric-gradient",
    "numeric_gradient",
    mistakes=(
        Mistake(
            "forward-difference",
            "the difference is one-sided, f(x + h) - f(x). Measure on both sides: its error shrinks like "
            "h**2.",
            """
def numeric_gradient(f, x, h=1e-5):
    here = f(x)
    grad = np.zeros_like(x)
    for index in np.ndindex(*x.shape):
        old = x[index]
        x[index] = old + h
        grad[index] = (f(x) - here) / h
        x[index] = old
    return grad
""",
        ),
        Mistake(
            "backward-difference",
            "the difference is one-sided, f(x) - f(x - h). Measure on both sides: its error shrinks like "
            "h**2.",
            """
def numeric_gradient(f, x, h=1e-5):
    here = f(x)
    grad = np.zeros_like(x)
    for index in np.ndindex(*x.shape):
        old = x[index]
        x[index] = old - h
        grad[index] = (here - f(x)) / h
        x[index] = old
    return grad
""",
        ),
        Mistake(
            "twice-too-large",
            "the difference is divided by h, but the two points are 2 * h apart.",
            _but(NUMERIC, ("/ (2 * h)", "/ h")),
        ),
        Mistake(
            "precedence",
            "`/ 2 * h` divides by 2 and then multiplies by h. Put the divisor in brackets: / (2 * h).",
            _but(NUMERIC, ("/ (2 * h)", "/ 2 * h")),
        ),
        Mistake(
            "half-steps",
            "the points are x + h/2 and x - h/2. Here h is half the distance between the points.",
            _but(NUMERIC, ("old + h", "old + h / 2"), ("old - h", "old - h / 2"), ("/ (2 * h)", "/ h")),
        ),
        Mistake(
            "h-ignored",
            "the result does not follow h: it is that of a much smaller step. Use "
            "(f(x + h) - f(x - h)) / (2 * h) with the h that is given.",
            _but(
                NUMERIC,
                ("h=1e-5):\n", "h=1e-5):\n    h = 1e-5\n"),
            ),
        ),
        Mistake(
            "sign",
            "the gradient has the wrong sign: take f(x + h) minus f(x - h).",
            _but(NUMERIC, ("(above - below)", "(below - above)")),
        ),
        Mistake(
            "not-put-back",
            "the entries are not put back, so later entries are measured at another point and x stays "
            "changed. "
            "Restore each entry before you go to the next.",
            _but(NUMERIC, ("        x[index] = old\n", "")),
        ),
        Mistake(
            "rounding-left-behind-once",
            "x is put back by adding h again, which leaves rounding errors behind: x is no longer quite "
            "what it was. Keep the old number and assign it.",
            _but(NUMERIC, ("        x[index] = old\n", "        x[index] += h\n")),
        ),
        Mistake(
            "rounding-left-behind",
            "x is put back by adding what was subtracted, which leaves rounding errors behind: x is no "
            "longer "
            "quite what it was. Keep the old number and assign it.",
            """
def numeric_gradient(f, x, h=1e-5):
    grad = np.zeros_like(x)
    for index in np.ndindex(*x.shape):
        x[index] += h
        above = f(x)
        x[index] -= 2 * h
        below = f(x)
        x[index] += h
        grad[index] = (above - below) / (2 * h)
    return grad
""",
        ),
        Mistake(
            "moved-all-at-once",
            "all entries are moved together, which gives one slope for all. Move one entry at a time.",
            """
def numeric_gradient(f, x, h=1e-5):
    return np.full(x.shape, (f(x + h) - f(x - h)) / (2 * h))
""",
        ),
        Mistake(
            "rows-moved-together",
            "only the first index is looped over, so all entries of a row move together. Go over every "
            "entry, "
            "for instance with np.ndindex(x.shape).",
            """
def numeric_gradient(f, x, h=1e-5):
    grad = np.zeros_like(x)
    for i in range(len(x)):
        step = np.zeros_like(x)
        step[i] = h
        grad[i] = (f(x + step) - f(x - step)) / (2 * h)
    return grad
""",
        ),
        Mistake(
            "same-array-twice",
            "`up = x` makes no copy: up, down and x are one array, and the two moves cancel. Use x.copy().",
            """
def numeric_gradient(f, x, h=1e-5):
    grad = np.zeros_like(x)
    for index in np.ndindex(*x.shape):
        up = x
        down = x
        up[index] = up[index] + h
        down[index] = down[index] - h
        grad[index] = (f(up) - f(down)) / (2 * h)
    return grad
""",
        ),
        Mistake(
            "flat",
            "the gradient comes back as one long row. It should have the shape of x.",
            """
def numeric_gradient(f, x, h=1e-5):
    grad = []
    for index in np.ndindex(*x.shape):
        step = np.zeros_like(x)
        step[index] = h
        grad.append((f(x + step) - f(x - step)) / (2 * h))
    return np.array(grad)
""",
        ),
    ),
    variants=(
        Variant(
            "nditer",
            """
def numeric_gradient(f, x, h=1e-5):
    grad = np.zeros(x.shape)
    it = np.nditer(x, flags=["multi_index"], op_flags=["readwrite"])
    while not it.finished:
        ix = it.multi_index
        oldval = x[ix]
        x[ix] = oldval + h
        fxph = f(x)
        x[ix] = oldval - h
        fxmh = f(x)
        x[ix] = oldval
        grad[ix] = (fxph - fxmh) / (2 * h)
        it.iternext()
    return grad
""",
        ),
        Variant(
            "unit-steps",
            """
def numeric_gradient(f, x, h=1e-5):
    steps = h * np.eye(x.size)
    slopes = [(f(x + s.reshape(x.shape)) - f(x - s.reshape(x.shape))) / h / 2 for s in steps]
    return np.array(slopes).reshape(x.shape)
""",
        ),
        Variant(
            "flat-copies",
            """
def numeric_gradient(f, x, h=1e-5):
    grad = np.empty(x.size)
    for k in range(x.size):
        up, down = x.copy(), x.copy()
        up.flat[k] += h
        down.flat[k] -= h
        grad[k] = 0.5 * (f(up) - f(down)) / h
    return grad.reshape(x.shape)
""",
        ),
        Variant(
            "restored-copy",
            """
def numeric_gradient(f, x, h=1e-5):
    x0, grad = x.copy(), {}
    for index in np.ndindex(x.shape):
        x[index] += h
        above = f(x)
        x[index] -= 2 * h
        grad[index] = (above - f(x)) / (2 * h)
        x[:] = x0
    return np.array(list(grad.values())).reshape(x.shape)
""",
        ),
    ),
)

ON_MARGIN = "a class exactly on the margin (m = 0) counts as a violation in dW. Only m > 0 does."
NAIVE = """
def svm_loss_naive(W, X, y, reg):
    N, C = X.shape[0], W.shape[1]
    loss = 0.0
    dW = np.zeros(W.shape)
    for i in range(N):
        scores = X[i].dot(W)
        for j in range(C):
            if j == y[i]:
                continue
            margin = scores[j] - scores[y[i]] + 1
            if margin > 0:
                loss += margin
                dW[:, j] += X[i]
                dW[:, y[i]] -= X[i]
    loss /= N
    dW /= N
    loss += reg * np.sum(W * W)
    dW += 2 * reg * W
    return loss, dW
"""

VECTORIZED = """
def svm_loss_vectorized(W, X, y, reg):
    N = X.shape[0]
    scores = X.dot(W)
    correct = scores[np.arange(N), y].reshape(-1, 1)
    margins = np.maximum(0, scores - correct + 1)
    margins[np.arange(N), y] = 0
    loss = np.sum(margins)
    mask = np.zeros(margins.shape)
    mask[margins > 0] = 1
    mask[np.arange(N), y] = -np.sum(mask, axis=1)
    dW = X.T.dot(mask)
    loss /= N
    dW /= N
    loss += reg * np.sum(W * W)
    dW += 2 * reg * W
    return loss, dW
"""

# Slips after the data terms, written alike in both versions: label, message, changes.
SHARED_SLIPS = (
    (
        "penalty-gradient-half",
        "the penalty's gradient lacks the factor 2. The derivative of reg * sum(W**2) is 2 * reg * W.",
        (("2 * reg * W", "reg * W"),),
    ),
    (
        "penalty-halved",
        "loss and gradient are those of 0.5 * reg * sum(W**2). In this series the penalty is not halved.",
        (("reg * np.sum(W * W)", "0.5 * reg * np.sum(W * W)"), ("2 * reg * W", "reg * W")),
    ),
    (
        "penalty-halved-in-loss",
        "the loss has half the penalty, 0.5 * reg * sum(W**2), while the gradient has all of it. "
        "Leave out the 0.5.",
        (("reg * np.sum(W * W)", "0.5 * reg * np.sum(W * W)"),),
    ),
    (
        "penalty-missing",
        "the penalty is missing, in the loss and in the gradient. reg should play a part in both.",
        (("    loss += reg * np.sum(W * W)\n", ""), ("    dW += 2 * reg * W\n", "")),
    ),
    (
        "penalty-missing-in-loss",
        "the loss lacks the penalty reg * sum(W**2), while the gradient has it.",
        (("    loss += reg * np.sum(W * W)\n", ""),),
    ),
    (
        "penalty-missing-in-gradient",
        "the gradient lacks the penalty's part, 2 * reg * W, while the loss has the penalty.",
        (("    dW += 2 * reg * W\n", ""),),
    ),
    (
        "penalty-not-squared",
        "the penalty is reg * sum(W): the squares are missing, and weights of opposite sign cancel.",
        (("np.sum(W * W)", "np.sum(W)"),),
    ),
    (
        "penalty-root",
        "the penalty is the length of W. Leave out the root: it is the sum of squares.",
        (("np.sum(W * W)", "np.linalg.norm(W)"),),
    ),
    (
        "penalty-gradient-constant",
        "the penalty's gradient is 2 * reg for every weight. It should be proportional to the weight: 2 * "
        "reg * W.",
        (("2 * reg * W", "2 * reg"),),
    ),
    (
        "penalty-gradient-summed",
        "the penalty's gradient adds up all weights, so that it is the same everywhere. It is 2 * reg * W, "
        "entry by entry.",
        (("2 * reg * W", "2 * reg * np.sum(W)"),),
    ),
    (
        "penalty-divided-by-n",
        "the penalty is divided by N. The mean goes over the data loss alone; add the penalty after it.",
        (
            ("    loss /= N\n", ""),
            ("    dW /= N\n", ""),
            ("    return loss, dW", "    return loss / N, dW / N"),
        ),
    ),
    (
        "penalty-times-n",
        "the penalty counts N times, once per example. It belongs to W, not to the examples: add it once.",
        (
            ("reg * np.sum(W * W)", "N * reg * np.sum(W * W)"),
            ("2 * reg * W", "2 * N * reg * W"),
        ),
    ),
    (
        "penalty-twice",
        "the penalty is added to the loss twice.",
        (("    return loss, dW", "    loss = loss + reg * np.sum(W**2)\n    return loss, dW"),),
    ),
    (
        "precedence",
        "`loss /= N + reg * ...` divides by all that stands to its right, the penalty included. "
        "Divide first, and add the penalty in a line of its own.",
        (
            ("    loss /= N\n", ""),
            ("    loss += reg * np.sum(W * W)\n", "    loss /= N + reg * np.sum(W * W)\n"),
        ),
    ),
    (
        "biases-spared",
        "the last row of W is left out of the penalty. The bias trick hides the biases there, but this "
        "loss cannot know that: it takes all of W.",
        (
            ("np.sum(W * W)", "np.sum(W[:-1] ** 2)"),
            ("    dW += 2 * reg * W\n", "    dW[:-1] += 2 * reg * W[:-1]\n"),
        ),
    ),
    (
        "loss-not-averaged",
        "the loss adds up the examples without dividing by N, while the gradient is a mean.",
        (("    loss /= N\n", ""),),
    ),
    (
        "gradient-not-averaged",
        "the gradient's data part is not divided by N. The loss is a mean, so its gradient is one too.",
        (("    dW /= N\n", ""),),
    ),
    (
        "nothing-averaged",
        "neither the data loss nor its gradient is divided by N.",
        (("    loss /= N\n", ""), ("    dW /= N\n", "")),
    ),
    (
        "gradient-transposed",
        TRANSPOSED,
        (("return loss, dW", "return loss, dW.T"),),
    ),
    (
        "gradient-not-returned",
        "only the loss comes back. The function should return two values: return loss, dW.",
        (("return loss, dW", "return loss"),),
    ),
    (
        "wrong-order",
        "the two results come in the wrong order. First the loss, then its gradient.",
        (("return loss, dW", "return dW, loss"),),
    ),
)


def _shared(source: str) -> tuple[Mistake, ...]:
    return tuple(Mistake(label, message, _but(source, *changes)) for label, message, changes in SHARED_SLIPS)


NO_MARGIN = "the margin of 1 is missing in s_j - s_y + 1."
REVERSED = (
    "the difference is the wrong way round: it is the wrong class's score minus the right class's, plus 1."
)
SELF_COUNTED = (
    "the loss counts the right class too, which adds exactly 1 per example. The sum goes over j != y_i."
)
SELF_IN_GRADIENT = (
    "the right class is counted as one violation of itself. Set its margin to 0 before you build the mask, "
    "not after."
)
CORRECT_MISSING = (
    "the correct-class term is missing in the gradient: every violation also subtracts x from column y_i."
)
CORRECT_ONCE = (
    "x is subtracted from the right class's column once per example. It should be once per violation."
)
CORRECT_SIGN = (
    "the correct-class term has the wrong sign: raising the right class's score *lowers* the loss, so x "
    "is subtracted there."
)
WRONG_MISSING = "the gradient lacks the wrong classes: each violation adds x to its column j."
MARGIN_IN_GRADIENT = (
    "each violation counts with the size of its margin in the gradient. The slope of max(0, m) is 1, "
    "however large m is."
)
NOT_CLAMPED = "classes beyond the margin count with negative margins. Each of them should cost 0: clamp at 0."
SQUARED = "the margins are squared in the loss. That is the squared hinge loss; here they count as they are."
WORST_ONLY = (
    "only the worst violation of each example is counted. That is another SVM loss; here all of them add up."
)
CLASSES_FROM_LABELS = (
    "the number of classes is taken from y. A class may be absent from the batch; W has one column for each."
)
INPUT_MODIFIED = "an argument is changed in place, so the next call meets other data. Work on a new array."

SVM_LOSS_NAIVE = Exercise(
    "svm-loss-naive",
    "svm_loss_naive",
    mistakes=(
        *_shared(NAIVE),
        Mistake(
            "equal-scores-left-out",
            EQUAL_LEFT_OUT,
            _but(NAIVE, ("if j == y[i]:", "if scores[j] == scores[y[i]]:")),
        ),
        Mistake(
            "on-the-margin-counted",
            ON_MARGIN,
            _but(NAIVE, ("if margin > 0:", "if margin >= 0:")),
        ),
        Mistake(
            "correct-class-counted",
            SELF_COUNTED,
            _but(NAIVE, ("            if j == y[i]:\n                continue\n", "")),
        ),
        Mistake(
            "margin-missing",
            NO_MARGIN,
            _but(NAIVE, ("scores[j] - scores[y[i]] + 1", "scores[j] - scores[y[i]]")),
        ),
        Mistake(
            "difference-reversed",
            REVERSED,
            _but(NAIVE, ("scores[j] - scores[y[i]] + 1", "scores[y[i]] - scores[j] + 1")),
        ),
        Mistake(
            "correct-term-missing",
            CORRECT_MISSING,
            _but(NAIVE, ("                dW[:, y[i]] -= X[i]\n", "")),
        ),
        Mistake(
            "correct-term-once",
            CORRECT_ONCE,
            _but(
                NAIVE,
                ("                dW[:, y[i]] -= X[i]\n", "                violated = True\n"),
                ("        for j in", "        violated = False\n        for j in"),
                ("    loss /= N", "        if violated:\n            dW[:, y[i]] -= X[i]\n    loss /= N"),
            ),
        ),
        Mistake(
            "correct-term-sign", CORRECT_SIGN, _but(NAIVE, ("dW[:, y[i]] -= X[i]", "dW[:, y[i]] += X[i]"))
        ),
        Mistake("wrong-term-missing", WRONG_MISSING, _but(NAIVE, ("                dW[:, j] += X[i]\n", ""))),
        Mistake(
            "terms-swapped",
            "the gradient has the wrong sign: it subtracts x where a class violates the margin and adds it "
            "to "
            "the right class. Derivatives come first; the minus of the step comes when you train.",
            _but(
                NAIVE,
                ("dW[:, j] += X[i]", "dW[:, j] -= X[i]"),
                ("dW[:, y[i]] -= X[i]", "dW[:, y[i]] += X[i]"),
            ),
        ),
        Mistake(
            "margin-in-gradient",
            MARGIN_IN_GRADIENT,
            _but(
                NAIVE,
                ("dW[:, j] += X[i]", "dW[:, j] += margin * X[i]"),
                ("dW[:, y[i]] -= X[i]", "dW[:, y[i]] -= margin * X[i]"),
            ),
        ),
        Mistake(
            "assigned-not-added",
            "`=` stands where `+=` should, so that each violation overwrites the ones before it.",
            _but(
                NAIVE, ("dW[:, j] += X[i]", "dW[:, j] = X[i]"), ("dW[:, y[i]] -= X[i]", "dW[:, y[i]] = -X[i]")
            ),
        ),
        Mistake(
            "loss-overwritten",
            "the loss keeps only the last positive margin, since `=` stands where `+=` should.",
            _but(NAIVE, ("loss += margin", "loss = margin")),
        ),
        Mistake(
            "not-clamped",
            NOT_CLAMPED,
            _but(
                NAIVE,
                (
                    "            if margin > 0:\n                loss += margin\n",
                    "            loss += margin\n            if margin > 0:\n",
                ),
            ),
        ),
        Mistake("squared", SQUARED, _but(NAIVE, ("loss += margin", "loss += margin**2"))),
        Mistake(
            "penalty-in-the-loop",
            "the penalty is added inside the loop and divided by N with everything else, once per class and "
            "example. Add it once, after the loops.",
            _but(
                NAIVE,
                ("    loss += reg * np.sum(W * W)\n", ""),
                ("            margin =", "            loss += reg * np.sum(W * W)\n            margin ="),
            ),
        ),
        Mistake(
            "last-example-skipped",
            "the loop ends one example too early. range(N) already stops before N.",
            _but(NAIVE, ("for i in range(N)", "for i in range(N - 1)")),
        ),
        Mistake(
            "classes-from-labels",
            CLASSES_FROM_LABELS,
            _but(NAIVE, ("N, C = X.shape[0], W.shape[1]", "N, C = X.shape[0], len(np.unique(y))")),
        ),
        Mistake(
            "classes-from-largest-label",
            CLASSES_FROM_LABELS,
            _but(NAIVE, ("N, C = X.shape[0], W.shape[1]", "N, C = X.shape[0], y.max() + 1")),
        ),
        Mistake(
            "sizes-mixed-up",
            "the loop over the classes runs over the rows of W, which are features. W has shape (D, C).",
            _but(NAIVE, ("N, C = X.shape[0], W.shape[1]", "N, C = X.shape[0], W.shape[0]")),
        ),
        Mistake("undefined-name", UNDEFINED, _but(NAIVE, ("range(C)", "range(num_classes)"))),
        Mistake(
            "notebook-global",
            GLOBAL,
            _but(NAIVE, ("dW = np.zeros(W.shape)", "dW = np.zeros((len(dataset.classes), W.shape[1]))")),
        ),
    ),
    variants=(
        Variant("textbook", NAIVE),
        Variant(
            "outer-products",
            """
def svm_loss_naive(W, X, y, reg):
    loss, dW = 0, np.zeros_like(W)
    for x, label in zip(X, y):
        s = W.T @ x
        margins = [max(0, s[j] - s[label] + 1) if j != label else 0 for j in range(len(s))]
        g = np.array([float(m > 0) for m in margins])
        g[label] = -g.sum()
        loss = loss + sum(margins)
        dW = dW + np.outer(x, g)
    n = len(y)
    return loss / n + reg * float((W**2).sum()), dW / n + 2 * reg * W
""",
        ),
        Variant(
            "four-loops",
            """
def svm_loss_naive(W, X, y, reg):
    N, D = X.shape
    C = W.shape[1]
    loss, dW = 0.0, [[0.0] * C for _ in range(D)]
    for n in range(N):
        s = [sum(X[n, p] * W[p, c] for p in range(D)) for c in range(C)]
        for c in range(C):
            if c != y[n] and s[c] + 1 > s[y[n]]:
                loss += (s[c] + 1 - s[y[n]]) / N
                for p in range(D):
                    dW[p][c] += X[n, p] / N
                    dW[p][y[n]] -= X[n, p] / N
    for p in range(D):
        for c in range(C):
            loss += reg * W[p, c] ** 2
            dW[p][c] += reg * 2 * W[p, c]
    return loss, np.array(dW)
""",
        ),
        Variant(
            "counting",
            """
def svm_loss_naive(W, X, y, reg):
    num_train = X.shape[0]
    dW = reg * 2 * W
    losses = []
    for i in range(num_train):
        scores = X[i, :] @ W
        count, loss_i = 0, 0.0
        for j in range(W.shape[1]):
            margin = scores[j] - scores[y[i]] + 1.0
            if j != y[i] and margin > 0:
                count += 1
                loss_i += margin
                dW[:, j] += X[i, :] / num_train
        dW[:, y[i]] -= count * X[i, :] / num_train
        losses.append(loss_i)
    return np.array(np.mean(losses) + reg * np.sum(np.square(W))), dW
""",
        ),
    ),
)

SVM_LOSS_VECTORIZED = Exercise(
    "svm-loss-vectorized",
    "svm_loss_vectorized",
    mistakes=(
        *_shared(VECTORIZED),
        Mistake(
            "equal-scores-left-out",
            EQUAL_LEFT_OUT,
            _but(VECTORIZED, ("    margins[np.arange(N), y] = 0\n", "    margins[scores == correct] = 0\n")),
        ),
        Mistake(
            "correct-class-counted",
            SELF_IN_GRADIENT,
            _but(
                VECTORIZED,
                (
                    "    margins[np.arange(N), y] = 0\n    loss = np.sum(margins)\n",
                    "    loss = np.sum(margins) - N\n",
                ),
            ),
        ),
        Mistake(
            "correct-class-in-loss",
            SELF_COUNTED,
            _but(
                VECTORIZED,
                (
                    "    margins[np.arange(N), y] = 0\n    loss = np.sum(margins)\n",
                    "    loss = np.sum(margins)\n",
                ),
                (
                    "    mask[np.arange(N), y] = -",
                    "    mask[np.arange(N), y] = 0\n    mask[np.arange(N), y] = -",
                ),
            ),
        ),
        Mistake(
            "correct-class-in-both",
            "the right class is counted, in the loss (1 per example) and as a violation in the gradient. "
            "Set its "
            "margin to 0 first.",
            _but(VECTORIZED, ("    margins[np.arange(N), y] = 0\n", "")),
        ),
        Mistake("margin-missing", NO_MARGIN, _but(VECTORIZED, ("scores - correct + 1", "scores - correct"))),
        Mistake(
            "difference-reversed",
            REVERSED,
            _but(VECTORIZED, ("scores - correct + 1", "correct - scores + 1")),
        ),
        Mistake(
            "correct-term-missing",
            CORRECT_MISSING,
            _but(VECTORIZED, ("    mask[np.arange(N), y] = -np.sum(mask, axis=1)\n", "")),
        ),
        Mistake(
            "on-the-margin-counted",
            ON_MARGIN,
            _but(
                VECTORIZED,
                (
                    "mask[margins > 0] = 1",
                    "mask[scores - correct + 1 >= 0] = 1\n    mask[np.arange(N), y] = 0",
                ),
            ),
        ),
        Mistake(
            "every-class-a-violation",
            "every class counts as a violation, because the margins are never below 0 once they went through "
            "the maximum, and >= 0 holds for all of them. A violation is a margin > 0.",
            _but(VECTORIZED, ("mask[margins > 0] = 1", "mask[margins >= 0] = 1")),
        ),
        Mistake("correct-term-once", CORRECT_ONCE, _but(VECTORIZED, ("-np.sum(mask, axis=1)", "-1"))),
        Mistake(
            "correct-term-sign",
            CORRECT_SIGN,
            _but(VECTORIZED, ("-np.sum(mask, axis=1)", "np.sum(mask, axis=1)")),
        ),
        Mistake(
            "wrong-term-missing",
            WRONG_MISSING,
            _but(
                VECTORIZED,
                (
                    "    mask[np.arange(N), y] = -np.sum(mask, axis=1)\n",
                    "    count = np.sum(mask, axis=1)\n"
                    "    mask = np.zeros(margins.shape)\n"
                    "    mask[np.arange(N), y] = -count\n",
                ),
            ),
        ),
        Mistake(
            "counted-per-class",
            "the violations were counted down the columns, per class (axis=0). Each example needs its own "
            "count: axis=1.",
            _but(
                VECTORIZED,
                (
                    "mask[np.arange(N), y] = -np.sum(mask, axis=1)",
                    "mask[np.arange(N), y] = -np.sum(mask, axis=0)[y]",
                ),
            ),
        ),
        Mistake(
            "margin-in-gradient",
            MARGIN_IN_GRADIENT,
            _but(VECTORIZED, ("mask[margins > 0] = 1", "mask[margins > 0] = margins[margins > 0]")),
        ),
        Mistake(
            "not-clamped",
            NOT_CLAMPED,
            _but(VECTORIZED, ("np.maximum(0, scores - correct + 1)", "scores - correct + 1")),
        ),
        Mistake(
            "squared", SQUARED, _but(VECTORIZED, ("loss = np.sum(margins)", "loss = np.sum(margins**2)"))
        ),
        Mistake(
            "worst-class-only",
            WORST_ONLY,
            _but(VECTORIZED, ("loss = np.sum(margins)", "loss = np.sum(margins.max(axis=1))")),
        ),
        Mistake(
            "averaged-over-classes",
            "np.mean(margins) divides by N * C. The classes are added up, and only the examples averaged.",
            _but(VECTORIZED, ("    loss = np.sum(margins)\n", "    loss = N * np.mean(margins)\n")),
        ),
        Mistake(
            "columns-for-labels",
            "scores[:, y] picks whole columns, (N, N). One score per row is scores[np.arange(N), y].",
            _but(VECTORIZED, ("correct = scores[np.arange(N), y].reshape(-1, 1)", "correct = scores[:, y]")),
        ),
        Mistake(
            "right-scores-in-a-row",
            "the right scores have shape (N,), so they are matched with the classes and not with the "
            "examples. "
            "Make them a column, (N, 1).",
            _but(VECTORIZED, (".reshape(-1, 1)", "")),
        ),
        Mistake(
            "best-score-for-right-score",
            "the highest score of each row is taken for the score of the right class. Look it up with y.",
            _but(VECTORIZED, ("scores[np.arange(N), y].reshape(-1, 1)", "scores.max(axis=1, keepdims=True)")),
        ),
        Mistake(
            "classes-from-labels",
            CLASSES_FROM_LABELS,
            _but(VECTORIZED, ("mask = np.zeros(margins.shape)", "mask = np.zeros((N, y.max() + 1))")),
        ),
        Mistake(
            "input-modified",
            INPUT_MODIFIED,
            _but(
                VECTORIZED,
                ("    dW = X.T.dot(mask)\n", "    X /= N\n    dW = X.T.dot(mask)\n"),
                ("    dW /= N\n", ""),
            ),
        ),
        Mistake(
            "python-loop",
            LOOP,
            NAIVE.replace("svm_loss_naive", "svm_loss_vectorized"),
        ),
        Mistake(
            "too-much-memory",
            MEMORY,
            _but(
                VECTORIZED,
                ("dW = X.T.dot(mask)", "dW = np.sum(X[:, :, np.newaxis] * mask[:, np.newaxis, :], axis=0)"),
            ),
        ),
        Mistake("undefined-name", UNDEFINED, _but(VECTORIZED, ("N = X.shape[0]", "N = num_train"))),
        Mistake(
            "notebook-global",
            GLOBAL,
            _but(VECTORIZED, ("N = X.shape[0]", "N = len(y_train)")),
        ),
        Mistake(
            "raises-error",
            "the shapes do not fit.",
            _but(VECTORIZED, ("dW = X.T.dot(mask)", "dW = X.dot(mask.T)")),
        ),
    ),
    variants=(
        Variant("textbook", VECTORIZED),
        Variant(
            "einsum",
            """
def svm_loss_vectorized(W, X, y, reg):
    n = len(y)
    s = np.einsum("nd,dc->nc", X, W)
    right = np.take_along_axis(s, y[:, None], axis=1)
    m = (s - right + 1).clip(0)
    np.put_along_axis(m, y[:, None], 0, axis=1)
    g = np.sign(m)
    np.put_along_axis(g, y[:, None], -g.sum(1, keepdims=True), axis=1)
    loss = np.einsum("nc->", m) / n + reg * np.einsum("dc,dc->", W, W)
    return loss, np.einsum("nd,nc->dc", X, g) / n + 2 * reg * W
""",
        ),
        Variant(
            "one-hot",
            """
def svm_loss_vectorized(W, X, y, reg):
    one_hot = np.eye(W.shape[1])[y]
    S = X @ W
    M = S - (S * one_hot).sum(axis=1, keepdims=True) + 1 - one_hot
    V = (M > 0) & (one_hot == 0)
    G = V - one_hot * V.sum(axis=1, keepdims=True)
    loss = np.where(V, M, 0).sum(axis=1).mean() + reg * np.square(W).sum()
    return float(loss), X.T @ (G / len(X)) + reg * (W + W)
""",
        ),
        Variant(
            "boolean-mask",
            """
def svm_loss_vectorized(W, X, y, reg):
    num, C = X.shape[0], W.shape[1]
    wrong = np.ones((num, C), dtype=bool)
    wrong[range(num), y] = False
    scores = np.dot(X, W)
    margins = scores - scores[range(num), y][:, np.newaxis] + 1
    active = wrong & (margins > 0)
    loss = margins[active].sum() / num + reg * np.linalg.norm(W) ** 2
    coefficients = active.astype(np.float64)
    np.add.at(coefficients, (np.arange(num), y), -active.sum(axis=1))
    return np.asarray(loss), np.dot(coefficients.T, X).T / num + 2 * reg * W
""",
        ),
        Variant(
            "subtracting-one",
            """
def svm_loss_vectorized(W, X, y, reg):
    N = y.size
    scores = X @ W
    scores -= scores[np.arange(N), y].reshape(N, 1) - 1
    loss = np.sum(scores[scores > 0]) / N - 1 + reg * np.sum(W**2)
    dS = np.where(scores > 0, 1 / N, 0)
    dS[np.arange(N), y] -= dS.sum(axis=1)
    dW = np.dot(np.transpose(X), dS)
    dW += 2 * reg * W
    return loss, dW
""",
        ),
    ),
)

SEARCH = """
def random_search(loss, shape, num_tries, scale, rng):
    best_W, best_loss = None, float("inf")
    for _ in range(num_tries):
        W = scale * rng.standard_normal(shape)
        value = loss(W)
        if value < best_loss:
            best_loss = value
            best_W = W
    return best_W, best_loss
"""

RANDOM_SEARCH = Exercise(
    "random-search",
    "random_search",
    mistakes=(
        Mistake(
            "zero-taken-for-none",
            "a best loss of exactly 0 is taken for none at all (`not best_loss` is true for 0), so the "
            "next W replaces it. Ask `best_loss is None`, or start with np.inf.",
            """
def random_search(loss, shape, num_tries, scale, rng):
    best_W, best_loss = None, None
    for _ in range(num_tries):
        W = scale * rng.standard_normal(shape)
        now = loss(W)
        if not best_loss or now < best_loss:
            best_W, best_loss = W, now
    return best_W, best_loss
""",
        ),
        Mistake(
            "last-weights",
            "the loss is the best one, but W is the one tried last. Remember W whenever you remember its "
            "loss.",
            _but(SEARCH, ("            best_W = W\n", ""), ("return best_W", "return W")),
        ),
        Mistake(
            "last-loss",
            "W is the best one, but the loss is that of the last try. Return the loss that belongs to W.",
            _but(SEARCH, ("return best_W, best_loss", "return best_W, value")),
        ),
        Mistake(
            "nothing-compared",
            "the last try comes back, whether it was the best or not. Compare each loss with the best so "
            "far.",
            _but(SEARCH, ("if value < best_loss", "if True")),
        ),
        Mistake(
            "best-not-updated",
            "every try is compared with the starting value, since the best loss is never updated.",
            _but(
                SEARCH,
                ("            best_loss = value\n", ""),
            ),
        ),
        Mistake(
            "largest-loss",
            "the W with the largest loss comes back. A small loss is good: keep a try if its loss is "
            "smaller.",
            _but(SEARCH, ('float("inf")', '-float("inf")'), ("value < best_loss", "value > best_loss")),
        ),
        Mistake(
            "start-too-small",
            "the best loss starts at a number that a loss may exceed, and then nothing is kept. Start at "
            "np.inf.",
            _but(SEARCH, ('float("inf")', "1e6")),
        ),
        Mistake(
            "ties-to-the-last",
            "of equally good tries the last is kept. Replace the best only when a loss is strictly smaller.",
            _but(SEARCH, ("value < best_loss", "value <= best_loss")),
        ),
        Mistake(
            "scale-ignored",
            "the weights are not multiplied by scale.",
            _but(SEARCH, ("scale * rng", "rng")),
        ),
        Mistake(
            "uniform",
            "the weights are drawn uniformly. They should be normal: scale * rng.standard_normal(shape).",
            _but(SEARCH, ("rng.standard_normal(shape)", "rng.random(shape)")),
        ),
        Mistake(
            "first-try-alone",
            "the first try comes back, whatever the others were: `return` stands inside the loop, or every "
            "try is the same W (drawn before the loop, or from a generator made anew).",
            """
def random_search(loss, shape, num_tries, scale, rng):
    for _ in range(num_tries):
        W = scale * rng.standard_normal(shape)
        return W, loss(W)
""",
        ),
        Mistake(
            "walks",
            "each try is the best so far plus a random step, which is a local search. Draw each W afresh.",
            _but(SEARCH, ("None,", "np.zeros(shape),"), ("W = scale", "W = best_W + scale")),
        ),
        Mistake(
            "one-try-too-many",
            "num_tries + 1 tries are made: W is drawn before the loop too, or it runs once too often.",
            _but(
                SEARCH,
                (
                    'best_W, best_loss = None, float("inf")',
                    "best_W = scale * rng.standard_normal(shape)\n    best_loss = loss(best_W)",
                ),
            ),
        ),
    ),
    variants=(
        Variant(
            "all-at-once",
            """
def random_search(loss, shape, num_tries, scale, rng):
    tries = scale * rng.standard_normal((num_tries, *shape))
    losses = [loss(W) for W in tries]
    best = int(np.argmin(losses))
    return tries[best], losses[best]
""",
        ),
        Variant(
            "normal",
            """
def random_search(loss, shape, num_tries, scale, rng):
    W = rng.normal(scale=scale, size=shape)
    best, best_W = loss(W), W.copy()
    while num_tries > 1:
        W = rng.normal(0, scale, shape)
        num_tries -= 1
        if loss(W) < best:
            best, best_W = loss(W), W.copy()
    return best_W, best
""",
        ),
        Variant(
            "min-key",
            """
def random_search(loss, shape, num_tries, scale, rng):
    W = min((rng.standard_normal(shape) * scale for _ in range(num_tries)), key=loss)
    return W, np.array(loss(W))
""",
        ),
        Variant(
            "everything-kept",
            """
def random_search(loss, shape, num_tries, scale, rng):
    tried = []
    for i in range(num_tries):
        W = rng.standard_normal(shape) * scale
        tried.append((float(loss(W)), i, W))
    best_loss, _, W = min(tried, key=lambda t: t[:2])
    return W, best_loss
""",
        ),
        Variant(
            "first-then-better",
            """
def random_search(loss, shape, num_tries, scale, rng):
    best_W = None
    best_loss = None
    for attempt in range(num_tries):
        W = rng.standard_normal(size=shape)
        W *= scale
        current = loss(W)
        if best_loss is None or current < best_loss:
            best_loss = current
            best_W = np.copy(W)
    return [best_W, best_loss]
""",
        ),
    ),
)

DESCENT = """
def gradient_descent(loss_and_grad, W, step_size, num_steps):
    W = W.copy()
    history = []
    for step in range(num_steps):
        loss, grad = loss_and_grad(W)
        history.append(loss)
        W -= step_size * grad
    return W, history
"""

GRADIENT_DESCENT = Exercise(
    "gradient-descent",
    "gradient_descent",
    mistakes=(
        Mistake(
            "stops-when-loss-rises",
            "the walk ends where the loss rises. It takes num_steps steps, whatever the losses are.",
            """
def gradient_descent(loss_and_grad, W, step_size, num_steps):
    history = []
    for _ in range(num_steps):
        loss, gradient = loss_and_grad(W)
        if history and loss > history[-1]:
            break
        history.append(loss)
        W = W - step_size * gradient
    return W, history
""",
        ),
        Mistake(
            "uphill",
            "the steps go uphill: the gradient points to where the loss grows, so subtract it.",
            _but(DESCENT, ("W -= step_size", "W += step_size")),
        ),
        Mistake(
            "input-modified",
            "`W -= ...` changes the caller's array. Write W = W - ..., or copy W first.",
            _but(DESCENT, ("    W = W.copy()\n", "")),
        ),
        Mistake(
            "step-size-ignored",
            "the step is the whole gradient; multiply it by step_size.",
            _but(DESCENT, ("step_size * grad", "grad")),
        ),
        Mistake(
            "history-after-step",
            "the history holds the loss after each step. It should hold the one before.",
            _but(
                DESCENT,
                ("        history.append(loss)\n", ""),
                ("    return", "        history.append(loss_and_grad(W)[0])\n    return"),
            ),
        ),
        Mistake(
            "final-loss-appended",
            "the history has one number too many, the loss at the end. It should hold one loss per step.",
            _but(DESCENT, ("    return", "    history.append(loss_and_grad(W)[0])\n    return")),
        ),
        Mistake(
            "gradient-asked-once",
            "the gradient is asked for once, at the start. It changes with W: ask again before every step.",
            _but(
                DESCENT,
                ("        loss, grad = loss_and_grad(W)\n", ""),
                ("    for step", "    loss, grad = loss_and_grad(W)\n    for step"),
            ),
        ),
        Mistake(
            "one-step-too-many",
            "there is one step too many; range(num_steps) already yields num_steps numbers.",
            _but(DESCENT, ("range(num_steps)", "range(num_steps + 1)")),
        ),
        Mistake(
            "one-step-too-few",
            "there is one step too few; range(num_steps) already starts at 0.",
            _but(DESCENT, ("range(num_steps)", "range(1, num_steps)")),
        ),
        Mistake(
            "gradient-normalised",
            "the gradient is scaled to length 1. Near the minimum the steps should become shorter by "
            "themselves.",
            _but(DESCENT, ("step_size * grad", "step_size * grad / np.linalg.norm(grad)")),
        ),
        Mistake(
            "step-size-shrinks",
            "the step size changes from step to step. Here it stays the same.",
            _but(DESCENT, ("W -= step_size * grad", "W -= step_size / (step + 1) * grad")),
        ),
        Mistake(
            "history-not-returned",
            "only W comes back. The function should return two values: W, history.",
            _but(DESCENT, ("return W, history", "return W")),
        ),
    ),
    variants=(
        Variant(
            "while",
            """
def gradient_descent(loss_and_grad, W, step_size, num_steps):
    history = np.empty(num_steps)
    step = 0
    while step < num_steps:
        history[step], grad = loss_and_grad(W)
        W = W + -step_size * grad
        step += 1
    return W, history
""",
        ),
        Variant(
            "recursive",
            """
def gradient_descent(loss_and_grad, W, step_size, num_steps):
    if num_steps == 0:
        return W.copy(), []
    loss, dW = loss_and_grad(W)
    W_end, later = gradient_descent(loss_and_grad, W - dW * step_size, step_size, num_steps - 1)
    return W_end, [loss] + later
""",
        ),
        Variant("textbook", DESCENT),
        Variant(
            "preallocated",
            """
def gradient_descent(loss_and_grad, W, step_size, num_steps):
    current = np.array(W, dtype=float)
    losses = [0.0] * num_steps
    for t in range(num_steps):
        out = loss_and_grad(current)
        losses[t] = float(out[0])
        np.subtract(current, step_size * np.asarray(out[1]), out=current)
    return current, losses
""",
        ),
        Variant(
            "whole-path",
            """
def gradient_descent(loss_and_grad, W, step_size, num_steps):
    path, history = [W], ()
    while len(path) <= num_steps:
        loss, grad = loss_and_grad(path[-1])
        path.append(path[-1] - np.multiply(step_size, grad))
        history += (loss,)
    return path[-1], list(history)
""",
        ),
    ),
)

TRAIN = """
def train_linear(loss_fn, X, y, *, learning_rate, reg, num_iters, batch_size, rng):
    N, D = X.shape
    W = np.zeros((D, np.max(y) + 1))
    history = []
    for it in range(num_iters):
        idx = rng.integers(N, size=batch_size)
        X_batch, y_batch = X[idx], y[idx]
        loss, grad = loss_fn(W, X_batch, y_batch, reg)
        history.append(loss)
        W -= learning_rate * grad
    return W, history
"""
BATCH = "        idx = rng.integers(N, size=batch_size)\n        X_batch, y_batch = X[idx], y[idx]\n"

TRAIN_LINEAR = Exercise(
    "train-linear",
    "train_linear",
    mistakes=(
        Mistake(
            "rows-and-labels-unpaired",
            "rows and labels are drawn separately, so that images get the labels of others. Draw once and "
            "use "
            "the same numbers for X and y.",
            _but(
                TRAIN,
                (
                    BATCH,
                    "        X_batch = X[rng.integers(N, size=batch_size)]\n"
                    "        y_batch = y[rng.integers(N, size=batch_size)]\n",
                ),
            ),
        ),
        Mistake(
            "labels-not-drawn",
            "the rows are drawn, but the labels are always the first of y. Index both with the same numbers.",
            _but(TRAIN, ("X[idx], y[idx]", "X[idx], np.resize(y, batch_size)")),
        ),
        Mistake(
            "columns-drawn",
            "X[:, idx] picks features (columns). Examples are rows: X[idx].",
            _but(TRAIN, ("X[idx], y[idx]", "X[:, idx], y[idx]")),
        ),
        Mistake(
            "without-replacement",
            "the rows are drawn without replacement, which cannot give a batch larger than N. Use "
            "rng.integers.",
            _but(TRAIN, ("rng.integers(N, size=batch_size)", "rng.choice(N, batch_size, replace=False)")),
        ),
        Mistake(
            "shuffled",
            "the batch is the start of a shuffled order: no row comes twice, and no batch is larger than N. "
            "Use rng.integers.",
            _but(TRAIN, ("rng.integers(N, size=batch_size)", "rng.permutation(N)[:batch_size]")),
        ),
        Mistake(
            "drawn-once",
            "the same minibatch is used in every step. Draw a new one inside the loop.",
            _but(
                TRAIN,
                ("        idx = rng.integers(N, size=batch_size)\n", ""),
                ("    for it", "    idx = rng.integers(N, size=batch_size)\n    for it"),
            ),
        ),
        Mistake(
            "all-rows",
            "every step uses all rows. Draw a minibatch of batch_size rows for each.",
            _but(TRAIN, (BATCH, "        X_batch, y_batch = X, y\n")),
        ),
        Mistake(
            "in-order",
            "the minibatches go through the rows in order. They should be drawn at random, with "
            "rng.integers.",
            _but(
                TRAIN,
                ("rng.integers(N, size=batch_size)", "np.arange(it * batch_size, (it + 1) * batch_size) % N"),
            ),
        ),
        Mistake(
            "one-row-too-few",
            "rng.integers(N - 1, ...) never draws the last row; its upper end is already excluded.",
            _but(TRAIN, ("rng.integers(N, size", "rng.integers(max(N - 1, 1), size")),
        ),
        Mistake(
            "one-row-drawn",
            "rng.integers(N) draws a single row. A minibatch has batch_size of them.",
            _but(TRAIN, ("rng.integers(N, size=batch_size)", "rng.integers(N, size=1)")),
        ),
        Mistake(
            "own-generator",
            "the function makes its own random generator. Draw from the argument rng.",
            _but(TRAIN, ("    history = []", "    rng = np.random.default_rng(42)\n    history = []")),
        ),
        Mistake(
            "uphill",
            "the steps go uphill: the gradient points to where the loss grows, so subtract it.",
            _but(TRAIN, ("W -= learning_rate", "W += learning_rate")),
        ),
        Mistake(
            "learning-rate-ignored",
            "the step is the whole gradient; multiply it by learning_rate.",
            _but(TRAIN, ("learning_rate * grad", "grad")),
        ),
        Mistake(
            "divided-again",
            "the gradient is divided by batch_size. loss_fn returns the gradient of a mean, so it is "
            "divided already.",
            _but(TRAIN, ("learning_rate * grad", "learning_rate * grad / batch_size")),
        ),
        Mistake(
            "reg-not-passed",
            "reg does not reach loss_fn. Pass it on, as the fourth argument.",
            _but(TRAIN, ("y_batch, reg)", "y_batch, 0.0)")),
        ),
        Mistake(
            "penalty-added-again",
            "the penalty's gradient is added to the step, but loss_fn already contains the penalty.",
            _but(TRAIN, ("learning_rate * grad", "learning_rate * (grad + 2 * reg * W)")),
        ),
        Mistake(
            "history-after-step",
            "the history holds the loss after each step. It should hold the one before, which loss_fn has "
            "just returned.",
            _but(
                TRAIN,
                ("        history.append(loss)\n", ""),
                ("    return", "        history.append(loss_fn(W, X_batch, y_batch, reg)[0])\n    return"),
            ),
        ),
        Mistake(
            "history-on-all-rows",
            "the history holds the loss on all rows. It should hold that of the minibatch, which costs "
            "nothing extra.",
            _but(TRAIN, ("history.append(loss)", "history.append(loss_fn(W, X, y, reg)[0])")),
        ),
        Mistake(
            "starts-at-random",
            "W starts at random numbers. Here it starts at 0, and rng is used for the minibatches alone.",
            _but(
                TRAIN,
                ("W = np.zeros((D, np.max(y) + 1))", "W = 0.001 * rng.standard_normal((D, np.max(y) + 1))"),
            ),
        ),
        Mistake(
            "classes-counted",
            "W has as many columns as there are different labels. Some classes may have no example: "
            "C is the largest label + 1.",
            _but(TRAIN, ("np.max(y) + 1", "len(np.unique(y))")),
        ),
        Mistake(
            "weights-transposed",
            "W has shape (C, D). It should be (D, C), one column per class.",
            _but(TRAIN, ("(D, np.max(y) + 1)", "(np.max(y) + 1, D)")),
        ),
        Mistake(
            "epochs",
            "num_iters is taken for the number of passes through the data. It is the number of steps.",
            _but(TRAIN, ("range(num_iters)", "range(num_iters * max(N // batch_size, 1))")),
        ),
        Mistake(
            "history-not-returned",
            "only W comes back. The function should return two values: W, history.",
            _but(TRAIN, ("return W, history", "return W")),
        ),
    ),
    variants=(
        Variant("textbook", TRAIN),
        Variant("choice", _but(TRAIN, ("rng.integers(N, size=batch_size)", "rng.choice(N, batch_size)"))),
        Variant(
            "from-zero",
            """
def train_linear(loss_fn, X, y, *, learning_rate, reg, num_iters, batch_size, rng):
    history = np.zeros(num_iters)
    W = np.zeros(shape=(X.shape[1], int(max(y)) + 1))
    for t in range(num_iters):
        mask = rng.integers(low=0, high=y.shape[0], size=(batch_size,))
        history[t], dW = loss_fn(W, np.take(X, mask, axis=0), np.take(y, mask), reg)
        W = W - dW * learning_rate
    return W, history
""",
        ),
        Variant(
            "keywords-in-another-order",
            _but(
                TRAIN,
                (
                    "*, learning_rate, reg, num_iters, batch_size, rng",
                    "learning_rate=1e-3, num_iters=100, reg=0.0, batch_size=64, rng=None",
                ),
            ),
        ),
    ),
)

PREDICT_LINEAR = Exercise(
    "predict-linear",
    "predict_linear",
    mistakes=(
        Mistake(
            "down-the-columns",
            "the maximum is sought down the columns (axis=0): for each class, the best image. Ask each row: "
            "axis=1.",
            """
def predict_linear(W, X):
    return np.argmax(X.dot(W), axis=0)
""",
        ),
        Mistake(
            "no-axis",
            "argmax without an axis looks at all scores at once. Ask each row: axis=1.",
            """
def predict_linear(W, X):
    return np.argmax(X.dot(W))
""",
        ),
        Mistake(
            "scores-returned",
            "these are the highest scores. Wanted is where they stand: argmax.",
            """
def predict_linear(W, X):
    return np.max(X @ W, axis=1)
""",
        ),
        Mistake(
            "lowest-score",
            "the class with the lowest score is taken.",
            """
def predict_linear(W, X):
    return np.argmin(X @ W, axis=1)
""",
        ),
        Mistake(
            "absolute-scores",
            "the largest score regardless of its sign is taken. A score far below 0 speaks against a class.",
            """
def predict_linear(W, X):
    return np.argmax(np.abs(X @ W), axis=1)
""",
        ),
        Mistake(
            "ties-to-the-last",
            "of equally high scores the last is taken. The smallest label should win, as with argmax.",
            """
def predict_linear(W, X):
    return np.argsort(X @ W, axis=1, kind="stable")[:, -1]
""",
        ),
        Mistake(
            "labels-from-one",
            "the labels count from 1. In this series they count from 0, as argmax does.",
            """
def predict_linear(W, X):
    return np.argmax(X @ W, axis=1) + 1
""",
        ),
        Mistake(
            "bias-left-out",
            "the last column of X and the last row of W are left out. The biases are part of W: use all of "
            "it.",
            """
def predict_linear(W, X):
    return np.argmax(X[:, :-1] @ W[:-1], axis=1)
""",
        ),
        Mistake(
            "arguments-swapped",
            "W and X are multiplied in the wrong order: (N, D) times (D, C) gives the scores.",
            """
def predict_linear(W, X):
    return np.argmax(W @ X, axis=1)
""",
        ),
    ),
    variants=(
        Variant(
            "loop",
            """
def predict_linear(W, X):
    y_pred = np.zeros(X.shape[0])
    for i in range(X.shape[0]):
        y_pred[i] = np.argmax(X[i] @ W)
    return y_pred
""",
        ),
        Variant(
            "list",
            """
def predict_linear(W, X):
    return [max(range(W.shape[1]), key=lambda j: s[j]) for s in X @ W]
""",
        ),
        Variant("columns", "def predict_linear(W, X):\n    return (W.T @ X.T).argmax(0)"),
        Variant(
            "einsum-and-sort",
            """
def predict_linear(W, X):
    scores = np.einsum("nd,dc->nc", X, W)
    return np.argsort(-scores, axis=1, kind="stable")[:, 0]
""",
        ),
        Variant(
            "running-best",
            """
def predict_linear(W, X):
    scores = X.dot(W)
    labels = np.zeros(len(X), dtype=int)
    best = scores[:, 0].copy()
    for j in range(1, W.shape[1]):
        better = scores[:, j] > best
        labels[better] = j
        best[better] = scores[better, j]
    return labels
""",
        ),
        Variant(
            "first-hit-of-the-mask",
            """
def predict_linear(W, X):
    scores = X @ W
    return [int(np.nonzero(row == row.max())[0][0]) for row in scores]
""",
        ),
    ),
)

CHOOSE = """
def choose_hyperparameters(validation_accuracy, learning_rates, regs):
    accuracies = np.zeros((len(learning_rates), len(regs)))
    best, best_lr, best_reg = -1, None, None
    for i, lr in enumerate(learning_rates):
        for j, reg in enumerate(regs):
            acc = validation_accuracy(lr, reg)
            accuracies[i, j] = acc
            if acc > best or (acc == best and (reg, lr) < (best_reg, best_lr)):
                best, best_lr, best_reg = acc, lr, reg
    return best_lr, best_reg, accuracies
"""
TIE = " or (acc == best and (reg, lr) < (best_reg, best_lr))"

CHOOSE_HYPERPARAMETERS = Exercise(
    "choose-hyperparameters",
    "choose_hyperparameters",
    mistakes=(
        Mistake(
            "tie-by-either",
            "among equally good pairs a smaller learning rate alone is enough to be preferred. Compare "
            "reg first, and the learning rate only where reg is equal too: "
            "(reg, rate) < (best_reg, best_rate).",
            """
def choose_hyperparameters(validation_accuracy, learning_rates, regs):
    table = np.zeros((len(learning_rates), len(regs)))
    best, best_rate, best_reg = -1, None, None
    for i, rate in enumerate(learning_rates):
        for j, reg in enumerate(regs):
            table[i, j] = now = validation_accuracy(rate, reg)
            if now > best or (now == best and (reg < best_reg or rate < best_rate)):
                best, best_rate, best_reg = now, rate, reg
    return best_rate, best_reg, table
""",
        ),
        Mistake(
            "ties-to-the-first",
            "of equally good pairs the first on the grid is kept. The one with the smallest reg should win, "
            "and then "
            "the smallest learning rate.",
            _but(CHOOSE, (TIE, "")),
        ),
        Mistake(
            "ties-to-the-last",
            "of equally good pairs the last on the grid is kept. The one with the smallest reg should win, "
            "and then "
            "the smallest learning rate.",
            _but(CHOOSE, ("acc > best" + TIE, "acc >= best")),
        ),
        Mistake(
            "ties-by-rate-first",
            "ties go to the smallest learning rate first. The smallest reg comes first, then the learning "
            "rate.",
            _but(CHOOSE, ("(reg, lr) < (best_reg, best_lr)", "(lr, reg) < (best_lr, best_reg)")),
        ),
        Mistake(
            "ties-to-the-larger-reg",
            "of equally good pairs the one with the larger reg is kept; the smaller should win.",
            _but(CHOOSE, ("(reg, lr) < (best_reg, best_lr)", "(-reg, lr) < (-best_reg, best_lr)")),
        ),
        Mistake(
            "ties-by-reg-alone",
            "ties go to the smallest reg, but where reg is equal too, the smallest learning rate should win.",
            _but(CHOOSE, ("(reg, lr) < (best_reg, best_lr)", "reg < best_reg")),
        ),
        Mistake(
            "worst-pair",
            "the pair with the lowest accuracy is chosen. High accuracy is good.",
            _but(
                CHOOSE,
                ("best, best_lr, best_reg = -1", "best, best_lr, best_reg = 2"),
                ("acc > best", "acc < best"),
            ),
        ),
        Mistake(
            "arguments-swapped",
            "validation_accuracy was called with (reg, learning_rate). The learning rate comes first.",
            _but(CHOOSE, ("validation_accuracy(lr, reg)", "validation_accuracy(reg, lr)")),
        ),
        Mistake(
            "results-swapped",
            "reg and learning rate come back in the wrong order. The learning rate comes first.",
            _but(CHOOSE, ("return best_lr, best_reg", "return best_reg, best_lr")),
        ),
        Mistake(
            "table-transposed",
            "the table is transposed: its rows should stand for the learning rates, its columns for the "
            "regs.",
            _but(CHOOSE, ("best_reg, accuracies", "best_reg, accuracies.T")),
        ),
        Mistake(
            "indices-returned",
            "these are the places in the two lists. Return the learning rate and the reg themselves.",
            _but(
                CHOOSE,
                ("return best_lr, best_reg", "return learning_rates.index(best_lr), regs.index(best_reg)"),
            ),
        ),
        Mistake(
            "called-twice",
            "validation_accuracy is called more than once for a pair. Each call trains anew: keep its "
            "result.",
            _but(CHOOSE, ("accuracies[i, j] = acc", "accuracies[i, j] = validation_accuracy(lr, reg)")),
        ),
        Mistake(
            "best-of-each-alone",
            "the learning rate with the best mean and the reg with the best mean are combined. The best "
            "pair need "
            "not be made of them: look for the best cell of the table.",
            _but(
                CHOOSE,
                (
                    "    return",
                    "    best_lr = learning_rates[accuracies.mean(axis=1).argmax()]\n"
                    "    best_reg = regs[accuracies.mean(axis=0).argmax()]\n    return",
                ),
            ),
        ),
        Mistake(
            "zero-not-enough",
            "an accuracy of 0 never becomes the best, so that nothing is chosen if all are 0. Start below 0.",
            _but(
                CHOOSE,
                ("best, best_lr, best_reg = -1", "best, best_lr, best_reg = 0"),
                (TIE, TIE.replace("acc == best", "acc == best > 0")),
            ),
        ),
    ),
    variants=(
        Variant("textbook", CHOOSE),
        Variant(
            "product",
            """
def choose_hyperparameters(validation_accuracy, learning_rates, regs):
    from itertools import product

    results = {pair: validation_accuracy(*pair) for pair in product(learning_rates, regs)}
    rate, reg = min(results, key=lambda pair: (-results[pair], pair[1], pair[0]))
    return rate, reg, [[results[a, b] for b in regs] for a in learning_rates]
""",
        ),
        Variant(
            "sorted-arrays",
            """
def choose_hyperparameters(validation_accuracy, learning_rates, regs):
    table = np.array([[validation_accuracy(a, b) for a in sorted(learning_rates)] for b in sorted(regs)])
    j, i = np.unravel_index(table.argmax(), table.shape)
    rows = [sorted(learning_rates).index(a) for a in learning_rates]
    columns = [sorted(regs).index(b) for b in regs]
    return np.sort(learning_rates)[i], np.sort(regs)[j], table.T[rows][:, columns]
""",
        ),
        Variant(
            "dict-of-results",
            """
def choose_hyperparameters(validation_accuracy, learning_rates, regs):
    results = {}
    for lr in learning_rates:
        for reg in regs:
            results[(lr, reg)] = validation_accuracy(lr, reg)
    top = max(results.values())
    best = [pair for pair in results if results[pair] == top]
    best.sort(key=lambda pair: (pair[1], pair[0]))
    return *best[0], np.array(list(results.values())).reshape(len(learning_rates), len(regs))
""",
        ),
        Variant(
            "lexsort",
            """
def choose_hyperparameters(validation_accuracy, learning_rates, regs):
    rates, penalties = np.meshgrid(learning_rates, regs, indexing="ij")
    accuracies = np.empty(rates.shape)
    for index in np.ndindex(*rates.shape):
        accuracies[index] = validation_accuracy(rates[index], penalties[index])
    first = np.lexsort((rates.ravel(), penalties.ravel(), -accuracies.ravel()))[0]
    return rates.flat[first], penalties.flat[first], accuracies
""",
        ),
    ),
)

SVM_ACCURACY = Exercise(
    "svm-accuracy",
    "svm_learning_rate",
    mistakes=(
        Mistake(
            "not-a-choice",
            "the learning rate must be above 0, and reg must be 0 or above.",
            "svm_learning_rate = -0.001\nsvm_reg = 0.0",
        ),
        Mistake(
            "wrong-form",
            "both answers are numbers.",
            'svm_learning_rate = "1e-3"\nsvm_reg = 0.0',
        ),
        Mistake(
            "step-too-small",
            "the loss is still high after 500 steps; choose a larger learning rate.",
            "svm_learning_rate = 1e-6\nsvm_reg = 0.0",
        ),
        Mistake(
            "step-too-large",
            "the loss is not lower at the end than at the start, the steps overshoot; choose a smaller "
            "learning rate.",
            "svm_learning_rate = 1.0\nsvm_reg = 0.0",
        ),
        Mistake(
            "penalty-too-strong",
            "the accuracy is below the bar, and without the penalty it would not be; reg is too large.",
            "svm_learning_rate = 2e-3\nsvm_reg = 100.0",
        ),
        Mistake(
            "below-the-bar",
            "the validation accuracy is below the bar; try learning rates 3 times smaller and larger.",
            "svm_learning_rate = 0.1\nsvm_reg = 0.0",
        ),
    ),
    variants=(
        Variant("small-steps", "svm_learning_rate, svm_reg = 1e-3, 0"),
        Variant("some-penalty", "svm_learning_rate = np.float64(0.01)\nsvm_reg = np.array(0.05)"),
    ),
)

INITIAL_LOSS = Exercise(
    "concept-initial-loss",
    "initial_loss_answer",
    mistakes=(
        Mistake(
            "correct-class-counted",
            "the sum leaves the right class out; count its terms again.",
            "initial_loss_answer = 7",
            visible=False,
        ),
        Mistake(
            "nothing-to-pay",
            "equal scores are not enough: each wrong class is within the margin of 1.",
            "initial_loss_answer = 0",
            visible=False,
        ),
        Mistake(
            "one-class-only",
            "that is what one wrong class costs. There are several.",
            "initial_loss_answer = 1.0",
            visible=False,
        ),
        Mistake(
            "softmax-loss",
            "that is the softmax loss of `a3_softmax`, the logarithm of the number of classes.",
            "initial_loss_answer = np.log(7)",
            visible=False,
        ),
    ),
    variants=(Variant("float", "initial_loss_answer = np.float64(7 - 1)"),),
)

CORRECT_CLASS = Exercise(
    "concept-correct-class",
    "correct_class_answer",
    mistakes=(
        Mistake(
            "gradient-changes",
            "the new term is max(0, s_y - s_y + 1), a constant. What is the gradient of a constant?",
            'correct_class_answer = "abd"',
            visible=False,
        ),
        Mistake(
            "best-weights-forgotten",
            "if every W's loss rises by the same constant, which W is best afterwards?",
            'correct_class_answer = "ad"',
            visible=False,
        ),
        Mistake(
            "start-forgotten",
            "what does the changed sum give at W = 0, where all scores are equal?",
            'correct_class_answer = "ac"',
            visible=False,
        ),
        Mistake(
            "everything-changes",
            "write the new term down: it does not contain W at all.",
            'correct_class_answer = "bd"',
            visible=False,
        ),
    ),
    variants=(Variant("set", 'correct_class_answer = {"A", "C", "D"}'),),
)

EQUAL_LOSS = Exercise(
    "concept-equal-loss",
    "equal_loss_answer",
    mistakes=(
        Mistake(
            "common-vector-forgotten",
            "adding one vector to all columns raises all scores of an image alike. What happens to their "
            "differences?",
            'equal_loss_answer = "a"',
            visible=False,
        ),
        Mistake(
            "margin-forgotten",
            "halving W halves the differences of scores. One of exactly 1 is then within the margin.",
            'equal_loss_answer = "abc"',
            visible=False,
        ),
        Mistake(
            "scale-forgotten",
            "twice W doubles all differences of scores. Are they still at least 1?",
            'equal_loss_answer = "c"',
            visible=False,
        ),
    ),
    variants=(Variant("comma", 'equal_loss_answer = "a, c"'),),
)

L1_L2 = Exercise(
    "concept-l1-l2",
    "penalty_answer",
    mistakes=(
        Mistake(
            "l1-prefers-sparse",
            "L1 is known for sparse weights, but add up the absolute values of these two: is one of the "
            "sums smaller?",
            'penalty_answer = "abc"',
            visible=False,
        ),
        Mistake(
            "l1-tie-forgotten",
            "one more is true: compare the two sums of absolute values.",
            'penalty_answer = "ab"',
            visible=False,
        ),
        Mistake(
            "l2-forgotten",
            "compare the two sums of squares as well: 1 and 4 times 1/16.",
            'penalty_answer = "ad"',
            visible=False,
        ),
    ),
    variants=(Variant("list", 'penalty_answer = ["d", "a", "b"]'),),
)

KINK = Exercise(
    "concept-kink",
    "kink_answer",
    mistakes=(
        Mistake(
            "derivative",
            "1 is the derivative at z. The central difference looks at z - h too, on the other side of the "
            "kink.",
            "kink_answer = 1",
            visible=False,
        ),
        Mistake(
            "exactly-at-the-kink",
            "0.5 is what it returns exactly at the kink, z = 0. Here z is a little to its right.",
            "kink_answer = 0.5",
            visible=False,
        ),
        Mistake(
            "divided-by-h",
            "that divides by h, but the two points are 2 h apart.",
            "kink_answer = 1.2",
            visible=False,
        ),
    ),
    variants=(Variant("computed", "kink_answer = (2e-6 + 1e-5) / (2 * 1e-5)"),),
)

EXERCISES = (
    LINEAR_SCORES,
    BIAS_TRICK,
    HINGE_ONE,
    INITIAL_LOSS,
    CORRECT_CLASS,
    EQUAL_LOSS,
    L2_PENALTY,
    L1_PENALTY,
    L1_L2,
    NUMERIC_GRADIENT,
    SVM_LOSS_NAIVE,
    KINK,
    SVM_LOSS_VECTORIZED,
    RANDOM_SEARCH,
    GRADIENT_DESCENT,
    TRAIN_LINEAR,
    PREDICT_LINEAR,
    CHOOSE_HYPERPARAMETERS,
    SVM_ACCURACY,
)
