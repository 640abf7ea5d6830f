# %% exercise="init-two-layer" name="init_two_layer"

# %% right="textbook"
def init_two_layer(D, H, C, std, rng):
    params = {}
    params["W1"] = std * rng.standard_normal((D, H))
    params["W2"] = std * rng.standard_normal((H, C))
    params["b1"] = np.zeros(H)
    params["b2"] = np.zeros(C)
    return params

# %% right="explicit-names"
def init_two_layer(D, H, C, std, rng):
    params = {}
    for i, (rows, columns) in enumerate([(D, H), (H, C)], start=1):
        params["W" + str(i)] = rng.standard_normal(size=(rows, columns)) * std
        params["b" + str(i)] = 0 * np.ones(columns)
    return params

# %% right="number-by-number"
def init_two_layer(D, H, C, std, rng):
    W1, W2 = np.empty((D, H)), np.empty((H, C))
    for d in range(D):
        for h in range(H):
            W1[d, h] = rng.standard_normal() * std
    for h in range(H):
        W2[h] = [std * rng.standard_normal() for _ in range(C)]
    return {"W1": W1, "W2": W2, "b1": np.zeros_like(W1[0]), "b2": np.zeros_like(W2[0])}

# %% right="drawn-into"
def init_two_layer(D, H, C, std, rng):
    p = {"W1": np.zeros((D, H)), "b1": np.zeros(H), "W2": np.zeros((H, C)), "b2": np.zeros(C)}
    for name in p:
        if name.startswith("W"):
            rng.standard_normal(out=p[name])
            p[name] *= std
    return p

# %% right="normal"
def init_two_layer(D, H, C, std, rng):
    W1 = rng.normal(0, std, size=(D, H))
    W2 = rng.normal(loc=0.0, scale=std, size=(H, C))
    return dict(b1=np.zeros((H,)), b2=np.zeros((C,)), W1=W1, W2=W2)

# %% right="one-draw"
def init_two_layer(D, H, C, std, rng):
    flat = rng.standard_normal(D * H + H * C) * std
    weights = {"W1": flat[: D * H].reshape(D, H), "W2": flat[D * H :].reshape(H, C)}
    return weights | {"b1": [0] * H, "b2": [0.0] * C}

# %% mistake="std-ignored" edits="textbook"
# the weights are not multiplied by std.
-     params["W1"] = std * rng.standard_normal((D, H))
-     params["W2"] = std * rng.standard_normal((H, C))
+     params["W1"] = rng.standard_normal((D, H))
+     params["W2"] = rng.standard_normal((H, C))

# %% mistake="second-not-scaled" edits="textbook"
# W2 is not multiplied by std; W1 is.
-     params["W2"] = std * rng.standard_normal((H, C))
+     params["W2"] = rng.standard_normal((H, C))

# %% mistake="variance-for-deviation" edits="textbook"
# the weights are multiplied by the root of std, as if it were a variance. It is the standard deviation
# itself.
-     params["W1"] = std * rng.standard_normal((D, H))
-     params["W2"] = std * rng.standard_normal((H, C))
+     params["W1"] = np.sqrt(std) * rng.standard_normal((D, H))
+     params["W2"] = np.sqrt(std) * rng.standard_normal((H, C))

# %% mistake="uniform" edits="textbook"
# the weights are drawn uniformly from 0 to std, so none is negative. Draw with rng.standard_normal.
-     params["W1"] = std * rng.standard_normal((D, H))
-     params["W2"] = std * rng.standard_normal((H, C))
+     params["W1"] = std * rng.random((D, H))
+     params["W2"] = std * rng.random((H, C))

# %% mistake="order-swapped" edits="textbook"
# W2 is drawn before W1, so both hold other numbers than asked for. Draw W1 first.
      params = {}
+     params["W2"] = std * rng.standard_normal((H, C))

-     params["W2"] = std * rng.standard_normal((H, C))

# %% mistake="biases-drawn" edits="textbook"
# the biases are random. They start at 0.
-     params["b1"] = np.zeros(H)
-     params["b2"] = np.zeros(C)
+     params["b1"] = std * rng.standard_normal(H)
+     params["b2"] = std * rng.standard_normal(C)

# %% mistake="biases-drawn-in-between"
# the biases are random, and drawing b1 between W1 and W2 changes W2 too. They start at 0.
def init_two_layer(D, H, C, std, rng):
    shapes = {"W1": (D, H), "b1": H, "W2": (H, C), "b2": C}
    return {name: std * rng.standard_normal(shape) for name, shape in shapes.items()}

# %% mistake="biases-one" edits="textbook"
# the biases are 1. They start at 0.
-     params["b1"] = np.zeros(H)
-     params["b2"] = np.zeros(C)
+     params["b1"] = np.ones(H)
+     params["b2"] = np.ones(C)

# %% mistake="biases-as-rows" edits="textbook"
# a bias has shape (1, H) or (1, C). It should have one axis: (H,) and (C,).
-     params["b1"] = np.zeros(H)
-     params["b2"] = np.zeros(C)
+     params["b1"] = np.zeros((1, H))
+     params["b2"] = np.zeros((1, C))

# %% mistake="weights-transposed" edits="textbook"
# W1 has shape (H, D) and W2 (C, H), as for columns. Rows are examples: (D, H) and (H, C).
-     params["W1"] = std * rng.standard_normal((D, H))
-     params["W2"] = std * rng.standard_normal((H, C))
+     params["W1"] = std * rng.standard_normal((H, D))
+     params["W2"] = std * rng.standard_normal((C, H))

