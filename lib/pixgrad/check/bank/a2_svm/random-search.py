# %% exercise="random-search" name="random_search"

# %% right="textbook"
def random_search(loss, shape, num_tries, scale, rng):
    best_W, best_loss = None, float("inf")
    for _ in range(num_tries):
        W = scale * rng.standard_normal(shape)
        value = loss(W)
        if value < best_loss:
            best_loss = value
            best_W = W
    return best_W, best_loss

# %% right="all-at-once"
def random_search(loss, shape, num_tries, scale, rng):
    tries = scale * rng.standard_normal((num_tries, *shape))
    losses = [loss(W) for W in tries]
    best = int(np.argmin(losses))
    return tries[best], losses[best]

# %% right="normal"
def random_search(loss, shape, num_tries, scale, rng):
    W = rng.normal(scale=scale, size=shape)
    best, best_W = loss(W), W.copy()
    while num_tries > 1:
        W = rng.normal(0, scale, shape)
        num_tries -= 1
        if loss(W) < best:
            best, best_W = loss(W), W.copy()
    return best_W, best

# %% right="min-key"
def random_search(loss, shape, num_tries, scale, rng):
    W = min((rng.standard_normal(shape) * scale for _ in range(num_tries)), key=loss)
    return W, np.array(loss(W))

# %% right="everything-kept"
def random_search(loss, shape, num_tries, scale, rng):
    tried = []
    for i in range(num_tries):
        W = rng.standard_normal(shape) * scale
        tried.append((float(loss(W)), i, W))
    best_loss, _, W = min(tried, key=lambda t: t[:2])
    return W, best_loss

# %% right="first-then-better"
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

# %% mistake="zero-taken-for-none"
# a best loss of exactly 0 is taken for none at all (`not best_loss` is true for 0), so the next W replaces
# it. Ask `best_loss is None`, or start with np.inf.
def random_search(loss, shape, num_tries, scale, rng):
    best_W, best_loss = None, None
    for _ in range(num_tries):
        W = scale * rng.standard_normal(shape)
        now = loss(W)
        if not best_loss or now < best_loss:
            best_W, best_loss = W, now
    return best_W, best_loss

# %% mistake="last-weights" edits="textbook"
# the loss is the best one, but W is the one tried last. Remember W whenever you remember its loss.
-             best_W = W
-     return best_W, best_loss
+     return W, best_loss

# %% mistake="last-loss" edits="textbook"
# W is the best one, but the loss is that of the last try. Return the loss that belongs to W.
-     return best_W, best_loss
+     return best_W, value

# %% mistake="nothing-compared" edits="textbook"
# the last try comes back, whether it was the best or not. Compare each loss with the best so far.
-         if value < best_loss:
+         if True:

# %% mistake="best-not-updated" edits="textbook"
# every try is compared with the starting value, since the best loss is never updated.
-             best_loss = value

# %% mistake="largest-loss" edits="textbook"
# the W with the largest loss comes back. A small loss is good: keep a try if its loss is smaller.
-     best_W, best_loss = None, float("inf")
+     best_W, best_loss = None, -float("inf")

-         if value < best_loss:
+         if value > best_loss:

# %% mistake="start-too-small" edits="textbook"
# the best loss starts at a number that a loss may exceed, and then nothing is kept. Start at np.inf.
-     best_W, best_loss = None, float("inf")
+     best_W, best_loss = None, 1e6

# %% mistake="ties-to-the-last" edits="textbook"
# of equally good tries the last is kept. Replace the best only when a loss is strictly smaller.
-         if value < best_loss:
+         if value <= best_loss:

# %% mistake="scale-ignored" edits="textbook"
# the weights are not multiplied by scale.
-         W = scale * rng.standard_normal(shape)
+         W = rng.standard_normal(shape)

# %% mistake="uniform" edits="textbook"
# the weights are drawn uniformly. They should be normal: scale * rng.standard_normal(shape).
-         W = scale * rng.standard_normal(shape)
+         W = scale * rng.random(shape)

# %% mistake="first-try-alone"
# the first try comes back, whatever the others were: `return` stands inside the loop, or every try is the
# same W (drawn before the loop, or from a generator made anew).
def random_search(loss, shape, num_tries, scale, rng):
    for _ in range(num_tries):
        W = scale * rng.standard_normal(shape)
        return W, loss(W)

