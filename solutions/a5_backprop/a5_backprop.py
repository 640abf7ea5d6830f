# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # Backpropagation: from one gate to matrices
#
# In a2 and a3 you derived a gradient on paper, once for each loss. For a deep network that does not scale: the
# formula fills a page, and every change of the network means a new page. Backpropagation replaces the page by a
# recipe. Cut the computation into small steps, know the derivative of each step alone, and let the gradient walk
# backwards through them.
#
# **You will build** gradients through single gates, Jacobians by hand and by differences, the two layers of which
# most networks are made with their backward passes, a layer that forgets on purpose (dropout), a judge for any
# layer, a network of any depth, and, as an extra, a small automatic differentiator that draws its own graph and
# learns XOR.
#
# **You need** a2 and a3 (the two losses), matrix products, partial derivatives and the chain rule.
#
# **It takes** 5 to 6 hours.
#
# Marking skips the cells with pictures; they run your own functions, so they need the answers above them. Rows are
# examples: `Y = X @ W + b` with X of shape (N, D), W of shape (D, C), b of shape (C,). A name like `dW` stands for
# the gradient of the loss with respect to `W`, and always has the shape of `W`. No function may change its arguments,
# and float32 is precise enough for an answer, unless the text in quotes says *Compute in float64*.

# %%
import numpy as np

from pixgrad import check, data, plots
from pixgrad.check import lock
from pixgrad.plots.graph import Gate

lock.teaches("a5_backprop")  # pixgrad.models has what you build here; it stays shut until you have it
DATA = "shapes"  # "cifar10" after: pixgrad data fetch cifar10

dataset = data.load(DATA)
print(dataset)

# %% [markdown]
# ## Forward, then backward
#
# Take $f(x, y, z) = (x + y)\, z$. Cut it into two steps: $q = x + y$, then $f = q z$. The **forward pass**
# computes the values from left to right. The **backward pass** goes from right to left and computes, for every
# value in the graph, the derivative of the output $f$ with respect to it. It starts with $\partial f / \partial f
# = 1$. At each step the chain rule asks for one multiplication:
#
# $$\frac{\partial f}{\partial y} = \underbrace{\frac{\partial f}{\partial q}}_{\text{upstream}} \cdot
# \underbrace{\frac{\partial q}{\partial y}}_{\text{local}} .$$
#
# The **upstream** gradient is what arrives from the right: how much $f$ changes with the output of this step. The
# **local** gradient belongs to the step alone: how much its output changes with its input. A step need not know
# what the rest of the graph does.
#
# With $x = 3$, $y = -5$, $z = -4$: forward $q = -2$ and $f = 8$. Backward: $\partial f / \partial q = z = -4$ and
# $\partial f / \partial z = q = -2$; then $\partial f / \partial x = -4 \cdot 1$, and the same for $y$.


# %% answer="sum-product"
def sum_product(x, y, z):
    """Value and gradients of ``f = (x + y) * z``.

    Parameters
    ----------
    x, y, z : float
        Any numbers.

    Returns
    -------
    f : float
        ``(x + y) * z``.
    df_dx, df_dy, df_dz : float
        The three partial derivatives of f, in this order; four values are returned in all.
    """
    # BEGIN SOLUTION
    q = x + y
    return q * z, z, z, q
    # END SOLUTION


# %% check="sum-product" points=4
cases = [(3.0, -5.0, -4.0), (-2.0, 0.5, 6.0), (1.0, 1.0, 0.0), (-3.0, 3.0, 2.0)]
wanted = [(8, -4, -4, -2), (-9, 6, 6, -1.5), (0, 0, 0, 2), (0, 2, 2, 0)]
check.returns(sum_product, cases, wanted, exercise="sum-product")
# BEGIN HIDDEN TESTS
rng = check.rng("sum-product")
fresh = [tuple(rng.normal(scale=3, size=3).tolist()) for _ in range(6)]
check.returns(sum_product, fresh, [((x + y) * z, z, z, x + y) for x, y, z in fresh], exercise="sum-product")
# END HIDDEN TESTS

# %% [markdown] hint="sum-product"
# First the forward pass: q, then f. How much does f change with q, and with z? And how much does q change with x?

# %% [markdown]
# The next picture is the graph with your numbers: above every edge the value that runs along it to the right, below it
# the gradient that runs back to the left.
#
# **Predict first.** Which two edges carry the same gradient, and why?

# %% tags=["explore"]
f, df_dx, df_dy, df_dz = sum_product(3.0, -5.0, -4.0)
plots.graph.computational_graph(
    [
        Gate("x", 3.0, df_dx),
        Gate("y", -5.0, df_dy),
        Gate("+", 3.0 - 5.0, df_dx, inputs=(0, 1)),
        Gate("z", -4.0, df_dz),
        Gate("×", f, 1.0, inputs=(2, 3)),
    ]
)

# %% [markdown]
# **What you should see.** -4 below x, below y, and below the edge from the sum: an add gate hands on what it gets.

# %% claim="an-add-gate-hands-on"
assert df_dx == df_dy == -4 and (f, df_dz) == (8, -2)
print(f"gradients of x, y, z: {df_dx}, {df_dy}, {df_dz}")

# %% [markdown]
# ## Three gates to know by heart
#
# The local gradients of the three most frequent gates give them characters. With upstream gradient $u$:
#
# | gate | output | sends to a | sends to b | in a word |
# | --- | --- | --- | --- | --- |
# | add | $a + b$ | $u$ | $u$ | distributes |
# | multiply | $a b$ | $u \cdot b$ | $u \cdot a$ | swaps |
# | max | $\max(a, b)$ | $u$ if $a$ won, else 0 | $u$ if $b$ won, else 0 | routes |


# %% answer="gate-backward"
def gate_backward(gate, a, b, upstream):
    """Gradients that one gate sends back to its two inputs.

    Parameters
    ----------
    gate : {"add", "multiply", "max"}
        The gate; its output is ``a + b``, ``a * b`` or the greater of a and b.
    a, b : float
        Its inputs in the forward pass.
    upstream : float
        Gradient of the final output with respect to the output of the gate.

    Returns
    -------
    da, db : float
        Gradients of the final output with respect to a and b: upstream times local. Where a max gate has two
        equal inputs, a takes it all.
    """
    # BEGIN SOLUTION
    if gate == "add":
        return upstream, upstream
    if gate == "multiply":
        return upstream * b, upstream * a
    return (upstream, 0.0) if a >= b else (0.0, upstream)
    # END SOLUTION


# %% check="gate-backward" points=4
cases = [
    ("add", 3.0, -2.0, 5.0),
    ("multiply", 3.0, -2.0, 5.0),
    ("multiply", -0.5, 0.0, -4.0),
    ("max", 3.0, -2.0, 5.0),
    ("max", -3.0, -2.0, 5.0),
    ("max", 1.5, 1.5, -7.0),  # equal: all to a
    ("add", 0.0, 0.0, -0.25),
    ("max", 1.5, 1.5625, 2.0),
    ("max", 2.0, -1.0, -3.0),  # a negative gradient goes to the greater input too
]
wanted = [(5, 5), (-10, 15), (0, 2), (5, 0), (0, 5), (-7, 0), (-0.25, -0.25), (0, 2), (-3, 0)]
check.returns(gate_backward, cases, wanted, exercise="gate-backward")
# BEGIN HIDDEN TESTS
rng = check.rng("gate-backward")
fresh = [
    (gate, *rng.normal(scale=3, size=3).tolist())
    for gate in ("add", "multiply", "max", "max")
    for _ in range(3)
]
tie = float(rng.normal())
fresh += [("max", 2.0, -9.0, 1.5), ("max", -9.0, 2.0, 1.5), ("max", tie, tie, 3.0)]
locals_of = {
    "add": lambda a, b: (1, 1),
    "multiply": lambda a, b: (b, a),
    "max": lambda a, b: (float(a >= b), float(a < b)),
}
want = [tuple(u * local for local in locals_of[gate](a, b)) for gate, a, b, u in fresh]
check.returns(gate_backward, fresh, want, exercise="gate-backward")
# END HIDDEN TESTS

# %% [markdown] hint="gate-backward"
# One line per gate. Every result has the factor `upstream`. For max: the winner's local gradient is 1, the other's
# is 0, as a small change of the loser changes nothing.

# %% [markdown]
# ## A neuron
#
# A neuron weighs its inputs, adds a bias, and squashes the result with the sigmoid $\sigma(t) = 1 / (1 +
# e^{-t})$. One may cut the sigmoid into four gates, but there is no need: any piece whose local gradient you know
# can be *one* gate. Here it is simple once the output is known:
#
# $$\sigma'(t) = \frac{e^{-t}}{(1 + e^{-t})^2} = \sigma(t)\,(1 - \sigma(t)) .$$
#
# So for $t = \sum_i w_i x_i + b$ the gradient that arrives at $t$ is $\sigma (1 - \sigma)$, the add gates hand it
# on to every product and to $b$, and each product swaps.


# %% answer="sigmoid-neuron"
def sigmoid_neuron(w, x, b):
    """Output of a sigmoid neuron, and its gradients.

    Parameters
    ----------
    w : ndarray of shape (D,)
        Weights, float64.
    x : ndarray of shape (D,)
        Inputs, float64.
    b : float
        Bias.

    Returns
    -------
    out : float
        ``sigmoid(t)`` for ``t = sum(w * x) + b``. Right (0 or 1 to all digits, never NaN) also for t = 1000 or
        -1000.
    dw : ndarray of shape (D,)
        Gradient of out with respect to w.
    dx : ndarray of shape (D,)
        Gradient of out with respect to x.
    db : float
        Gradient of out with respect to b.
    """
    # BEGIN SOLUTION
    t = float(np.dot(w, x) + b)
    out = float(np.exp(-np.logaddexp(0, -t)))
    dt = out * (1 - out)
    return out, dt * x, dt * w, dt
    # END SOLUTION


# %% check="sigmoid-neuron" points=5
# t = log 3 gives the output 3/4 and the local gradient 3/16; t = 0 gives 1/2 and 1/4.
cases = [
    (np.array([2.0, -3.0]), np.array([-1.0, -2.0]), np.log(3) - 4),
    (np.array([2.0, -3.0, 0.5]), np.array([1.0, 1.0, 4.0]), -1.0),
    (np.array([4.0]), np.array([-0.5]), 2.0 - np.log(3)),  # t = -log 3
    (np.array([1000.0, 1.0]), np.array([1.0, 0.0]), 0.0),
    (np.array([1000.0, 1.0]), np.array([-1.0, 0.0]), 0.0),
]
wanted = [
    (0.75, np.array([-3, -6]) / 16, np.array([6, -9]) / 16, 3 / 16),
    (0.5, [0.25, 0.25, 1], [0.5, -0.75, 0.125], 0.25),
    (0.25, np.array([-1.5]) / 16, np.array([12]) / 16, 3 / 16),
    (1, [0, 0], [0, 0], 0),
    (0, [0, 0], [0, 0], 0),
]
check.returns(sigmoid_neuron, cases, wanted, exercise="sigmoid-neuron", rtol=1e-5, atol=1e-6)
# BEGIN HIDDEN TESTS
from scipy import special


def reference(w, x, b):
    out = special.expit(w @ x + b)
    slope = out * (1 - out)
    return out, slope * x, slope * w, slope


rng = check.rng("sigmoid-neuron")
fresh = [(rng.normal(size=size), rng.normal(size=size), float(rng.normal())) for size in (2, 3, 1, 5)]
fresh += [(np.array([900.0, -2.0]), np.array([sign, 1.0]), float(rng.normal())) for sign in (1.0, -1.0)]
check.returns(sigmoid_neuron, fresh, reference, exercise="sigmoid-neuron", rtol=1e-5, atol=1e-6)
# END HIDDEN TESTS

# %% [markdown] hint="sigmoid-neuron"
# Forward: t, then the output. Backward: what arrives at t, and what does a product hand to each of its factors?
# `1 / (1 + np.exp(-t))` is right at t = -1000 too, `np.exp(t) / (1 + np.exp(t))` is `nan` at t = 1000.

# %% [markdown]
# The neuron as a graph, for $w = (2, -3)$, $x = (-1, -2)$ and $b = -3$.
#
# **Predict first.** Which input has the largest gradient? What would become of all gradients if b were 30?

# %% tags=["explore"]
w, x, b = np.array([2.0, -3.0]), np.array([-1.0, -2.0]), -3.0
out, dw, dx, db = sigmoid_neuron(w, x, b)
products = w * x
plots.graph.computational_graph(
    [
        Gate("w0", w[0], dw[0]),
        Gate("x0", x[0], dx[0]),
        Gate("×", products[0], db, inputs=(0, 1)),
        Gate("w1", w[1], dw[1]),
        Gate("x1", x[1], dx[1]),
        Gate("×", products[1], db, inputs=(3, 4)),
        Gate("+", products.sum(), db, inputs=(2, 5)),
        Gate("b", b, db),
        Gate("+", products.sum() + b, db, inputs=(6, 7)),
        Gate("σ", out, 1.0, inputs=(8,)),
    ]
)

# %% [markdown]
# **What you should see.** All gradients left of the sigmoid carry the factor $\sigma (1 - \sigma)$, here 0.197. It is at
# most 1/4, and nearly 0 where the sigmoid is flat: with b = 30 nothing would come back. x1 has the largest one, since
# it is multiplied by the weight of largest size.

