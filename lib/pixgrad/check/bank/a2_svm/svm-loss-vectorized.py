# %% exercise="svm-loss-vectorized" name="svm_loss_vectorized"

# %% right="textbook"
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

# %% right="einsum"
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

# %% right="one-hot" teaches="With one-hot rows the right class needs no index: Y picks its score, removes its margin, and puts the number of violations in its place."
def svm_loss_vectorized(W, X, y, reg):
    one_hot = np.eye(W.shape[1])[y]
    S = X @ W
    M = S - (S * one_hot).sum(axis=1, keepdims=True) + 1 - one_hot
    V = (M > 0) & (one_hot == 0)
    G = V - one_hot * V.sum(axis=1, keepdims=True)
    loss = np.where(V, M, 0).sum(axis=1).mean() + reg * np.square(W).sum()
    return float(loss), X.T @ (G / len(X)) + reg * (W + W)

# %% right="boolean-mask" teaches="A mask of the wrong classes says in words what is summed, and nothing is written into the margins afterwards."
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

# %% right="subtracting-one"
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

# %% right="in-float32"
def svm_loss_vectorized(W, X, y, reg):
    W, X = W.astype(np.float32), X.astype(np.float32)
    rows = np.arange(len(y))
    scores = X @ W
    margins = np.maximum(scores - scores[rows, y][:, None] + 1, 0)
    margins[rows, y] = 0
    G = np.sign(margins)
    G[rows, y] = -G.sum(axis=1)
    return margins.sum() / len(y) + reg * np.sum(W**2), X.T @ G / len(y) + 2 * reg * W

# %% right="repeated-columns"
def svm_loss_vectorized(W, X, y, reg):
    scores = X @ W
    right = np.hstack([scores[np.arange(len(y)), y].reshape(-1, 1)] * W.shape[1])
    margins = np.maximum(0, scores - right + 1)
    margins[np.arange(len(y)), y] = 0
    G = (margins > 0).astype(float)
    G[np.arange(len(y)), y] = -G.sum(axis=1)
    return margins.sum() / len(y) + reg * np.sum(W * W), X.T @ G / len(y) + 2 * reg * W

# %% right="choose"
def svm_loss_vectorized(W, X, y, reg):
    scores = X @ W
    margins = np.maximum(0, scores - np.choose(y, scores.T).reshape(-1, 1) + 1)
    margins[np.arange(len(y)), y] = 0
    G = (margins > 0).astype(float)
    G[np.arange(len(y)), y] = -G.sum(axis=1)
    return margins.sum() / len(y) + reg * np.sum(W * W), X.T @ G / len(y) + 2 * reg * W

# %% mistake="penalty-gradient-half" edits="textbook"
# the penalty's gradient lacks the factor 2. The derivative of reg * sum(W**2) is 2 * reg * W.
-     dW += 2 * reg * W
+     dW += reg * W

# %% mistake="penalty-halved" edits="textbook"
# loss and gradient are those of 0.5 * reg * sum(W**2). In this series the penalty is not halved.
-     loss += reg * np.sum(W * W)
-     dW += 2 * reg * W
+     loss += 0.5 * reg * np.sum(W * W)
+     dW += reg * W

# %% mistake="penalty-halved-in-loss" edits="textbook"
# the loss has half the penalty, 0.5 * reg * sum(W**2), while the gradient has all of it. Leave out the 0.5.
-     loss += reg * np.sum(W * W)
+     loss += 0.5 * reg * np.sum(W * W)

# %% mistake="penalty-missing" edits="textbook"
# the penalty is missing, in the loss and in the gradient. reg should play a part in both.
-     loss += reg * np.sum(W * W)
-     dW += 2 * reg * W

# %% mistake="penalty-missing-in-loss" edits="textbook"
# the loss lacks the penalty reg * sum(W**2), while the gradient has it.
-     loss += reg * np.sum(W * W)

