# %% exercise="train-two-layer" name="train_two_layer"

# %% right="epoch-countdown"
def train_two_layer(
    params, X, y, *, learning_rate, reg, num_iters, batch_size, rng, learning_rate_decay=1.0, loss_fn=None
):
    loss_fn = loss_fn or two_layer_loss
    current = {}
    for key in params:
        current[key] = np.array(params[key])
    history, left = [], max(1, X.shape[0] // batch_size)
    for _ in range(num_iters):
        batch = rng.integers(0, X.shape[0], size=batch_size)
        loss, grads = loss_fn(current, X[batch, :], y[batch], reg)
        history += [float(loss)]
        for key, step in grads.items():
            current[key] = current[key] - learning_rate * step
        left -= 1
        if left == 0:
            learning_rate, left = learning_rate * learning_rate_decay, max(1, X.shape[0] // batch_size)
    return current, np.array(history)

# %% right="nested-epochs" teaches="Two loops, over epochs and over the steps of one: the decay is one multiplication at the end of the outer loop, but the last epoch has to stop early."
def train_two_layer(
    params, X, y, *, learning_rate, reg, num_iters, batch_size, rng, learning_rate_decay=1.0, loss_fn=None
):
    def loss_of(*arguments):
        return two_layer_loss(*arguments) if loss_fn is None else loss_fn(*arguments)

    per_epoch = len(X) // batch_size if batch_size <= len(X) else 1
    p, losses, epoch = params, [], 0
    while len(losses) < num_iters:
        for _ in range(min(per_epoch, num_iters - len(losses))):
            chosen = rng.integers(len(X), size=batch_size)
            loss, g = loss_of(p, X[chosen], y[chosen], reg)
            losses.append(loss)
            p = {k: p[k] - learning_rate * learning_rate_decay**epoch * g[k] for k in p}
        epoch += 1
    return p, losses

# %% right="textbook" teaches="Copy all arrays once before the loop; then the copies may be changed in place, which saves the memory of new arrays in every step."
def train_two_layer(
    params, X, y, *, learning_rate, reg, num_iters, batch_size, rng, learning_rate_decay=1.0, loss_fn=None
):
    if loss_fn is None:
        loss_fn = two_layer_loss
    N = X.shape[0]
    params = {name: array.copy() for name, array in params.items()}
    iterations_per_epoch = max(N // batch_size, 1)
    history = []
    for it in range(num_iters):
        idx = rng.integers(N, size=batch_size)
        X_batch, y_batch = X[idx], y[idx]
        loss, grads = loss_fn(params, X_batch, y_batch, reg)
        history.append(loss)
        for name in params:
            params[name] -= learning_rate * grads[name]
        if (it + 1) % iterations_per_epoch == 0:
            learning_rate *= learning_rate_decay
    return params, history

# %% right="choice" edits="textbook"
-         idx = rng.integers(N, size=batch_size)
+         idx = rng.choice(N, batch_size)

# %% right="without-default"
import copy

def train_two_layer(params, X, y, learning_rate=1e-3, reg=0.0, num_iters=100, batch_size=200, rng=None,
                    learning_rate_decay=1.0, loss_fn=None):
    now = copy.deepcopy(params)
    losses = np.zeros(num_iters)
    t, rate, per_epoch = 0, learning_rate, len(y) // batch_size or 1
    while t < num_iters:
        pick = rng.integers(0, len(y), batch_size)
        losses[t], g = loss_fn(now, X.take(pick, axis=0), y.take(pick), reg)
        now = {k: v - rate * g[k] for k, v in now.items()}
        t += 1
        if t % per_epoch == 0:
            rate = rate * learning_rate_decay
    return now, losses

# %% right="four-lines" edits="textbook"
-     params = {name: array.copy() for name, array in params.items()}
+     params = dict(params)

-         for name in params:
-             params[name] -= learning_rate * grads[name]
+         params["W1"] = params["W1"] - learning_rate * grads["W1"]
+         params["b1"] = params["b1"] - learning_rate * grads["b1"]
+         params["W2"] = params["W2"] - learning_rate * grads["W2"]
+         params["b2"] = params["b2"] - learning_rate * grads["b2"]

# %% mistake="rows-and-labels-unpaired" edits="textbook"
# rows and labels are drawn separately, so that images get the labels of others. Draw once and use the same
# numbers for X and y.
-         X_batch, y_batch = X[idx], y[idx]
+         X_batch, y_batch = X[idx], y[rng.integers(N, size=batch_size)]

# %% mistake="labels-not-drawn" edits="textbook"
# the rows are drawn, but the labels are always the first of y. Index both with the same numbers.
-         X_batch, y_batch = X[idx], y[idx]
+         X_batch, y_batch = X[idx], np.resize(y, batch_size)

# %% mistake="without-replacement" edits="textbook"
# the rows are drawn without replacement, which cannot give a batch larger than N. Use rng.integers.
-         idx = rng.integers(N, size=batch_size)
+         idx = rng.choice(N, batch_size, replace=False)

# %% mistake="shuffled" edits="textbook"
# the batch is the start of a shuffled order: no row comes twice, and no batch is larger than N. Use
# rng.integers.
-         idx = rng.integers(N, size=batch_size)
+         idx = rng.permutation(N)[:batch_size]

# %% mistake="drawn-once" edits="textbook"
# the same minibatch is used in every step. Draw a new one inside the loop.
      history = []
+     idx = rng.integers(N, size=batch_size)

-         idx = rng.integers(N, size=batch_size)

# %% mistake="all-rows" edits="textbook"
# every step uses all rows. Draw a minibatch of batch_size rows for each.
-         X_batch, y_batch = X[idx], y[idx]
+         X_batch, y_batch = X, y

# %% mistake="in-order" edits="textbook"
# the minibatches go through the rows in order. They should be drawn at random, with rng.integers.
-         idx = rng.integers(N, size=batch_size)
+         idx = np.arange(it * batch_size, (it + 1) * batch_size) % N

# %% mistake="one-row-drawn" edits="textbook"
# rng.integers(N) draws a single row. A minibatch has batch_size of them.
-         idx = rng.integers(N, size=batch_size)
+         idx = rng.integers(N, size=1)

# %% mistake="one-row-too-few" edits="textbook"
# rng.integers(N - 1, ...) never draws the last row; its upper end is already excluded.
-         idx = rng.integers(N, size=batch_size)
+         idx = rng.integers(max(N - 1, 1), size=batch_size)

# %% mistake="own-generator" edits="textbook"
# the function makes its own random generator. Draw from the argument rng.
      history = []
+     rng = np.random.default_rng(42)

# %% mistake="drawn-twice" edits="textbook"
# the generator is used twice in each iteration, so later minibatches are others than asked for. Draw once.
          idx = rng.integers(N, size=batch_size)
+         rng.random()

# %% mistake="uphill" edits="textbook"
# the steps go uphill: the gradient points to where the loss grows, so subtract it.
-             params[name] -= learning_rate * grads[name]
+             params[name] += learning_rate * grads[name]

# %% mistake="learning-rate-ignored" edits="textbook"
# the step is the whole gradient; multiply it by the learning rate.
-             params[name] -= learning_rate * grads[name]
+             params[name] -= grads[name]

# %% mistake="divided-again" edits="textbook"
# the gradients are divided by batch_size. loss_fn returns the gradients of a mean, so they are divided
# already.
-             params[name] -= learning_rate * grads[name]
+             params[name] -= learning_rate * grads[name] / batch_size

# %% mistake="biases-not-updated" edits="textbook"
# only W1 and W2 are moved. The biases are learnt too.
-         for name in params:
+         for name in ("W1", "W2"):

# %% mistake="only-first-layer" edits="textbook"
# only W1 and b1 are moved. The second layer is learnt too.
-         for name in params:
+         for name in ("W1", "b1"):

# %% mistake="only-last-name" edits="textbook"
# the step stands after the loop over the names, so only the last array is moved.
-             params[name] -= learning_rate * grads[name]
+             step = learning_rate * grads[name]
+         params[name] -= step

# %% mistake="reg-not-passed" edits="textbook"
# reg does not reach loss_fn. Pass it on, as the fourth argument.
-         loss, grads = loss_fn(params, X_batch, y_batch, reg)
+         loss, grads = loss_fn(params, X_batch, y_batch, 0.0)

# %% mistake="penalty-added-again" edits="textbook"
# the penalty's gradient is added to the steps of W1 and W2, but the gradients from loss_fn already contain
# it.
-             params[name] -= learning_rate * grads[name]
+             extra = 2 * reg * params[name] if name[0] == "W" else 0
+             params[name] -= learning_rate * (grads[name] + extra)

# %% mistake="loss-fn-ignored" edits="textbook"
# the argument loss_fn is not used. Where it is given, take loss and gradients from it.
-         loss, grads = loss_fn(params, X_batch, y_batch, reg)
+         h = np.maximum(0, X_batch @ params['W1'] + params['b1'])
+         logs = h @ params['W2'] + params['b2']
+         logs = logs - np.logaddexp.reduce(logs, axis=1, keepdims=True)
+         n = np.arange(len(y_batch))
+         loss = -np.mean(logs[n, y_batch])
+         loss += reg * (np.sum(params['W1'] ** 2) + np.sum(params['W2'] ** 2))
+         G = np.exp(logs) - np.eye(logs.shape[1])[y_batch]
+         G /= len(n)
+         dz = G @ params['W2'].T * (h > 0)
+         grads = {'W1': X_batch.T @ dz + 2 * reg * params['W1'], 'b1': dz.sum(axis=0)}
+         grads |= {'W2': h.T @ G + 2 * reg * params['W2'], 'b2': G.sum(axis=0)}

# %% mistake="history-after-step" edits="textbook"
# the history holds the loss after each step. It should hold the one before, which loss_fn has just
# returned.
-         history.append(loss)

              params[name] -= learning_rate * grads[name]
+         history.append(loss_fn(params, X_batch, y_batch, reg)[0])

# %% mistake="history-on-all-rows" edits="textbook"
# the history holds the loss on all rows. It should hold that of the minibatch, which costs nothing extra.
-         history.append(loss)
+         history.append(loss_fn(params, X, y, reg)[0])

# %% mistake="history-per-epoch" edits="textbook"
# the history holds one loss for each epoch. It should hold one for each step.
-         history.append(loss)

              learning_rate *= learning_rate_decay
+             history.append(loss)

# %% mistake="history-not-returned" edits="textbook"
# only the parameters come back. The function should return two values: params, history.
-     return params, history
+     return params

# %% mistake="results-swapped" edits="textbook"
# history and parameters come back in the wrong order. The parameters come first.
-     return params, history
+     return history, params

# %% mistake="input-modified" edits="textbook"
# the caller's parameters are changed: `-=` works on the given arrays. Make new arrays, or copy each array
# (a copied dict still holds the same arrays).
-     params = {name: array.copy() for name, array in params.items()}

# %% mistake="decay-ignored" edits="textbook"
# the learning rate never changes. Multiply it by learning_rate_decay after each epoch.
-         if (it + 1) % iterations_per_epoch == 0:
-             learning_rate *= learning_rate_decay

# %% mistake="decay-every-step" edits="textbook"
# the learning rate is multiplied by the decay after every step. It should be so after every epoch, max(1, N
# // batch_size) steps.
-         if (it + 1) % iterations_per_epoch == 0:
-             learning_rate *= learning_rate_decay
+         learning_rate *= learning_rate_decay

# %% mistake="decay-one-step-early" edits="textbook"
# the decay is already applied in the first step (0 % n is 0). It comes after each full epoch: test it + 1.
          history.append(loss)
+         if it % iterations_per_epoch == 0:
+             learning_rate *= learning_rate_decay

-         if (it + 1) % iterations_per_epoch == 0:
-             learning_rate *= learning_rate_decay

# %% mistake="decay-one-step-late" edits="textbook"
# the decay comes one step late: after step number it, counted from 0, it + 1 steps have been taken.
-         if (it + 1) % iterations_per_epoch == 0:
+         if it > 0 and it % iterations_per_epoch == 0:

# %% mistake="decay-divides" edits="textbook"
# the learning rate is divided by the decay, so it grows. Multiply.
-             learning_rate *= learning_rate_decay
+             learning_rate /= learning_rate_decay

# %% mistake="decay-subtracted" edits="textbook"
# the decay is subtracted from the learning rate. It is a factor: multiply.
-             learning_rate *= learning_rate_decay
+             learning_rate -= learning_rate_decay

# %% mistake="decay-of-time" edits="textbook"
# the learning rate is divided by 1 + decay * step, which is another schedule. Multiply it by the decay
# after each epoch.
-             params[name] -= learning_rate * grads[name]
-         if (it + 1) % iterations_per_epoch == 0:
-             learning_rate *= learning_rate_decay
+             params[name] -= learning_rate / (1 + learning_rate_decay * it) * grads[name]

# %% mistake="epoch-of-zero-steps" edits="textbook"
# N // batch_size is 0 where a batch is larger than the data. An epoch has at least one step: max(1, N //
# batch_size).
-     iterations_per_epoch = max(N // batch_size, 1)
+     iterations_per_epoch = N // batch_size

# %% mistake="epoch-rounded-up" edits="textbook"
# an epoch has a step too many where N is no multiple of batch_size. Round down: max(1, N // batch_size).
-     iterations_per_epoch = max(N // batch_size, 1)
+     iterations_per_epoch = -(-N // batch_size)

# %% mistake="epoch-of-n-steps" edits="textbook"
# an epoch is taken for N steps. It is N // batch_size steps, at least 1: so many draw about N rows.
-     iterations_per_epoch = max(N // batch_size, 1)
+     iterations_per_epoch = N

# %% mistake="epochs-for-steps" edits="textbook"
# num_iters is taken for the number of epochs. It is the number of steps.
-     for it in range(num_iters):
+     for it in range(num_iters * iterations_per_epoch):

# %% mistake="one-step-too-many" edits="textbook"
# there is one step too many; range(num_iters) already yields num_iters numbers.
-     for it in range(num_iters):
+     for it in range(num_iters + 1):

# %% mistake="one-step-too-few" edits="textbook"
# there is one step too few; range(num_iters) already starts at 0.
-     for it in range(num_iters):
+     for it in range(num_iters - 1):

# %% mistake="starts-anew" edits="textbook"
# the given parameters are ignored: the arrays start at 0. Start where the caller says.
-     params = {name: array.copy() for name, array in params.items()}
+     params = {name: np.zeros(array.shape) for name, array in params.items()}

# %% mistake="gradients-asked-once" edits="textbook"
# the gradients are asked for once, at the start. They change with the parameters: ask again in every step.
-         loss, grads = loss_fn(params, X_batch, y_batch, reg)
+         if it == 0:
+             loss, grads = loss_fn(params, X_batch, y_batch, reg)

# %% mistake="without-replacement-capped" edits="textbook"
# the rows are drawn without replacement, and no more than N. Draw batch_size rows with replacement:
# rng.integers(N, size=batch_size).
-         idx = rng.integers(N, size=batch_size)
+         idx = rng.choice(N, min(batch_size, N), replace=False)

# %% mistake="batch-capped" edits="textbook"
# a batch is cut down to N rows. Rows are drawn with replacement, so batch_size of them can be drawn from any
# number.
-     iterations_per_epoch = max(N // batch_size, 1)
+     batch_size = min(batch_size, N)
+     iterations_per_epoch = max(N // batch_size, 1)

# %% mistake="decay-of-two-minus" edits="textbook"
# the learning rate is divided by 2 - decay. Multiply it by the decay: 0.5 halves it.
-             learning_rate *= learning_rate_decay
+             learning_rate /= 1 + (1 - learning_rate_decay)

# %% mistake="decay-of-one-minus" edits="textbook"
# the learning rate is multiplied by 1 - decay. Multiply it by the decay itself.
-             learning_rate *= learning_rate_decay
+             learning_rate *= 1 - learning_rate_decay

# %% mistake="no-decay-without-whole-epoch" edits="textbook"
# the learning rate never decays where a batch is larger than the data, as N // batch_size is 0 there. An epoch
# has at least one step: max(1, N // batch_size).
-     iterations_per_epoch = max(N // batch_size, 1)
+     iterations_per_epoch = N // batch_size

-         if (it + 1) % iterations_per_epoch == 0:
+         if iterations_per_epoch and (it + 1) % iterations_per_epoch == 0:

# %% mistake="decay-after-first-step" edits="textbook"
# the learning rate decays after the very first step already (0 % n is 0), and then a step early each time. It
# decays after each full epoch: test it + 1.
-         if (it + 1) % iterations_per_epoch == 0:
+         if it % iterations_per_epoch == 0:

# %% mistake="decay-before-step" edits="textbook"
# the decay comes before the last step of an epoch. Take the step first, then let the learning rate decay.
          history.append(loss)
+         if (it + 1) % iterations_per_epoch == 0:
+             learning_rate *= learning_rate_decay

-         if (it + 1) % iterations_per_epoch == 0:
-             learning_rate *= learning_rate_decay

# %% mistake="reg-added-to-loss" edits="textbook"
# reg is added to the loss once more; loss_fn has it already.
-         history.append(loss)
+         history.append(loss + reg)

# %% equivalent="swapped arguments"
# np.maximum, np.logaddexp, np.dot of two vectors and max do not depend on the order of their arguments
- epoch = max(1, len(X) // batch_size)
+ epoch = max(len(X) // batch_size, 1)
