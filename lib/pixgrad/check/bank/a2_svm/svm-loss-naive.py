# %% exercise="svm-loss-naive" name="svm_loss_naive"

# %% right="textbook"
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

# %% right="outer-products" teaches="Gather the slopes g of one example first, then add x^T g once: the loop over the classes is gone from the gradient, and the way to the version without loops is open."
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

# %% right="four-loops"
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

# %% right="counting" teaches="Column y is changed once for each example, by minus the number of violations. This is the formula for g_y of the derivation."
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

# %% right="in-float32"
def svm_loss_naive(W, X, y, reg):
    loss, dW = 0.0, np.zeros(W.shape, np.float32)
    narrow_W = W.astype(np.float32)
    for x, label in zip(X.astype(np.float32), y):
        scores = x @ narrow_W
        for j in range(W.shape[1]):
            margin = scores[j] - scores[label] + 1
            if j != label and margin > 0:
                loss += margin
                dW[:, j] += x
                dW[:, label] -= x
    return loss / len(y) + reg * np.sum(narrow_W**2), dW / len(y) + 2 * reg * narrow_W

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
-             if j == y[i]:
+             if scores[j] == scores[y[i]]:

# %% mistake="on-the-margin-counted" edits="textbook"
# a class exactly on the margin (m = 0) counts as a violation in dW. Only m > 0 does.
-             if margin > 0:
+             if margin >= 0:

# %% mistake="correct-class-counted" edits="textbook"
# the loss counts the right class too, which adds exactly 1 per example. The sum goes over j != y_i.
-             if j == y[i]:
-                 continue

# %% mistake="margin-missing" edits="textbook"
# the margin of 1 is missing in s_j - s_y + 1.
-             margin = scores[j] - scores[y[i]] + 1
+             margin = scores[j] - scores[y[i]]

# %% mistake="difference-reversed" edits="textbook"
# the difference is the wrong way round: it is the wrong class's score minus the right class's, plus 1.
-             margin = scores[j] - scores[y[i]] + 1
+             margin = scores[y[i]] - scores[j] + 1

# %% mistake="correct-term-missing" edits="textbook"
# the correct-class term is missing in the gradient: every violation also subtracts x from column y_i.
-                 dW[:, y[i]] -= X[i]

# %% mistake="correct-term-once" edits="textbook"
# x is subtracted from the right class's column once per example. It should be once per violation.
          scores = X[i].dot(W)
+         violated = False

-                 dW[:, y[i]] -= X[i]
+                 violated = True
+         if violated:
+             dW[:, y[i]] -= X[i]

# %% mistake="correct-term-sign" edits="textbook"
# the correct-class term has the wrong sign: raising the right class's score *lowers* the loss, so x is
# subtracted there.
-                 dW[:, y[i]] -= X[i]
+                 dW[:, y[i]] += X[i]

# %% mistake="wrong-term-missing" edits="textbook"
# the gradient lacks the wrong classes: each violation adds x to its column j.
-                 dW[:, j] += X[i]

# %% mistake="terms-swapped" edits="textbook"
# the gradient has the wrong sign: it subtracts x where a class violates the margin and adds it to the right
# class. Derivatives come first; the minus of the step comes when you train.
-                 dW[:, j] += X[i]
-                 dW[:, y[i]] -= X[i]
+                 dW[:, j] -= X[i]
+                 dW[:, y[i]] += X[i]

# %% mistake="margin-in-gradient" edits="textbook"
# each violation counts with the size of its margin in the gradient. The slope of max(0, m) is 1, however
# large m is.
-                 dW[:, j] += X[i]
-                 dW[:, y[i]] -= X[i]
+                 dW[:, j] += margin * X[i]
+                 dW[:, y[i]] -= margin * X[i]

# %% mistake="assigned-not-added" edits="textbook"
# `=` stands where `+=` should, so that each violation overwrites the ones before it.
-                 dW[:, j] += X[i]
-                 dW[:, y[i]] -= X[i]
+                 dW[:, j] = X[i]
+                 dW[:, y[i]] = -X[i]

# %% mistake="loss-overwritten" edits="textbook"
# the loss keeps only the last positive margin, since `=` stands where `+=` should.
-                 loss += margin
+                 loss = margin

# %% mistake="not-clamped" edits="textbook"
# classes beyond the margin count with negative margins. Each of them should cost 0: clamp at 0.
              margin = scores[j] - scores[y[i]] + 1
+             loss += margin

-                 loss += margin

# %% mistake="squared" edits="textbook"
# the margins are squared in the loss. That is the squared hinge loss; here they count as they are.
-                 loss += margin
+                 loss += margin**2

# %% mistake="penalty-in-the-loop" edits="textbook"
# the penalty is added inside the loop and divided by N with everything else, once per class and example.
# Add it once, after the loops.
                  continue
+             loss += reg * np.sum(W * W)

-     loss += reg * np.sum(W * W)

# %% mistake="last-example-skipped" edits="textbook"
# the loop ends one example too early. range(N) already stops before N.
-     for i in range(N):
+     for i in range(N - 1):

# %% mistake="classes-from-labels" edits="textbook"
# the number of classes is taken from y. A class may be absent from the batch; W has one column for each.
-     N, C = X.shape[0], W.shape[1]
+     N, C = X.shape[0], len(np.unique(y))

# %% mistake="classes-from-largest-label" edits="textbook"
# the number of classes is taken from y. A class may be absent from the batch; W has one column for each.
-     N, C = X.shape[0], W.shape[1]
+     N, C = X.shape[0], y.max() + 1

# %% mistake="sizes-mixed-up" edits="textbook"
# the loop over the classes runs over the rows of W, which are features. W has shape (D, C).
-     N, C = X.shape[0], W.shape[1]
+     N, C = X.shape[0], W.shape[0]

