# %% exercise="choose-hyperparameters" name="choose_hyperparameters"

# %% right="textbook"
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

# %% right="product"
def choose_hyperparameters(validation_accuracy, learning_rates, regs):
    from itertools import product

    results = {pair: validation_accuracy(*pair) for pair in product(learning_rates, regs)}
    rate, reg = min(results, key=lambda pair: (-results[pair], pair[1], pair[0]))
    return rate, reg, [[results[a, b] for b in regs] for a in learning_rates]

# %% right="sorted-arrays"
def choose_hyperparameters(validation_accuracy, learning_rates, regs):
    table = np.array([[validation_accuracy(a, b) for a in sorted(learning_rates)] for b in sorted(regs)])
    j, i = np.unravel_index(table.argmax(), table.shape)
    rows = [sorted(learning_rates).index(a) for a in learning_rates]
    columns = [sorted(regs).index(b) for b in regs]
    return np.sort(learning_rates)[i], np.sort(regs)[j], table.T[rows][:, columns]

# %% right="dict-of-results" teaches="A dictionary keeps the pair beside its accuracy, and the rule for ties is one key for sorting."
def choose_hyperparameters(validation_accuracy, learning_rates, regs):
    results = {}
    for lr in learning_rates:
        for reg in regs:
            results[(lr, reg)] = validation_accuracy(lr, reg)
    top = max(results.values())
    best = [pair for pair in results if results[pair] == top]
    best.sort(key=lambda pair: (pair[1], pair[0]))
    return *best[0], np.array(list(results.values())).reshape(len(learning_rates), len(regs))

# %% right="lexsort" teaches="lexsort sorts by several keys, the last one first: accuracy, then reg, then learning rate."
def choose_hyperparameters(validation_accuracy, learning_rates, regs):
    rates, penalties = np.meshgrid(learning_rates, regs, indexing="ij")
    accuracies = np.empty(rates.shape)
    for index in np.ndindex(*rates.shape):
        accuracies[index] = validation_accuracy(rates[index], penalties[index])
    first = np.lexsort((rates.ravel(), penalties.ravel(), -accuracies.ravel()))[0]
    return rates.flat[first], penalties.flat[first], accuracies

# %% mistake="tie-by-either"
# among equally good pairs a smaller learning rate alone is enough to be preferred. Compare reg first, and
# the learning rate only where reg is equal too: (reg, rate) < (best_reg, best_rate).
def choose_hyperparameters(validation_accuracy, learning_rates, regs):
    table = np.zeros((len(learning_rates), len(regs)))
    best, best_rate, best_reg = -1, None, None
    for i, rate in enumerate(learning_rates):
        for j, reg in enumerate(regs):
            table[i, j] = now = validation_accuracy(rate, reg)
            if now > best or (now == best and (reg < best_reg or rate < best_rate)):
                best, best_rate, best_reg = now, rate, reg
    return best_rate, best_reg, table

# %% mistake="ties-to-the-first" edits="textbook"
# of equally good pairs the first on the grid is kept. The one with the smallest reg should win, and then
# the smallest learning rate.
-             if acc > best or (acc == best and (reg, lr) < (best_reg, best_lr)):
+             if acc > best:

# %% mistake="ties-to-the-last" edits="textbook"
# of equally good pairs the last on the grid is kept. The one with the smallest reg should win, and then the
# smallest learning rate.
-             if acc > best or (acc == best and (reg, lr) < (best_reg, best_lr)):
+             if acc >= best:

# %% mistake="ties-by-rate-first" edits="textbook"
# ties go to the smallest learning rate first. The smallest reg comes first, then the learning rate.
-             if acc > best or (acc == best and (reg, lr) < (best_reg, best_lr)):
+             if acc > best or (acc == best and (lr, reg) < (best_lr, best_reg)):

# %% mistake="ties-to-the-larger-reg" edits="textbook"
# of equally good pairs the one with the larger reg is kept; the smaller should win.
-             if acc > best or (acc == best and (reg, lr) < (best_reg, best_lr)):
+             if acc > best or (acc == best and (-reg, lr) < (-best_reg, best_lr)):

# %% mistake="ties-by-reg-alone" edits="textbook"
# ties go to the smallest reg, but where reg is equal too, the smallest learning rate should win.
-             if acc > best or (acc == best and (reg, lr) < (best_reg, best_lr)):
+             if acc > best or (acc == best and reg < best_reg):