# %% mistake="penalty-missing-in-gradient" edits="textbook"
# the gradient lacks the penalty's part, 2 * reg * W, while the loss has the penalty.
-     dW += 2 * reg * W

# %% mistake="penalty-not-squared" edits="textbook"
# the penalty is reg * sum(W): the squares are missing, and weights of opposite sign cancel.
-     loss += reg * np.sum(W * W)
+     loss += reg * np.sum(W)

# %% mistake="penalty-root" edits="textbook"
# the penalty is the length of W. Leave out the root: it is the sum of squares.
-     loss += reg * np.sum(W * W)
+     loss += reg * np.linalg.norm(W)

# %% mistake="penalty-gradient-constant" edits="textbook"
# the penalty's gradient is 2 * reg for every weight. It should be proportional to the weight: 2 * reg * W.
-     dW += 2 * reg * W
+     dW += 2 * reg

# %% mistake="penalty-gradient-summed" edits="textbook"
# the penalty's gradient adds up all weights, so that it is the same everywhere. It is 2 * reg * W, entry by
# entry.
-     dW += 2 * reg * W
+     dW += 2 * reg * np.sum(W)

# %% mistake="penalty-divided-by-n" edits="textbook"
# the penalty is divided by N. The mean goes over the data loss alone; add the penalty after it.
-     loss /= N
-     dW /= N

-     return loss, dW
+     return loss / N, dW / N

# %% mistake="penalty-times-n" edits="textbook"
# the penalty counts N times, once per example. It belongs to W, not to the examples: add it once.
-     loss += reg * np.sum(W * W)
-     dW += 2 * reg * W
+     loss += N * reg * np.sum(W * W)
+     dW += 2 * N * reg * W

# %% mistake="penalty-twice" edits="textbook"
# the penalty is added to the loss twice.
      dW += 2 * reg * W
+     loss = loss + reg * np.sum(W**2)

# %% mistake="precedence" edits="textbook"
# `loss /= N + reg * ...` divides by all that stands to its right, the penalty included. Divide first, and
# add the penalty in a line of its own.
-     loss /= N

-     loss += reg * np.sum(W * W)
+     loss /= N + reg * np.sum(W * W)

# %% mistake="biases-spared" edits="textbook"
# the last row of W is left out of the penalty. The bias trick hides the biases there, but this loss cannot
# know that: it takes all of W.
-     loss += reg * np.sum(W * W)
-     dW += 2 * reg * W
+     loss += reg * np.sum(W[:-1] ** 2)
+     dW[:-1] += 2 * reg * W[:-1]

# %% mistake="loss-not-averaged" edits="textbook"
# the loss adds up the examples without dividing by N, while the gradient is a mean.
-     loss /= N

# %% mistake="gradient-not-averaged" edits="textbook"
# the gradient's data part is not divided by N. The loss is a mean, so its gradient is one too.
-     dW /= N

# %% mistake="nothing-averaged" edits="textbook"
# neither the data loss nor its gradient is divided by N.
-     loss /= N
-     dW /= N

# %% mistake="gradient-transposed" edits="textbook"
# the gradient comes back transposed, (C, D). It should have the shape of W, one entry per weight.
-     return loss, dW
+     return loss, dW.T

# %% mistake="gradient-not-returned" edits="textbook"
# only the loss comes back. The function should return two values: return loss, dW.
-     return loss, dW
+     return loss

# %% mistake="wrong-order" edits="textbook"
# the two results come in the wrong order. First the loss, then its gradient.
-     return loss, dW
+     return dW, loss

# %% mistake="equal-scores-left-out" edits="textbook"
# a class whose score equals that of the right one is taken for it; its margin is 1. The right class is
# known by its number, not by its score.
-     margins[np.arange(N), y] = 0
+     margins[scores == correct] = 0