# %% mistake="undefined-name" edits="textbook"
# a name is used that is defined nowhere; take sizes from the shapes of the arguments.
-         for j in range(C):
+         for j in range(num_classes):

# %% mistake="notebook-global" edits="textbook"
# the function reads a variable of the notebook; take every size from the arguments.
-     dW = np.zeros(W.shape)
+     dW = np.zeros((len(dataset.classes), W.shape[1]))

# %% mistake="break-for-continue" edits="textbook"
# `break` at the right class ends the loop, so that the classes behind it are never looked at. `continue`
# leaves out the right one alone.
-                 continue
+                 break

# %% mistake="divided-by-classes" edits="textbook"
# the sums are divided by the number of classes. The mean goes over the examples: divide by N.
-     loss /= N
-     dW /= N
+     loss /= C
+     dW /= C

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
# the right class is counted as one violation of itself, in the loss and in the gradient. The sum goes over
# j != y_i.
-             if j == y[i]:
-                 continue

-                 dW[:, j] += X[i]
-                 dW[:, y[i]] -= X[i]
+                 if j != y[i]:
+                     dW[:, j] += X[i]
+                 dW[:, y[i]] -= X[i]

# %% mistake="squared-margins"
# the margins are squared (that is another loss, the squared hinge). Add each margin as it is.
def svm_loss_naive(W, X, y, reg):
    loss, dW = 0.0, np.zeros(W.shape)
    for row, label in zip(X, y):
        scores = row @ W
        for j in range(W.shape[1]):
            margin = scores[j] - scores[label] + 1
            if j != label and margin > 0:
                loss += margin**2
                dW[:, j] += 2 * margin * row
                dW[:, label] -= 2 * margin * row
    return loss / len(X) + reg * np.sum(W**2), dW / len(X) + 2 * reg * W

# %% mistake="measured-not-derived"
# the gradient is measured by differences of the loss, which are half right where a margin is exactly 0. Derive it: add and subtract rows of X.
def svm_loss_naive(W, X, y, reg):
    def loss_at(V):
        scores = X @ V
        margins = np.maximum(0, scores - scores[np.arange(len(y)), y][:, np.newaxis] + 1)
        margins[np.arange(len(y)), y] = 0
        return margins.sum() / len(y) + reg * np.sum(V**2)

    dW = np.zeros(W.shape)
    for index in np.ndindex(W.shape):
        step = np.zeros(W.shape)
        step[index] = 1e-6
        dW[index] = (loss_at(W + step) - loss_at(W - step)) / 2e-6
    return loss_at(W), dW

# %% mistake="first-label-for-all"
# every example is given the label of the first one, y[0]. Use y[i].
def svm_loss_naive(W, X, y, reg):
    loss, dW = 0.0, np.zeros(W.shape)
    for row in X:
        scores = row @ W
        for j in range(W.shape[1]):
            margin = scores[j] - scores[y[0]] + 1
            if j != y[0] and margin > 0:
                loss += margin
                dW[:, j] += row
                dW[:, y[0]] -= row
    return loss / len(X) + reg * np.sum(W**2), dW / len(X) + 2 * reg * W

# %% mistake="other-margin" edits="textbook" free="MARGIN=2.0"
# the margin is {MARGIN}. It should be 1.
-             margin = scores[j] - scores[y[i]] + 1
+             margin = scores[j] - scores[y[i]] + MARGIN

# %% mistake="margin-subtracted" edits="textbook"
# the margin of 1 is subtracted. It is added: a wrong class costs something as soon as it comes closer than 1.
-             margin = scores[j] - scores[y[i]] + 1
+             margin = scores[j] - scores[y[i]] - 1

# %% mistake="first-class-skipped" edits="textbook"
# the loop over the classes begins at 1, so that class 0 never costs anything. Classes begin at 0.
-         for j in range(C):
+         for j in range(1, C):

# %% mistake="divided-in-the-loop" edits="textbook"
# loss and dW are divided by N after every example, so that the first ones hardly count. Divide once, after the loop.
-     loss /= N
-     dW /= N
+         loss /= N
+         dW /= N

# %% mistake="loops-side-by-side"
# the loop over the classes stands behind the loop over the examples and not inside it, so that only the last example counts.
# Indent it.
def svm_loss_naive(W, X, y, reg):
    loss, dW = 0.0, np.zeros(W.shape)
    for i in range(len(X)):
        scores = X[i].dot(W)
    for j in range(W.shape[1]):
        margin = scores[j] - scores[y[i]] + 1
        if j != y[i] and margin > 0:
            loss += margin
            dW[:, j] += X[i]
            dW[:, y[i]] -= X[i]
    return loss / len(X) + reg * np.sum(W * W), dW / len(X) + 2 * reg * W

# %% mistake="score-of-the-first-label" edits="textbook"
# the margins are measured from the score of y[0] in every row. Take that of the row's own label, scores[y[i]].
-             margin = scores[j] - scores[y[i]] + 1
+             margin = scores[j] - scores[y[0]] + 1

# %% mistake="one-violation-only" edits="textbook"
# of each example only one class that comes too near is counted, the first or the nearest. All of them are: go through all classes.
-                 dW[:, y[i]] -= X[i]
+                 dW[:, y[i]] -= X[i]
+                 break

# %% mistake="right-class-counted-and-never-subtracted" edits="textbook"
# the right class is counted: each example adds 1 to the loss and its row to the right class's column of dW. Skip it altogether: `continue`.
-             if j == y[i]:
-                 continue

-                 dW[:, y[i]] -= X[i]
+                 dW[:, y[i]] -= X[i] * (j != y[i])