# %% claim="the-neuron-s-gradients"
flat_neuron = sigmoid_neuron(w, x, 30.0)
print(
    f"factor {db:.3f}, largest gradient {np.max(np.abs(dx)):.3f}, with b = 30 at most {np.max(np.abs(flat_neuron[2])):.1e}"
)
assert np.isclose(db, 0.197, atol=5e-4) and np.argmax(np.abs(np.r_[dw, dx, db])) == 3
assert np.max(np.abs(flat_neuron[2])) < 1e-9

# %% [markdown]
# ## An input that is used twice
#
# If $x$ feeds two gates, it moves the output on two ways at once, and what comes back on the two ways **adds**. In
# code this is the difference between `dx = ...` and `dx += ...`, and one of the most frequent slips.
#
# Take $f(x, y) = (x + y) \cdot (x y)$, in three steps: $q = x + y$, $r = x y$, $f = q r$. Both inputs are used
# twice.


# %% answer="reused-input"
def reused_input(x, y):
    """Value and gradients of ``f = (x + y) * (x * y)``.

    Parameters
    ----------
    x, y : float
        Any numbers.

    Returns
    -------
    f : float
        ``(x + y) * (x * y)``.
    df_dx, df_dy : float
        Its partial derivatives: each is the sum of what comes back through the sum and through the product.
    """
    # BEGIN SOLUTION
    q, r = x + y, x * y
    dq, dr = r, q
    return q * r, dq + dr * y, dq + dr * x
    # END SOLUTION


# %% check="reused-input" points=4
cases = [(3.0, 2.0), (-1.0, 4.0), (2.0, -2.0), (0.0, 5.0), (3.0, 0.0)]
wanted = [(30, 16, 21), (-12, 8, -7), (0, -4, -4), (0, 25, 0), (0, 0, 9)]
check.returns(reused_input, cases, wanted, exercise="reused-input")
# BEGIN HIDDEN TESTS
rng = check.rng("reused-input")
fresh = [tuple(rng.normal(scale=2, size=2).tolist()) for _ in range(6)]
want = [(x**2 * y + x * y**2, 2 * x * y + y**2, x**2 + 2 * x * y) for x, y in fresh]
check.returns(reused_input, fresh, want, exercise="reused-input")
# END HIDDEN TESTS

# %% [markdown] hint="reused-input"
# f is a product of q and r: what arrives at q is r, and what arrives at r is q. From q, x gets the upstream as it
# is; from r it gets the upstream times y. Add the two.

# %% [markdown]
# **Predict first.** In the picture two arrows leave each input, and each brings back its own part. Which number will
# stand below x = 3, for y = 2?

# %% tags=["explore"]
x, y = 3.0, 2.0
f, df_dx, df_dy = reused_input(x, y)
dq, dr = x * y, x + y
plots.graph.computational_graph(
    [
        Gate("x", x, df_dx),
        Gate("y", y, df_dy),
        Gate("+", x + y, dq, inputs=(0, 1), flows=(dq, dq)),
        Gate("×", x * y, dr, inputs=(0, 1), flows=(dr * y, dr * x)),
        Gate("×", f, 1.0, inputs=(2, 3), flows=(dq, dr)),
    ]
)

# %% [markdown]
# **What you should see.** Below each input the sum of the two parts: 6 + 10 = 16 for x. Taking only one of them is the
# slip.

# %% claim="parts-add-up"
print(f"parts of x: {dq} and {dr * y}, sum {df_dx}")
assert (dq, dr * y, df_dx) == (6, 10, 16)

# %% [markdown]
# ## Vectors: the Jacobian
#
# If $x$ has N entries and a function $f$ makes M numbers of them, there are N times M partial derivatives. Their table
# is the Jacobian. In this series its rows are the inputs and its columns the outputs:
#
# $$\Big(\frac{\partial f}{\partial x}\Big)_{n,m} = \frac{\partial f_m}{\partial x_n}, \qquad
# \frac{\partial f}{\partial x} \in \mathbb{R}^{N \times M} .$$
#
# Many books use the transpose, with outputs as rows. Ours has a merit: the chain rule reads in the order in which the
# data flows, and without a transpose,
#
# $$\underbrace{\frac{\partial L}{\partial x}}_{(N,)} = \underbrace{\frac{\partial f}{\partial x}}_{(N, M)} \;
# \underbrace{\frac{\partial L}{\partial f}}_{(M,)} ,$$
#
# since entry n is $\sum_m \frac{\partial f_m}{\partial x_n} \frac{\partial L}{\partial f_m}$: $x_n$ is used by all
# outputs, and what comes back adds.
#
# Work one out by hand: three inputs x, y and z, and two outputs, $u = x y + 2 y z$ and $v = 2 x y^2 z$.


# %% answer="jacobian-by-hand"
def jacobian_by_hand(x, y, z):
    """Jacobian of the two outputs ``u = x*y + 2*y*z`` and ``v = 2*x*y**2*z``.

    Parameters
    ----------
    x, y, z : float
        The three inputs.

    Returns
    -------
    ndarray of float of shape (3, 2), or the same as a list of lists
        Entry [n, m] is the derivative of output m with respect to input n, by its formula: rows are the inputs
        x, y, z in this order, columns the outputs u, v. Right for large inputs too, where differences fail.
    """
    # BEGIN SOLUTION
    return np.array([[y, 2 * y**2 * z], [x + 2 * z, 4 * x * y * z], [2 * y, 2 * x * y**2]])
    # END SOLUTION


# %% check="jacobian-by-hand" points=4
cases = [(3.0, 2.0, -1.0), (-1.0, 0.5, 4.0), (2.0, -3.0, 0.0), (1.0, 1.0, 1.0), (0.0, 2.0, 3.0)]
cases += [(1.1e6, 1e6, 0.9e6)]  # so large that a small step is lost in rounding
wanted = [
    [[2, -8], [1, -24], [4, 24]],
    [[0.5, 2], [7, -8], [1, -0.5]],
    [[-3, 0], [2, 0], [-6, 36]],
    [[1, 2], [3, 4], [2, 2]],
    [[2, 24], [6, 0], [4, 0]],
    [[1e6, 1.8e18], [2.9e6, 3.96e18], [2e6, 2.2e18]],
]
check.returns(jacobian_by_hand, cases, wanted, exercise="jacobian-by-hand")
# BEGIN HIDDEN TESTS
rng = check.rng("jacobian-by-hand")
fresh = [tuple(rng.normal(scale=2, size=3).tolist()) for _ in range(5)]
outputs = (lambda v: v[0] * v[1] + 2 * v[1] * v[2], lambda v: 2 * v[0] * v[1] ** 2 * v[2])
want = [np.stack([check.numeric_gradient(out, np.array(case)) for out in outputs], axis=1) for case in fresh]
check.returns(jacobian_by_hand, fresh, want, exercise="jacobian-by-hand", atol=1e-7)
# END HIDDEN TESTS

# %% [markdown] hint="jacobian-by-hand"
# Six derivatives. For each, treat the two other inputs as constants. Which input is squared, and what does that do to
# the derivative with respect to it, and to those with respect to the others?

# %% [markdown]
# ### The same by differences
#
# A Jacobian can be measured: move one input a little in both directions and see what all outputs do. It is slow, two
# calls for every input, and the best judge of a backward pass there is.
#
# One way to move one input at a time: the rows of `np.eye(3)` are (1, 0, 0), (0, 1, 0) and (0, 0, 1), so
# `h * np.eye(3)[n]` is a step of h along input n, and `x + step` is a new array.


# %% answer="numeric-jacobian"
def numeric_jacobian(f, x, h=1e-5):
    """Jacobian of a function by central differences.

    Parameters
    ----------
    f : callable
        ``f(x)`` takes an array of shape (N,) and returns a new array of shape (M,). It does not change its
        argument.
    x : ndarray of shape (N,)
        Where to take the Jacobian, float64. Afterwards every entry holds the number it held before, to the last
        bit.
    h : float
        Half the distance between the two points.

    Returns
    -------
    ndarray of shape (N, M)
        Entry [n, m] is ``(f(x with x[n] + h)[m] - f(x with x[n] - h)[m]) / (2 * h)``: a row for each input, a
        column for each output. N and M may differ, and either may be 1.
    """
    # BEGIN SOLUTION
    rows = []
    for step in h * np.eye(len(x)):
        rows.append((f(x + step) - f(x - step)) / (2 * h))
    return np.array(rows)
    # END SOLUTION


# %% check="numeric-jacobian" points=6
def two_of_three(v):
    """The function of the exercise above."""
    return np.array([v[0] * v[1] + 2 * v[1] * v[2], 2 * v[0] * v[1] ** 2 * v[2]])


def cubes(v):
    """Every output has its own input."""
    return v**3


def total(v):
    """One output."""
    return np.array([np.sum(v**2)])


def powers(v):
    """One input."""
    return np.array([v[0], v[0] ** 2, 5.0 * v[0]])


def mixed(v):
    """As many outputs as inputs, and not symmetric."""
    return np.array([v[0] * v[1], 3.0 * v[1]])


cases = [
    (two_of_three, np.array([3.0, 2.0, -1.0])),
    (cubes, np.array([1.0, -2.0, 0.0]), 0.5),  # 3 x**2 + h**2: h is half, not small
    (total, np.array([0.1, -0.7])),  # numbers that do not survive + h - h
    (powers, np.array([-4.0])),
    (mixed, np.array([2.0, 5.0])),
]
wanted = [
    [[2, -8], [1, -24], [4, 24]],
    [[3.25, 0, 0], [0, 12.25, 0], [0, 0, 0.25]],
    [[0.2], [-1.4]],
    [[1, -8, 5]],
    [[5, 0], [2, 3]],
]
check.returns(numeric_jacobian, cases, wanted, exercise="numeric-jacobian", rtol=1e-5, atol=1e-7)
# BEGIN HIDDEN TESTS
rng = check.rng("numeric-jacobian")
weights = rng.normal(size=(3, 4))


def waves(v):
    return np.sin(v) @ weights + np.sum(v)


def doubled(v):
    return np.concatenate([v**3, v * v[::-1]])


def one_number(v):
    return np.array([np.prod(v)])


def square_map(v):
    return np.array([v[0] * v[1], v[1] * v[2] ** 2, v[0] - v[2]])


def measured(f, x, h=1e-5):
    outputs = len(f(x))
    return np.stack([check.numeric_gradient(lambda v, m=m: f(v)[m], x, h) for m in range(outputs)], axis=1)


fresh = [
    (waves, rng.normal(size=3)),
    (doubled, rng.normal(size=4), 0.3),
    (one_number, rng.normal(size=5)),
    (doubled, rng.normal(size=1)),
    (square_map, rng.normal(size=3), 0.2),
]
check.returns(numeric_jacobian, fresh, measured, exercise="numeric-jacobian", rtol=1e-5, atol=1e-7)
# END HIDDEN TESTS

# %% [markdown] hint="numeric-jacobian"
# Does one pass of the loop make a row or a column of the table? What must be true of x after it?

# %% [markdown]
# ### Many steps, and why backwards
#
# A network is a chain $x \to h \to \dots \to s \to L$. The Jacobian of the whole chain is the product of the
# Jacobians, in the order in which the data flows. With the gradient of the scalar $L$ at its right end,
#
# $$\frac{\partial L}{\partial x} = \frac{\partial h}{\partial x} \, \frac{\partial s}{\partial h} \,
# \frac{\partial L}{\partial s} ,$$
#
# it can be multiplied from the left, matrix times matrix, or from the right, where each step is a matrix times a
# *vector*. Both give the same numbers. For matrices of 1,000 by 1,000 the second takes a thousandth of the work.
# That, and no more, is why one goes backwards.


# %% answer="jacobian-chain"
def jacobian_chain(jacobians, upstream):
    """Carry a gradient back through a chain of steps, given their Jacobians.

    Parameters
    ----------
    jacobians : list of ndarray
        The Jacobians of the steps in forward order, in the layout of this series: the first has shape (N, M1), the
        next (M1, M2), and so on to (..., M). There is at least one.
    upstream : ndarray of shape (M,)
        Gradient of L with respect to the output of the last step.

    Returns
    -------
    ndarray of shape (N,)
        Gradient of L with respect to the input of the first step.
    """
    # BEGIN SOLUTION
    grad = upstream
    for J in reversed(jacobians):
        grad = J @ grad
    return grad
    # END SOLUTION


# %% check="jacobian-chain" points=4
first = np.array([[1.0, 2.0], [0.0, -1.0], [3.0, 1.0]])  # 3 inputs, 2 outputs
second = np.array([[1.0, 0.0, -2.0, 1.0], [2.0, 1.0, 0.0, 0.0]])
square = np.array([[1.0, 2.0], [0.0, 1.0]])
other = np.array([[0.0, 1.0], [1.0, 1.0]])
cases = [
    ([first], np.array([2.0, -1.0])),
    ([first, second], np.array([1.0, 2.0, 0.0, -1.0])),
    ([square, other], np.array([1.0, 3.0])),  # all square: only the numbers tell
    ([square, square, other], np.array([1.0, -1.0])),
    ([first, square, other, other, square], np.array([1.0, -1.0])),
]
wanted = [[0, 1, 5], [8, -4, 4], [11, 4], [-1, 0], [-14, 3, -27]]
check.returns(jacobian_chain, cases, wanted, exercise="jacobian-chain", rtol=1e-5, atol=1e-6)
# BEGIN HIDDEN TESTS
from itertools import pairwise

rng = check.rng("jacobian-chain")


def chain_case(*sizes):
    return [rng.normal(size=pair) for pair in pairwise(sizes)], rng.normal(size=sizes[-1])


