# %% exercise="normalize-patches" name="normalize_patches"

# %% right="loop-over-columns"
def normalize_patches(P, eps):
    total, squares = np.zeros(len(P)), np.zeros(len(P))
    for column in P.T:
        total += column
    centred = P - (total / P.shape[1])[:, np.newaxis]
    for column in centred.T:
        squares += column**2
    return centred / np.sqrt(squares / P.shape[1] + eps)[:, np.newaxis]

# %% right="outer-products-and-std"
def normalize_patches(P, eps):
    ones = np.ones(P.shape[1])
    centred = P - np.outer(P @ ones / P.shape[1], ones)
    spread = np.sqrt(np.std(centred, axis=1) ** 2 + eps)
    return np.einsum("md,m->md", centred, 1 / spread)

# %% right="in-place-on-a-copy"
def normalize_patches(P, eps):
    out = P.copy()
    out -= out.mean(axis=1).reshape(-1, 1)
    out /= np.sqrt((out**2).sum(axis=1).reshape(-1, 1) / out.shape[1] + eps)
    return out

# %% right="by-var"
def normalize_patches(P, eps):
    mean = np.mean(P, axis=1, keepdims=True)
    var = np.var(P, axis=1, keepdims=True)
    return (P - mean) / np.sqrt(var + eps)

# %% right="transposed"
def normalize_patches(P, eps):
    Q = P.T - np.average(P, axis=1)
    return (Q * (eps + (Q * Q).sum(0) / Q.shape[0]) ** -0.5).T

# %% right="mean-of-squares-minus-square"
def normalize_patches(P, eps):
    m = P.mean(1)[:, None]
    variance = np.einsum("md,md->m", P - m, P - m)[:, None] / P.shape[1]
    return (P - m) / np.hypot(np.sqrt(variance), np.sqrt(eps))

# %% mistake="roots-added" edits="by-var"
# the roots of variance and eps are added. Add first, then take one root: sqrt(variance + eps).
-     return (P - mean) / np.sqrt(var + eps)
+     return (P - mean) / (np.sqrt(var) + np.sqrt(eps))

# %% mistake="columns-normalised"
# the columns are normalised. Each patch is a row, and uses its own mean and variance: axis=1.
def normalize_patches(P, eps):
    mean = np.mean(P, axis=0, keepdims=True)
    var = np.var(P, axis=0, keepdims=True)
    return (P - mean) / np.sqrt(var + eps)

# %% mistake="eps-outside-the-root" edits="by-var"
# eps is added to the root. It belongs inside: sqrt(variance + eps).
-     return (P - mean) / np.sqrt(var + eps)
+     return (P - mean) / (np.sqrt(var) + eps)

# %% mistake="eps-missing" edits="by-var"
# there is no eps, so a constant patch becomes 0 / 0. Add it to the variance, inside the root.
-     return (P - mean) / np.sqrt(var + eps)
+     return (P - mean) / np.sqrt(var)

# %% mistake="eps-squared" edits="by-var"
# eps is squared. Add eps itself to the variance.
-     return (P - mean) / np.sqrt(var + eps)
+     return (P - mean) / np.sqrt(var + eps**2)

# %% mistake="eps-as-a-floor" edits="by-var"
# the variance is raised to eps where it is smaller. Add eps to every variance.
-     return (P - mean) / np.sqrt(var + eps)
+     return (P - mean) / np.sqrt(np.maximum(var, eps))

# %% mistake="root-missing" edits="by-var"
# the rows are divided by the variance. Divide by its root.
-     return (P - mean) / np.sqrt(var + eps)
+     return (P - mean) / (var + eps)

# %% mistake="one-degree-less" edits="by-var"
# the variance is divided by D - 1. It is the mean of the D squared deviations (ddof=0).
-     var = np.var(P, axis=1, keepdims=True)
+     var = np.sum((P - mean)**2, axis=1, keepdims=True) / max(1, P.shape[1] - 1)

# %% mistake="not-averaged" edits="by-var"
# the squared deviations are added up and not averaged. The variance is their mean.
-     var = np.var(P, axis=1, keepdims=True)
+     var = np.sum((P - mean)**2, axis=1, keepdims=True)

# %% mistake="mean-stays" edits="by-var"
# the mean is not taken off before dividing.
-     return (P - mean) / np.sqrt(var + eps)
+     return P / np.sqrt(var + eps)

# %% mistake="variance-around-zero" edits="by-var"
# the variance is taken around 0, as the mean of P**2. Subtract each patch's mean first.
-     var = np.var(P, axis=1, keepdims=True)
+     var = np.mean(P**2, axis=1, keepdims=True)

# %% mistake="only-centred" edits="by-var"
# the mean is taken off, but the patches are not divided by their spread.
-     return (P - mean) / np.sqrt(var + eps)
+     return (P - mean)