# %% mistake="correct-class-counted" edits="textbook"
# the right class is counted as one violation of itself. Set its margin to 0 before you build the mask, not
# after.
-     margins[np.arange(N), y] = 0
-     loss = np.sum(margins)
+     loss = np.sum(margins) - N

# %% mistake="correct-class-in-loss" edits="textbook"
# the loss counts the right class too, which adds exactly 1 per example. The sum goes over j != y_i.
-     margins[np.arange(N), y] = 0

      mask[margins > 0] = 1
+     mask[np.arange(N), y] = 0

# %% mistake="correct-class-in-both" edits="textbook"
# the right class is counted, in the loss (1 per example) and as a violation in the gradient. Set its margin
# to 0 first.
-     margins[np.arange(N), y] = 0

# %% mistake="margin-missing" edits="textbook"
# the margin of 1 is missing in s_j - s_y + 1.
-     margins = np.maximum(0, scores - correct + 1)
+     margins = np.maximum(0, scores - correct)

# %% mistake="difference-reversed" edits="textbook"
# the difference is the wrong way round: it is the wrong class's score minus the right class's, plus 1.
-     margins = np.maximum(0, scores - correct + 1)
+     margins = np.maximum(0, correct - scores + 1)

# %% mistake="correct-term-missing" edits="textbook"
# the correct-class term is missing in the gradient: every violation also subtracts x from column y_i.
-     mask[np.arange(N), y] = -np.sum(mask, axis=1)

# %% mistake="on-the-margin-counted" edits="textbook"
# a class exactly on the margin (m = 0) counts as a violation in dW. Only m > 0 does.
-     mask[margins > 0] = 1
+     mask[scores - correct + 1 >= 0] = 1
+     mask[np.arange(N), y] = 0

# %% mistake="every-class-a-violation" edits="textbook"
# every class counts as a violation, because the margins are never below 0 once they went through the
# maximum, and >= 0 holds for all of them. A violation is a margin > 0.
-     mask[margins > 0] = 1
+     mask[margins >= 0] = 1

# %% mistake="correct-term-once" edits="textbook"
# x is subtracted from the right class's column once per example. It should be once per violation.
-     mask[np.arange(N), y] = -np.sum(mask, axis=1)
+     mask[np.arange(N), y] = -1

# %% mistake="correct-term-sign" edits="textbook"
# the correct-class term has the wrong sign: raising the right class's score *lowers* the loss, so x is
# subtracted there.
-     mask[np.arange(N), y] = -np.sum(mask, axis=1)
+     mask[np.arange(N), y] = np.sum(mask, axis=1)

# %% mistake="wrong-term-missing" edits="textbook"
# the gradient lacks the wrong classes: each violation adds x to its column j.
-     mask[np.arange(N), y] = -np.sum(mask, axis=1)
+     count = np.sum(mask, axis=1)
+     mask = np.zeros(margins.shape)
+     mask[np.arange(N), y] = -count

# %% mistake="counted-per-class" edits="textbook"
# the violations were counted down the columns, per class (axis=0). Each example needs its own count:
# axis=1.
-     mask[np.arange(N), y] = -np.sum(mask, axis=1)
+     mask[np.arange(N), y] = -np.sum(mask, axis=0)[y]

# %% mistake="margin-in-gradient" edits="textbook"
# each violation counts with the size of its margin in the gradient. The slope of max(0, m) is 1, however
# large m is.
-     mask[margins > 0] = 1
+     mask[margins > 0] = margins[margins > 0]

# %% mistake="not-clamped" edits="textbook"
# classes beyond the margin count with negative margins. Each of them should cost 0: clamp at 0.
-     margins = np.maximum(0, scores - correct + 1)
+     margins = scores - correct + 1

# %% mistake="squared" edits="textbook"
# the margins are squared in the loss. That is the squared hinge loss; here they count as they are.
-     loss = np.sum(margins)
+     loss = np.sum(margins**2)