fresh = [
    chain_case(*sizes)
    for sizes in [(3, 3), (4, 2), (2, 3, 4), (3, 3, 3, 3), (1, 5, 2, 1), (2, 2, 3, 1, 2, 2)]
]
want = [np.linalg.multi_dot([*Js, u]) for Js, u in fresh]
check.returns(jacobian_chain, fresh, want, exercise="jacobian-chain", rtol=1e-5, atol=1e-6)
# END HIDDEN TESTS

# %% [markdown] hint="jacobian-chain"
# Which of the Jacobians can be multiplied by the upstream gradient at all? The shapes tell, and also which comes next.

# %% [markdown]
# ## The Jacobian that no one forms
#
# Now let $y = \max(0, x)$, entry by entry. Output m depends on input m alone, so everything off the diagonal is
# 0, always. On the diagonal stands 1 where $x_m > 0$ and 0 where $x_m < 0$. At exactly 0 there is a kink, and no
# derivative; this series takes 0 there, so the rule is: **where $x > 0$ the gradient passes**. (`np.diag` of a vector is
# the matrix with that vector on its diagonal.)


# %% answer="relu-jacobian"
def relu_jacobian(x):
    """Jacobian of ``y = max(0, x)``.

    Parameters
    ----------
    x : ndarray of shape (N,)
        Input, float64.

    Returns
    -------
    ndarray of shape (N, N)
        1 at [n, n] where ``x[n] > 0``; 0 everywhere else, also where ``x[n]`` is exactly 0.
    """
    # BEGIN SOLUTION
    return np.diag((x > 0).astype(np.float64))
    # END SOLUTION


# %% check="relu-jacobian" points=3
cases = [(np.array([1.5, -2.0, 0.0, 3.0]),), (np.array([-1.0]),), (np.array([0.25, 7.0]),)]
wanted = [[[1, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 1]], [[0]], [[1, 0], [0, 1]]]
check.returns(relu_jacobian, cases, wanted, exercise="relu-jacobian")
# BEGIN HIDDEN TESTS
rng = check.rng("relu-jacobian")
fresh = [(rng.normal(scale=3, size=size),) for size in (5, 2, 1, 7)]
fresh += [(rng.permutation([0.0, -1.0, 2.0, 0.0]),)]
check.returns(relu_jacobian, fresh, lambda x: np.eye(len(x)) * (x > 0), exercise="relu-jacobian")
# END HIDDEN TESTS

# %% [markdown] hint="relu-jacobian"
# What stands on the diagonal, written as a vector? Is `x > 0` a vector of numbers?

# %% [markdown]
# A matrix that is 0 off the diagonal, times a vector, is an elementwise product. So the gradient goes back through
# a ReLU like this, for x of any shape:
#
# $$\Big(\frac{\partial L}{\partial x}\Big)_i = \begin{cases} (\partial L / \partial y)_i & \text{if } x_i > 0 \\
# 0 & \text{otherwise.} \end{cases}$$
#
# The mask comes from the *input* of the ReLU, never from the gradient that arrives. And "0 otherwise" means 0:
# `inf * 0` is `nan`, so if one upstream entry has overflowed, a product with the mask poisons an entry that should
# not even see it. The tool that picks and does not multiply is `np.where(condition, a, b)`.


# %% answer="relu-backward"
def relu_backward(dout, x):
    """Carry a gradient back through ``max(0, x)``, without its Jacobian.

    Parameters
    ----------
    dout : ndarray of any shape
        Gradient with respect to the output, float64; entries may be infinite.
    x : ndarray of the shape of dout
        Input of the ReLU, float64.

    Returns
    -------
    ndarray of the shape of x
        ``dout`` where ``x > 0``, and exactly 0 elsewhere: also where x is exactly 0, and also where dout is ``inf``
        or ``-inf``. A new array, made without a Python loop.
    """
    # BEGIN SOLUTION
    return np.where(x > 0, dout, 0.0)
    # END SOLUTION


# %% check="relu-backward" points=5
x_signs = np.array([[1.5, -2.0, 0.0], [-0.5, 3.0, 4.0]])
upstream = np.array([[2.0, 5.0, 7.0], [-1.0, -3.0, 0.5]])
cases = [
    (upstream, x_signs),
    (np.array([-2.0, 4.0, 1.0]), np.array([0.0, -1.0, 2.0])),
    (
        np.array([[np.inf, -np.inf, 3.0]]),
        np.array([[-1.0, 0.0, 2.0]]),
    ),  # what is masked is 0, whatever it was
    (np.array([[[np.inf], [1.0]]]), np.array([[[1.0], [-1.0]]])),  # what passes passes as it is
]
wanted = [[[2, 0, 0], [0, -3, 0.5]], [0, 0, 1], [[0, 0, 3]], [[[np.inf], [0]]]]
check.returns(relu_backward, cases, wanted, exercise="relu-backward")
check.vectorized(relu_backward, (np.ones((4, 3)),) * 2, (np.ones((80, 60)),) * 2, exercise="relu-backward")
# BEGIN HIDDEN TESTS
rng = check.rng("relu-backward")
fresh = [(rng.normal(size=size), rng.normal(size=size)) for size in [(4, 3), (6,), (1, 5), (2, 3, 2)]]
fresh += [(rng.normal(size=4), rng.permutation([0.0, 0.0, 1.0, -1.0]))]
fresh += [(np.array([np.inf, -np.inf, 1.0, -1.0]), rng.permutation([-3.0, 0.0, -0.1, 2.0]))]
want = [[0.0 if value <= 0 else each for each, value in zip(d.flat, x.flat, strict=True)] for d, x in fresh]
want = [np.reshape(values, case[0].shape) for values, case in zip(want, fresh, strict=True)]
check.returns(relu_backward, fresh, want, exercise="relu-backward")
# END HIDDEN TESTS

# %% [markdown] hint="relu-backward"
# Which of the two arrays decides, and which of them is handed on? What becomes of an infinite entry that is masked?

# %% [markdown]
# **Predict first.** The picture computes one gradient in two ways: your Jacobian times the upstream gradient, and your
# masked gradient. How many multiplications does each need?

# %% tags=["explore"]
x = np.array([1.5, -2.0, 0.0, 3.0])
upstream = np.array([2.0, -1.0, 5.0, -3.0])
plots.gradients.masked_product(x, upstream, relu_jacobian(x), relu_backward(upstream, x))

# %% [markdown]
# **What you should see.** The same numbers on both ways; 16 products on the left, 14 of them with a 0, and none on
# the right, where the mask picks.

# %% claim="two-ways-one-gradient"
J = relu_jacobian(x)
print(f"products {J.size}, of them {np.sum(J == 0)} with a 0")
assert np.array_equal(J @ upstream, relu_backward(upstream, x)) and (J.size, np.sum(J == 0)) == (16, 14)

# %% [markdown]
# For a minibatch the input of the layer has N times D entries, its output as many, and the Jacobian of the whole
# layer an entry for each pair of them. How much memory is that?


# %% answer="jacobian-bytes"
def jacobian_bytes(N, D, itemsize=4):
    """Memory of the explicit Jacobian of a ReLU layer on a minibatch.

    Parameters
    ----------
    N : int
        Examples in the minibatch.
    D : int
        Units of the layer: input and output have shape (N, D).
    itemsize : int
        Bytes of one number; 4 for float32.

    Returns
    -------
    int
        Bytes of the table that has an entry for every pair of one input entry and one output entry, zeros
        included.
    """
    # BEGIN SOLUTION
    return (N * D) ** 2 * itemsize
    # END SOLUTION


# %% check="jacobian-bytes" points=3
cases = [(1, 4), (2, 3), (3, 2, 8), (64, 4096), (10, 100, check.named(itemsize=8))]
check.returns(jacobian_bytes, cases, [64, 144, 288, 2**38, 8_000_000], exercise="jacobian-bytes")
# BEGIN HIDDEN TESTS
rng = check.rng("jacobian-bytes")
fresh = [
    (int(rng.integers(2, 200)), int(rng.integers(2, 5000)), int(rng.choice([2, 4, 8]))) for _ in range(4)
]
fresh += [(int(rng.integers(2, 50)), int(rng.integers(2, 50)))]
want = [int(n) * d * n * d * (rest[0] if rest else 4) for n, d, *rest in fresh]
check.returns(jacobian_bytes, fresh, want, exercise="jacobian-bytes")
# END HIDDEN TESTS

# %% [markdown] hint="jacobian-bytes"
# How many entries has the input? How many the output? The table has their product.

# %% [markdown]
# For 10 rows of 100 units the Jacobian still fits, so its memory is *measured* below while it is made (in float64), next
# to what the masked product needs. The larger layers are computed, in float32. The axis is logarithmic.
#
# **Predict first.** A layer of 4,096 units on 64 rows: does its Jacobian fit into a laptop with 16 GiB?

# %% tags=["explore"]
from pixgrad.given.helpers import peak_bytes

rows = np.random.default_rng(0).normal(size=(10, 100))
measured = peak_bytes(relu_jacobian, rows.ravel()), peak_bytes(relu_backward, rows, rows)
print(f"measured: Jacobian {measured[0]:,} bytes, masked product {measured[1]:,} bytes")
print(f"computed: Jacobian {jacobian_bytes(10, 100, 8):,} bytes for its result alone")
layers_drawn = {f"({N}, {D})": (jacobian_bytes(N, D), N * D) for N, D in [(64, 100), (64, 512), (64, 4096)]}
plots.gradients.memory_bars({"(10, 100), measured": measured} | layers_drawn)

# %% [markdown]
# **What you should see.** 256 GiB, for a table of which all but one entry in 262,144 are 0 by construction. The mask,
# one byte for each entry, needs 256 KiB.

# %% claim="memory-of-a-jacobian"
print(f"{jacobian_bytes(64, 4096) / 2**30:g} GiB, one entry in {64 * 4096}; mask: {64 * 4096 / 2**10:g} KiB")
assert jacobian_bytes(64, 4096) == 256 * 2**30 and 64 * 4096 == 262144 and measured[0] > 500 * measured[1]

# %% [markdown]
# ## Matrices
#
# For $Y = X W$ with X of shape (N, D), W of shape (D, C) and Y of shape (N, C), the Jacobians would have four
# indices. Again no one forms them. Take a single entry instead. $X_{ik}$ enters row $i$ of $Y$ and no other, and
# $Y_{ij} = \sum_k X_{ik} W_{kj}$ says with which factor: $\partial Y_{ij} / \partial X_{ik} = W_{kj}$. Upstream
# times local, added over all $j$ where $X_{ik}$ is used:
#
# $$\frac{\partial L}{\partial X_{ik}} = \sum_j \frac{\partial L}{\partial Y_{ij}} W_{kj} ,$$
#
# the dot product of row $i$ of dY with row $k$ of W.


# %% answer="matmul-entry"
def matmul_entry(dY, X, W, i, k):
    """Gradient of the loss with respect to one entry of X, where ``Y = X @ W``.

    Parameters
    ----------
    dY : ndarray of shape (N, C)
        Gradient with respect to Y.
    X : ndarray of shape (N, D)
        Left factor.
    W : ndarray of shape (D, C)
        Right factor.
    i, k : int
        Row and column of the entry of X.

    Returns
    -------
    float
        Derivative of the loss with respect to ``X[i, k]``.
    """
    # BEGIN SOLUTION
    return float(dY[i] @ W[k])
    # END SOLUTION


# %% check="matmul-entry" points=3
X_small = np.array([[1.0, 2.0], [3.0, -1.0]])
W_small = np.array([[1.0, 0.0, -2.0], [2.0, 1.0, 3.0]])
dY_small = np.array([[1.0, -1.0, 2.0], [0.0, 3.0, 1.0]])
square = np.array([[1.0, 2.0], [-3.0, 4.0]])
cases = [
    (dY_small, X_small, W_small, 0, 1),  # (1)(2) + (-1)(1) + (2)(3)
    (dY_small, X_small, W_small, 1, 0),
    (dY_small, X_small, W_small, 1, 1),
    (square, X_small, np.array([[5.0, 6.0], [0.0, -1.0]]), 1, 0),  # all square
    (np.array([[2.0], [-3.0]]), np.zeros((2, 3)), np.array([[4.0], [5.0], [6.0]]), 1, 2),  # one column
]
check.returns(matmul_entry, cases, [7, -2, 6, 9, -18], exercise="matmul-entry", rtol=1e-5, atol=1e-6)
# BEGIN HIDDEN TESTS
rng = check.rng("matmul-entry")
fresh = [
    (rng.normal(size=(n, c)), rng.normal(size=(n, d)), rng.normal(size=(d, c)), int(rng.integers(n)), d - 1)
    for n, d, c in [(4, 3, 2), (2, 5, 3), (3, 3, 3), (1, 2, 4), (3, 2, 1)]
]
want = [sum(dY[i, j] * W[k, j] for j in range(W.shape[1])) for dY, X, W, i, k in fresh]
check.returns(matmul_entry, fresh, want, exercise="matmul-entry", rtol=1e-5, atol=1e-6)
# END HIDDEN TESTS

# %% [markdown] hint="matmul-entry"
# Two rows of the same length C. Which two? And do the values of X enter at all?

# %% [markdown]
# **Predict first.** The picture marks where one entry of X goes. Which row of Y does it touch?

# %% tags=["explore"]
plots.gradients.matmul_entry(
    np.array([[1.0, 2.0], [3.0, -1.0]]),
    np.array([[1.0, 0.0, -2.0], [2.0, 1.0, 3.0]]),
    np.array([[1.0, -1.0, 2.0], [0.0, 3.0, 1.0]]),
    0,
    1,
)