# %% mistake="walks" edits="textbook"
# each try is the best so far plus a random step, which is a local search. Draw each W afresh.
-     best_W, best_loss = None, float("inf")
+     best_W, best_loss = np.zeros(shape), float("inf")

-         W = scale * rng.standard_normal(shape)
+         W = best_W + scale * rng.standard_normal(shape)

# %% mistake="one-try-too-many" edits="textbook"
# num_tries + 1 tries are made: W is drawn before the loop too, or it runs once too often.
-     best_W, best_loss = None, float("inf")
+     best_W = scale * rng.standard_normal(shape)
+     best_loss = loss(best_W)

# %% mistake="absolute-losses" edits="textbook"
# the losses are compared without their signs. A loss may be negative, and then the smaller one is further
# from 0: compare the losses as they are.
-         if value < best_loss:
+         if abs(value) < abs(best_loss):

# %% mistake="walks-from-zero" edits="textbook"
# W = 0 counts as the best so far, and each try is a random step away from the best. That is a local search;
# draw each W afresh, and let only drawn ones win.
-     best_W, best_loss = None, float("inf")
+     best_W, best_loss = np.zeros(shape), loss(np.zeros(shape))

-         W = scale * rng.standard_normal(shape)
+         W = best_W + scale * rng.standard_normal(shape)

# %% mistake="zeros-first" edits="textbook"
# W = 0 counts as a try of its own. Only drawn W may win: start with a loss of np.inf.
-     best_W, best_loss = None, float("inf")
+     best_W, best_loss = np.zeros(shape), loss(np.zeros(shape))

# %% mistake="one-try-too-few" edits="textbook"
# one try too few is made; range(num_tries) already yields num_tries numbers.
-     for _ in range(num_tries):
+     for _ in range(1, num_tries):

# %% mistake="unscaled-returned" edits="textbook"
# the loss is that of scale * W, but W itself comes back. Return the very W whose loss was measured.
-         W = scale * rng.standard_normal(shape)
-         value = loss(W)
+         W = rng.standard_normal(shape)
+         value = loss(scale * W)

# %% mistake="own-generator" edits="textbook"
# the function makes its own random generator. Draw from the argument rng.
-     best_W, best_loss = None, float("inf")
+     best_W, best_loss, rng = None, float("inf"), np.random.default_rng(0)

# %% mistake="own-generator-of-42" edits="textbook"
# the function makes its own random generator. Draw from the argument rng.
-     best_W, best_loss = None, float("inf")
+     best_W, best_loss, rng = None, float("inf"), np.random.default_rng(42)

# %% mistake="loss-of-another-draw"
# the loss is that of another draw than the W that is kept with it. Draw W once for each try, and give it to loss.
def random_search(loss, shape, num_tries, scale, rng):
    best_W, best_loss = None, np.inf
    for _ in range(num_tries):
        W = scale * rng.standard_normal(shape)
        value = loss(scale * rng.standard_normal(shape))
        if value < best_loss:
            best_W, best_loss = W, value
    return best_W, best_loss

# %% mistake="bound-too-low"
# the best loss starts at a number that some losses never fall below, so that nothing is ever kept. Start at infinity.
def random_search(loss, shape, num_tries, scale, rng):
    best_W, best_loss = np.zeros(shape), 1000.0
    for _ in range(num_tries):
        W = scale * rng.standard_normal(shape)
        value = loss(W)
        if value < best_loss:
            best_W, best_loss = W, value
    return best_W, best_loss

# %% mistake="compared-with-the-last"
# each try is compared with the one before it, and not with the best so far: best_loss changes with every try. Change
# it only together with W.
def random_search(loss, shape, num_tries, scale, rng):
    best_W, last = None, np.inf
    for _ in range(num_tries):
        W = scale * rng.standard_normal(shape)
        value = loss(W)
        if value < last:
            best_W = W
        last = value
    return best_W, last

# %% mistake="scale-added" edits="textbook"
# scale is added to the weights, as if it were their mean. It is their standard deviation: scale * rng.standard_normal(shape).
-         W = scale * rng.standard_normal(shape)
+         W = scale + rng.standard_normal(shape)

# %% mistake="scale-squared" edits="textbook"
# the weights are multiplied by scale**2: it is the standard deviation, not the variance, or it was applied twice.
-         W = scale * rng.standard_normal(shape)
+         W = scale**2 * rng.standard_normal(shape)
