# %% exercise="softmax" name="softmax"

# %% right="textbook"
def softmax(scores):
    shifted = scores - np.max(scores, axis=1, keepdims=True)
    exps = np.exp(shifted)
    return exps / np.sum(exps, axis=1, keepdims=True)

# %% right="row-by-row"
def softmax(scores):
    probs = np.zeros(scores.shape)
    for i, row in enumerate(scores):
        e = [np.exp(float(s) - float(max(row))) for s in row]
        for j in range(len(e)):
            probs[i, j] = e[j] / sum(e)
    return probs

# %% right="by-scipy" teaches="SciPy has it ready, and safe: work with log-probabilities and take exp at the very end. This is what you will use from here on."
from scipy.special import log_softmax

def softmax(scores):
    return np.exp(log_softmax(scores, axis=1))

# %% right="transposed-inside"
def softmax(scores):
    shifted = scores.T - scores.max(axis=1)
    e = np.exp(shifted)
    return (e / e.sum(axis=0)).T

# %% right="list-of-rows"
def softmax(scores):
    rows = []
    for row in scores:
        e = np.exp(row - row.max())
        rows.append(e / e.sum())
    return rows

# %% right="logaddexp" teaches="log of a sum of exponentials, computed pair by pair without overflow: the shift by the maximum is inside logaddexp."
def softmax(scores):
    scores = np.asarray(scores, dtype=float)
    return np.exp(scores - np.logaddexp.reduce(scores, axis=1, keepdims=True))

# %% mistake="overflow" edits="textbook"
# no maximum is subtracted before exp. np.exp(1e4) is inf and inf / inf is nan; subtract from every row its
# own maximum, which changes no probability.
-     shifted = scores - np.max(scores, axis=1, keepdims=True)
+     shifted = scores

# %% mistake="one-maximum-for-all" edits="textbook"
# one maximum of the whole batch is subtracted from all rows. A row that lies far below it then has only
# zeros to divide by; each row needs its own maximum (axis=1, keepdims=True).
-     shifted = scores - np.max(scores, axis=1, keepdims=True)
+     shifted = scores - np.max(scores)

# %% mistake="mean-subtracted" edits="textbook"
# the mean of the row is subtracted, not the maximum. A score far above the mean still overflows.
-     shifted = scores - np.max(scores, axis=1, keepdims=True)
+     shifted = scores - np.mean(scores, axis=1, keepdims=True)

# %% mistake="minimum-subtracted" edits="textbook"
# the minimum of the row is subtracted, so that all exponents are positive and large ones overflow. Subtract
# the maximum.
-     shifted = scores - np.max(scores, axis=1, keepdims=True)
+     shifted = scores - np.min(scores, axis=1, keepdims=True)

# %% mistake="columns-normalised"
# the columns sum to 1, not the rows. Rows are examples: take the sum over the classes, axis=1.
def softmax(scores):
    shifted = scores - np.max(scores, axis=0, keepdims=True)
    exps = np.exp(shifted)
    return exps / np.sum(exps, axis=0, keepdims=True)

# %% mistake="sum-over-all" edits="textbook"
# everything is divided by the sum of the whole batch. Each row should sum to 1 by itself: axis=1,
# keepdims=True.
-     return exps / np.sum(exps, axis=1, keepdims=True)
+     return exps / np.sum(exps)

# %% mistake="keepdims-missing"
# the sums have shape (N,), which lines up with the classes and not with the rows. keepdims=True makes them
# (N, 1).
def softmax(scores):
    shifted = scores - np.max(scores, axis=1)
    exps = np.exp(shifted)
    return exps / np.sum(exps, axis=1)

# %% mistake="scores-clipped"
# the scores are clipped before exp. That avoids inf, but scores beyond the bounds then all count alike;
# subtract the row's maximum, which changes nothing.
def softmax(scores):
    exps = np.exp(np.clip(scores, -500, 500))
    return exps / exps.sum(axis=1, keepdims=True)

# %% mistake="truncated-to-int"
# the result takes over the integer type of the scores, and each probability is cut to 0 or 1. Make a float
# array for it.
def softmax(scores):
    probs = np.zeros_like(scores)
    for i in range(scores.shape[0]):
        e = np.exp(scores[i] - scores[i].max())
        probs[i] = e / e.sum()
    return probs

# %% mistake="scaled-by-maximum" edits="textbook"
# the scores are divided by the maximum instead of reduced by it. Only adding or subtracting a number leaves
# the probabilities as they are.
-     shifted = scores - np.max(scores, axis=1, keepdims=True)
+     shifted = scores / np.max(scores, axis=1, keepdims=True)

# %% mistake="logarithm-returned"
# these are the logarithms of the probabilities.
def softmax(scores):
    shifted = scores - scores.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))