# %% mistake="worst-pair" edits="textbook"
# the pair with the lowest accuracy is chosen. High accuracy is good.
-     best, best_lr, best_reg = -1, None, None
+     best, best_lr, best_reg = 2, None, None

-             if acc > best or (acc == best and (reg, lr) < (best_reg, best_lr)):
+             if acc < best or (acc == best and (reg, lr) < (best_reg, best_lr)):

# %% mistake="arguments-swapped" edits="textbook"
# validation_accuracy was called with (reg, learning_rate). The learning rate comes first.
-             acc = validation_accuracy(lr, reg)
+             acc = validation_accuracy(reg, lr)

# %% mistake="results-swapped" edits="textbook"
# reg and learning rate come back in the wrong order. The learning rate comes first.
-     return best_lr, best_reg, accuracies
+     return best_reg, best_lr, accuracies

# %% mistake="table-transposed" edits="textbook"
# the table is transposed: its rows should stand for the learning rates, its columns for the regs.
-     return best_lr, best_reg, accuracies
+     return best_lr, best_reg, accuracies.T

# %% mistake="indices-returned" edits="textbook"
# these are the places in the two lists. Return the learning rate and the reg themselves.
-     return best_lr, best_reg, accuracies
+     return learning_rates.index(best_lr), regs.index(best_reg), accuracies

# %% mistake="called-twice" edits="textbook"
# validation_accuracy is called more than once for a pair. Each call trains anew: keep its result.
-             accuracies[i, j] = acc
+             accuracies[i, j] = validation_accuracy(lr, reg)

# %% mistake="best-of-each-alone" edits="textbook"
# the learning rate with the best mean and the reg with the best mean are combined. The best pair need not
# be made of them: look for the best cell of the table.
                  best, best_lr, best_reg = acc, lr, reg
+     best_lr = learning_rates[accuracies.mean(axis=1).argmax()]
+     best_reg = regs[accuracies.mean(axis=0).argmax()]

# %% mistake="zero-not-enough" edits="textbook"
# an accuracy of 0 never becomes the best, so that nothing is chosen if all are 0. Start below 0.
-     best, best_lr, best_reg = -1, None, None
+     best, best_lr, best_reg = 0, None, None

-             if acc > best or (acc == best and (reg, lr) < (best_reg, best_lr)):
+             if acc > best or (acc == best > 0 and (reg, lr) < (best_reg, best_lr)):

# %% mistake="rounded-accuracies"
# accuracies that differ a little are taken for equal (rounded, or np.isclose). Only equal ones are a tie.
def choose_hyperparameters(validation_accuracy, learning_rates, regs):
    table = np.array([[validation_accuracy(rate, reg) for reg in regs] for rate in learning_rates])
    rounded = np.round(table, 2)
    best = [(regs[j], learning_rates[i]) for i, j in np.argwhere(rounded == rounded.max())]
    reg, rate = min(best)
    return rate, reg, table

# %% mistake="pairs-zipped"
# each learning rate is tried with one reg only (zip). A grid combines every learning rate with every reg:
# two loops, one inside the other.
def choose_hyperparameters(validation_accuracy, learning_rates, regs):
    table = np.zeros((len(learning_rates), len(regs)))
    for i, (rate, reg) in enumerate(zip(learning_rates, regs)):
        table[i, i] = validation_accuracy(rate, reg)
    best = [(regs[j], learning_rates[i]) for i, j in np.argwhere(table == table.max())]
    reg, rate = min(best)
    return rate, reg, table

# %% mistake="table-of-sorted-values" edits="textbook"
# the rows and columns of the table stand for the sorted values. Entry [i, j] belongs to learning_rates[i]
# and regs[j], in the order in which they were given.
      best, best_lr, best_reg = -1, None, None
+     learning_rates, regs = sorted(learning_rates), sorted(regs)

# %% mistake="lists-sorted-in-place" edits="textbook"
# sort() changes the caller's lists, and the table then belongs to other orders. Use sorted(), and keep the
# table in the order that was given.
-     accuracies = np.zeros((len(learning_rates), len(regs)))
+     learning_rates.sort()
+     regs.sort()
+     accuracies = np.zeros((len(learning_rates), len(regs)))