# %% mistake="one-spread-for-all" edits="by-var"
# one variance of all patches is used. Each patch has its own: axis=1, keepdims=True.
-     var = np.var(P, axis=1, keepdims=True)
+     var = np.var(P)

# %% mistake="one-mean-for-all" edits="by-var"
# the mean of all patches is subtracted. Each patch has its own: axis=1, keepdims=True.
-     mean = np.mean(P, axis=1, keepdims=True)
+     mean = np.mean(P)

# %% mistake="keepdims-missing"
# means and variances have shape (M,), which lines up with the columns. keepdims=True makes them (M, 1).
def normalize_patches(P, eps):
    mean = np.mean(P, axis=1)
    var = np.var(P, axis=1)
    return (P - mean) / np.sqrt(var + eps)

# %% mistake="stretched-to-one"
# each patch is stretched between its smallest and its largest value. Take off the mean and divide by the
# spread.
def normalize_patches(P, eps):
    low, high = P.min(axis=1, keepdims=True), P.max(axis=1, keepdims=True)
    return (P - low) / (high - low + eps)

# %% mistake="python-loop"
# a Python loop goes over the patches. Let NumPy go over them.
def normalize_patches(P, eps):
    rows = []
    for x in P:
        rows.append((x - x.mean()) / np.sqrt(x.var() + eps))
    return np.array(rows)

# %% mistake="input-modified"
# the argument is changed in place, so that the caller's array is lost. Work on a copy.
def normalize_patches(P, eps):
    P -= P.mean(axis=1, keepdims=True)
    P /= np.sqrt(np.mean(P**2, axis=1, keepdims=True) + eps)
    return P

# %% mistake="ddof-one" edits="by-var"
# the variance is divided by D - 1 (ddof=1), which for a single number is 0 / 0. It is the mean of the D squared
# deviations, ddof=0.
-     var = np.var(P, axis=1, keepdims=True)
+     var = np.var(P, axis=1, keepdims=True, ddof=1)

# %% mistake="eps-only-for-constant-rows" edits="by-var"
# eps does not count, or only where the variance is 0. Add it to every variance, inside the root.
-     return (P - mean) / np.sqrt(var + eps)
+     return (P - mean) / np.sqrt(np.where(var == 0, eps, var))

# %% mistake="spread-raised-to-eps" edits="by-var"
# the spread is raised to eps where it is smaller. Add eps to every variance, inside the root.
-     return (P - mean) / np.sqrt(var + eps)
+     return (P - mean) / np.maximum(np.sqrt(var), eps)

# %% mistake="eps-of-its-own" edits="by-var" free="EPS=1e-2"
# the number added to the variance is {EPS}, whatever `eps` is. Add the parameter `eps`.
-     return (P - mean) / np.sqrt(var + eps)
+     return (P - mean) / np.sqrt(var + EPS)

# %% mistake="own-number-beside-the-root" edits="by-var" free="EPS=1e-2"
# {EPS} is added to the root, and the parameter `eps` is not used. Add eps to the variance, inside the root.
-     return (P - mean) / np.sqrt(var + eps)
+     return (P - mean) / (np.sqrt(var) + EPS)

# %% mistake="length-for-spread" edits="by-var"
# the centred rows are divided by their length plus eps. Divide by the root of their variance, a mean, plus eps.
-     return (P - mean) / np.sqrt(var + eps)
+     return (P - mean) / (np.linalg.norm(P - mean, axis=1, keepdims=True) + eps)

# %% mistake="mean-deviation" edits="by-var"
# the mean of the absolute deviations is taken for the spread. It is the root of the variance, plus eps inside.
-     return (P - mean) / np.sqrt(var + eps)
+     return (P - mean) / (np.mean(np.abs(P - mean), axis=1, keepdims=True) + eps)

# %% mistake="median-for-mean" edits="by-var"
# the median is taken off. It is the mean that is to be 0.
-     mean = np.mean(P, axis=1, keepdims=True)
+     mean = np.median(P, axis=1, keepdims=True)

# %% mistake="eps-subtracted" edits="by-var"
# eps is taken off the variance. Add it.
-     return (P - mean) / np.sqrt(var + eps)
+     return (P - mean) / np.sqrt(np.abs(var - eps))

# %% mistake="eps-under-the-mean" edits="by-var"
# eps is added to the difference from the mean as well, or instead. It belongs to the variance alone.
-     return (P - mean) / np.sqrt(var + eps)
+     return (P - mean + eps) / np.sqrt(var + eps)

# %% mistake="one-mean-and-spread-around-it"
# the mean of all patches together is taken off, and the spread of each is measured around it. Each patch has a mean of its own: axis=1.
def normalize_patches(P, eps):
    centred = P - P.mean()
    return centred / np.sqrt(np.mean(centred**2, axis=1, keepdims=True) + eps)
