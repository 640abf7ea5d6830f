# %% exercise="dead-units" name="dead_units"

# %% right="loop-over-rows"
def dead_units(params, X):
    alive = np.zeros(params["W1"].shape[1], dtype=bool)
    for row in X:
        alive |= row @ params["W1"] + params["b1"] > 0
    return ~alive

# %% right="set-of-the-living"
def dead_units(params, X):
    h = (X @ params["W1"] + params["b1"]).clip(min=0)
    _, living = np.nonzero(h)
    return [0 if j in set(living) else 1 for j in range(h.shape[1])]

# %% right="sums"
def dead_units(params, X):
    Z = X.dot(params["W1"]) + params["b1"]
    h = np.maximum(0, Z)
    return h.sum(axis=0) == 0

# %% right="maximum" edits="sums"
-     return h.sum(axis=0) == 0
+     return (Z.max(axis=0) <= 0).astype(int)

# %% right="list"
def dead_units(params, X):
    h = np.maximum(0, X @ params["W1"] + params["b1"])
    return [not any(column > 0) for column in h.T]

# %% mistake="any-row" edits="sums"
# units are called dead that some row switches off. Dead are those that are 0 for *every* row: np.all.
-     return h.sum(axis=0) == 0
+     return np.any(h == 0, axis=0)

# %% mistake="rows-asked" edits="sums"
# the question is asked along axis=1: for each row, whether all units are 0. Ask each unit: axis=0.
-     return h.sum(axis=0) == 0
+     return np.all(h == 0, axis=1)

# %% mistake="alive-returned" edits="sums"
# this marks the units that are alive. Dead are the others.
-     return h.sum(axis=0) == 0
+     return np.any(h > 0, axis=0)

# %% mistake="always-on" edits="sums"
# this marks the units that are on for every row. Dead are those that are on for none.
-     return h.sum(axis=0) == 0
+     return np.all(h > 0, axis=0)

# %% mistake="strictly-negative" edits="sums"
# a unit into which exactly 0 goes is counted as alive. Its ReLU gives 0 then: compare with <= 0.
-     return h.sum(axis=0) == 0
+     return np.all(Z < 0, axis=0)

# %% mistake="b1-missing"
# the bias b1 is not added. It decides, together with X @ W1, whether a unit is on.
def dead_units(params, X):
    Z = X.dot(params["W1"])
    h = np.maximum(0, Z)
    return np.all(h == 0, axis=0)

# %% mistake="counted" edits="sums"
# this is the number of dead units. Wanted is which they are, one True or False for each.
-     return h.sum(axis=0) == 0
+     return np.sum(np.all(h == 0, axis=0))

# %% mistake="indices-returned" edits="sums"
# these are the numbers of the dead units. Wanted is one True or False for each unit.
-     return h.sum(axis=0) == 0
+     return np.flatnonzero(np.all(h == 0, axis=0))

# %% mistake="relu-missing" edits="sums"
# units are sought into which exactly 0 goes. Dead is a unit whose ReLU gives 0: what goes in is <= 0.
-     return h.sum(axis=0) == 0
+     return np.all(Z == 0, axis=0)

# %% mistake="mean-negative" edits="sums"
# units are called dead into which a negative number goes on average. It must be so for every row.
-     return h.sum(axis=0) == 0
+     return Z.mean(axis=0) <= 0

# %% mistake="all-at-once" edits="sums"
# np.all without an axis gives one answer for everything. Ask each unit: axis=0.
-     return h.sum(axis=0) == 0
+     return np.all(h == 0)

# %% mistake="scores-looked-at" edits="sums"
# this looks at the scores of the second layer. Dead units are found in the hidden layer.
-     return h.sum(axis=0) == 0
+     return np.all(h @ params["W2"] + params["b2"] <= 0, axis=0)

# %% mistake="weights-zero" edits="sums"
# units are sought whose weights are all 0. A unit is dead by what X, W1 and b1 together make of it.
-     return h.sum(axis=0) == 0
+     return np.all(params["W1"] == 0, axis=0)

# %% mistake="outgoing-weights"
# this looks at the weights that leave a unit, W2. A unit is dead by what goes into it: X @ W1 + b1.
def dead_units(params, X):
    return np.all(params["W2"] == 0, axis=1)

# %% mistake="nearly-0-is-0" free="BOUND=1e-4"
# a unit that gives less than {BOUND} counts as dead. Only exactly 0 does.
def dead_units(params, X):
    return np.max(np.maximum(0, X @ params["W1"] + params["b1"]), axis=0) < BOUND

# %% mistake="weak-is-dead" free="BOUND=0.5"
# a unit whose mean is below {BOUND} counts as dead. A unit is dead where it gives exactly 0 for every row.
def dead_units(params, X):
    return np.mean(np.maximum(0, X @ params["W1"] + params["b1"]), axis=0) < BOUND

# %% mistake="share-of-rows"
# this is the share of the rows for which a unit is 0. Wanted is True where it is 0 for all of them.
def dead_units(params, X):
    return np.mean(X @ params["W1"] + params["b1"] <= 0, axis=0)