# %% [markdown]
# A dot product for every pair of a row of dY and a row of W: that is a matrix product with $W^T$. The same thought
# for an entry $W_{kj}$, which enters column $j$ of Y with the factors $X_{ik}$, gives the other one:
#
# $$\underbrace{dX}_{(N, D)} = \underbrace{dY}_{(N, C)} \, \underbrace{W^T}_{(C, D)}, \qquad
# \underbrace{dW}_{(D, C)} = \underbrace{X^T}_{(D, N)} \, \underbrace{dY}_{(N, C)} .$$
#
# If you forget them, the shapes bring them back: there is only one way to make (N, D) of (N, C) and (D, C). Do not
# trust shapes alone, though, where matrices are square.


# %% answer="matmul-backward"
def matmul_backward(dY, X, W):
    """Carry a gradient back through ``Y = X @ W``.

    Parameters
    ----------
    dY : ndarray of shape (N, C)
        Gradient with respect to Y, float64.
    X : ndarray of shape (N, D)
        Left factor.
    W : ndarray of shape (D, C)
        Right factor.

    Returns
    -------
    dX : ndarray of shape (N, D)
        Gradient with respect to X.
    dW : ndarray of shape (D, C)
        Gradient with respect to W: a sum over the N rows, not a mean.

    Notes
    -----
    No Python loop, and no array of shape (N, D, C).
    """
    # BEGIN SOLUTION
    return dY @ W.T, X.T @ dY
    # END SOLUTION


# %% check="matmul-backward" points=6
X_small = np.array([[1.0, 2.0], [3.0, -1.0]])
W_small = np.array([[1.0, 0.0, -2.0], [2.0, 1.0, 3.0]])
dY_small = np.array([[1.0, -1.0, 2.0], [0.0, 3.0, 1.0]])
cases = [
    (dY_small, X_small, W_small),
    (dY_small[:1], X_small[:1], W_small),  # one row
    (np.array([[1.0, 2.0], [-3.0, 4.0]]), X_small, np.array([[5.0, 6.0], [0.0, -1.0]])),  # all square
    (
        np.array([[2.0], [-3.0]]),
        np.array([[1.0, 0.0, 4.0], [2.0, 1.0, 0.0]]),
        np.array([[4.0], [5.0], [6.0]]),
    ),
]
wanted = [
    ([[-3, 7], [-2, 6]], [[1, 8, 5], [2, -5, 3]]),
    ([[-3, 7]], [[1, -1, 2], [2, -2, 4]]),
    ([[17, -2], [9, -4]], [[-8, 14], [5, 0]]),
    ([[8, 10, 12], [-12, -15, -18]], [[-4], [-3], [8]]),
]
check.returns(matmul_backward, cases, wanted, exercise="matmul-backward", rtol=1e-5, atol=1e-6)
small = (np.ones((5, 3)), np.ones((5, 4)), np.ones((4, 3)))
large = (np.ones((80, 50)), np.ones((80, 60)), np.ones((60, 50)))
check.vectorized(matmul_backward, small, large, exercise="matmul-backward")
# BEGIN HIDDEN TESTS
rng = check.rng("matmul-backward")
fresh = [
    (rng.normal(size=(n, c)), rng.normal(size=(n, d)), rng.normal(size=(d, c)))
    for n, d, c in [(4, 3, 2), (2, 5, 3), (3, 3, 3), (1, 2, 4), (6, 1, 3)]
]
want = [(np.einsum("nc,dc->nd", dY, W), np.einsum("nd,nc->dc", X, dY)) for dY, X, W in fresh]
check.returns(matmul_backward, fresh, want, exercise="matmul-backward", rtol=1e-5, atol=1e-6)
# END HIDDEN TESTS

# %% [markdown] hint="matmul-backward"
# Write the shapes of dY, X and W on paper, then those of dX and dW. What must be turned so that the inner sizes agree?

# %% [markdown]
# ## Layers
#
# A layer is a pair of functions. The forward one returns its output and a **cache**: what the backward one will
# need. The backward one takes the upstream gradient `dout` and the cache, and returns the gradients of all inputs.
# Layers then stack like building blocks.
#
# The affine layer is the product with a bias. One row of biases serves all N rows of the output, each bias is used
# N times, and gradients add where an input is used more than once.


# %% answer="affine-forward"
def affine_forward(X, W, b):
    """Forward pass of an affine layer.

    Parameters
    ----------
    X : ndarray of shape (N, D)
        Rows, float64.
    W : ndarray of shape (D, C)
        Weights.
    b : ndarray of shape (C,)
        Biases.

    Returns
    -------
    out : ndarray of shape (N, C)
        ``X @ W + b``.
    cache : tuple
        The three inputs ``(X, W, b)``, for the backward pass.
    """
    # BEGIN SOLUTION
    return X @ W + b, (X, W, b)
    # END SOLUTION


# %% check="affine-forward" points=3
X_small = np.array([[1.0, 2.0], [3.0, -1.0]])
W_small = np.array([[1.0, 0.0, -2.0], [2.0, 1.0, 3.0]])
b_small = np.array([0.5, -1.0, 10.0])
square, b_square = np.array([[1.0, 2.0], [0.0, 1.0]]), np.array([10.0, 20.0])
cases = [(X_small, W_small, b_small), (X_small[:1], W_small, b_small), (X_small, square, b_square)]
outs = [[[5.5, 1, 14], [1.5, -2, 1]], [[5.5, 1, 14]], [[11, 24], [13, 25]]]
wanted = [(out, case) for out, case in zip(outs, cases, strict=True)]
check.returns(affine_forward, cases, wanted, exercise="affine-forward", rtol=1e-5, atol=1e-6)
# BEGIN HIDDEN TESTS
from pixgrad.models import linear

rng = check.rng("affine-forward")
fresh = [
    (rng.normal(size=(n, d)), rng.normal(size=(d, c)), rng.normal(size=c))
    for n, d, c in [(4, 3, 2), (1, 5, 3), (3, 3, 3), (2, 4, 1)]
]
check.returns(
    affine_forward,
    fresh,
    lambda X, W, b: (linear.linear_scores(X, W, b), (X, W, b)),
    exercise="affine-forward",
    rtol=1e-5,
    atol=1e-6,
)
# END HIDDEN TESTS

# %% [markdown] hint="affine-forward"
# What will the way back need? The docstring says in which order it expects it.


# %% answer="affine-backward"
def affine_backward(dout, cache):
    """Backward pass of an affine layer.

    Parameters
    ----------
    dout : ndarray of shape (N, C)
        Gradient with respect to the output, float64.
    cache : tuple of ndarray
        ``(X, W, b)`` of the forward pass, float64, of shapes (N, D), (D, C) and (C,). Neither the tuple nor the arrays are
        to be changed.

    Returns
    -------
    dX : ndarray of shape (N, D)
        Gradient with respect to X.
    dW : ndarray of shape (D, C)
        Gradient with respect to W.
    db : ndarray of shape (C,)
        Gradient with respect to b: the sum of dout over the rows.

    Notes
    -----
    No mean over the rows: whoever computes the loss has divided by N already. No Python loop, and no array of
    shape (N, D, C).
    """
    # BEGIN SOLUTION
    X, W, _ = cache
    return dout @ W.T, X.T @ dout, dout.sum(axis=0)
    # END SOLUTION


# %% check="affine-backward" points=7
X_small = np.array([[1.0, 2.0], [3.0, -1.0]])
W_small = np.array([[1.0, 0.0, -2.0], [2.0, 1.0, 3.0]])
b_small = np.array([0.5, -1.0, 10.0])
dY_small = np.array([[1.0, -1.0, 2.0], [0.0, 3.0, 1.0]])
square = np.array([[5.0, 6.0], [0.0, -1.0]])
cases = [
    (dY_small, (X_small, W_small, b_small)),
    (dY_small[:1], (X_small[:1], W_small, b_small)),  # one row
    (np.array([[1.0, 2.0], [-3.0, 4.0]]), (X_small, square, np.array([1.0, -1.0]))),  # all square
]
wanted = [
    ([[-3, 7], [-2, 6]], [[1, 8, 5], [2, -5, 3]], [1, 2, 3]),
    ([[-3, 7]], [[1, -1, 2], [2, -2, 4]], [1, -1, 2]),
    ([[17, -2], [9, -4]], [[-8, 14], [5, 0]], [-2, 6]),
]
check.returns(affine_backward, cases, wanted, exercise="affine-backward", rtol=1e-5, atol=1e-6)
small = (np.ones((5, 3)), (np.ones((5, 4)), np.ones((4, 3)), np.ones(3)))
large = (np.ones((80, 50)), (np.ones((80, 60)), np.ones((60, 50)), np.ones(50)))
check.vectorized(affine_backward, small, large, exercise="affine-backward")
# BEGIN HIDDEN TESTS
from pixgrad.models import layers

rng = check.rng("affine-backward")
fresh = []
for n, d, c in [(4, 3, 2), (1, 5, 3), (3, 3, 3), (2, 4, 1), (5, 2, 6)]:
    inputs = (rng.normal(size=(n, d)), rng.normal(size=(d, c)), rng.normal(size=c))
    fresh.append((rng.normal(size=(n, c)), layers.affine_forward(*inputs)[1][:2] + inputs[2:]))
want = [
    (np.einsum("nc,dc->nd", d, W), np.einsum("nd,nc->dc", X, d), np.einsum("nc->c", d))
    for d, (X, W, b) in fresh
]
check.returns(affine_backward, fresh, want, exercise="affine-backward", rtol=1e-5, atol=1e-6)
# END HIDDEN TESTS

# %% [markdown] hint="affine-backward"
# Two of the three gradients you know already. For db, ask which entries of the output contain `b[j]`.

# %% [markdown]
# ### What a factor of 1000 does
#
# dW is the product of what comes in and what comes back. So both set its size. Pixels from 0 to 255 instead of 0 to
# 1, or a loss summed over the rows instead of averaged, and all steps have another length.
#
# **Predict first.** X becomes 1000 times larger: which of dX, dW and db change, and by how much? And when dout does?

# %% tags=["explore"]
factor_rng = np.random.default_rng(0)
X_unit, W_unit, b_unit = factor_rng.normal(size=(8, 5)), factor_rng.normal(size=(5, 3)), np.zeros(3)
dout_unit = factor_rng.normal(size=(8, 3))
plain = affine_backward(dout_unit, (X_unit, W_unit, b_unit))
larger_inputs = affine_backward(dout_unit, (1000 * X_unit, W_unit, b_unit))
larger_upstream = affine_backward(1000 * dout_unit, (X_unit, W_unit, b_unit))
for name, before, by_inputs, by_upstream in zip(
    ["dX", "dW", "db"], plain, larger_inputs, larger_upstream, strict=True
):
    ratios = [np.linalg.norm(after) / np.linalg.norm(before) for after in (by_inputs, by_upstream)]
    print(
        f"{name}: inputs times 1000 make it {ratios[0]:6.0f} times as large, gradients times 1000 {ratios[1]:6.0f} times"
    )

# %% [markdown]
# **What you should see.** Inputs times 1000 change dW alone, by 1000. And the scores react to a step of W 1000 times as
# much as before, so with the same learning rate they move a million times as far. For b the old rate is as good as
# ever: no single one suits both. That is why inputs are centred and scaled. Gradients times 1000 change all three
# alike, and a learning rate 1000 times smaller undoes it.

# %% claim="factor-of-1000"
pairs = {
    name: (after / before, again / before)
    for name, before, after, again in zip(
        ["dX", "dW", "db"], plain, larger_inputs, larger_upstream, strict=True
    )
}
assert all(np.allclose(again, 1000) for _, again in pairs.values())
assert np.allclose(pairs["dW"][0], 1000) and np.allclose(pairs["dX"][0], 1) and np.allclose(pairs["db"][0], 1)
moved = 1000 * X_unit @ larger_inputs[1]  # how the scores react to a step along dW
assert np.allclose(moved, 1e6 * X_unit @ plain[1])
print("inputs times 1000: dW times 1000, the scores' reaction to a step times 1e6")

# %% [markdown]
# ### The ReLU as a layer
#
# Its backward pass you have already: it is `relu_backward(dout, x)`, and what it wants as its second argument is the
# cache of the forward pass, the input x.


# %% answer="relu-forward"
def relu_forward(x):
    """Forward pass of a ReLU layer.

    Parameters
    ----------
    x : ndarray of any shape
        Input, float64.

    Returns
    -------
    out : ndarray of the shape of x
        The greater of 0 and x, entry by entry. It may be x itself where no entry of x is negative.
    cache : ndarray of the shape of x
        The input x, as ``relu_backward(dout, x)`` wants it.
    """
    # BEGIN SOLUTION
    return np.maximum(0, x), x
    # END SOLUTION


# %% check="relu-forward" points=2
cases = [
    (np.array([[1.5, -2.0, 0.0], [-0.5, 3.0, 4.0]]),),
    (np.array([-1.0]),),
    (np.array([[[2.0], [-7.0]]]),),
    (np.array([1.0, 0.0, 2.0]),),  # nothing to cut off
]
outs = [[[1.5, 0, 0], [0, 3, 4]], [0], [[[2], [0]]], [1, 0, 2]]
wanted = [(out, case[0]) for out, case in zip(outs, cases, strict=True)]
check.returns(relu_forward, cases, wanted, exercise="relu-forward")
# BEGIN HIDDEN TESTS
rng = check.rng("relu-forward")
fresh = [(rng.normal(scale=3, size=size),) for size in [(4, 3), (1, 5), (6,), (2, 2, 3)]]
check.returns(relu_forward, fresh, lambda x: ((x + abs(x)) / 2, x), exercise="relu-forward")
# END HIDDEN TESTS