# %% mistake="weights-zero" edits="textbook"
# all weights are 0. Then all hidden units stay alike for ever; draw them at random.
-     params["W1"] = std * rng.standard_normal((D, H))
-     params["W2"] = std * rng.standard_normal((H, C))
+     params["W1"] = np.zeros((D, H))
+     params["W2"] = np.zeros((H, C))

# %% mistake="own-generator" edits="textbook"
# the function makes its own random generator. Draw from the argument rng.
  def init_two_layer(D, H, C, std, rng):
+     rng = np.random.default_rng(0)

# %% mistake="bias-of-inputs" edits="textbook"
# b1 has one number for each feature. It needs one for each hidden unit, shape (H,).
-     params["b1"] = np.zeros(H)
+     params["b1"] = np.zeros(D)

# %% mistake="scaled-by-width" edits="textbook"
# the weights are also divided by the root of the number of inputs. Here std alone sets their size.
-     params["W1"] = std * rng.standard_normal((D, H))
-     params["W2"] = std * rng.standard_normal((H, C))
+     params["W1"] = std * rng.standard_normal((D, H)) / np.sqrt(D)
+     params["W2"] = std * rng.standard_normal((H, C)) / np.sqrt(H)

# %% mistake="other-names" edits="textbook"
# the dict has other names than asked for. They are "W1", "b1", "W2" and "b2".
-     params["W1"] = std * rng.standard_normal((D, H))
-     params["W2"] = std * rng.standard_normal((H, C))
+     params["w1"] = std * rng.standard_normal((D, H))
+     params["w2"] = std * rng.standard_normal((H, C))

# %% mistake="tuple-returned" edits="textbook"
# a tuple of arrays comes back. Return a dict with the names W1, b1, W2 and b2.
-     return params
+     return params["W1"], params["b1"], params["W2"], params["b2"]

# %% mistake="numbers-thrown-away"
# random numbers are drawn for b1 and multiplied by 0, so W2 gets later numbers than asked for. Make the
# biases with np.zeros; nothing but W1 and W2 draws from rng.
def init_two_layer(D, H, C, std, rng):
    W1, b1 = std * rng.standard_normal((D, H)), 0 * rng.standard_normal(H)
    return {"W1": W1, "b1": b1, "W2": std * rng.standard_normal((H, C)), "b2": np.zeros(C)}

# %% mistake="std-as-mean" edits="textbook"
# std is given as the mean: the first argument of rng.normal is the mean (loc), the second the standard
# deviation (scale). Write rng.normal(0, std, size), or std * rng.standard_normal(size).
-     params["W1"] = std * rng.standard_normal((D, H))
-     params["W2"] = std * rng.standard_normal((H, C))
+     params["W1"] = rng.normal(std, size=(D, H))
+     params["W2"] = rng.normal(std, size=(H, C))

# %% mistake="squared-std" edits="textbook"
# the weights are multiplied by std**2, the variance. Multiply by std itself.
-     params["W1"] = std * rng.standard_normal((D, H))
-     params["W2"] = std * rng.standard_normal((H, C))
+     params["W1"] = std**2 * rng.standard_normal((D, H))
+     params["W2"] = std**2 * rng.standard_normal((H, C))

# %% mistake="divided-by-std" edits="textbook"
# the weights are divided by std. Multiply by it: then they spread as far as std says.
-     params["W1"] = std * rng.standard_normal((D, H))
-     params["W2"] = std * rng.standard_normal((H, C))
+     params["W1"] = rng.standard_normal((D, H)) / std
+     params["W2"] = rng.standard_normal((H, C)) / std

# %% mistake="he-initialisation" edits="textbook"
# std is not used: the weights are scaled by the root of 2 over the number of inputs. Often a good choice, but
# here the caller chooses, by std.
-     params["W1"] = std * rng.standard_normal((D, H))
-     params["W2"] = std * rng.standard_normal((H, C))
+     params["W1"] = np.sqrt(2 / D) * rng.standard_normal((D, H))
+     params["W2"] = np.sqrt(2 / H) * rng.standard_normal((H, C))

# %% mistake="xavier-initialisation" edits="textbook"
# std is not used: the weights are divided by the root of the number of inputs. Often a good choice, but here
# the caller chooses, by std.
-     params["W1"] = std * rng.standard_normal((D, H))
-     params["W2"] = std * rng.standard_normal((H, C))
+     params["W1"] = rng.standard_normal((D, H)) / np.sqrt(D)
+     params["W2"] = rng.standard_normal((H, C)) / np.sqrt(H)

# %% mistake="scale-fixed" edits="textbook"
# the size of the weights is written into the function. It is the argument std.
-     params["W1"] = std * rng.standard_normal((D, H))
-     params["W2"] = std * rng.standard_normal((H, C))
+     params["W1"] = 0.01 * rng.standard_normal((D, H))
+     params["W2"] = 0.01 * rng.standard_normal((H, C))

# %% mistake="drawn-transposed"
# the weights are drawn as (H, D) and (C, H) and turned afterwards, so that the numbers stand elsewhere. Draw them as (D, H) and (H, C).
def init_two_layer(D, H, C, std, rng):
    W1 = std * rng.standard_normal((H, D)).T
    return {"W1": W1, "b1": np.zeros(H), "W2": std * rng.standard_normal((C, H)).T, "b2": np.zeros(C)}

# %% mistake="second-layer-scaled"
# the second layer is divided by the root of H and does not get std. Both layers are std times standard normal numbers.
def init_two_layer(D, H, C, std, rng):
    W1 = std * rng.standard_normal((D, H))
    return {"W1": W1, "b1": np.zeros(H), "W2": rng.standard_normal((H, C)) / np.sqrt(H), "b2": np.zeros(C)}