# %% mistake="input-modified"
# the argument is changed in place, so that the caller's scores are lost. Work on a copy.
def softmax(scores):
    scores -= scores.max(axis=1, keepdims=True)
    e = np.exp(scores)
    return e / e.sum(axis=1, keepdims=True)

# %% mistake="maximum-per-class" edits="textbook"
# the maxima are those of the columns, one per class, which changes the probabilities. Each row needs its own
# maximum: axis=1, keepdims=True.
-     shifted = scores - np.max(scores, axis=1, keepdims=True)
+     shifted = scores - np.max(scores, axis=0)

# %% mistake="nan-replaced" edits="textbook"
# no maximum is subtracted, and the nan that comes of it is replaced by a number. That hides the overflow and
# gives wrong probabilities; subtract from every row its own maximum.
-     shifted = scores - np.max(scores, axis=1, keepdims=True)
-     exps = np.exp(shifted)
-     return exps / np.sum(exps, axis=1, keepdims=True)
+     exps = np.exp(scores)
+     return np.nan_to_num(exps / np.sum(exps, axis=1, keepdims=True), nan=1.0)

# %% mistake="nan-replaced-by-0" edits="textbook"
# no maximum is subtracted, and the nan that comes of it is replaced by a number. That hides the overflow and
# gives wrong probabilities; subtract from every row its own maximum.
-     shifted = scores - np.max(scores, axis=1, keepdims=True)
-     exps = np.exp(shifted)
-     return exps / np.sum(exps, axis=1, keepdims=True)
+     exps = np.exp(scores)
+     return np.nan_to_num(exps / np.sum(exps, axis=1, keepdims=True), nan=0.0)

# %% mistake="epsilon-in-divisor" edits="textbook" free="EPS=1e-5"
# {EPS} is added to the sum in the divisor, so that the rows do not sum to 1. Once the maximum is subtracted
# the sum is at least 1: nothing need be added.
-     return exps / np.sum(exps, axis=1, keepdims=True)
+     return exps / (np.sum(exps, axis=1, keepdims=True) + EPS)

# %% mistake="probabilities-clipped" edits="textbook" free="EPS=1e-5"
# the probabilities are clipped at {EPS}, so that the rows do not sum to 1. Return them as they are.
-     return exps / np.sum(exps, axis=1, keepdims=True)
+     return np.clip(exps / np.sum(exps, axis=1, keepdims=True), EPS, None)

# %% mistake="exponentials-returned" edits="textbook"
# these are the exponentials. Divide each row by its sum.
-     return exps / np.sum(exps, axis=1, keepdims=True)
+     return exps

# %% mistake="another-base"
# another base than e is raised to the scores, such as 2**scores. Use np.exp.
def softmax(scores):
    powers = 2.0 ** (scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)

# %% mistake="sigmoid-of-each"
# a sigmoid of each score by itself is divided by their sum. Divide exp(scores) by their sum: the 1 in 1 + exp does not belong here.
def softmax(scores):
    shares = 1 / (1 + np.exp(-np.clip(scores, -500, 500)))
    return shares / shares.sum(axis=1, keepdims=True)

# %% mistake="stored-in-integers"
# where the scores are whole numbers, exp is stored in an integer array, which cuts everything below 1 down to 0. Make a new array of floats.
def softmax(scores):
    exps = scores.copy()
    exps[...] = np.exp(scores - scores.max(axis=1, keepdims=True))
    return exps / exps.sum(axis=1, keepdims=True)

# %% mistake="temperature" free="T=2"
# the scores are divided by {T} first, as with a temperature. Here they go into exp as they are.
def softmax(scores):
    exps = np.exp((scores - scores.max(axis=1, keepdims=True)) / T)
    return exps / exps.sum(axis=1, keepdims=True)

# %% mistake="no-exponentials"
# the scores are divided by their sum, perhaps squared or shifted, but exp is missing. Take exp of each first.
def softmax(scores):
    squares = np.square(scores - scores.min(axis=1, keepdims=True))
    return squares / np.maximum(squares.sum(axis=1, keepdims=True), 1e-12)

# %% mistake="columns-sum-to-one"
# the rows are shifted by their own maximum, but divided by the sums of the columns. Each row should sum to 1: axis=1,
# keepdims=True.
def softmax(scores):
    exps = np.exp(scores - np.max(scores, axis=1, keepdims=True))
    return exps / np.sum(exps, axis=0)

# %% mistake="sigmoid-alone"
# this is a sigmoid of each score by itself, so that a row does not sum to 1. Divide exp(scores) by the sum of its row.
def softmax(scores):
    return 1 / (1 + np.exp(-np.clip(scores, -500, 500)))

# %% mistake="scores-shared-out"
# the scores are shifted above 0 and divided by their sum, but exp is missing. Take exp of each first.
def softmax(scores):
    shifted = scores - scores.min(axis=1, keepdims=True) + 1.0
    return shifted / shifted.sum(axis=1, keepdims=True)