# %% [markdown] hint="relu-forward"
# What does your `relu_backward` want as its second argument?

# %% [markdown]
# ## A layer that forgets: dropout
#
# *Dropout* switches off a random part of its inputs, anew in every training step. A network cannot rely on any single
# unit then, and learns by heart less. Each entry is dropped with the probability p, and those that stay are divided
# by $1 - p$, so that the *expected* output is the input: $p \cdot 0 + (1 - p) \cdot x / (1 - p) = x$. After the
# training nothing is dropped, and nothing needs to be rescaled.
#
# For the backward pass the same question as ever: with which factor did each input enter the output? And this
# time the cache is indispensable: nobody can draw the same random numbers again. The tool: `rng.random(shape)` draws
# numbers from 0 to below 1, evenly.


# %% answer="dropout-forward"
def dropout_forward(x, p, rng):
    """Forward pass of a dropout layer, as it is used in training.

    Parameters
    ----------
    x : ndarray of any shape
        Input, float64.
    p : float
        Probability with which an entry is dropped, from 0 to below 1.
    rng : numpy.random.Generator
        Used for exactly one draw, ``rng.random(x.shape)``: an entry is dropped where its number is below p.

    Returns
    -------
    out : ndarray of the shape of x
        0 where an entry is dropped, else the entry divided by ``1 - p``.
    cache : ndarray of the shape of x
        The factor of each entry: 0 where it is dropped, else ``1 / (1 - p)``.

    Notes
    -----
    No Python loop.
    """
    # BEGIN SOLUTION
    factors = (rng.random(x.shape) >= p) / (1 - p)
    return x * factors, factors
    # END SOLUTION


# %% check="dropout-forward" points=5
def kept(shape, p, seed):
    """Where nothing is dropped, by the draw of the docstring."""
    return np.random.default_rng(seed).random(shape) >= p


X_drop = np.array([[1.0, -2.0, 3.0, 4.0], [5.0, 6.0, -7.0, 8.0]])
cases = [
    (X_drop, 0.5, np.random.default_rng(3)),  # what stays is doubled
    (X_drop, 0.75, np.random.default_rng(4)),  # what stays is four times as large
    (X_drop, 0.2, np.random.default_rng(5)),
    (X_drop, 0.0, np.random.default_rng(6)),  # nothing is dropped
    (np.array([2.0, -1.0, 0.5]), 0.25, np.random.default_rng(7)),
]
wanted = [
    (X_drop * 2 * kept((2, 4), 0.5, 3), 2.0 * kept((2, 4), 0.5, 3)),
    (X_drop * 4 * kept((2, 4), 0.75, 4), 4.0 * kept((2, 4), 0.75, 4)),
    (X_drop * 1.25 * kept((2, 4), 0.2, 5), 1.25 * kept((2, 4), 0.2, 5)),
    (X_drop, np.ones((2, 4))),
    (np.array([2.0, -1.0, 0.5]) / 0.75 * kept(3, 0.25, 7), kept(3, 0.25, 7) / 0.75),
]
check.returns(dropout_forward, cases, wanted, exercise="dropout-forward")
small = (np.ones((4, 3)), 0.5, np.random.default_rng(0))
large = (np.ones((80, 60)), 0.5, np.random.default_rng(0))
check.vectorized(dropout_forward, small, large, exercise="dropout-forward")
# BEGIN HIDDEN TESTS
rng = check.rng("dropout-forward")


def dropped(x, p, rng):
    draws = rng.random(x.shape)
    factors = np.where(draws < p, 0.0, 1 / (1 - p))
    return x * factors, factors


fresh = [
    (rng.normal(size=shape), float(rng.uniform(0.1, 0.9)), np.random.default_rng(int(rng.integers(2**32))))
    for shape in [(4, 5), (7,), (2, 3, 2), (1, 1), (6, 2)]
]
check.returns(dropout_forward, fresh, dropped, exercise="dropout-forward")
# END HIDDEN TESTS

# %% [markdown] hint="dropout-forward"
# Is an entry whose number is *equal* to p dropped? What does a comparison give when you divide it by a number? And what
# must the cache hold, so that the way back needs neither p nor the generator?


# %% answer="dropout-backward"
def dropout_backward(dout, cache):
    """Carry a gradient back through a dropout layer.

    Parameters
    ----------
    dout : ndarray of any shape
        Gradient with respect to the output, float64.
    cache : ndarray of the shape of dout
        The factors of the forward pass.

    Returns
    -------
    ndarray of the shape of dout
        Gradient with respect to the input. A new array.
    """
    # BEGIN SOLUTION
    return dout * cache
    # END SOLUTION


# %% check="dropout-backward" points=2
cases = [
    (np.array([[2.0, 5.0, -7.0], [-1.0, -3.0, 0.5]]), np.array([[2.0, 0.0, 2.0], [0.0, 2.0, 2.0]])),
    (np.array([3.0, -4.0, 0.0]), np.array([0.0, 1.25, 1.25])),
    (np.array([[-1.0]]), np.array([[4.0]])),
]
check.returns(
    dropout_backward, cases, [[[4, 0, -14], [0, -6, 1]], [0, -5, 0], [[-4]]], exercise="dropout-backward"
)
# BEGIN HIDDEN TESTS
rng = check.rng("dropout-backward")
fresh = [
    (rng.normal(size=shape), rng.integers(2, size=shape) * float(rng.uniform(1.1, 5)))
    for shape in [(4, 3), (6,), (1, 5), (2, 3, 2)]
]
check.returns(dropout_backward, fresh, np.multiply, exercise="dropout-backward")
# END HIDDEN TESTS

# %% [markdown] hint="dropout-backward"
# Each output is its input times a factor. What does a small change of that input do to the output?

# %% [markdown]
# ## The judge
#
# One judge for all layers, present and future: it compares what a backward pass returns with the measured Jacobian
# times the upstream gradient.
#
# A trick makes it short, for arrays of any shape. Multiply all outputs by their entries of `dout` and add them up:
# that is *one* number, and its slope with respect to an entry of x is just what the backward pass should return
# there. So move one entry at a time, by 1e-5 in both directions; `np.ndindex(x.shape)` goes through all indices.


# %% answer="layer-error"
def layer_error(forward, backward, x, dout):
    """How far a layer's backward pass is from the measured truth.

    Parameters
    ----------
    forward : callable
        ``forward(x)`` returns a pair: the output, an array of any shape, and a cache.
    backward : callable
        ``backward(dout, cache)`` returns the gradient with respect to x, in the shape of x.
    x : ndarray of any shape
        Input, float64. Afterwards every entry holds the number it held before.
    dout : ndarray of the shape of the output
        Gradient with respect to the output.

    Returns
    -------
    float
        The greatest absolute difference, over all entries of x, between what `backward` returns and the Jacobian by
        central differences (with a step h of 1e-5 or so) times `dout`. Compute in float64: of a difference between
        neighbours float32 leaves no digits. If you call your own `numeric_jacobian`, what is wrong with it counts
        here, too.
    """
    # BEGIN SOLUTION
    _, cache = forward(x)
    measured = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        above, below = x.copy(), x.copy()
        above[index] += 1e-5
        below[index] -= 1e-5
        measured[index] = np.sum((forward(above)[0] - forward(below)[0]) * dout) / 2e-5
    return float(np.max(np.abs(backward(dout, cache) - measured)))
    # END SOLUTION


# %% check="layer-error" points=4
def squared(x):
    """A layer: the squares; it needs its input for the way back."""
    return x**2, x


def squared_back(dout, cache):
    """Its backward pass, as it should be."""
    return 2 * cache * dout


def squared_back_wrong(dout, cache):
    """The same without the factor 2."""
    return cache * dout


def row_sums(x):
    """A layer with fewer outputs than inputs, and no cache."""
    return x.sum(axis=1), x.shape


def row_sums_back(dout, cache):
    """Each entry gets the gradient of its row, but for the last column, which is forgotten."""
    dx = np.zeros(cache)
    dx[:, :-1] = dout[:, np.newaxis]
    return dx


def too_large(dout, cache):
    """Off in one single entry."""
    dx = 2 * cache * dout
    dx.flat[-1] -= 0.5
    return dx


x_judged = np.array([[1.0, -2.0, 3.0], [0.5, 4.0, -1.0]])
dout_judged = np.array([[1.0, 2.0, -1.0], [4.0, -0.5, 3.0]])
cases = [
    (squared, squared_back, x_judged, dout_judged),  # right
    (squared, squared_back_wrong, x_judged, dout_judged),  # off by x * dout: (1, -4, -3), (2, -2, -3)
    (squared, too_large, x_judged, dout_judged),
    (row_sums, row_sums_back, x_judged, np.array([-3.0, 2.0])),  # off by -3 and 2 in the last column
    (squared, squared_back_wrong, np.array([2.0, -3.0]), np.array([-5.0, 1.0])),  # off by -10 and -3
]
check.returns(layer_error, cases, [0, 4, 0.5, 3, 10], exercise="layer-error", rtol=1e-5, atol=1e-6)
# BEGIN HIDDEN TESTS
rng = check.rng("layer-error")
mixing = rng.normal(size=(4, 3))
slip = float(rng.uniform(0.5, 2))


def mixed(x):
    return np.sin(x) @ mixing, x


def mixed_back(dout, cache):
    return dout @ mixing.T * np.cos(cache)


def mixed_back_wrong(dout, cache):
    dx = dout @ mixing.T * np.cos(cache)
    dx[0, 2] += slip
    dx[-1, 0] -= slip / 2
    return dx


fresh, want = [], []
for num in (3, 1, 5):
    inputs = rng.normal(size=(num, 4)), rng.normal(size=(num, 3))
    fresh += [(mixed, mixed_back, *inputs), (mixed, mixed_back_wrong, *inputs)]
    want += [0, slip]
point, upstream_drawn = rng.normal(size=(2, 3)), rng.normal(size=(2, 3))
fresh += [(squared, squared_back_wrong, point, upstream_drawn)]
want += [float(np.max(np.abs(point * upstream_drawn)))]
check.returns(layer_error, fresh, want, exercise="layer-error", rtol=1e-5, atol=1e-6)
# END HIDDEN TESTS

# %% [markdown] hint="layer-error"
# Which part of what `forward` returns is the output? By how much do all outputs together, each weighed by its entry of
# `dout`, change when one entry of x moves? And in which order do you take absolute value and maximum?

# %% [markdown]
# **Predict first.** Dropout draws anew with every call. Can central differences measure it at all?

# %% tags=["explore"]
judge_rng = np.random.default_rng(0)
inputs = tuple(judge_rng.normal(size=shape) for shape in [(4, 3), (3, 5), 5])  # X, W, b
dout_seen, errors = judge_rng.normal(size=(4, 5)), {}
for k, name in enumerate(["dX", "dW", "db"]):
    forward = lambda array, k=k: affine_forward(*inputs[:k], array, *inputs[k + 1 :])
    backward = lambda dout, cache, k=k: affine_backward(dout, cache)[k]
    errors[f"affine, {name}"] = layer_error(forward, backward, inputs[k], dout_seen)
errors["ReLU"] = layer_error(relu_forward, relu_backward, dout_seen, dout_seen)
same_seed = lambda x: dropout_forward(x, 0.4, np.random.default_rng(1))
drawn_anew = lambda x: dropout_forward(x, 0.4, judge_rng)
errors["dropout, one seed"] = layer_error(same_seed, dropout_backward, dout_seen, dout_seen)
errors["dropout, drawn anew"] = layer_error(drawn_anew, dropout_backward, dout_seen, dout_seen)
for name, error in errors.items():
    print(f"{name:20} largest error {error:.1e}")

# The same by your Jacobian, for one row: affine and ReLU, one behind the other.
X_seen, W_seen, b_seen = inputs
row, dout_row = X_seen[0], dout_seen[0]
J_affine = numeric_jacobian(lambda v: affine_forward(v[np.newaxis], W_seen, b_seen)[0][0], row)  # (3, 5)
J_relu = numeric_jacobian(lambda v: relu_forward(v)[0], row @ W_seen + b_seen)  # (5, 5)
by_jacobians = jacobian_chain([J_affine, J_relu], dout_row)
out_row, affine_cache = affine_forward(row[np.newaxis], W_seen, b_seen)
by_layers = affine_backward(relu_backward(dout_row[np.newaxis], out_row), affine_cache)[0][0]
print("both layers, by Jacobians", by_jacobians.round(6), "and by their backward passes", by_layers.round(6))

# %% [markdown]
# **What you should see.** Errors around 1e-10, and one enormous number: where every call drops other entries, the two
# points of a difference belong to two different functions. With a generator of the same seed in every call there is
# one function, and your backward pass is its gradient. In the last line your Jacobians, with `jacobian_chain`, and
# your layers agree: two ways to one gradient, and only one of them works for large layers.

# %% claim="judged-layers"
print(", ".join(f"{name}: {error:.0e}" for name, error in errors.items()))
assert max(error for name, error in errors.items() if name != "dropout, drawn anew") < 1e-8
assert errors["dropout, drawn anew"] > 1000 and np.allclose(by_jacobians, by_layers, atol=1e-8)