# %% mistake="worst-class-only" edits="textbook"
# only the worst violation of each example is counted. That is another SVM loss; here all of them add up.
-     loss = np.sum(margins)
+     loss = np.sum(margins.max(axis=1))

# %% mistake="averaged-over-classes" edits="textbook"
# np.mean(margins) divides by N * C. The classes are added up, and only the examples averaged.
-     loss = np.sum(margins)
+     loss = N * np.mean(margins)

# %% mistake="columns-for-labels" edits="textbook"
# scores[:, y] picks whole columns, (N, N). One score per row is scores[np.arange(N), y].
-     correct = scores[np.arange(N), y].reshape(-1, 1)
+     correct = scores[:, y]

# %% mistake="right-scores-in-a-row" edits="textbook"
# the right scores have shape (N,), so they are matched with the classes and not with the examples. Make
# them a column, (N, 1).
-     correct = scores[np.arange(N), y].reshape(-1, 1)
+     correct = scores[np.arange(N), y]

# %% mistake="best-score-for-right-score" edits="textbook"
# the highest score of each row is taken for the score of the right class. Look it up with y.
-     correct = scores[np.arange(N), y].reshape(-1, 1)
+     correct = scores.max(axis=1, keepdims=True)

# %% mistake="classes-from-labels" edits="textbook"
# the number of classes is taken from y. A class may be absent from the batch; W has one column for each.
-     mask = np.zeros(margins.shape)
+     mask = np.zeros((N, y.max() + 1))

# %% mistake="input-modified" edits="textbook"
# an argument is changed in place, so the next call meets other data. Work on a new array.
      mask[np.arange(N), y] = -np.sum(mask, axis=1)
+     X /= N

-     dW /= N

# %% mistake="python-loop"
# there is still a Python loop; let NumPy go over the examples.
def svm_loss_vectorized(W, X, y, reg):
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

# %% mistake="too-much-memory" edits="textbook"
# an array of shape (N, D, C) is built on the way. For 3,000 images of 3,073 numbers and 10 classes that is
# 738 MB; a matrix product adds up without storing the terms.
-     dW = X.T.dot(mask)
+     dW = np.sum(X[:, :, np.newaxis] * mask[:, np.newaxis, :], axis=0)

# %% mistake="undefined-name" edits="textbook"
# a name is used that is defined nowhere; take sizes from the shapes of the arguments.
-     N = X.shape[0]
+     N = num_train

# %% mistake="notebook-global" edits="textbook"
# the function reads a variable of the notebook; take every size from the arguments.
-     N = X.shape[0]
+     N = len(y_train)

# %% mistake="raises-error" edits="textbook"
# the shapes do not fit.
-     dW = X.T.dot(mask)
+     dW = X.dot(mask.T)

# %% mistake="whole-columns-zeroed" edits="textbook"
# margins[:, y] = 0 clears whole columns, for all examples. One entry per row is margins[np.arange(N), y].
-     margins[np.arange(N), y] = 0
+     margins[:, y] = 0

# %% mistake="boolean-mask-kept" edits="textbook"
# the mask is an array of booleans, in which minus the number of violations becomes True. Make it numbers
# first, with astype(float).
-     mask = np.zeros(margins.shape)
+     mask = np.zeros(margins.shape, dtype=bool)

# %% mistake="repeated-columns-lost" edits="textbook"
# `dW[:, y] -= ...` subtracts only once where a class comes again in y: NumPy's += and -= do not add up over
# repeated indices. Put minus the number of violations into G before the product.
-     mask[np.arange(N), y] = -np.sum(mask, axis=1)
      dW = X.T.dot(mask)
+     dW[:, y] -= (X * np.sum(mask, axis=1, keepdims=True)).T

# %% mistake="divided-by-classes" edits="textbook"
# the sums are divided by the number of classes. The mean goes over the examples: divide by N.
-     loss /= N
-     dW /= N
+     loss /= W.shape[1]
+     dW /= W.shape[1]