# %% [markdown]
# ## Losses as the last layer
#
# At the end of every network stands a function from scores to one number. As a layer it returns the loss and its
# gradient with respect to the scores, of shape (N, C); it does not know where the scores come from. You derived both in
# a2 and a3, and wrote them there; here they come from the library. The penalty is not their business, but the mean
# over the N examples is: they divide by N, and nobody else does.

# %%
from pixgrad.models.linear import hinge_loss as svm_loss
from pixgrad.models.softmax import softmax_data_loss as softmax_loss

loss_of_two, dscores_of_two = softmax_loss(np.log([[1.0, 2.0, 5.0], [3.0, 3.0, 2.0]]), np.array([2, 0]))
print(f"softmax loss {loss_of_two:.3f}; its gradient, probabilities minus truth over N = 2:")
print(dscores_of_two)
print(f"SVM loss {svm_loss(np.array([[5.5, 1.0, 3.0]]), np.array([2]))[0]}")

# %% [markdown]
# ## A network of any depth
#
# Two layers are $f = W_2 \max(0, W_1 x)$ in the column notation of many texts, three are $f = W_3 \max(0, W_2
# \max(0, W_1 x))$; with rows and biases, $H_1 = \max(0, X W_1 + b_1)$, $H_2 = \max(0, H_1 W_2 + b_2)$, and the
# scores are $H_2 W_3 + b_3$, **without** a ReLU, as scores may be negative. The loss is
#
# $$L = \frac{1}{N} \sum_n L_n + \lambda \sum_{l} \sum_{d,k} (W_l)_{dk}^2 ,$$
#
# with the softmax loss for $L_n$; no bias is penalised.
#
# The forward pass is a loop that keeps what it meets; the backward pass is the same loop in reverse. Where the
# forward pass says affine, ReLU, affine, ReLU, affine, loss, the backward pass says loss, affine, ReLU, affine,
# ReLU, affine. Each affine step gives two gradients to return and one to pass on. Build it from your own layers
# above and the given `softmax_loss`. A slip in one of them costs its points once: this cell is then judged with a
# right layer in its place, and the check says which one to mend. (The name of a parameter is made by `f"W{layer}"`.)


# %% answer="mlp-loss"
def mlp_loss(params, X, y, reg):
    """Softmax loss of a fully connected network with ReLUs, and its gradients.

    Parameters
    ----------
    params : dict of str to ndarray
        ``"W1"`` of shape (D, H1), ``"b1"`` of shape (H1,), ``"W2"`` of shape (H1, H2), and so on to the last
        layer, whose width is the number C of classes. The number of layers is ``len(params) // 2``: 1 (then there
        is no ReLU at all), 2, 3, or more than ten (then ``"W10"`` follows ``"W9"``). The keys may stand in any
        order.
    X : ndarray of shape (N, D)
        Rows, float64.
    y : ndarray of int of shape (N,)
        Labels from 0 to C - 1, in any order; some classes may be absent.
    reg : float
        Strength of the penalty, at least 0.

    Returns
    -------
    loss : float
        Mean over the examples of ``-log(p[n, y[n]])``, plus reg times the sum of the squares of all weights of all
        layers (not of the biases). Right for scores of any size, as in `softmax_loss`.
    grads : dict of str to ndarray
        Gradient of the loss with respect to every parameter, under the same keys and in the same shapes.

    Notes
    -----
    A ReLU stands between two layers, and none after the last. Its gradient passes where its input is greater than 0.
    A Python loop over the layers is welcome, one over examples or units is not. Compute in float64: float32 is not
    precise enough.
    """
    # BEGIN SOLUTION
    num_layers = len(params) // 2
    out, caches = X, []
    for layer in range(1, num_layers + 1):
        out, affine_cache = affine_forward(out, params[f"W{layer}"], params[f"b{layer}"])
        relu_cache = None
        if layer < num_layers:  # scores may be negative: no ReLU after the last layer
            out, relu_cache = relu_forward(out)
        caches.append((affine_cache, relu_cache))
    loss, dout = softmax_loss(out, y)
    grads = {}
    for layer in range(num_layers, 0, -1):
        affine_cache, relu_cache = caches.pop()
        if layer < num_layers:
            dout = relu_backward(dout, relu_cache)
        dout, dW, grads[f"b{layer}"] = affine_backward(dout, affine_cache)
        W = params[f"W{layer}"]
        loss += reg * np.sum(W**2)
        grads[f"W{layer}"] = dW + 2 * reg * W
    return loss, grads
    # END SOLUTION


# %% check="mlp-loss" points=12
log2 = np.log(2)
# One layer. The exponentials of the scores are in proportion (1, 4, 4), (4, 4, 1) and (1, 2, 1).
one = {"W1": log2 * np.array([[0.0, 1.0, 2.0], [1.0, 0.0, -1.0]]), "b1": log2 * np.array([0.0, 1.0, 0.0])}
X_one, y_one = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]), np.array([2, 0, 1])
loss_one = np.log([9 / 4, 9 / 4, 2]).mean()
grads_one = {
    "W1": np.array([[13, -2, -11], [-11, -2, 13]]) / 108,
    "b1": np.array([-7, 14, -7]) / 108,
}
# Two layers. Before the ReLU the hidden layer holds the rows (3, -1, 1), (2, 2, -3) and (1, 2, -4); the scores are
# (-1, -1), (1, 0) and (1, -1) times log 2, the probabilities (1/2, 1/2), (2/3, 1/3) and (4/5, 1/5).
two = {
    "W1": np.array([[1.0, -1.0, 2.0], [0.0, 1.0, -1.0]]),
    "b1": np.array([2.0, 0.0, -1.0]),
    "W2": log2 * np.array([[0.0, 1.0], [1.0, 0.0], [0.0, -2.0]]),
    "b2": log2 * np.array([-1.0, -2.0]),
}
X_two, y_two = np.array([[1.0, 0.0], [0.0, 2.0], [-1.0, 1.0]]), np.array([0, 1, 0])
loss_two = np.log([2, 3, 5 / 4]).mean()
grads_two = {
    "W1": log2 / 90 * np.array([[9, 6, -30], [-34, 34, 0]]),
    "b1": log2 / 90 * np.array([1, 14, -30]),
    "W2": np.array([[-11, 11], [28, -28], [-15, 15]]) / 90,
    "b2": np.array([-1, 1]) / 90,
}
# Three layers. Before the ReLUs: (4, -1), (1, 2), then (3, -3), (-2, 2); scores (1, -1, -3) and (-2, 1, -2) times log 2.
three = {
    "W3": log2 * np.array([[1.0, 0.0, -1.0], [0.0, 1.0, -1.0]]),
    "b3": log2 * np.array([-2.0, -1.0, 0.0]),
    "W1": np.array([[1.0, -1.0]]),
    "b1": np.array([2.0, 1.0]),
    "W2": np.array([[1.0, -1.0], [-1.0, 1.0]]),
    "b2": np.array([-1.0, 1.0]),
}
X_three, y_three = np.array([[2.0], [-1.0]]), np.array([1, 2])
loss_three = np.log([21 / 4, 10]).mean()
grads_three = {
    "W3": np.array([[240, -255, 15], [21, 168, -189]]) / 210,
    "b3": np.array([181, -2, -179]) / 420,
    "W1": log2 / 84 * np.array([[131.4, -71.4]]),
    "b1": log2 / 84 * np.array([-41.4, 71.4]),
    "W2": log2 / 84 * np.array([[120, 71.4], [0, 142.8]]),
    "b2": log2 / 84 * np.array([30, 71.4]),
}
# Four and eleven layers of width 1: each hidden layer takes 1/4 off, until two equal scores are left.
deep_cases, deep_wanted = [], []
for depth in (4, 11):
    chain = {f"W{layer}": np.array([[1.0]]) for layer in range(1, depth)}
    chain |= {f"b{layer}": np.array([-0.25]) for layer in range(1, depth)}
    chain |= {f"W{depth}": log2 * np.array([[2.0, 0.0]]), f"b{depth}": log2 * np.array([0.0, 1.0])}
    first_input = 0.5 + 0.25 * (depth - 1)
    chain_grads = {f"W{n}": [[-log2 * (first_input - 0.25 * (n - 1))]] for n in range(1, depth)}
    chain_grads |= {f"b{n}": [-log2] for n in range(1, depth)} | {f"W{depth}": [[-0.25, 0.25]]}
    deep_cases.append((chain, np.array([[first_input]]), np.array([0]), 0.0))
    deep_wanted.append((log2, chain_grads | {f"b{depth}": [-0.5, 0.5]}))
# One layer, and a row whose scores (both 0) lie far below those of the other (2000 and -2000).
deep_cases.append(
    ({"W1": np.array([[1.0, -1.0]]), "b1": np.zeros(2)}, np.array([[0.0], [2000]]), np.array([0, 0]), 0.0)
)
deep_wanted.append((log2 / 2, {"W1": [[0, 0]], "b1": [-0.25, 0.25]}))
# Two layers of width 1, into whose hidden unit go 0 and 1. The probabilities are (1/2, 1/2) and (2/3, 1/3).
kink = {"W1": [[1.0]], "b1": [-1.0], "W2": [[log2, 0.0]], "b2": [0.0, 0.0]}
kink = {name: np.array(values) for name, values in kink.items()}
deep_cases.append((kink, np.array([[1.0], [2.0]]), np.array([0, 1]), 0.0))
kink_grads = {"W1": [[2 * log2 / 3]], "b1": [log2 / 3], "W2": [[1 / 3, -1 / 3]], "b2": [1 / 12, -1 / 12]}
deep_wanted.append((np.log(6) / 2, kink_grads))
# Two layers of width 1. Into the hidden unit goes 1 - 0.999 (1/3 times 3, less 0.999); the two scores are equal.
fine = {"W1": [[1 / 3]], "b1": [-0.999], "W2": [[log2, log2]], "b2": [0.0, 0.0]}
fine = {name: np.array(values) for name, values in fine.items()}
deep_cases.append((fine, np.array([[3.0]]), np.array([0]), 0.0))
deep_wanted.append((log2, {"W1": [[0]], "b1": [0], "W2": [[-0.0005, 0.0005]], "b2": [-0.5, 0.5]}))


def with_penalty(params, loss, grads, reg):
    """The same with the penalty and its gradient added."""
    penalty = reg * sum(np.sum(value**2) for name, value in params.items() if name[0] == "W")
    return loss + penalty, {
        name: grad + (2 * reg * params[name] if name[0] == "W" else 0) for name, grad in grads.items()
    }


far_apart = {"W1": np.array([[1.0, -1.0]]), "b1": np.array([0.0, 0.0])}
cases = [
    (one, X_one, y_one, 0.0),
    (two, X_two, y_two, 0.0),
    (two, X_two, y_two, 0.25),
    (three, X_three, y_three, 0.0),
    (three, X_three, y_three, 10.0),
    *deep_cases,
    (far_apart, np.array([[1e4]]), np.array([1]), 0.0),  # scores 2e4 apart
]
wanted = [
    (loss_one, grads_one),
    (loss_two, grads_two),
    with_penalty(two, loss_two, grads_two, 0.25),
    (loss_three, grads_three),
    with_penalty(three, loss_three, grads_three, 10.0),
    *deep_wanted,
    (2e4, {"W1": [[1e4, -1e4]], "b1": [1, -1]}),
]
check.returns(mlp_loss, cases, wanted, exercise="mlp-loss")


def wide(num, width):
    """Two layers of ones, to count steps on few and on many rows."""
    params = {"W1": np.ones((4, width)), "b1": np.ones(width), "W2": np.ones((width, 3)), "b2": np.ones(3)}
    return params, np.ones((num, 4)), np.arange(num) % 3, 0.1


check.vectorized(mlp_loss, wide(5, 3), wide(80, 40), exercise="mlp-loss")
# BEGIN HIDDEN TESTS
from itertools import pairwise

from pixgrad.models import network

rng = check.rng("mlp-loss")


def fresh_case(sizes, num, reg, scale=1.0):
    """A network of the given sizes with biases of both signs, and rows for it."""
    pairs = list(pairwise(sizes))
    params = {f"W{n}": rng.normal(size=pair) for n, pair in enumerate(pairs, start=1)}
    params |= {f"b{n}": rng.normal(size=pair[1]) for n, pair in enumerate(pairs, start=1)}
    names = rng.permutation(list(params)).tolist()
    X, y = scale * rng.normal(size=(num, sizes[0])), rng.integers(sizes[-1], size=num)
    return {name: params[name] for name in names}, X, y, reg


fresh = [
    fresh_case((4, 3), 6, 0.3),
    fresh_case((3, 6, 4), 7, 0.0),
    fresh_case((3, 6, 4), 5, 5.0),
    fresh_case((2, 5, 4, 3), 6, 0.1),
    fresh_case((4, 3, 5, 4, 2), 5, 0.2),
    fresh_case((3, 5, 4), 1, 0.5),
    fresh_case((5, 6, 3), 4, 0.0, scale=1e4),
    fresh_case((3,) * 12, 6, 0.1),
]
# Whole numbers, so that exactly 0 goes into some units.
fresh += [
    ({name: np.rint(array) for name, array in params.items()}, np.rint(X), y, reg)
    for params, X, y, reg in fresh[1:5]
]
check.returns(mlp_loss, fresh, network.mlp_loss, exercise="mlp-loss")
# END HIDDEN TESTS

# %% [markdown] hint="mlp-loss"
# In the forward pass, what has to be kept of each layer, and in which order will the way back want it? Names of
# parameters sorted as words come in another order than the layers: "W10" before "W2". Biases differ from 0 in the
# check, and so do negative scores: is there one ReLU too many, or too few?

# %% [markdown]
# Depth has a price. Every step forward multiplies the signal by a weight matrix, and every step back does so with
# the gradient. If the weights are small, both shrink from layer to layer; and dW is the product of the two, the
# input of its layer and the gradient at its output. The next picture follows all three through ten layers of 50
# units, for three scales of the initial weights.
#
# **Predict first.** Weights of size 0.05: in which layers is the signal H smallest, in which the gradient dH, and what
# follows for dW?


# %% tags=["explore"]
from itertools import pairwise

signal_rng = np.random.default_rng(1)
X_signal, y_signal = signal_rng.normal(size=(100, 50)), signal_rng.integers(10, size=100)


def sizes_by_layer(std):
    """Sizes of the input, of the gradient at the output and of dW, in ten layers with weights of this size."""
    rng, out, caches = np.random.default_rng(0), X_signal, []
    for rows, columns in pairwise([50] * 10 + [10]):
        X = relu_forward(out)[0] if caches else out
        W = (std or np.sqrt(2 / rows)) * rng.standard_normal((rows, columns))
        out, cache = affine_forward(X, W, np.zeros(columns))
        caches.append(cache)
    dout, sizes = softmax_loss(out, y_signal)[1], []
    for cache in reversed(caches):
        dX, dW, _ = affine_backward(dout, cache)
        sizes.insert(0, [np.sqrt(np.mean(array**2)) for array in (cache[0], dout, dW)])
        dout = relu_backward(dX, cache[0])  # what comes out of a ReLU is positive where what goes in is
    return dict(zip(["signal H", "gradient dH", "dW = H.T @ dH"], np.transpose(sizes).tolist(), strict=True))


scales = {"0.05": 0.05, "sqrt(2 / rows)": None, "0.5": 0.5}
by_scale = {f"weights of size {name}": sizes_by_layer(std) for name, std in scales.items()}
plots.gradients.layer_sizes(by_scale)

# %% [markdown]
# **What you should see.** With small weights the signal dies on its way forward, and the gradient on its way back:
# H is tiny in the last layers, dH in the first. Their product dW is tiny *everywhere*, about a million times
# smaller than with the right scale, and as flat as if nothing were wrong; the two other panels tell why. With
# weights of 0.5 both explode. With $\sqrt{2 / \text{rows}}$ each layer keeps the size of what passes, on both ways.
# (The 2 makes up for the ReLU, which lets half of it through.)

# %% claim="sizes-by-layer"
small, right, large = by_scale.values()
for name, each in by_scale.items():
    print(
        f"{name}: "
        + "; ".join(
            f"{quantity} from {values[0]:.1e} to {values[-1]:.1e}" for quantity, values in each.items()
        )
    )
assert (
    small["signal H"][-1] < 1e-4 * small["signal H"][0]
    and small["gradient dH"][0] < 1e-4 * small["gradient dH"][-1]
)
million = np.array(right["dW = H.T @ dH"][:-1]) / np.array(small["dW = H.T @ dH"][:-1])
print(f"dW smaller by {million.min():.0f} to {million.max():.0f}")
assert 1e5 < np.exp(np.mean(np.log(million))) < 1e7
assert max(small["dW = H.T @ dH"][:-1]) < 2 * min(small["dW = H.T @ dH"])  # flat
assert large["signal H"][-1] > 50 * large["signal H"][0]
assert large["gradient dH"][0] > 50 * large["gradient dH"][-1]
assert all(
    1 / 4 < value / values[0] < 4
    for quantity in ("signal H", "gradient dH")
    for values in [right[quantity]]
    for value in values
)

# %% [markdown]
# ## Overfit twenty images
#
# Before you train a new network on all data, train it on twenty images, without a penalty. It has far more
# parameters than there are images, so it must be able to learn them by heart. If it cannot, something is broken,
# and you have found out in a second instead of an hour. The trainer is the one of a2, from the library.

# %%
from pixgrad.given.helpers import linear_data
from pixgrad.models import sgd

rows_twenty, y_twenty, _, _ = linear_data(dataset, num_train=20, num_val=20)
X_twenty = rows_twenty[:, :-1].astype(np.float64)  # without the column of ones: the layers have biases


def train_on_twenty(learning_rate, std):
    """Train a network 3072 -> 50 -> 50 -> 10 for 200 steps; returns parameters and the loss before every step."""
    generator = np.random.default_rng(0)
    params = {}
    for layer, size in enumerate([(X_twenty.shape[1], 50), (50, 50), (50, 10)], start=1):
        params |= {f"W{layer}": std * generator.standard_normal(size), f"b{layer}": np.zeros(size[1])}
    settings = {"learning_rate": learning_rate, "num_iters": 200, "batch_size": 20, "rng": generator}
    return sgd.train(mlp_loss, params, X_twenty, y_twenty, **settings)


# %% [markdown]
# Try a learning rate and a scale of the first weights, and watch the curve. (Marking skips this cell.) A loss that
# stays near $\log 10 = 2.3$ means weights so small that almost nothing comes back through three layers; a loss that
# jumps, or becomes `nan`, means steps that are too long.

# %% tags=["explore"]
params_try, history_try = train_on_twenty(learning_rate=0.01, std=0.01)
print(f"loss at the end {history_try[-1]:.3f}")
plots.linear.loss_curve(history_try, smooth=5)

# %% answer="overfit-twenty"
# Two positive numbers with which `train_on_twenty` learns all twenty images by heart: training accuracy 100 % after its
# 200 steps. Of twenty other images, with which marking trains as well, 17 must be learned.
overfit_learning_rate = overfit_std = None
# BEGIN SOLUTION
# Found by such a loop in a cell of its own:
#
#     for std in (0.02, 0.05, 0.1):
#         for rate in (0.01, 0.03, 0.1, 0.3):
#             print(std, rate, train_on_twenty(rate, std)[1][-1])
#
# A std between sqrt(2 / 3072) and sqrt(2 / 50) suits all three layers well enough.
overfit_learning_rate, overfit_std = 0.1, 0.05
# END SOLUTION

# %% check="overfit-twenty" points=3
overfit_numbers = {"learning_rate": overfit_learning_rate, "std": overfit_std}
overfit_training = {"exercise": "overfit-twenty", "data": DATA, "prefix": "overfit_", **overfit_numbers}
check.accuracy(1.0, **overfit_training)  # 19 of 20 will do, as the rounding of platforms differs
# BEGIN HIDDEN TESTS
check.accuracy(1.0, **overfit_training, other_images=True)
# END HIDDEN TESTS

# %% [markdown] hint="overfit-twenty"
# The pair in the text has weights that are too small: what scale did the section before this one recommend for layers
# of 3,072 and of 50 rows? Take something between the two, and then try learning rates by factors of 3.

# %% [markdown]
# ## Extra: numbers that remember
#
# Everything above can be automated. A `Value` is a number that remembers of which numbers it was made and with which
# local gradients. Computing with Values builds the graph on the fly; `backward` then walks it in reverse. The big
# frameworks do the same, with arrays for numbers.
#
# The class below is begun. `__add__` shows the pattern: compute the result and store, for each parent, the local
# gradient. Three gates and `backward` are yours. In `backward`, mind the order: a node may hand its gradient on only
# when **everything** that has used it has handed back its part, or else part of it is lost or counted twice. Going
# through the nodes in the reverse of an order in which parents stand before children does it. What comes back is *added*
# to `grad`, which is 0 in a new Value. So call `backward` once for each graph. (PyTorch adds in the same way; that is
# why its users set all gradients to zero before every step. You will do so below.)


# %% answer="value-autodiff"
class Value:
    """A number that remembers how it was made.

    ``data`` is the number, ``grad`` the gradient of the output with respect to it (0 until `backward` has run),
    ``parents`` the Values it was made of, ``local_grads`` the derivative of data with respect to each of them, and
    ``name`` what to write into its node.
    """

    def __init__(self, data, parents=(), local_grads=(), name=""):
        self.data, self.grad = float(data), 0.0
        self.parents, self.local_grads, self.name = parents, local_grads, name

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other, name=f"{other:g}")
        return Value(self.data + other.data, (self, other), (1.0, 1.0), "+")

    def __mul__(self, other):
        """Product with another Value or a plain number, named "×"."""
        # BEGIN SOLUTION
        other = other if isinstance(other, Value) else Value(other, name=f"{other:g}")
        return Value(self.data * other.data, (self, other), (other.data, self.data), "×")
        # END SOLUTION

    def relu(self):
        """The greater of 0 and this, named "relu"; the gradient passes where data > 0."""
        # BEGIN SOLUTION
        return Value(max(0.0, self.data), (self,), (float(self.data > 0),), "relu")
        # END SOLUTION

    def exp(self):
        """The exponential, named "exp"."""
        # BEGIN SOLUTION
        result = np.exp(self.data)
        return Value(result, (self,), (result,), "exp")
        # END SOLUTION

    def backward(self):
        """Set ``grad`` of this Value to 1; add to those of all it was made of the derivative of this Value.

        Called once for a graph, when all gradients are 0.
        """
        # BEGIN SOLUTION
        order, seen = [], set()

        def visit(node):
            if node not in seen:
                seen.add(node)
                for parent in node.parents:
                    visit(parent)
                order.append(node)

        visit(self)  # parents stand before children now
        self.grad = 1.0
        for node in reversed(order):
            for parent, local in zip(node.parents, node.local_grads, strict=True):
                parent.grad += node.grad * local
        # END SOLUTION

    __radd__, __rmul__ = __add__, __mul__

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + -other

    def __rsub__(self, other):
        return -self + other


def value_gradients(formula, inputs):
    """Value and gradients of a formula such as ``"x * y + x"``; given, nothing to do here.

    Parameters
    ----------
    formula : str
        Python code of the inputs, with ``+``, ``-``, ``*``, ``.relu()`` and ``.exp()``.
    inputs : dict of str to float
        The inputs by name.

    Returns
    -------
    value : float
        The value of the formula.
    grads : dict of str to float
        Its derivative with respect to each input; 0 for one that is not used.
    """
    values = {name: Value(number, name=name) for name, number in inputs.items()}
    output = eval(formula, dict(values))
    output.backward()
    return output.data, {name: value.grad for name, value in values.items()}


# %% check="value-autodiff" points=4
cases = [
    ("(x + y) * z", {"x": 3.0, "y": -5.0, "z": -4.0}),
    ("x * x + 2 * x", {"x": 3.0}),  # used three times
    ("(x + y) * (x * y)", {"x": 3.0, "y": 2.0}),
    ("(x * y).relu() + (x * -3).relu()", {"x": 2.0, "y": 5.0}),
    ("x.exp() * y - y", {"x": np.log(2), "y": 7.0}),
    ("(lambda p: p * p + p)(x + y)", {"x": 1.0, "y": 3.0, "unused": 8.0}),  # a step that is used three times
    ("(lambda p: p + (p * x).relu())(x * y)", {"x": 2.0, "y": 3.0}),
    ("x.relu() + (x * y).relu() + y", {"x": 0.0, "y": 3.0}),  # at 0 nothing passes
    ("x * y + v * w", {"x": 2.0, "y": 3.0, "v": 1.0, "w": 6.0}),  # two steps of equal name and number
    ("x + y * y", {"x": 3.0, "y": 3.0}),  # two inputs of equal numbers
    # 1 for the name that the docstring asks for, 0 for another
    ("(lambda p: p * float(p.name == '×'))(x * y)", {"x": 2.0, "y": 3.0}),
    ("(lambda p: p * float(p.name == 'relu'))(x.relu())", {"x": 2.0}),
    ("(lambda p: p * float(p.name == 'exp'))(x.exp())", {"x": 0.0}),
]
wanted = [
    (8, {"x": -4, "y": -4, "z": -2}),
    (15, {"x": 8}),
    (30, {"x": 16, "y": 21}),
    (10, {"x": 5, "y": 2}),
    (7, {"x": 14, "y": 1}),
    (20, {"x": 9, "y": 9, "unused": 0}),
    (18, {"x": 15, "y": 6}),
    (3, {"x": 0, "y": 1}),
    (12, {"x": 3, "y": 2, "v": 6, "w": 1}),
    (12, {"x": 1, "y": 6}),
    (6, {"x": 3, "y": 2}),
    (2, {"x": 1}),
    (1, {"x": 1}),
]
check.returns(value_gradients, cases, wanted, exercise="value-autodiff")
# BEGIN HIDDEN TESTS
rng = check.rng("value-autodiff")
fresh, want = [], []
for _ in range(4):
    x, y, z = rng.uniform(0.5, 2, size=3).tolist()
    named_inputs = {"x": x, "y": -y, "z": z}
    fresh += [
        ("(x + y) * z + x * x", named_inputs),
        ("(x * y).exp() + (z * y).relu() * x + z.relu()", named_inputs),
    ]
    e = float(np.exp(-x * y))
    want += [
        ((x - y) * z + x * x, {"x": z + 2 * x, "y": z, "z": x - y}),
        (e + z, {"x": -y * e, "y": x * e, "z": 1}),
    ]
    fresh += [("(lambda p: p * p * p + p * z)(x * y + x)", named_inputs)]
    p = x - x * y
    outer = 3 * p * p + z
    want += [(p**3 + p * z, {"x": outer * (1 - y), "y": outer * x, "z": p})]
fresh += [("(x - y).relu() * z + x", {"x": p, "y": p, "z": z})]
want += [(p, {"x": 1, "y": 0, "z": 0})]
check.returns(value_gradients, fresh, want, exercise="value-autodiff")
# END HIDDEN TESTS