# %% mistake="divided-by-features" edits="textbook"
# the sums are divided by the number of features. The mean goes over the examples: divide by N.
-     loss /= N
-     dW /= N
+     loss /= X.shape[1]
+     dW /= X.shape[1]

# %% mistake="reg-forgotten-in-gradient" edits="textbook"
# the penalty's gradient lacks its weight: it is 2 * reg * W, not 2 * W.
-     dW += 2 * reg * W
+     dW += 2 * W

# %% mistake="reg-forgotten-in-loss" edits="textbook"
# the penalty in the loss lacks its weight: it is reg * sum(W**2).
-     loss += reg * np.sum(W * W)
+     loss += np.sum(W * W)

# %% mistake="reg-forgotten" edits="textbook"
# the penalty lacks its weight, in the loss and in the gradient: reg * sum(W**2) and 2 * reg * W.
-     loss += reg * np.sum(W * W)
-     dW += 2 * reg * W
+     loss += np.sum(W * W)
+     dW += 2 * W

# %% mistake="l1-instead" edits="textbook"
# this is the L1 penalty. Here it is the sum of the squares, and its gradient 2 * reg * W.
-     loss += reg * np.sum(W * W)
-     dW += 2 * reg * W
+     loss += reg * np.sum(np.abs(W))
+     dW += reg * np.sign(W)

# %% mistake="right-class-counted-throughout" edits="textbook"
# the right class is counted, in the loss (1 per example), and a class exactly on the margin counts as a
# violation in dW. The sum goes over j != y_i, and only m > 0 is a violation.
-     margins[np.arange(N), y] = 0

-     mask[margins > 0] = 1
+     mask[scores - correct + 1 >= 0] = 1
+     mask[np.arange(N), y] = 0

# %% mistake="gradient-in-whole-numbers"
# the gradient of the data loss is divided by N with //, which rounds down. Divide with /.
def svm_loss_vectorized(W, X, y, reg):
    rows = np.arange(len(y))
    scores = X @ W
    margins = np.maximum(0, scores - scores[rows, y][:, np.newaxis] + 1)
    margins[rows, y] = 0
    G = (margins > 0).astype(float)
    G[rows, y] = -G.sum(axis=1)
    return margins.sum() / len(y) + reg * np.sum(W**2), X.T @ G // len(y) + 2 * reg * W

# %% equivalent="swapped arguments"
# np.maximum, np.logaddexp, np.dot of two vectors and max do not depend on the order of their arguments
- margins = np.maximum(0, scores - scores[rows, y][:, np.newaxis] + 1)
+ margins = np.maximum(scores - scores[rows, y][:, np.newaxis] + 1, 0)

# %% mistake="other-margin" edits="textbook" free="MARGIN=2.0"
# the margin is {MARGIN}. It should be 1.
-     margins = np.maximum(0, scores - correct + 1)
+     margins = np.maximum(0, scores - correct + MARGIN)

# %% mistake="margin-subtracted" edits="textbook"
# the margin of 1 is subtracted. It is added: a wrong class costs something as soon as it comes closer than 1.
-     margins = np.maximum(0, scores - correct + 1)
+     margins = np.maximum(0, scores - correct - 1)

# %% mistake="violations-of-all-examples" edits="textbook"
# the right class's entry is minus the number of violations of all examples together. Count those of its own row: axis=1.
-     mask[np.arange(N), y] = -np.sum(mask, axis=1)
+     mask[np.arange(N), y] = -np.sum(mask)

# %% mistake="strongest-rival-only" edits="textbook"
# of each example only the class that comes nearest is counted, as in the SVM of Crammer and Singer. Here all classes are.
-     margins[np.arange(N), y] = 0
+     margins[np.arange(N), y] = 0
+     margins = margins * (np.arange(W.shape[1]) == margins.argmax(axis=1)[:, np.newaxis])