# %% [markdown] hint="value-autodiff"
# What is the derivative of a product with respect to each factor, and that of an exponential? For `backward`: write an
# inner function that visits a node. Which comes first, its parents or the node itself, if parents are to stand
# before children in the list? And how does it know that it has been at a node already?

# %% [markdown]
# A formula in which x is used twice and a step is used twice, drawn from your own Values: $f = \max(0, x y \cdot x) + x
# y$ for $x = 2$ and $y = 3$. The slider goes through the backward pass: how many nodes have handed their gradient back.
# Without a slider you see the end.
#
# **Predict first.** In which order do the four nodes that are no input hand back, and why can $x y$ not be the second?

# %% tags=["explore"]
x, y = Value(2.0, name="x"), Value(3.0, name="y")
product = x * y
output = (product * x).relu() + product
output.backward()


def value_steps(handed_back=4):
    """The graph when so many of the four nodes that are no input have handed their gradient back."""
    return plots.graph.value_graph(output, steps=handed_back)


plots.interactive.explore(value_steps, handed_back=(0, 4))

# %% [markdown]
# **What you should see.** First the output, which hands 1 to both of its inputs. $x y$ gets 1 from it, but it is also a
# factor of the second product, so it has to wait until that one has handed back its part, 2. Then it has 3, and
# passes on 9 to x and 6 to y. x gets 6 from the second product as well: 15 in all.

# %% claim="value-graph"
print(f"gradients: x {x.grad:g}, y {y.grad:g}, product {product.grad:g}; 1 - x is {(1 - x).data:g}")
assert (output.data, x.grad, y.grad, product.grad) == (18, 15, 6, 3)
assert (1 - x).data == -1 and (1 - x).local_grads == (1.0, 1.0)

# %% [markdown]
# ### XOR, learnt by your own Values
#
# A network made of nothing but your Values: two inputs, six hidden ReLUs, one score, for the four points of XOR (a4).
# The loss is the sum of $(\text{score} - \text{target})^2$. Each step builds a new graph of over a hundred nodes,
# walks it backward, and moves the 25 parameters.
#
# **Predict first.** Which line would you have to leave out so that the training goes wild, though every gradient is
# right?


# %% tags=["explore"]
def score(units, bias, x0, x1):
    """The score of one point, as a Value; a unit is (w0, w1, b, its weight in the score)."""
    return bias + sum((w0 * x0 + w1 * x1 + b).relu() * weight for w0, w1, b, weight in units)


corners, targets = [(0, 0), (0, 1), (1, 0), (1, 1)], [0, 1, 1, 0]


def train_xor(seed, set_to_zero=True):
    """150 steps of gradient descent on the four corners; returns the units, the bias and the losses."""
    rng = np.random.default_rng(seed)
    drawn = np.hstack([rng.normal(size=(6, 3)), rng.normal(size=(6, 1))])  # six units
    units, bias, losses = [[Value(number) for number in unit] for unit in drawn], Value(0.0), []
    parameters = [value for unit in units for value in unit] + [bias]
    for _ in range(150):
        errors = [
            score(units, bias, *corner) - target for corner, target in zip(corners, targets, strict=True)
        ]
        loss = sum(error * error for error in errors)
        for parameter in parameters:
            parameter.grad = 0.0 if set_to_zero else parameter.grad  # backward adds
        loss.backward()
        for parameter in parameters:
            parameter.data -= 0.05 * parameter.grad
        losses.append(loss.data)
    return units, bias, losses


units, bias, xor_losses = train_xor(seed=0)
for corner, target in zip(corners, targets, strict=True):
    print(f"{corner}: score {score(units, bias, *corner).data:.2f}, target {target}")
plots.linear.loss_curve(xor_losses, smooth=1, ylabel="sum of squared errors")

# %% [markdown]
# **What you should see.** Four scores close to their targets. Everything a large framework does is here, for numbers
# instead of arrays: record the graph, walk it backward, take a step. Without the line that sets the gradients to 0
# those of all steps pile up, and the loss jumps up instead of settling. Try it with `set_to_zero=False`; and try the
# seed 4, where units die and the training gets stuck.

# %% claim="xor-learnt"
ends = [score(units, bias, *corner).data for corner in corners]
piled_up, stuck = train_xor(0, set_to_zero=False)[2], train_xor(4)[2]
print(
    f"loss from {xor_losses[0]:.2f} to {xor_losses[-1]:.4f}; piled up: highest {max(piled_up):.1f}, at the end "
    f"{piled_up[-1]:.2f}; seed 4 ends at {stuck[-1]:.2f}"
)
assert xor_losses[-1] < 0.01 and all(
    abs(each - target) < 0.1 for each, target in zip(ends, targets, strict=True)
)
assert max(piled_up) > 3 * piled_up[0] and piled_up[-1] > 0.5 and stuck[-1] > 0.5
assert sum(len(unit) for unit in units) + 1 == 25

# %% [markdown]
# ## Questions
#
# For the first give a number, for the others all letters that are true, such as `"ac"`.
#
# **Two ways back.** What is the derivative of $f(x, y) = \max(0,\, 3 x - y) \cdot x$ with respect to $x$, at $x = 2$
# and $y = 1$? Give the exact number.

# %% answer="concept-two-ways-back"
two_ways_back = None
# BEGIN SOLUTION
two_ways_back = 11
# END SOLUTION

# %% check="concept-two-ways-back" points=1
check.number(two_ways_back, name="two_ways_back", exercise="concept-two-ways-back")
# BEGIN HIDDEN TESTS
check.number(
    two_ways_back,
    11,
    name="two_ways_back",
    exercise="concept-two-ways-back",
    reasons={
        3: (
            "3 is the derivative of 3 x - y alone, a part of one way. It is still to be multiplied by "
            "what comes from above, and there is a second way."
        ),
        15: "multiply the local gradients along each way by itself; between the two ways, add.",
    },
    way=(
        "follow each of the two ways from f back to x, multiply the local gradients along each of "
        "them, and add the two products."
    ),
)
# END HIDDEN TESTS

# %% [markdown] hint="concept-two-ways-back"
# Draw the graph. x is used twice: as a factor of the last product, and inside the ReLU.

# %% [markdown]
# **Gates.** Which are true in a backward pass?
#
# - a) An add gate sends its upstream gradient unchanged to each of its inputs.
# - b) A multiply gate sends to each input the upstream gradient times the value of the *other* input.
# - c) A max gate sends the upstream gradient to the input that was greater, and 0 to the other.
# - d) Of the two inputs of a multiply gate, the one with the larger value gets the larger gradient.
# - e) An input that feeds two gates gets the mean of what comes back from them.

# %% answer="concept-gates"
gates_answer = ""
# BEGIN SOLUTION
gates_answer = "abc"
# END SOLUTION

# %% check="concept-gates" points=2
check.choice(gates_answer, "abcde", name="gates_answer", exercise="concept-gates")
# BEGIN HIDDEN TESTS
check.choice(
    gates_answer,
    "abcde",
    "abc",
    name="gates_answer",
    exercise="concept-gates",
    reasons={
        "a": (
            "the derivative of a + b is 1 with respect to each of the two, so each gets the upstream "
            "gradient times 1."
        ),
        "b": "the derivative of a * b with respect to a is b, and with respect to b it is a.",
        "c": (
            "a small change of the greater input changes the maximum by as much, one of the smaller "
            "input not at all."
        ),
        "d": (
            "each input gets the upstream gradient times the value of the other: of 3 and 2, the 3 "
            "gets 2 and the 2 gets 3."
        ),
        "e": (
            "when the input changes, both gates change the result at once, so what comes back from "
            "them is added up."
        ),
    },
)
# END HIDDEN TESTS

# %% [markdown] hint="concept-gates"
# Distributes, swaps, routes. For d) and e) look at the pictures above, with the numbers 3 and 2.

# %% [markdown]
# **Shapes.** An affine layer has X of shape (64, 100), W of shape (100, 20) and b of shape (20,); the loss is one
# number. Which are true?
#
# - a) dX has the shape (64, 100).
# - b) dW has the shape (100, 20), however many rows X has.
# - c) db has the shape (64, 20), since every row has a gradient of its own.
# - d) The backward pass of the whole network starts from the single number 1, the derivative of the loss with respect to itself.
# - e) The Jacobian of Y with respect to W has as many entries as W.

# %% answer="concept-gradient-shapes"
shapes_answer = ""
# BEGIN SOLUTION
shapes_answer = "abd"
# END SOLUTION

# %% check="concept-gradient-shapes" points=2
check.choice(shapes_answer, "abcde", name="shapes_answer", exercise="concept-gradient-shapes")
# BEGIN HIDDEN TESTS
check.choice(
    shapes_answer,
    "abcde",
    "abd",
    name="shapes_answer",
    exercise="concept-gradient-shapes",
    reasons={
        "a": "the gradient of one number has an entry for each entry of X, so it has the shape of X.",
        "b": "all rows share one W, and dW = X.T @ dY sums over them, so their number disappears.",
        "c": "one row of 20 biases serves all 64 rows of Y, so what comes back is summed over the rows.",
        "d": (
            "the way back begins at the loss, a single number, and its derivative with respect to "
            "itself is 1."
        ),
        "e": (
            "a Jacobian has an entry for every pair of an entry of Y and an entry of W, which is 64 * "
            "20 times as many as W has."
        ),
    },
)
# END HIDDEN TESTS

# %% [markdown] hint="concept-gradient-shapes"
# The gradient of one number has the shape of whatever it is taken with respect to. A Jacobian has an entry for every
# pair of an input and an output.

# %% [markdown]
# **Only the masked product.** A ReLU layer works on a minibatch of shape (N, D). Which are true?
#
# - a) All entries of its Jacobian off the diagonal are 0, so the diagonal alone says everything.
# - b) The backward pass can make its mask from the output as well: it is positive exactly where the input is.
# - c) The forward pass has to store the upstream gradient for the backward pass.
# - d) The masked product looks at N D entries, the product with the explicit Jacobian at (N D)².
# - e) The same trick works for the sigmoid, entry by entry, with another factor than 0 or 1.

# %% answer="concept-masked-product"
masked_answer = ""
# BEGIN SOLUTION
masked_answer = "abde"
# END SOLUTION

# %% check="concept-masked-product" points=1
check.choice(masked_answer, "abcde", name="masked_answer", exercise="concept-masked-product")
# BEGIN HIDDEN TESTS
check.choice(
    masked_answer,
    "abcde",
    "abde",
    name="masked_answer",
    exercise="concept-masked-product",
    reasons={
        "a": "output m depends on input m alone, so all other derivatives are 0.",
        "b": "max(0, x) is positive exactly where x is, so the output tells it as well as the input.",
        "c": (
            "the upstream gradient is not known in the forward pass: it arrives in the backward pass. "
            "What has to be kept is where the ReLU was on."
        ),
        "d": (
            "the mask has one entry for each of the N D numbers, while the Jacobian has one for each "
            "pair of them."
        ),
        "e": (
            "the sigmoid works entry by entry too, so its Jacobian is diagonal, with s * (1 - s) on "
            "the diagonal."
        ),
    },
)
# END HIDDEN TESTS

# %% [markdown] hint="concept-masked-product"
# When is the upstream gradient known: before, during or after the forward pass? Which functions have a diagonal
# Jacobian?

# %% [markdown]
# **Layouts.** Let J be a Jacobian in the layout of this series, $J_{nm} = \partial y_m / \partial x_n$, for x of
# shape (N,) and y of shape (M,). Which are true?
#
# - a) J has the shape (N, M).
# - b) The gradient goes back by ``dx = J @ dy``.
# - c) For a row x and ``y = x @ W``, the Jacobian J is W itself.
# - d) With the transposed layout K = J.T, the gradient goes back by ``dx = K @ dy``.
# - e) The two layouts lead to different gradients dx.

# %% answer="concept-layouts"
layouts_answer = ""
# BEGIN SOLUTION
layouts_answer = "abc"
# END SOLUTION

# %% check="concept-layouts" points=1
check.choice(layouts_answer, "abcde", name="layouts_answer", exercise="concept-layouts")
# BEGIN HIDDEN TESTS
check.choice(
    layouts_answer,
    "abcde",
    "abc",
    name="layouts_answer",
    exercise="concept-layouts",
    reasons={
        "a": "the first index of J counts the N entries of x, the second one the M entries of y.",
        "b": "entry n of dx adds up J[n, m] * dy[m] over all m, and that is row n of J times dy.",
        "c": "y_m is the sum of x_n W[n, m] over n, so its derivative with respect to x_n is W[n, m].",
        "d": (
            "K has the shape (M, N) and dy the shape (M,), so this product does not even fit where M "
            "and N differ. The gradient goes back by K.T @ dy."
        ),
        "e": (
            "a layout is a way of writing the same derivatives down: with the product that belongs to "
            "it, each gives the same dx."
        ),
    },
)
# END HIDDEN TESTS

# %% [markdown] hint="concept-layouts"
# For c), $y_m = \sum_n x_n W_{nm}$: differentiate with respect to $x_n$. For d), write the shapes down.

# %% [markdown]
# ## What you have now
#
# A recipe instead of a page of algebra: cut, differentiate each piece, multiply upstream by local, add where a value
# is used twice. With the layers above you can build networks of any depth, and any new layer needs no more than a
# forward pass, a backward pass, and a check by differences. In a6 the input of such a network will no longer be raw
# pixels.
