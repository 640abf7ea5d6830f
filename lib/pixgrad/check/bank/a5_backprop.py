"""Known mistakes and right variants of a5_backprop."""

from pixgrad.check.bank import Exercise, Mistake, Variant


def _edited(source: str, *edits: tuple[str, str]) -> str:
    """A right answer with a few lines changed, each of which must stand in it."""
    for old, new in edits:
        if old not in source:
            raise ValueError(f"{old!r} is not in the answer to edit")
        source = source.replace(old, new)
    return source


def _mistakes(right: str, *known: tuple[str, str, tuple[str, str]]) -> tuple[Mistake, ...]:
    """Mistakes that are one edit away from a right answer: (label, message, (old, new))."""
    return tuple(Mistake(label, message, _edited(right, edit)) for label, message, edit in known)


LOCAL_ONLY = "this is the local gradient alone. Upstream times local: multiply by the upstream gradient."
ONE_ROUTE = (
    "the input is used twice, but only one of its two parts is here. What comes back on different ways adds."
)
MEAN_FOR_SUM = (
    "the sum over the rows is divided by N. A layer does not average: the loss has done so already, and its "
    "gradient arrives here with the 1 / N inside."
)
INPUT_CHANGED = "an argument is changed in place, so the caller's array is lost. Work on a copy."
CACHE_CHANGED = "an array of the cache is changed in place; it belongs to the caller. Make a new array."
MASK_AT_ZERO = "the gradient passes where x is exactly 0. In this series it passes where x > 0 only."
INF_TIMES_ZERO = (
    "inf * 0 is nan: a product with the mask lets an infinite upstream gradient through to entries that are "
    "masked. Pick entries with np.where instead of multiplying."
)
TWO_MISSING = (
    "reg * W stands for the gradient of the penalty. The derivative of reg * sum(W**2) is 2 * reg * W."
)

SUM_PRODUCT_RIGHT = """
def sum_product(x, y, z):
    q = x + y
    f = q * z
    dq = z
    dz = q
    return f, dq * 1.0, dq * 1.0, dz
"""

SUM_PRODUCT = Exercise(
    "sum-product",
    "sum_product",
    mistakes=(
        *_mistakes(
            SUM_PRODUCT_RIGHT,
            (
                "upstream-forgotten",
                "the gradients of x and y are the local ones of q = x + y, 1. Multiply them by the "
                "upstream gradient, z.",
                ("dq * 1.0, dq * 1.0", "1.0, 1.0"),
            ),
            (
                "factors-not-swapped",
                "the two factors of the product get their own values. A product swaps: the gradient "
                "of z is x + y, and "
                "that of q is z.",
                ("dq = z\n    dz = q", "dq = q\n    dz = z"),
            ),
            (
                "own-input-as-local",
                "the gradients of x and y are multiplied by x and y. The local gradient of a sum is "
                "1 for each term.",
                ("dq * 1.0, dq * 1.0", "dq * x, dq * y"),
            ),
            (
                "gradient-of-z-is-f",
                "the gradient of z is the output f. The derivative of q * z with respect to z is q = x + y.",
                ("dz = q", "dz = f"),
            ),
            (
                "gradient-of-z-is-one",
                "the gradient of z is 1. The derivative of q * z with respect to z is q = x + y.",
                ("dz = q", "dz = 1.0"),
            ),
            (
                "brackets-missing",
                "f is x + y * z. The sum comes first: (x + y) * z.",
                ("f = q * z", "f = x + y * z"),
            ),
            (
                "z-first",
                "the three gradients stand in the order z, x, y. Return f, df_dx, df_dy, df_dz.",
                ("return f, dq * 1.0, dq * 1.0, dz", "return f, dz, dq, dq"),
            ),
            (
                "value-missing",
                "only the three gradients are returned. Return the value f first: four values.",
                ("return f, dq", "return dq"),
            ),
            (
                "nested-tuple",
                "the gradients are packed into a tuple of their own. Return four values: f, "
                "df_dx, df_dy, df_dz.",
                ("return f, dq * 1.0, dq * 1.0, dz", "return f, (dq, dq, dz)"),
            ),
        ),
        Mistake(
            "gradient-of-z-is-x-times-y",
            "the gradient of z is x * y. The other factor of the last product is q = x + y.",
            _edited(SUM_PRODUCT_RIGHT, ("dz = q", "dz = x * y")),
        ),
    ),
    variants=(
        Variant(
            "one-array",
            """
def sum_product(x, y, z):
    q = x + y
    return np.array([q * z, z, z, q])
""",
        ),
        Variant(
            "upstream-first",
            """
def sum_product(x, y, z):
    f = (x + y) * z
    df_df = 1.0
    df_dq = df_df * z
    df_dz = df_df * (x + y)
    df_dx = df_dq * 1
    df_dy = df_dq * 1
    return f, df_dx, df_dy, df_dz
""",
        ),
        Variant(
            "by-differences",
            """
def sum_product(x, y, z):
    # f is linear in each of its inputs, so a step of 1 measures its slope without error
    f = lambda a, b, c: a * c + b * c
    return f(x, y, z), f(x + 1, y, z) - f(x, y, z), f(x, y + 1, z) - f(x, y, z), f(x, y, z + 1) - f(x, y, z)
""",
        ),
        Variant("one-line", "def sum_product(x, y, z):\n    return (x + y) * z, z, z, x + y"),
        Variant(
            "list-and-arrays",
            """
def sum_product(x, y, z):
    grads = np.array([z, z, x + y])
    return [x * z + y * z, *grads]
""",
        ),
    ),
)

GATE_RIGHT = """
def gate_backward(gate, a, b, upstream):
    if gate == "add":
        return upstream, upstream
    elif gate == "multiply":
        return upstream * b, upstream * a
    else:
        if a >= b:
            return upstream, 0.0
        return 0.0, upstream
"""

GATES = Exercise(
    "gate-backward",
    "gate_backward",
    mistakes=(
        *_mistakes(
            GATE_RIGHT,
            (
                "multiply-not-swapped",
                "a multiply gate swaps: a gets the upstream times the value of b, and b that of a.",
                ("upstream * b, upstream * a", "upstream * a, upstream * b"),
            ),
            ("multiply-local-only", f"multiply: {LOCAL_ONLY}", ("upstream * b, upstream * a", "b, a")),
            ("add-local-only", f"add: {LOCAL_ONLY}", ("return upstream, upstream\n", "return 1.0, 1.0\n")),
            (
                "add-halves",
                "an add gate gives each input the whole upstream gradient; it does not share it out.",
                ("return upstream, upstream\n", "return upstream / 2, upstream / 2\n"),
            ),
            (
                "add-multiplies-inputs",
                "an add gate hands the upstream on as it is; the values of its inputs do not matter.",
                ("return upstream, upstream\n", "return upstream * a, upstream * b\n"),
            ),
            (
                "max-to-the-smaller",
                "a max gate sends the gradient to the greater input. Here the smaller one gets it.",
                ("if a >= b", "if a <= b"),
            ),
            (
                "max-tie-to-b",
                "with two equal inputs b gets the gradient. The specification gives it to a: test a >= b.",
                ("if a >= b", "if a > b"),
            ),
            (
                "max-to-both",
                "a max gate sends the gradient to both inputs. The one that lost gets 0: "
                "changing it changes nothing.",
                (
                    "        if a >= b:\n            return upstream, 0.0\n        return 0.0, upstream\n",
                    "        return upstream, upstream\n",
                ),
            ),
            (
                "max-local-only",
                f"max: {LOCAL_ONLY}",
                (
                    "return upstream, 0.0\n        return 0.0, upstream",
                    "return 1.0, 0.0\n        return 0.0, 1.0",
                ),
            ),
            (
                "max-sends-value",
                "a max gate sends back the value of the winner. It sends the upstream gradient, as its local "
                "gradient is 1.",
                (
                    "return upstream, 0.0\n        return 0.0, upstream",
                    "return a, 0.0\n        return 0.0, b",
                ),
            ),
            (
                "absolute-values-compared",
                "the max gate compares absolute values. The greater of -3 and -2 is -2.",
                ("if a >= b", "if abs(a) >= abs(b)"),
            ),
        ),
        Mistake(
            "max-tie-shared",
            "with two equal inputs each gets half of the gradient. The specification gives all of it to a.",
            _edited(
                GATE_RIGHT,
                (
                    "        if a >= b:\n",
                    "        if a == b:\n            return upstream / 2, upstream / 2\n        if a > b:\n",
                ),
            ),
        ),
        Mistake(
            "gate-computed-forward",
            "this is the output of the gate. The two gradients that go back to a and b are asked for.",
            """
def gate_backward(gate, a, b, upstream):
    return {"add": a + b, "multiply": a * b, "max": max(a, b)}[gate]
""",
        ),
    ),
    variants=(
        Variant(
            "array-of-both",
            """
def gate_backward(gate, a, b, upstream):
    inputs = np.array([a, b])
    if gate == "add":
        return upstream * np.ones(2)
    if gate == "multiply":
        return upstream * inputs[::-1]
    routed = np.zeros(2)
    routed[np.argmax(inputs)] = upstream
    return routed
""",
        ),
        Variant(
            "multiplied-by-truth",
            """
def gate_backward(gate, a, b, upstream):
    if gate == "max":
        return upstream * (a >= b), upstream * (not a >= b)
    elif gate == "add":
        local_a = local_b = 1
    else:
        local_a, local_b = b, a
    da = upstream * local_a
    db = upstream * local_b
    return da, db
""",
        ),
        Variant(
            "classes",
            """
class Add:
    def backward(self, a, b, u):
        return u, u


class Multiply:
    def backward(self, a, b, u):
        return b * u, a * u


class Max:
    def backward(self, a, b, u):
        return (0, u) if b > a else (u, 0)


def gate_backward(gate, a, b, upstream):
    return {"add": Add, "multiply": Multiply, "max": Max}[gate]().backward(a, b, upstream)
""",
        ),
        Variant(
            "table-of-locals",
            """
def gate_backward(gate, a, b, upstream):
    local = {"add": (1, 1), "multiply": (b, a), "max": (int(a >= b), int(a < b))}[gate]
    return [upstream * each for each in local]
""",
        ),
        Variant(
            "match",
            """
def gate_backward(gate, a, b, upstream):
    match gate:
        case "add":
            da = db = upstream
        case "multiply":
            da, db = b * upstream, a * upstream
        case "max":
            da, db = np.where(a >= b, upstream, 0.0), np.where(b > a, upstream, 0.0)
    return da, db
""",
        ),
    ),
)

NEURON_RIGHT = """
def sigmoid_neuron(w, x, b):
    t = np.sum(w * x) + b
    out = 1 / (1 + np.exp(-t))
    dt = out * (1 - out)
    return out, dt * x, dt * w, dt
"""

NEURON = Exercise(
    "sigmoid-neuron",
    "sigmoid_neuron",
    mistakes=(
        *_mistakes(
            NEURON_RIGHT,
            (
                "not-swapped",
                "dw and dx have changed places. A product swaps: w gets dt times x, and x gets dt times w.",
                ("dt * x, dt * w", "dt * w, dt * x"),
            ),
            (
                "slope-missing",
                "the gradients lack the slope of the sigmoid. Upstream times local: multiply by "
                "out * (1 - out).",
                ("dt = out * (1 - out)", "dt = 1.0"),
            ),
            (
                "slope-is-output",
                "the slope of the sigmoid is out * (1 - out), not out.",
                ("dt = out * (1 - out)", "dt = out"),
            ),
            (
                "slope-is-one-minus-output",
                "the slope of the sigmoid is out * (1 - out); the factor out is missing.",
                ("dt = out * (1 - out)", "dt = 1 - out"),
            ),
            (
                "slope-from-input",
                "the slope is computed as t * (1 - t). It is out * (1 - out), with the output "
                "and not the input of "
                "the sigmoid.",
                ("dt = out * (1 - out)", "dt = t * (1 - t)"),
            ),
            (
                "slope-of-tanh",
                "1 - out**2 is the slope of tanh. That of the sigmoid is out * (1 - out).",
                ("dt = out * (1 - out)", "dt = 1 - out**2"),
            ),
            (
                "sigmoid-twice",
                "the slope is taken at the output, as if the sigmoid were applied once more. Use "
                "out * (1 - out).",
                (
                    "dt = out * (1 - out)",
                    "s = 1 / (1 + np.exp(-out))\n    dt = s * (1 - s)",
                ),
            ),
            (
                "bias-forgotten",
                "the bias is missing in t = sum(w * x) + b.",
                ("np.sum(w * x) + b", "np.sum(w * x)"),
            ),
            (
                "bias-gradient-is-one",
                "db is 1, the local gradient of t alone. Multiply it by what arrives at t: out * (1 - out).",
                ("dt * w, dt\n", "dt * w, 1.0\n"),
            ),
            (
                "bias-gradient-times-b",
                "db is multiplied by b. The bias is a term of a sum: its local gradient is 1.",
                ("dt * w, dt\n", "dt * w, dt * b\n"),
            ),
            (
                "sign-of-exponent",
                "the exponent has the wrong sign: sigmoid(t) = 1 / (1 + exp(-t)).",
                ("np.exp(-t)", "np.exp(t)"),
            ),
            (
                "overflow",
                "exp(t) / (1 + exp(t)) is inf / inf = nan for t = 1000. Write 1 / (1 + exp(-t)).",
                ("1 / (1 + np.exp(-t))", "np.exp(t) / (1 + np.exp(t))"),
            ),
            (
                "overflow-in-slope",
                "the output is right, but exp(-t) / (1 + exp(-t))**2 is nan for t = -1000. Use "
                "out * (1 - out).",
                ("dt = out * (1 - out)", "dt = np.exp(-t) / (1 + np.exp(-t)) ** 2"),
            ),
            (
                "gradients-summed",
                "dw and dx are summed to single numbers. A gradient has the shape of what it "
                "belongs to, (D,).",
                ("dt * x, dt * w", "np.sum(dt * x), np.sum(dt * w)"),
            ),
            (
                "products-not-summed",
                "the products w * x are not added up, so there is one output for each input. A "
                "neuron has one.",
                ("np.sum(w * x)", "w * x"),
            ),
        ),
        Mistake(
            "bias-gradient-left-out",
            "only three values are returned; the gradient of the bias is missing. Return out, dw, dx, db.",
            _edited(NEURON_RIGHT, ("dt * w, dt\n", "dt * w\n")),
        ),
    ),
    variants=(
        Variant(
            "both-fractions",
            """
import math

def sigmoid_neuron(w, x, b):
    t = sum(wi * xi for wi, xi in zip(w, x)) + b
    if t >= 0:
        out = 1 / (1 + math.exp(-t))
    else:
        out = math.exp(t) / (1 + math.exp(t))
    slope = out * (1 - out)
    return out, [slope * xi for xi in x], [slope * wi for wi in w], slope
""",
        ),
        Variant(
            "clipped",
            """
def sigmoid_neuron(w, x, b):
    out = 1.0 / (1.0 + np.exp(-np.clip(w @ x + b, -500, 500)))
    db = out - out**2
    dw, dx = np.outer(db, np.stack([x, w]).ravel()).reshape(2, -1)
    return out, dw, dx, db
""",
        ),
        Variant(
            "expit",
            """
from scipy.special import expit

def sigmoid_neuron(w, x, b):
    s = expit(w @ x + b)
    return s, s * (1 - s) * x, s * (1 - s) * w, s * (1 - s)
""",
        ),
        Variant(
            "by-tanh",
            """
def sigmoid_neuron(w, x, b):
    half = np.tanh((w.dot(x) + b) / 2)
    slope = (1 - half * half) / 4
    return np.array(0.5 + half / 2), [slope * v for v in x], [slope * v for v in w], np.array(slope)
""",
        ),
    ),
)

REUSED_RIGHT = """
def reused_input(x, y):
    q = x + y
    r = x * y
    dq = r
    dr = q
    dx = dq * 1.0
    dx += dr * y
    dy = dq * 1.0
    dy += dr * x
    return q * r, dx, dy
"""

REUSED = Exercise(
    "reused-input",
    "reused_input",
    mistakes=_mistakes(
        REUSED_RIGHT,
        (
            "sum-way-only",
            f"{ONE_ROUTE} The part through the product r = x * y is missing.",
            ("    dx += dr * y\n    dy = dq * 1.0\n    dy += dr * x\n", "    dy = dq * 1.0\n"),
        ),
        (
            "overwritten",
            f"{ONE_ROUTE} The second assignment (=) overwrites the first; write +=.",
            ("+=", "="),
        ),
        (
            "mean-of-the-ways",
            "the two parts are averaged. What comes back on different ways adds.",
            ("return q * r, dx, dy", "return q * r, dx / 2, dy / 2"),
        ),
        (
            "ways-multiplied",
            "the two parts are multiplied. Along one way factors multiply; different ways add.",
            ("+=", "*="),
        ),
        (
            "ways-subtracted",
            "the two parts are subtracted. What comes back on different ways adds.",
            ("+=", "-="),
        ),
        (
            "product-not-swapped",
            "through the product x gets the upstream times y, the value of the other input, and "
            "y gets it times x. Here the two have changed places.",
            (
                "dx += dr * y\n    dy = dq * 1.0\n    dy += dr * x",
                "dx += dr * x\n    dy = dq * 1.0\n    dy += dr * y",
            ),
        ),
        (
            "upstream-not-swapped",
            "what arrives at q is r and what arrives at r is q: the last gate is a product, and "
            "products swap.",
            ("dq = r\n    dr = q", "dq = q\n    dr = r"),
        ),
        (
            "upstream-forgotten",
            "the parts are local gradients only. Multiply each by what arrives at its gate.",
            ("dq = r\n    dr = q", "dq = 1.0\n    dr = 1.0"),
        ),
        (
            "last-gate-adds",
            "the value is q + r. The last gate is a product: (x + y) * (x * y).",
            ("return q * r", "return q + r"),
        ),
    ),
    variants=(
        Variant(
            "product-rule",
            """
def reused_input(x, y):
    df_dx = 1 * (x * y) + (x + y) * y
    df_dy = 1 * (x * y) + (x + y) * x
    return (x + y) * x * y, df_dx, df_dy
""",
        ),
        Variant(
            "tape",
            """
def reused_input(x, y):
    values = [x, y, x + y, x * y]
    grads = [0.0, 0.0, 0.0, 0.0]
    grads[2] += values[3]
    grads[3] += values[2]
    for i in (0, 1):
        grads[i] += grads[2]
        grads[i] += grads[3] * values[1 - i]
    return values[2] * values[3], grads[0], grads[1]
""",
        ),
        Variant(
            "expanded",
            """
def reused_input(x, y):
    return x**2 * y + x * y**2, 2 * x * y + y**2, x**2 + 2 * x * y
""",
        ),
        Variant(
            "accumulated-in-an-array",
            """
def reused_input(x, y):
    q, r = x + y, x * y
    grads = np.zeros(2)
    grads += r
    grads += q * np.array([y, x])
    return q * r, grads[0], grads[1]
""",
        ),
    ),
)

HAND_RIGHT = """
def jacobian_by_hand(x, y, z):
    dy1 = [y, x + 2 * z, 2 * y]
    dy2 = [2 * y**2 * z, 4 * x * y * z, 2 * x * y**2]
    return np.array([dy1, dy2]).T
"""

HAND = Exercise(
    "jacobian-by-hand",
    "jacobian_by_hand",
    mistakes=_mistakes(
        HAND_RIGHT,
        (
            "transposed",
            "the outputs are the rows, shape (2, 3). In the layout of this series inputs are rows: (3, 2).",
            ("np.array([dy1, dy2]).T", "np.array([dy1, dy2])"),
        ),
        (
            "reshaped",
            "a reshape lines the six numbers up anew and mixes rows and columns. Transpose with .T.",
            ("np.array([dy1, dy2]).T", "np.array([dy1, dy2]).reshape(3, 2)"),
        ),
        (
            "square-lost-in-x",
            "the derivative of 2 x y**2 z with respect to x keeps the square: 2 y**2 z, not 2 y z.",
            ("2 * y**2 * z", "2 * y * z"),
        ),
        (
            "divided-by-z",
            "the derivative of 2 x y**2 z with respect to y is 4 x y z: z is a factor, not a divisor.",
            ("4 * x * y * z", "4 * x * y * z / z if z else 0.0"),
        ),
        (
            "exponent-not-brought-down",
            "the derivative of y**2 is 2 y: the entry is 4 x y z, and here the exponent is not brought down.",
            ("4 * x * y * z", "2 * x * y * z"),
        ),
        (
            "square-kept-in-y",
            "the derivative of y**2 is 2 y: the entry is 4 x y z, and here the square stays.",
            ("4 * x * y * z", "4 * x * y**2 * z"),
        ),
        (
            "square-lost-in-z",
            "the derivative of 2 x y**2 z with respect to z keeps the square: 2 x y**2.",
            ("2 * x * y**2]", "2 * x * y]"),
        ),
        (
            "second-use-of-y-lost",
            "y stands in both terms of x y + 2 y z: its derivative is x + 2 z.",
            ("x + 2 * z", "x"),
        ),
        ("factor-two-lost", "the derivative of 2 y z with respect to z is 2 y.", ("2 * y]", "y]")),
        (
            "outputs-swapped",
            "the columns have changed places: the first output is x y + 2 y z.",
            ("[dy1, dy2]", "[dy2, dy1]"),
        ),
        (
            "outputs-summed",
            "the derivatives of both outputs are added. A Jacobian keeps them apart, a column for each.",
            ("np.array([dy1, dy2]).T", "np.array(dy1) + np.array(dy2)"),
        ),
    ),
    variants=(
        Variant(
            "filled-in",
            """
def jacobian_by_hand(x, y, z):
    J = np.zeros((3, 2))
    J[0, 0] = y
    J[1, 0] = x + 2 * z
    J[2, 0] = 2 * y
    J[0, 1] = 2 * y * y * z
    J[1, 1] = 2 * x * 2 * y * z
    J[2, 1] = 2 * x * y * y
    return J
""",
        ),
        Variant(
            "gradients-as-columns",
            """
def jacobian_by_hand(x, y, z):
    grad_first = [y, x + 2 * z, 2 * y]
    grad_second = [2 * y**2 * z, 4 * x * y * z, 2 * x * y**2]
    return np.column_stack([grad_first, grad_second])
""",
        ),
        Variant(
            "row-by-row",
            """
def jacobian_by_hand(x, y, z):
    J = np.zeros((3, 2))
    J[0] = y, 2 * y * y * z
    J[1] = x + 2 * z, 4 * x * y * z
    J[2] = 2 * y, 2 * x * y * y
    return J
""",
        ),
        Variant(
            "list",
            """
def jacobian_by_hand(x, y, z):
    return [[y, 2 * z * y**2], [2 * z + x, 2 * x * z * 2 * y], [y + y, x * 2 * y**2]]
""",
        ),
    ),
)

NUMERIC_RIGHT = """
def numeric_jacobian(f, x, h=1e-5):
    N, M = len(x), len(f(x))
    J = np.zeros((N, M))
    for n in range(N):
        up = x.copy()
        down = x.copy()
        up[n] += h
        down[n] -= h
        J[n] = (f(up) - f(down)) / (2 * h)
    return J
"""

NUMERIC = Exercise(
    "numeric-jacobian",
    "numeric_jacobian",
    mistakes=(
        *_mistakes(
            NUMERIC_RIGHT,
            (
                "transposed",
                "the outputs are the rows: this is the other layout, (M, N). Here J[n, m] = dy_m / dx_n.",
                ("return J", "return J.T"),
            ),
            (
                "columns-filled",
                "each input fills a column. In the layout of this series it fills a row: J[n] = ...",
                ("J = np.zeros((N, M))", "J = np.zeros((M, N))"),
            ),
            (
                "twice-too-large",
                "the difference is divided by h, but the two points are 2 * h apart.",
                ("/ (2 * h)", "/ h"),
            ),
            (
                "precedence",
                "`/ 2 * h` divides by 2 and then multiplies by h. Put the divisor in brackets: / (2 * h).",
                ("/ (2 * h)", "/ 2 * h"),
            ),
            (
                "sign",
                "the sign is wrong: take f(x + h) minus f(x - h).",
                ("f(up) - f(down)", "f(down) - f(up)"),
            ),
            (
                "one-sided",
                "the difference is one-sided, (f(x + h) - f(x)) / h. Measure on both sides: its "
                "error shrinks like "
                "h**2.",
                ("(f(up) - f(down)) / (2 * h)", "(f(up) - f(x)) / h"),
            ),
            (
                "h-ignored",
                "the result does not depend on h as the formula's does. Step exactly h to both sides.",
                ("    N, M =", "    h = 1e-5\n    N, M ="),
            ),
            (
                "moved-together",
                "all inputs are moved together, so every row holds the sum over all of them. "
                "Move one at a time.",
                ("up[n] += h\n        down[n] -= h", "up += h\n        down -= h"),
            ),
            (
                "same-array-twice",
                "`up = x` makes no copy: up, down and x are one array, and the two moves cancel. "
                "Use x.copy().",
                ("x.copy()", "x"),
            ),
            (
                "summed-over-outputs",
                "the outputs are summed. A Jacobian keeps a column for every output.",
                ("(f(up) - f(down))", "np.sum(f(up) - f(down))"),
            ),
            (
                "square-assumed",
                "the table is made N by N. Its columns are the outputs, and there may be more or "
                "fewer of them.",
                ("J = np.zeros((N, M))", "J = np.zeros((N, N))"),
            ),
            (
                "diagonal-only",
                "only the diagonal is filled, the entries with n = m. Every input may move every output.",
                (
                    "J[n] = (f(up) - f(down)) / (2 * h)",
                    "J[n, min(n, M - 1)] = ((f(up) - f(down)) / (2 * h))[min(n, M - 1)]",
                ),
            ),
            (
                "last-input-missing",
                "the loop stops before the last input, and its row stays 0.",
                ("range(N)", "range(N - 1)"),
            ),
        ),
        Mistake(
            "not-put-back",
            "the entries are not put back, so later rows are measured at another point and x stays changed.",
            """
def numeric_jacobian(f, x, h=1e-5):
    rows = []
    for n in range(len(x)):
        x[n] += h
        up = f(x)
        x[n] -= 2 * h
        rows.append((up - f(x)) / (2 * h))
    return np.array(rows)
""",
        ),
        Mistake(
            "rounding-left-behind",
            "x is put back by adding what was subtracted, which leaves rounding errors behind. "
            "Keep the old number "
            "and assign it, or work on a copy.",
            """
def numeric_jacobian(f, x, h=1e-5):
    rows = []
    for n in range(len(x)):
        x[n] += h
        up = f(x)
        x[n] -= 2 * h
        down = f(x)
        x[n] += h
        rows.append((up - down) / (2 * h))
    return np.array(rows)
""",
        ),
    ),
    variants=(
        Variant(
            "copies-and-preallocation",
            """
def numeric_jacobian(f, x, h=1e-5):
    N, M = len(x), len(f(x))
    J = np.zeros((N, M))
    for n in range(N):
        up, down = x.copy(), x.copy()
        up[n] += h
        down[n] -= h
        y_up, y_down = f(up), f(down)
        for m in range(M):
            J[n, m] = (y_up[m] - y_down[m]) / (2 * h)
    return J
""",
        ),
        Variant(
            "comprehension-of-both-sides",
            """
def numeric_jacobian(f, x, h=1e-5):
    steps = np.diag(np.full(x.shape, h))
    above = np.array([f(point) for point in x + steps])
    below = np.array([f(point) for point in x - steps])
    return (above - below) / (2.0 * h)
""",
        ),
        Variant(
            "put-back",
            """
def numeric_jacobian(f, x, h=1e-5):
    rows = []
    for n in range(x.size):
        old = x[n]
        x[n] = old + h
        above = np.array(f(x))
        x[n] = old - h
        below = np.array(f(x))
        x[n] = old
        rows.append((above - below) / h / 2)
    return rows
""",
        ),
        Variant(
            "columns-then-transposed",
            """
def numeric_jacobian(f, x, h=1e-5):
    steps = np.eye(x.size) * h
    return np.column_stack([f(x + s) - f(x - s) for s in steps]).T / (2 * h)
""",
        ),
    ),
)

CHAIN_RIGHT = """
def jacobian_chain(jacobians, upstream):
    grad = upstream.copy()
    for J in jacobians[::-1]:
        grad = J @ grad
    return grad
"""

CHAIN = Exercise(
    "jacobian-chain",
    "jacobian_chain",
    mistakes=(
        *_mistakes(
            CHAIN_RIGHT,
            (
                "forward-order",
                "the Jacobians are applied in forward order. The gradient comes from the end: "
                "the last one is first.",
                ("jacobians[::-1]", "jacobians"),
            ),
            (
                "transposed",
                "each Jacobian is transposed. In the layout J[n, m] = dy_m / dx_n the gradient "
                "goes back by J @ grad.",
                ("J @ grad", "J.T @ grad"),
            ),
            (
                "vector-on-the-left",
                "the gradient stands on the left, grad @ J, which is J.T @ grad. In this layout "
                "it is J @ grad.",
                ("J @ grad", "grad @ J"),
            ),
            (
                "entry-by-entry",
                "* multiplies entry by entry. The chain rule wants the matrix product, @.",
                ("J @ grad", "J * grad"),
            ),
            (
                "last-step-only",
                "the gradient is not carried on: each step starts again from the upstream gradient.",
                ("grad = J @ grad", "grad = J @ upstream"),
            ),
            (
                "first-step-missing",
                "the first Jacobian of the chain is left out.",
                ("jacobians[::-1]", "jacobians[:0:-1]"),
            ),
            (
                "ways-added",
                "the steps are added. One after the other they multiply.",
                ("grad = J @ grad", "grad = grad + J @ grad"),
            ),
        ),
        Mistake(
            "list-reversed-in-place",
            "the caller's list is changed: reversed in place, or products are stored in it. Use reversed().",
            """
def jacobian_chain(jacobians, upstream):
    jacobians.reverse()
    grad = upstream
    for J in jacobians:
        grad = J @ grad
    return grad
""",
        ),
        Mistake(
            "list-emptied",
            "pop takes the Jacobians out of the caller's list. Use reversed().",
            """
def jacobian_chain(jacobians, upstream):
    grad = upstream
    while jacobians:
        grad = jacobians.pop() @ grad
    return grad
""",
        ),
        Mistake(
            "products-in-reverse",
            "the matrices are multiplied in the wrong order. In this layout the product reads in "
            "forward order.",
            """
def jacobian_chain(jacobians, upstream):
    total = jacobians[-1]
    for J in jacobians[-2::-1]:
        total = total @ J
    return total @ upstream
""",
        ),
        Mistake(
            "columns-first-product",
            "each new Jacobian is put in front of the product, as one does in the other layout. "
            "In this one the product reads in forward order: J1 @ J2 @ ... @ upstream.",
            "def jacobian_chain(jacobians, upstream):\n    total = np.eye(len(jacobians[0]))\n   "
            " for J in jacobians:\n        total = J @ total\n    return total @ upstream\n",
        ),
    ),
    variants=(
        Variant(
            "pop-from-a-copy",
            """
def jacobian_chain(jacobians, upstream):
    remaining = list(jacobians)
    grad = upstream.reshape(-1, 1)
    while remaining:
        grad = np.dot(remaining.pop(), grad)
    return grad.ravel()
""",
        ),
        Variant(
            "whole-product",
            """
import functools

def jacobian_chain(jacobians, upstream):
    return functools.reduce(np.matmul, jacobians) @ upstream
""",
        ),
        Variant(
            "recursion",
            """
def jacobian_chain(jacobians, upstream):
    first, *rest = jacobians
    return first.dot(jacobian_chain(rest, upstream) if rest else upstream)
""",
        ),
        Variant(
            "transposed-twice",
            """
def jacobian_chain(jacobians, upstream):
    grad = upstream
    for J in reversed(jacobians):
        grad = grad @ J.T
    return grad.tolist()
""",
        ),
    ),
)

RELU_JACOBIAN_RIGHT = """
def relu_jacobian(x):
    N = len(x)
    J = np.zeros((N, N))
    for n in range(N):
        if x[n] > 0:
            J[n, n] = 1.0
    return J
"""

RELU_JACOBIAN = Exercise(
    "relu-jacobian",
    "relu_jacobian",
    mistakes=(
        *_mistakes(
            RELU_JACOBIAN_RIGHT,
            (
                "passes-at-zero",
                "the diagonal is 1 also where x is exactly 0. In this series it is 1 where x > 0 only.",
                ("x[n] > 0", "x[n] >= 0"),
            ),
            (
                "x-on-the-diagonal",
                "the diagonal holds the output. It holds the slope, 1 where x > 0.",
                ("J[n, n] = 1.0", "J[n, n] = x[n]"),
            ),
            ("mask-reversed", "the mask is reversed: 1 belongs where x > 0.", ("x[n] > 0", "not x[n] > 0")),
            (
                "whole-rows",
                "whole rows are set to 1. Output m depends on input m alone: off the diagonal all is 0.",
                ("J[n, n] = 1.0", "J[n] = 1.0"),
            ),
            (
                "anti-diagonal",
                "the ones stand on the other diagonal.",
                ("J[n, n] = 1.0", "J[n, N - 1 - n] = 1.0"),
            ),
        ),
        Mistake(
            "identity",
            "this is the identity. Where x <= 0 the diagonal is 0.",
            "def relu_jacobian(x):\n    return np.eye(len(x))",
        ),
        Mistake(
            "mask-only",
            "this is the diagonal alone, of shape (N,). The Jacobian is the whole matrix, (N, N).",
            "def relu_jacobian(x):\n    return (x > 0) * 1.0",
        ),
        Mistake(
            "outer-product",
            "the outer product of the mask with itself fills entries off the diagonal. Those are 0, always.",
            "def relu_jacobian(x):\n    mask = (x > 0) * 1.0\n    return np.outer(mask, mask)",
        ),
        Mistake(
            "sign-on-the-diagonal",
            "the diagonal is the sign of x, -1 for negative entries. There the slope of the ReLU is 0.",
            "def relu_jacobian(x):\n    return np.diag(np.sign(x))",
        ),
    ),
    variants=(
        Variant(
            "loop",
            """
def relu_jacobian(x):
    N = len(x)
    J = np.zeros((N, N))
    for n in range(N):
        if x[n] > 0:
            J[n, n] = 1
    return J
""",
        ),
        Variant("booleans", "def relu_jacobian(x):\n    return np.diag(x > 0)"),
        Variant("masked-identity", "def relu_jacobian(x):\n    return np.eye(x.size) * (x > 0)[:, None]"),
        Variant(
            "fill-diagonal",
            """
def relu_jacobian(x):
    J = np.zeros((x.shape[0], x.shape[0]), dtype=int)
    np.fill_diagonal(J, np.heaviside(x, 0))
    return J
""",
        ),
    ),
)

RELU_BACKWARD_RIGHT = """
def relu_backward(dout, x):
    dx = np.array(dout)
    dx[x <= 0] = 0
    return dx
"""

RELU_BACKWARD = Exercise(
    "relu-backward",
    "relu_backward",
    mistakes=(
        *_mistakes(
            RELU_BACKWARD_RIGHT,
            ("passes-at-zero", MASK_AT_ZERO, ("x <= 0", "x < 0")),
            (
                "mask-from-upstream",
                "the mask is made of the gradient that arrives. What passes depends on the input "
                "x of the forward pass.",
                ("x <= 0", "dout <= 0"),
            ),
            ("mask-reversed", "the mask is reversed: the gradient passes where x > 0.", ("x <= 0", "x > 0")),
            ("input-modified", INPUT_CHANGED, ("np.array(dout)", "dout")),
            (
                "mask-missing",
                "the gradient passes everywhere. It is 0 where x <= 0.",
                ("    dx[x <= 0] = 0\n", ""),
            ),
            (
                "scaled-by-x",
                "the gradient is multiplied by x. The slope of the ReLU is 1 where x > 0, "
                "however large x is.",
                ("dx[x <= 0] = 0", "dx = np.where(x > 0, dout * x, 0)"),
            ),
            (
                "mask-returned",
                "this is the local gradient, the mask. Upstream times local: dout where x > 0.",
                ("    return dx", "    return (x > 0) * 1.0"),
            ),
            (
                "ones-for-masked",
                "the masked entries are set to 1. They are 0: nothing passes.",
                ("dx[x <= 0] = 0", "dx[x <= 0] = 1"),
            ),
        ),
        Mistake("inf-times-zero", INF_TIMES_ZERO, "def relu_backward(dout, x):\n    return dout * (x > 0)"),
        Mistake(
            "inf-times-zero-at-zero",
            f"{MASK_AT_ZERO} Also, {INF_TIMES_ZERO}",
            "def relu_backward(dout, x):\n    return dout * (x >= 0)",
        ),
        Mistake(
            "nan-to-num",
            "nan_to_num also replaces an infinity that passes by a large number. Do not make the "
            "nan: use np.where.",
            "def relu_backward(dout, x):\n    return np.nan_to_num(dout * (x > 0))",
        ),
        Mistake(
            "arguments-swapped",
            "dout and x have changed places: the result holds entries of x. Return dout where x > 0.",
            "def relu_backward(dout, x):\n    return np.where(dout > 0, x, 0.0)",
        ),
        Mistake(
            "sign-of-x",
            "negative entries of x send the gradient back with a minus. They send back 0.",
            "def relu_backward(dout, x):\n    with np.errstate(all='ignore'):\n        return "
            "np.where(x == 0, 0, dout * np.sign(x))",
        ),
        Mistake(
            "python-loop",
            "there is a Python loop over the entries. Let NumPy pick them: np.where(x > 0, dout, 0).",
            """
def relu_backward(dout, x):
    dx = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        if x[index] > 0:
            dx[index] = dout[index]
    return dx
""",
        ),
        Mistake(
            "too-much-memory",
            "the explicit Jacobian is formed, which is what this function is there to avoid.",
            """
def relu_backward(dout, x):
    mask = (x > 0).ravel()
    safe = np.where(mask, dout.ravel(), 0.0)
    blocked = np.where(np.isfinite(safe), safe, 0.0)
    dx = (np.diag(mask * 1.0) @ blocked).reshape(x.shape)
    return np.where(np.isinf(dout) & (x > 0), dout, dx)
""",
        ),
    ),
    variants=(
        Variant(
            "copy-and-zero",
            """
def relu_backward(dout, x):
    dx = dout.copy()
    dx[x <= 0] = 0
    return dx
""",
        ),
        Variant("where", "def relu_backward(dout, x):\n    return np.where(x > 0, dout, 0)"),
        Variant(
            "fill-a-zero-array",
            """
def relu_backward(dout, x):
    dx = np.zeros_like(dout)
    dx[x > 0] = dout[x > 0]
    return dx
""",
        ),
        Variant(
            "multiply-where",
            """
def relu_backward(dout, x):
    return np.multiply(dout, 1.0, out=np.zeros(x.shape), where=np.maximum(x, 0) > 0)
""",
        ),
        Variant(
            "copyto",
            "def relu_backward(dout, x):\n    dx = dout.copy()\n    np.putmask(dx, ~(x > 0), "
            "0)\n    return dx",
        ),
    ),
)


def _bytes(formula: str) -> str:
    return f"def jacobian_bytes(N, D, itemsize=4):\n    return {formula}"


BYTES = Exercise(
    "jacobian-bytes",
    "jacobian_bytes",
    mistakes=(
        Mistake(
            "one-example",
            "this is the Jacobian of one row, D by D, N times. The table of the whole layer also "
            "has the entries for "
            "an input of one row and an output of another, all of them 0: (N D) by (N D).",
            _bytes("N * D * D * itemsize"),
        ),
        Mistake(
            "one-row-only",
            "this is the Jacobian of a single row. The minibatch has N.",
            _bytes("D * D * itemsize"),
        ),
        Mistake(
            "input-only",
            "this is the memory of the input. The Jacobian has an entry for every pair of an "
            "input and an output.",
            _bytes("N * D * itemsize"),
        ),
        Mistake(
            "entries-not-bytes", "these are the entries. Each takes itemsize bytes.", _bytes("(N * D) ** 2")
        ),
        Mistake(
            "itemsize-ignored", "the size of a number is always 4. Use itemsize.", _bytes("(N * D) ** 2 * 4")
        ),
        Mistake(
            "bits",
            "these are bits. A byte has 8 of them; leave the 8 out.",
            _bytes("(N * D) ** 2 * itemsize * 8"),
        ),
        Mistake(
            "square-of-bytes",
            "itemsize is squared too. Square the number of entries alone.",
            _bytes("(N * D * itemsize) ** 2"),
        ),
        Mistake(
            "input-plus-output",
            "input and output are added. A table has rows times columns.",
            _bytes("(N * D + N * D) * itemsize"),
        ),
        Mistake(
            "gibibytes",
            "this is in GiB. The number of bytes is asked for.",
            _bytes("(N * D) ** 2 * itemsize / 2**30"),
        ),
        Mistake(
            "int32-overflow",
            "the number does not fit into 32 bits and wraps around. Python's own integers have no limit.",
            _bytes(
                "int(np.array([N * D], dtype=np.int32)[0] * np.array([N * D], dtype=np.int32) @ "
                "np.array([itemsize], dtype=np.int32))"
            ),
        ),
        Mistake(
            "only-rows-squared",
            "N is squared and D is not. Input and output have N * D entries each: (N * D)**2.",
            "def jacobian_bytes(N, D, itemsize=4):\n    return N**2 * D * itemsize\n",
        ),
    ),
    variants=(
        Variant(
            "pair-by-pair-count",
            """
def jacobian_bytes(N, D, itemsize=4):
    inputs = outputs = N * D
    pairs = inputs * outputs
    return itemsize * pairs
""",
        ),
        Variant(
            "an-empty-array-of-that-shape",
            """
def jacobian_bytes(N, D, itemsize=4):
    return int(np.prod([N, D, N, D], dtype=np.int64)) * itemsize
""",
        ),
        Variant("spelled-out", _bytes("N * D * N * D * itemsize")),
        Variant("float", _bytes("float(N * D) ** 2 * itemsize")),
    ),
)

ENTRY = Exercise(
    "matmul-entry",
    "matmul_entry",
    mistakes=(
        *_mistakes(
            "\ndef matmul_entry(dY, X, W, i, k):\n    return np.dot(dY[i, :], W[k, :])\n",
            (
                "rows-swapped",
                "the rows have changed places: row i of dY and row k of W.",
                ("dY[i, :], W[k, :]", "dY[min(k, len(dY) - 1), :], W[min(i, len(W) - 1), :]"),
            ),
            (
                "column-of-w",
                "a column of W is taken. X[i, k] is multiplied by the entries of row k of W.",
                ("W[k, :]", "W[:, min(k, W.shape[1] - 1)]"),
            ),
            (
                "not-summed",
                "these are the products; add them up. X[i, k] is used by all entries of row i of Y.",
                ("np.dot(dY[i, :], W[k, :])", "dY[i, :] * W[k, :]"),
            ),
            (
                "upstream-forgotten",
                "this is the sum of the local gradients. Weigh each with the upstream gradient, row i of dY.",
                ("np.dot(dY[i, :], W[k, :])", "np.sum(W[k, :])"),
            ),
            (
                "all-rows-summed",
                "all rows of dY are summed. X[i, k] enters row i of Y and no other.",
                ("dY[i, :]", "dY.sum(axis=0)"),
            ),
            (
                "mean-for-sum",
                "this is a mean over the columns. What comes back adds.",
                ("np.dot(dY[i, :], W[k, :])", "np.mean(dY[i, :] * W[k, :])"),
            ),
            (
                "times-x",
                "the result is multiplied by X[i, k]. The local gradient of a product is the "
                "other factor alone.",
                ("np.dot(dY[i, :], W[k, :])", "np.dot(dY[i, :], W[k, :]) * X[i, k]"),
            ),
            (
                "gradient-of-w",
                "this is the gradient of an entry of W, column k of X with a column of dY. That of X "
                "is asked for.",
                ("np.dot(dY[i, :], W[k, :])", "np.dot(X[:, k], dY[:, min(i, dY.shape[1] - 1)])"),
            ),
            (
                "output-entry",
                "this is an entry of Y = X W, the forward pass.",
                ("np.dot(dY[i, :], W[k, :])", "np.dot(X[i, :], W[:, min(k, W.shape[1] - 1)])"),
            ),
        ),
        Mistake(
            "column-of-w-unfit",
            "column k of W is taken, which need not even have the length of a row of dY. X[i, k] "
            "is multiplied by the entries of row k of W.",
            "def matmul_entry(dY, X, W, i, k):\n    return dY[i] @ W[:, k]\n",
        ),
    ),
    variants=(
        Variant(
            "elementwise-sum",
            """
def matmul_entry(dY, X, W, i, k):
    return np.sum(dY[i, :] * W[k, :])
""",
        ),
        Variant("from-the-whole", "def matmul_entry(dY, X, W, i, k):\n    return (dY @ W.T)[i, k]"),
        Variant(
            "loop", "def matmul_entry(dY, X, W, i, k):\n    return sum(u * w for u, w in zip(dY[i], W[k]))"
        ),
        Variant(
            "moved-entry",
            "def matmul_entry(dY, X, W, i, k):\n    E = np.zeros(X.shape)\n    E[i, k] = 1\n    "
            "return np.array((dY * (E @ W)).sum())",
        ),
    ),
)

MATMUL_RIGHT = """
def matmul_backward(dY, X, W):
    dX = dY.dot(W.T)
    dW = X.T.dot(dY)
    return dX, dW
"""

MATMUL = Exercise(
    "matmul-backward",
    "matmul_backward",
    mistakes=_mistakes(
        MATMUL_RIGHT,
        (
            "w-not-transposed",
            "dX is dY @ W. Each entry is a dot product with a row of W: dY @ W.T.",
            ("dY.dot(W.T)", "dY.dot(W)"),
        ),
        (
            "x-not-transposed",
            "dW is X @ dY. The sum goes over the rows of X and dY: X.T @ dY.",
            ("X.T.dot(dY)", "X.dot(dY)"),
        ),
        (
            "transposed-dw",
            "dW is dY.T @ X, the transpose, of shape (C, D). A gradient has the shape of its parameter.",
            ("X.T.dot(dY)", "dY.T.dot(X)"),
        ),
        (
            "transposed-dx",
            "dX is W @ dY.T, the transpose. A gradient has the shape of what it belongs to, (N, D).",
            ("dY.dot(W.T)", "W.dot(dY.T)"),
        ),
        (
            "order-swapped",
            "the gradients have changed places. Return dX, dW.",
            ("return dX, dW", "return dW, dX"),
        ),
        ("averaged", MEAN_FOR_SUM, ("X.T.dot(dY)", "X.T.dot(dY) / len(X)")),
        (
            "upstream-forgotten",
            "the upstream gradient dY is missing: ones stand in its place.",
            ("return dX, dW", "ones = np.ones(dY.shape)\n    return ones @ W.T, X.T @ ones"),
        ),
        (
            "factors-kept",
            "each factor gets its own value back. A product swaps: dX holds W, and dW holds X.",
            ("return dX, dW", "return dY.sum() * X, dY.sum() * W"),
        ),
        ("dw-missing", "only dX is returned. Return both: dX, dW.", ("return dX, dW", "return dX")),
        (
            "python-loop",
            "there is a Python loop over the rows. The matrix product does the sum: X.T @ dY.",
            (
                "dW = X.T.dot(dY)",
                "dW = np.zeros(W.shape)\n    for x, d in zip(X, dY):\n        dW += np.outer(x, d)",
            ),
        ),
        (
            "too-much-memory",
            "an array of shape (N, D, C) is built on the way; X.T @ dY needs none.",
            ("X.T.dot(dY)", "(X[:, :, None] * dY[:, None, :]).sum(axis=0)"),
        ),
    ),
    variants=(
        Variant(
            "dot-methods",
            """
def matmul_backward(dY, X, W):
    dX = dY.dot(W.transpose())
    dW = X.transpose().dot(dY)
    return dX, dW
""",
        ),
        Variant(
            "einsum",
            "def matmul_backward(dY, X, W):\n    return np.einsum('nc,dc->nd', dY, W), "
            "np.einsum('nd,nc->dc', X, dY)",
        ),
        Variant(
            "transposed-products", "def matmul_backward(dY, X, W):\n    return (W @ dY.T).T, (dY.T @ X).T"
        ),
        Variant(
            "tensordot",
            "def matmul_backward(dY, X, W):\n    return [np.inner(dY, W), np.tensordot(X, dY, axes=(0, 0))]",
        ),
    ),
)

AFFINE_FORWARD = Exercise(
    "affine-forward",
    "affine_forward",
    mistakes=_mistakes(
        "\ndef affine_forward(X, W, b):\n    out = X.dot(W) + b\n    cache = (X, W, b)\n    "
        "return out, cache\n",
        ("bias-missing", "the bias is missing: X @ W + b.", ("X.dot(W) + b", "X.dot(W)")),
        ("bias-subtracted", "the bias is subtracted.", ("X.dot(W) + b", "X.dot(W) - b")),
        (
            "bias-per-row",
            "the bias is added along the rows, as a column. There is one for every column of the output.",
            ("X.dot(W) + b", "X.dot(W) + np.resize(b, (len(X), 1))"),
        ),
        (
            "cache-without-bias",
            "the cache holds X and W alone. It is asked to be (X, W, b).",
            ("(X, W, b)\n", "(X, W)\n"),
        ),
        (
            "cache-order",
            "the cache has another order. It is asked to be (X, W, b).",
            ("cache = (X, W, b)", "cache = (W, X, b)"),
        ),
        (
            "cache-of-output",
            "the cache starts with the output. The backward pass needs the input X.",
            ("cache = (X, W, b)", "cache = (out, W, b)"),
        ),
        (
            "cache-missing",
            "only the output is returned. Return the pair: out, cache.",
            ("return out, cache", "return out"),
        ),
        (
            "relu-applied",
            "negative outputs are cut off. An affine layer has no ReLU.",
            ("X.dot(W) + b", "np.maximum(0, X.dot(W) + b)"),
        ),
        (
            "entry-by-entry",
            "* multiplies entry by entry. The layer is a matrix product, X @ W.",
            ("X.dot(W) + b", "X * W + b"),
        ),
        (
            "w-transposed",
            "W is transposed. With rows as examples the output is X @ W + b.",
            ("X.dot(W)", "X.dot(W.T)"),
        ),
        (
            "input-modified",
            INPUT_CHANGED,
            ("out = X.dot(W) + b", "b -= -0.0\n    b += 1e-300 + b * 1e-12\n    out = X.dot(W) + b"),
        ),
    ),
    variants=(
        Variant(
            "in-place-bias",
            """
def affine_forward(X, W, b):
    out = np.dot(X, W)
    out += b
    cache = (X, W, b)
    return out, cache
""",
        ),
        Variant(
            "columns-inside",
            """
def affine_forward(X, W, b):
    columns = W.T @ X.T + b[:, np.newaxis]
    return columns.T, tuple([X, W, b])
""",
        ),
        Variant(
            "einsum",
            "def affine_forward(X, W, b):\n    return np.einsum('nd,dc->nc', X, W) + "
            "b[np.newaxis], [X, W, b]",
        ),
        Variant(
            "bias-trick",
            "def affine_forward(X, W, b):\n    ones = np.ones((len(X), 1))\n    return "
            "np.hstack([X, ones]) @ np.vstack([W, b]), (X.copy(), W.copy(), b.copy())",
        ),
    ),
)

AFFINE_BACKWARD_RIGHT = """
def affine_backward(dout, cache):
    X, W, b = cache
    dX = dout.dot(W.T)
    dW = X.T.dot(dout)
    db = np.sum(dout, axis=0)
    return dX, dW, db
"""

AFFINE_BACKWARD = Exercise(
    "affine-backward",
    "affine_backward",
    mistakes=(
        *_mistakes(
            AFFINE_BACKWARD_RIGHT,
            (
                "bias-not-summed",
                "db is dout itself. One bias serves all N rows, and gradients add: sum over the "
                "rows, axis=0.",
                ("np.sum(dout, axis=0)", "dout"),
            ),
            (
                "bias-wrong-axis",
                "db is summed over the columns (axis=1), which gives one number per row. Sum over "
                "the rows: axis=0.",
                ("np.sum(dout, axis=0)", "np.sum(dout, axis=1)"),
            ),
            (
                "bias-keepdims",
                "db has shape (1, C). A gradient has the shape of its parameter, (C,): leave keepdims out.",
                ("np.sum(dout, axis=0)", "np.sum(dout, axis=0, keepdims=True)"),
            ),
            (
                "bias-one-number",
                "db is one number, the sum of all of dout. Each of the C biases has its own sum, axis=0.",
                ("np.sum(dout, axis=0)", "np.sum(dout)"),
            ),
            ("bias-averaged", f"db: {MEAN_FOR_SUM}", ("np.sum(dout, axis=0)", "np.mean(dout, axis=0)")),
            (
                "bias-first-row",
                "db is the first row of dout. One bias serves all N rows: sum over them.",
                ("np.sum(dout, axis=0)", "dout[0]"),
            ),
            (
                "bias-times-b",
                "db is multiplied by b. A bias is a term of a sum: its local gradient is 1.",
                ("np.sum(dout, axis=0)", "np.sum(dout, axis=0) * b"),
            ),
            ("bias-zero", "db is left at 0.", ("np.sum(dout, axis=0)", "np.zeros_like(b)")),
            (
                "bias-ones",
                "db is the local gradient, N times 1. Multiply by the upstream gradient: sum "
                "dout over the rows.",
                ("np.sum(dout, axis=0)", "np.full(b.shape, float(len(X)))"),
            ),
            ("weights-averaged", f"dW: {MEAN_FOR_SUM}", ("X.T.dot(dout)", "X.T.dot(dout) / len(X)")),
            (
                "all-averaged",
                MEAN_FOR_SUM,
                ("return dX, dW, db", "return dX / len(X), dW / len(X), db / len(X)"),
            ),
            (
                "w-not-transposed",
                "dX is dout @ W. Each entry is a dot product with a row of W: dout @ W.T.",
                ("dout.dot(W.T)", "dout.dot(W)"),
            ),
            (
                "x-not-transposed",
                "dW is X @ dout. The sum goes over the rows of both: X.T @ dout.",
                ("X.T.dot(dout)", "X.dot(dout)"),
            ),
            (
                "transposed-dw",
                "dW has the shape (C, D). A gradient has the shape of its parameter: X.T @ dout.",
                ("X.T.dot(dout)", "dout.T.dot(X)"),
            ),
            (
                "order",
                "the gradients stand in the order dW, db, dX. Return dX, dW, db.",
                ("return dX, dW, db", "return dW, db, dX"),
            ),
            (
                "bias-left-out",
                "only two gradients are returned. Return three: dX, dW, db.",
                ("return dX, dW, db", "return dX, dW"),
            ),
            (
                "penalty-added",
                "dW holds a penalty's gradient. A layer knows nothing of the penalty.",
                ("X.T.dot(dout)", "X.T.dot(dout) + 2 * W"),
            ),
            (
                "relu-masked",
                "dX is masked as behind a ReLU. That is the business of the ReLU layer.",
                ("dout.dot(W.T)", "np.where(X > 0, dout.dot(W.T), 0)"),
            ),
            (
                "bias-in-dx",
                "b is added to dX, as in the forward pass.",
                ("dout.dot(W.T)", "(dout + b).dot(W.T)"),
            ),
            (
                "cache-modified",
                CACHE_CHANGED,
                ("    dW = X.T.dot(dout)\n", "    dW = X.T.dot(dout)\n    W *= 0\n"),
            ),
            ("upstream-modified", INPUT_CHANGED, ("    return dX", "    dout *= 0\n    return dX")),
            (
                "python-loop",
                "there is a Python loop over the rows; np.sum(dout, axis=0) adds them.",
                ("np.sum(dout, axis=0)", "np.zeros(len(b))\n    for row in dout:\n        db = db + row"),
            ),
            (
                "too-much-memory",
                "an array of shape (N, D, C) is built on the way; X.T @ dout needs none.",
                ("X.T.dot(dout)", "(X[:, :, None] * dout[:, None, :]).sum(axis=0)"),
            ),
        ),
        Mistake(
            "cache-of-two",
            "the cache is unpacked into two parts. It has three, (X, W, b).",
            _edited(AFFINE_BACKWARD_RIGHT, ("X, W, b = cache", "X, W = cache")),
        ),
    ),
    variants=(
        Variant(
            "mean-times-rows",
            """
def affine_backward(dout, cache):
    X, W = cache[:2]
    dX = np.dot(dout, W.T)
    dW = np.dot(dout.T, X).T
    db = len(dout) * np.mean(dout, axis=0)
    return dX, dW, db
""",
        ),
        Variant(
            "bias-as-a-row-of-weights",
            """
def affine_backward(dout, cache):
    (X, W, b) = cache
    with_ones = np.column_stack([X, np.ones(len(X))])
    both = with_ones.T @ dout
    return np.tensordot(dout, W, axes=([1], [1])), both[:-1], both[-1]
""",
        ),
        Variant(
            "ones-for-the-sum",
            "def affine_backward(dout, cache):\n    X, W = cache[0], cache[1]\n    return dout @ "
            "W.T, X.T @ dout, np.ones(len(X)) @ dout",
        ),
        Variant(
            "einsum",
            "def affine_backward(dout, cache):\n    X, W, b = cache\n    return "
            "[np.einsum('nc,dc->nd', dout, W), np.einsum('nd,nc->dc', X, dout), "
            "np.einsum('nc->c', dout)]",
        ),
        Variant(
            "add-reduce",
            "def affine_backward(dout, cache):\n    (X, W, b) = cache\n    db = "
            "np.add.reduce(dout).reshape(b.shape)\n    return np.inner(dout, W), np.dot(dout.T, "
            "X).T, db",
        ),
    ),
)

RELU_FORWARD = Exercise(
    "relu-forward",
    "relu_forward",
    mistakes=_mistakes(
        "\ndef relu_forward(x):\n    out = np.maximum(0, x)\n    cache = x\n    return out, cache\n",
        (
            "cache-is-output",
            "the cache is the output. It is asked to be the input x, as relu_backward(dout, x) wants it.",
            ("cache = x", "cache = out"),
        ),
        (
            "cache-is-mask",
            "the cache is the mask. It is asked to be the input x itself.",
            ("cache = x", "cache = x > 0"),
        ),
        (
            "cache-missing",
            "only the output is returned. Return the pair: out, cache.",
            ("return out, cache", "return out"),
        ),
        ("pair-swapped", "output and cache have changed places.", ("return out, cache", "return cache, out")),
        (
            "absolute-value",
            "this is the absolute value. A ReLU makes negative entries 0.",
            ("np.maximum(0, x)", "np.abs(x)"),
        ),
        (
            "minimum",
            "the negative entries are kept. max(0, x) keeps the positive ones.",
            ("np.maximum(0, x)", "np.minimum(0, x)"),
        ),
        (
            "slope-returned",
            "the output is the slope of the ReLU. Its value is x where x > 0.",
            ("np.maximum(0, x)", "(x > 0) * 1.0"),
        ),
        (
            "leaky",
            "negative entries leak through with a small factor. A ReLU makes them 0.",
            ("np.maximum(0, x)", "np.maximum(0.01 * x, x)"),
        ),
        (
            "one-maximum",
            "np.max gives one number for the whole array. np.maximum(0, x) works entry by entry.",
            ("np.maximum(0, x)", "np.max(x)"),
        ),
        (
            "input-modified",
            "x is cut off in place, so the caller's array and the cache are lost. Make a new array.",
            ("out = np.maximum(0, x)", "x[x < 0] = 0\n    out = x"),
        ),
    ),
    variants=(
        Variant(
            "copy-and-zero",
            """
def relu_forward(x):
    out = np.array(x)
    out[out < 0] = 0
    return out, x
""",
        ),
        Variant("mask", "def relu_forward(x):\n    return x * (x > 0), x.copy()"),
        Variant("where", "def relu_forward(x):\n    out = np.where(x < 0, 0, x)\n    return [out, x]"),
        Variant("clip", "def relu_forward(x):\n    return x.clip(min=0), x"),
    ),
)

SVM_RIGHT = """
def svm_loss(scores, y):
    N = scores.shape[0]
    correct = scores[np.arange(N), y].reshape(N, 1)
    margins = np.maximum(0, scores - correct + 1.0)
    margins[np.arange(N), y] = 0
    loss = np.sum(margins) / N
    dscores = np.zeros_like(scores)
    dscores[margins > 0] = 1
    dscores[np.arange(N), y] -= np.sum(margins > 0, axis=1)
    dscores /= N
    return loss, dscores
"""

SVM = Exercise(
    "svm-loss-of-scores",
    "svm_loss",
    mistakes=(
        *_mistakes(
            SVM_RIGHT,
            (
                "equal-scores-left-out",
                "a class whose score equals that of the right one is taken for it; its margin is 1. The "
                "right class is known by its number: margins[np.arange(N), y] = 0.",
                ("margins[np.arange(N), y] = 0", "margins[scores == correct] = 0"),
            ),
            (
                "right-class-counted",
                "the right class is counted too: the loss is 1 too large. Set its own margin to 0 "
                "before you sum.",
                (
                    "    margins[np.arange(N), y] = 0\n    loss = np.sum(margins) / N\n",
                    "    loss = np.sum(margins) / N\n    margins[np.arange(N), y] = 0\n",
                ),
            ),
            (
                "label-gradient-missing",
                "the gradient of each label's own score is missing: minus the number of positive "
                "margins in its row.",
                ("    dscores[np.arange(N), y] -= np.sum(margins > 0, axis=1)\n", ""),
            ),
            (
                "label-gradient-once",
                "the label's entry is -1. It is -1 for every positive margin of its row.",
                ("-= np.sum(margins > 0, axis=1)", "-= np.sum(margins > 0, axis=1) > 0"),
            ),
            (
                "label-gradient-sign",
                "the label's entry has the wrong sign: raising the right score lowers the loss.",
                ("dscores[np.arange(N), y] -=", "dscores[np.arange(N), y] +="),
            ),
            (
                "label-gradient-margins",
                "the label's entry holds the margins themselves. It holds minus their number.",
                ("np.sum(margins > 0, axis=1)", "np.sum(margins, axis=1)"),
            ),
            (
                "gradient-is-margin",
                "the entries hold the margins. The slope of a positive margin is 1, however large it is.",
                ("dscores[margins > 0] = 1", "dscores += margins"),
            ),
            (
                "gradient-not-averaged",
                "the loss is averaged over the N examples, but dscores is not.",
                ("    dscores /= N\n", ""),
            ),
            (
                "loss-not-averaged",
                "dscores is averaged over the N examples, but the loss is not.",
                ("np.sum(margins) / N", "np.sum(margins)"),
            ),
            (
                "averaged-over-entries",
                "the mean is taken over all N * C entries. Divide by the number of examples, N.",
                ("np.sum(margins) / N", "np.mean(margins)"),
            ),
            (
                "margin-missing",
                "the margin of 1 is missing: max(0, s_j - s_y + 1).",
                ("scores - correct + 1.0", "scores - correct"),
            ),
            (
                "sign-of-margin",
                "the difference has the wrong sign: s_j - s_y + 1.",
                ("scores - correct + 1.0", "correct - scores + 1.0"),
            ),
            ("squared", "the hinge is squared.", ("np.sum(margins) / N", "np.sum(margins**2) / N")),
            (
                "kink-counted",
                "a margin of exactly 0 adds to the gradient. Only positive ones do.",
                (
                    "    dscores[margins > 0] = 1\n    dscores[np.arange(N), y] -= "
                    "np.sum(margins > 0, axis=1)\n",
                    "    broken = scores - correct + 1.0 >= 0\n    broken[np.arange(N), y] = False\n "
                    "   dscores[broken] = 1\n    dscores[np.arange(N), y] -= broken.sum(axis=1)\n",
                ),
            ),
            (
                "whole-columns",
                "scores[:, y] picks whole columns, for all rows. One entry per row is "
                "scores[np.arange(N), y].",
                ("margins[np.arange(N), y] = 0", "margins[:, y] = 0"),
            ),
            (
                "gradient-missing",
                "only the loss is returned. Return both: loss, dscores.",
                ("return loss, dscores", "return loss"),
            ),
            (
                "input-modified",
                INPUT_CHANGED,
                (
                    "np.maximum(0, scores - correct + 1.0)",
                    "np.maximum(0, np.add(scores, 1.0 - correct, out=scores))",
                ),
            ),
            (
                "python-loop",
                "there is a Python loop over the rows; NumPy can pick all labels' entries with "
                "[np.arange(N), y].",
                ("margins[np.arange(N), y] = 0", "for n in range(N):\n        margins[n, y[n]] = 0"),
            ),
        ),
        Mistake(
            "keepdims-missing",
            "the scores of the labels have shape (N,), which lines up with the classes and not "
            "with the rows. Make a column of them, (N, 1).",
            _edited(SVM_RIGHT, (".reshape(N, 1)", "")),
        ),
    ),
    variants=(
        Variant(
            "label-margin-taken-off",
            """
def svm_loss(scores, y):
    N = scores.shape[0]
    correct = scores[range(N), y].reshape(N, 1)
    margins = np.maximum(0, scores - correct + 1.0)
    loss = (np.sum(margins) - N) / N  # each label's own margin is 1
    counts = np.where(margins > 0, 1.0, 0.0)
    counts[range(N), y] -= counts.sum(axis=1)
    return loss, counts / N
""",
        ),
        Variant(
            "one-hot-products",
            """
def svm_loss(scores, y):
    N, C = scores.shape
    truth = (np.arange(C) == y[:, None]).astype(float)
    own = np.einsum("nc,nc->n", scores, truth)
    margins = (scores - own[:, None] + 1) * (1 - truth)
    on = (margins > 0) * 1.0
    dscores = on - on.sum(axis=1, keepdims=True) * truth
    return np.tensordot(on, margins, axes=2) / N, dscores / N
""",
        ),
        Variant(
            "mask-matrix",
            """
def svm_loss(scores, y):
    right = np.eye(scores.shape[1], dtype=bool)[y]
    gaps = np.where(right, 0.0, scores - scores[right][:, None] + 1)
    broken = (gaps > 0).astype(float)
    broken[right] = -broken.sum(axis=1)
    return gaps.clip(min=0).sum(axis=1).mean(), broken / len(scores)
""",
        ),
        Variant(
            "library",
            "from pixgrad.models.linear import hinge_loss\n\ndef svm_loss(scores, y):\n    "
            "return hinge_loss(scores, y)",
        ),
    ),
)

SOFTMAX_RIGHT = """
def softmax_loss(scores, y):
    N = scores.shape[0]
    shifted = scores - np.max(scores, axis=1, keepdims=True)
    e = np.exp(shifted)
    sums = np.sum(e, axis=1, keepdims=True)
    p = e / sums
    loss = np.sum(np.log(sums[:, 0]) - shifted[np.arange(N), y]) / N
    dscores = p.copy()
    dscores[np.arange(N), y] -= 1
    dscores /= N
    return loss, dscores
"""

SOFTMAX = Exercise(
    "softmax-loss-of-scores",
    "softmax_loss",
    mistakes=(
        *_mistakes(
            SOFTMAX_RIGHT,
            (
                "overflow",
                "no maximum is subtracted before exp, and exp(1e4) is inf. Subtract from every row "
                "its own maximum.",
                ("scores - np.max(scores, axis=1, keepdims=True)", "scores"),
            ),
            (
                "one-maximum-for-all",
                "one maximum of the whole batch is subtracted from all rows. Each row needs its own: "
                "axis=1, keepdims=True.",
                ("np.max(scores, axis=1, keepdims=True)", "np.max(scores)"),
            ),
            (
                "maximum-per-column",
                "the maxima are those of the columns, one per class. Each row needs its own, axis=1.",
                ("np.max(scores, axis=1, keepdims=True)", "np.max(scores, axis=0, keepdims=True)"),
            ),
            (
                "log-of-underflow",
                "the loss is the log of a probability that underflows to 0, so it is infinite. Use "
                "log(sum(exp)) minus the shifted score of the label.",
                (
                    "np.sum(np.log(sums[:, 0]) - shifted[np.arange(N), y]) / N",
                    "-np.sum(np.log(p[np.arange(N), y])) / N",
                ),
            ),
            (
                "epsilon-in-log",
                "a small number inside the logarithm replaces large losses by a constant. Use log-sum-exp.",
                (
                    "np.sum(np.log(sums[:, 0]) - shifted[np.arange(N), y]) / N",
                    "-np.sum(np.log(p[np.arange(N), y] + 1e-12)) / N",
                ),
            ),
            (
                "one-hot-missing",
                "dscores are the probabilities. Take 1 off at the label of each row: prediction minus truth.",
                ("    dscores[np.arange(N), y] -= 1\n", ""),
            ),
            (
                "one-hot-sign",
                "1 is added at the label. The gradient is prediction minus truth.",
                ("dscores[np.arange(N), y] -= 1", "dscores[np.arange(N), y] += 1"),
            ),
            (
                "sign",
                "dscores has the wrong sign. It is prediction minus truth.",
                ("return loss, dscores", "return loss, -dscores"),
            ),
            (
                "label-zeroed",
                "the label's entry is set to 0. It is its probability minus 1.",
                ("dscores[np.arange(N), y] -= 1", "dscores[np.arange(N), y] = 0"),
            ),
            (
                "label-minus-one",
                "the label's entry is set to -1. Its probability belongs to it too: p - 1.",
                ("dscores[np.arange(N), y] -= 1", "dscores[np.arange(N), y] = -1"),
            ),
            (
                "whole-columns",
                "dscores[:, y] picks whole columns, for all rows. One entry per row is "
                "dscores[np.arange(N), y].",
                ("dscores[np.arange(N), y] -= 1", "dscores[:, y] -= 1"),
            ),
            (
                "gradient-not-averaged",
                "the loss is averaged over the N examples, but dscores is not.",
                ("    dscores /= N\n", ""),
            ),
            (
                "loss-not-averaged",
                "dscores is averaged over the N examples, but the loss is not.",
                ("y]) / N", "y])"),
            ),
            (
                "averaged-over-entries",
                "dscores is divided by N * C. Divide by the number of examples, N.",
                ("dscores /= N", "dscores /= scores.size"),
            ),
            (
                "sum-over-all",
                "the probabilities are divided by the sum of the whole batch. Each row sums to 1: "
                "axis=1, keepdims=True.",
                ("p = e / sums", "p = e / np.sum(e)"),
            ),
            (
                "mean-probability",
                "the logarithm is taken of the mean probability. The loss is the mean of the logarithms.",
                (
                    "np.sum(np.log(sums[:, 0]) - shifted[np.arange(N), y]) / N",
                    "-np.log(np.mean(p[np.arange(N), y]))",
                ),
            ),
            (
                "maximum-not-given-back",
                "the maximum is subtracted inside the exponentials, but not from the label's score.",
                ("- shifted[np.arange(N), y]", "- scores[np.arange(N), y]"),
            ),
            (
                "gradient-missing",
                "only the loss is returned. Return both: loss, dscores.",
                ("return loss, dscores", "return loss"),
            ),
            (
                "gradient-of-probability",
                "dscores is multiplied by p (1 - p), a slope of the sigmoid. For softmax with this "
                "loss it is p minus the one-hot row, and no more.",
                ("dscores /= N", "dscores = dscores * p * (1 - p) / N"),
            ),
            (
                "input-modified",
                INPUT_CHANGED,
                (
                    "    shifted = scores - np.max(scores, axis=1, keepdims=True)\n",
                    "    scores -= np.max(scores, axis=1, keepdims=True)\n    shifted = scores\n",
                ),
            ),
            (
                "python-loop",
                "there is a Python loop over the rows; [np.arange(N), y] picks one entry from each.",
                ("dscores[np.arange(N), y] -= 1", "for n in range(N):\n        dscores[n, y[n]] -= 1"),
            ),
        ),
        Mistake(
            "overflow-and-not-averaged",
            "two slips: no maximum is subtracted before exp, and dscores is not divided by N. "
            "Subtract from every row its own maximum, and average the gradient as well as the "
            "loss.",
            "def softmax_loss(scores, y):\n    N = len(y)\n    p = np.exp(scores) / "
            "np.sum(np.exp(scores), axis=1, keepdims=True)\n    loss = "
            "-np.mean(np.log(p[np.arange(N), y]))\n    p[np.arange(N), y] -= 1\n    return loss, "
            "p\n",
        ),
    ),
    variants=(
        Variant(
            "take-along-axis",
            """
def softmax_loss(scores, y):
    N = scores.shape[0]
    gaps = scores - scores.max(axis=1).reshape(-1, 1)
    log_sum = np.log(np.exp(gaps).sum(axis=1))
    losses = log_sum - np.take_along_axis(gaps, y[:, None], axis=1).ravel()
    grad = np.exp(gaps - log_sum[:, None])
    np.subtract.at(grad, (np.arange(N), y), 1.0)
    grad *= 1 / N
    return losses.sum() / N, grad
""",
        ),
        Variant(
            "scipy",
            """
from scipy.special import log_softmax

def softmax_loss(scores, y):
    log_p = log_softmax(scores, axis=1)
    Y = np.eye(scores.shape[1])[y]
    return -(log_p[Y == 1]).mean(), (np.exp(log_p) - Y) / len(y)
""",
        ),
        Variant(
            "logaddexp",
            """
def softmax_loss(scores, y):
    Z = np.logaddexp.reduce(scores, axis=1)
    G = np.exp(scores - Z[:, None]) / len(y)
    np.subtract.at(G, (np.arange(len(y)), y), 1 / len(y))
    return np.array(np.mean(Z - np.take_along_axis(scores, y[:, None], axis=1)[:, 0])), G
""",
        ),
        Variant(
            "library",
            "from pixgrad.models.softmax import softmax_data_loss\n\ndef softmax_loss(scores, "
            "y):\n    return softmax_data_loss(scores, y)",
        ),
    ),
)

MLP_RIGHT = """
def mlp_loss(params, X, y, reg):
    L = len(params) // 2
    N = X.shape[0]
    h = [X]
    for l in range(1, L):
        h.append(np.maximum(0, h[-1].dot(params[f"W{l}"]) + params[f"b{l}"]))
    scores = h[-1].dot(params[f"W{L}"]) + params[f"b{L}"]
    shifted = scores - np.max(scores, axis=1, keepdims=True)
    sums = np.sum(np.exp(shifted), axis=1, keepdims=True)
    loss = np.sum(np.log(sums[:, 0]) - shifted[np.arange(N), y]) / N
    d = np.exp(shifted) / sums
    d[np.arange(N), y] -= 1
    d /= N
    grads = {}
    for l in range(L, 0, -1):
        W = params[f"W{l}"]
        grads[f"W{l}"] = h[l - 1].T.dot(d)
        grads[f"b{l}"] = np.sum(d, axis=0)
        if l > 1:
            d = d.dot(W.T)
            d[h[l - 1] <= 0] = 0
        loss += reg * np.sum(W * W)
        grads[f"W{l}"] += 2 * reg * W
    return loss, grads
"""

MLP = Exercise(
    "mlp-loss",
    "mlp_loss",
    mistakes=(
        *_mistakes(
            MLP_RIGHT,
            (
                "passes-at-zero",
                MASK_AT_ZERO,
                (
                    "d[h[l - 1] <= 0] = 0",
                    'd[h[l - 2].dot(params[f"W{l - 1}"]) + params[f"b{l - 1}"] < 0] = 0',
                ),
            ),
            (
                "relu-missing",
                "there is no ReLU between the layers, so the network is one linear map.",
                (
                    'np.maximum(0, h[-1].dot(params[f"W{l}"]) + params[f"b{l}"])',
                    'h[-1].dot(params[f"W{l}"]) + params[f"b{l}"]',
                ),
            ),
            (
                "sigmoid-for-relu",
                "a sigmoid stands between the layers. This network has ReLUs.",
                (
                    'np.maximum(0, h[-1].dot(params[f"W{l}"]) + params[f"b{l}"])',
                    '1 / (1 + np.exp(-(h[-1].dot(params[f"W{l}"]) + params[f"b{l}"])))',
                ),
            ),
            (
                "relu-on-scores",
                "a ReLU stands behind the last layer and cuts off negative scores. Scores may be "
                "negative: no ReLU there.",
                (
                    'scores = h[-1].dot(params[f"W{L}"]) + params[f"b{L}"]',
                    'scores = np.maximum(0, h[-1].dot(params[f"W{L}"]) + params[f"b{L}"])',
                ),
            ),
            (
                "relu-on-input",
                "a ReLU is applied to X itself. The first layer reads X as it is.",
                ("h = [X]", "h = [np.maximum(0, X)]"),
            ),
            (
                "mask-missing",
                "the backward pass ignores the ReLUs: the gradient is not masked on its way back.",
                ("            d[h[l - 1] <= 0] = 0\n", ""),
            ),
            (
                "mask-from-gradient",
                "the backward mask is made of the gradient. What passes depends on the forward values.",
                ("d[h[l - 1] <= 0] = 0", "d[d <= 0] = 0"),
            ),
            (
                "mask-reversed",
                "the backward mask is reversed: the gradient passes where the ReLU's input was positive.",
                ("d[h[l - 1] <= 0] = 0", "d[h[l - 1] > 0] = 0"),
            ),
            (
                "hidden-bias-missing",
                "the biases of the hidden layers are missing in the forward pass.",
                (' + params[f"b{l}"]))', "))"),
            ),
            (
                "last-bias-missing",
                "the bias of the last layer is missing in the forward pass.",
                (' + params[f"b{L}"]\n', "\n"),
            ),
            (
                "bias-after-relu",
                "the hidden biases are added behind the ReLU. They belong before it.",
                (
                    'np.maximum(0, h[-1].dot(params[f"W{l}"]) + params[f"b{l}"])',
                    'np.maximum(0, h[-1].dot(params[f"W{l}"])) + params[f"b{l}"]',
                ),
            ),
            (
                "biases-regularised",
                "the biases are penalised too. The penalty takes the weights alone.",
                (
                    '        grads[f"W{l}"] += 2 * reg * W\n',
                    '        grads[f"W{l}"] += 2 * reg * W\n        loss += reg * '
                    'np.sum(params[f"b{l}"] ** 2)\n        grads[f"b{l}"] = grads[f"b{l}"] + 2 * '
                    'reg * params[f"b{l}"]\n',
                ),
            ),
            ("penalty-gradient-halved", TWO_MISSING, ("+= 2 * reg * W", "+= reg * W")),
            (
                "penalty-with-half",
                "the penalty is halved, 0.5 * reg * sum(W**2) with the gradient reg * W. In this "
                "series it has no 0.5.",
                (
                    'loss += reg * np.sum(W * W)\n        grads[f"W{l}"] += 2 * reg * W',
                    'loss += 0.5 * reg * np.sum(W * W)\n        grads[f"W{l}"] += reg * W',
                ),
            ),
            (
                "loss-penalty-missing",
                "the loss lacks the penalty, though the gradients have it.",
                ("        loss += reg * np.sum(W * W)\n", ""),
            ),
            (
                "gradient-penalty-missing",
                "the gradients lack the penalty, 2 * reg * W, though the loss has it.",
                ('        grads[f"W{l}"] += 2 * reg * W\n', ""),
            ),
            (
                "penalty-missing",
                "the penalty is missing, in the loss and in the gradients.",
                ('        loss += reg * np.sum(W * W)\n        grads[f"W{l}"] += 2 * reg * W\n', ""),
            ),
            (
                "penalty-last-layer-only",
                "only one layer is penalised. The penalty takes the weights of all layers.",
                (
                    '        loss += reg * np.sum(W * W)\n        grads[f"W{l}"] += 2 * reg * W\n',
                    "        if l == L:\n            loss += reg * np.sum(W * W)\n            "
                    'grads[f"W{l}"] += 2 * reg * W\n',
                ),
            ),
            (
                "penalty-twice",
                "the penalty is added twice, in the loss and in the gradients.",
                (
                    'loss += reg * np.sum(W * W)\n        grads[f"W{l}"] += 2 * reg * W',
                    'loss += 2 * reg * np.sum(W * W)\n        grads[f"W{l}"] += 4 * reg * W',
                ),
            ),
            (
                "penalty-over-n",
                "the penalty is divided by N. Only the sum over the examples is a mean.",
                (
                    'loss += reg * np.sum(W * W)\n        grads[f"W{l}"] += 2 * reg * W',
                    'loss += reg * np.sum(W * W) / N\n        grads[f"W{l}"] += 2 * reg * W / N',
                ),
            ),
            (
                "penalty-not-squared",
                "the penalty in the loss is the sum of the weights, not of their squares.",
                ("np.sum(W * W)", "np.sum(W)"),
            ),
            (
                "gradient-not-averaged",
                "the gradients are sums over the examples, though the loss is their mean. Divide "
                "dscores by N.",
                ("    d /= N\n", ""),
            ),
            (
                "loss-not-averaged",
                "the data loss is a sum over the examples, though the gradients are averaged.",
                ("y]) / N", "y])"),
            ),
            (
                "bias-averaged",
                "db is averaged over the rows again. The 1 / N is in the gradient already: sum.",
                ("np.sum(d, axis=0)", "np.mean(d, axis=0)"),
            ),
            (
                "bias-keepdims",
                "the bias gradients have shape (1, H). They have the shape of the bias, (H,).",
                ("np.sum(d, axis=0)", "np.sum(d, axis=0, keepdims=True)"),
            ),
            (
                "bias-one-number",
                "each bias gradient is one number. Sum over the rows alone: axis=0.",
                ("np.sum(d, axis=0)", "np.sum(d)"),
            ),
            (
                "one-hot-missing",
                "1 is not taken off at the labels, so the gradients are those of the probabilities alone.",
                ("    d[np.arange(N), y] -= 1\n", ""),
            ),
            (
                "one-hot-sign",
                "1 is added at the labels. It is taken off: the score of the right class should rise.",
                ("    d[np.arange(N), y] -= 1\n", "    d[np.arange(N), y] += 1\n"),
            ),
            (
                "one-maximum-for-all",
                "one maximum of the whole batch is subtracted from all rows. A row far below it has only "
                "zeros left to divide by; each row needs its own (axis=1, keepdims=True).",
                ("np.max(scores, axis=1, keepdims=True)", "np.max(scores)"),
            ),
            (
                "overflow",
                "no maximum is subtracted before exp, and exp(1e4) is inf. Subtract from every "
                "row its own maximum.",
                ("scores - np.max(scores, axis=1, keepdims=True)", "scores"),
            ),
            (
                "maximum-per-column",
                "the maxima are those of the columns, one per class. Each row needs its own, axis=1.",
                ("np.max(scores, axis=1, keepdims=True)", "np.max(scores, axis=0, keepdims=True)"),
            ),
            (
                "log-of-underflow",
                "the loss is the log of a probability that underflows to 0, so it is infinite. "
                "Use log-sum-exp.",
                (
                    "np.sum(np.log(sums[:, 0]) - shifted[np.arange(N), y]) / N",
                    "-np.mean(np.log((np.exp(shifted) / sums)[np.arange(N), y]))",
                ),
            ),
            (
                "two-layers-only",
                "the number of layers is taken to be 2. It is len(params) // 2.",
                ("L = len(params) // 2", "L = 2"),
            ),
            (
                "layers-miscounted",
                "the number of layers is taken to be len(params). Each layer has two entries, W and b.",
                ("L = len(params) // 2", "L = len(params)"),
            ),
            (
                "gradient-through-updated-order",
                "the gradient goes back through the weights of the layer below instead of this one's.",
                ("            d = d.dot(W.T)\n", '            d = d.dot(params[f"W{l - 1}"])\n'),
            ),
            (
                "w-not-transposed",
                "the gradient goes back with W where W.T is needed: d @ W.T.",
                ("d = d.dot(W.T)", "d = d.dot(W)"),
            ),
            (
                "wrong-stored-input",
                "dW is made with the output of the layer. It needs its input: h[l - 1].T @ d.",
                ('grads[f"W{l}"] = h[l - 1].T.dot(d)', 'grads[f"W{l}"] = h[min(l, L - 1)].T.dot(d)'),
            ),
            (
                "first-layer-missing",
                "the gradients of the first layer are missing: the loop stops one layer too early.",
                ("range(L, 0, -1)", "range(L, 1, -1)"),
            ),
            (
                "gradients-not-returned",
                "only the loss is returned. Return both: loss, grads.",
                ("return loss, grads", "return loss"),
            ),
            (
                "gradients-as-list",
                "the gradients come as a list. Return a dict with the keys of params.",
                ("return loss, grads", "return loss, [grads[name] for name in params]"),
            ),
            (
                "weights-modified",
                "the weights are changed in place: an update does not belong here. Return the "
                "gradients alone.",
                (
                    "    return loss, grads\n",
                    "    for name in params:\n        params[name] -= 0.01 * grads[name]\n    "
                    "return loss, grads\n",
                ),
            ),
            (
                "rows-modified",
                "X is changed in place. Work on a copy.",
                ("h = [X]", "X -= np.mean(X, axis=0)\n    h = [X]"),
            ),
        ),
        Mistake(
            "keys-sorted-as-words",
            "the keys are sorted as words, and 'W10' comes before 'W2'. Build them from the layer's number.",
            _edited(
                MLP_RIGHT,
                (
                    "    N = X.shape[0]\n",
                    "    N = X.shape[0]\n    names = sorted(k[1:] for k in params if k[0] == 'W')\n",
                ),
                ('params[f"W{l}"]', "params['W' + names[l - 1]]"),
                ('params[f"b{l}"]', "params['b' + names[l - 1]]"),
                ('params[f"W{L}"]', "params['W' + names[L - 1]]"),
                ('params[f"b{L}"]', "params['b' + names[L - 1]]"),
                ('grads[f"W{l}"]', "grads['W' + names[l - 1]]"),
                ('grads[f"b{l}"]', "grads['b' + names[l - 1]]"),
            ),
        ),
        Mistake(
            "order-of-the-dict",
            "the layers are taken in the order of the dict. Their order is that of the numbers in the keys.",
            _edited(
                MLP_RIGHT,
                (
                    "    N = X.shape[0]\n",
                    "    N = X.shape[0]\n    names = [k[1:] for k in params if k[0] == 'W']\n",
                ),
                ('params[f"W{l}"]', "params['W' + names[l - 1]]"),
                ('params[f"b{l}"]', "params['b' + names[l - 1]]"),
                ('params[f"W{L}"]', "params['W' + names[L - 1]]"),
                ('params[f"b{L}"]', "params['b' + names[L - 1]]"),
                ('grads[f"W{l}"]', "grads['W' + names[l - 1]]"),
                ('grads[f"b{l}"]', "grads['b' + names[l - 1]]"),
            ),
        ),
        Mistake(
            "linear-network",
            "there is no ReLU, neither forward nor backward, so the network is one linear map.",
            _edited(
                MLP_RIGHT,
                (
                    'np.maximum(0, h[-1].dot(params[f"W{l}"]) + params[f"b{l}"])',
                    'h[-1].dot(params[f"W{l}"]) + params[f"b{l}"]',
                ),
                ("            d[h[l - 1] <= 0] = 0\n", ""),
            ),
        ),
        Mistake(
            "relu-on-scores-masked",
            "a ReLU stands behind the last layer, forward and backward. Scores may be negative: "
            "no ReLU there.",
            _edited(
                MLP_RIGHT,
                (
                    'scores = h[-1].dot(params[f"W{L}"]) + params[f"b{L}"]',
                    'scores = np.maximum(0, h[-1].dot(params[f"W{L}"]) + params[f"b{L}"])',
                ),
                ("    d /= N\n", "    d /= N\n    d[scores <= 0] = 0\n"),
            ),
        ),
        Mistake(
            "not-averaged",
            "data loss and gradients are sums over the examples. The loss is a mean: divide both by N.",
            _edited(MLP_RIGHT, ("y]) / N", "y])"), ("    d /= N\n", "")),
        ),
        Mistake(
            "python-loop",
            "there is a Python loop over the examples; only one over the layers is welcome.",
            _edited(
                MLP_RIGHT,
                ("    d[np.arange(N), y] -= 1\n", "    for n in range(N):\n        d[n, y[n]] -= 1\n"),
            ),
        ),
        Mistake(
            "undefined-name",
            "the name num_layers is used and defined nowhere; it is len(params) // 2.",
            _edited(MLP_RIGHT, ("range(1, L)", "range(1, num_layers)")),
        ),
        Mistake(
            "notebook-global",
            "the function reads a variable of the notebook; take everything from the arguments.",
            _edited(MLP_RIGHT, ("N = X.shape[0]", "N = len(dataset.y_train)")),
        ),
        Mistake(
            "bias-wrong-axis",
            "the bias gradients are summed over the units (axis=1). A bias serves all N rows: "
            "sum over the rows, axis=0.",
            _edited(MLP_RIGHT, ("np.sum(d, axis=0)", "np.sum(d, axis=1)")),
        ),
        Mistake(
            "transposed",
            "the gradients of the weights are transposed. A gradient has the shape of its "
            "parameter: input.T @ d.",
            _edited(
                MLP_RIGHT,
                ("return loss, grads", "return loss, {name: grad.T for name, grad in grads.items()}"),
            ),
        ),
    ),
    variants=(
        Variant(
            "classes",
            """
class Affine:
    def __init__(self, number, W, b):
        self.number, self.W, self.b = number, W, b

    def forward(self, rows):
        self.rows = rows
        return rows @ self.W + self.b

    def backward(self, up):
        self.dW, self.db = np.tensordot(self.rows, up, axes=(0, 0)), up.sum(axis=0)
        return np.tensordot(up, self.W, axes=(1, 1))


class Relu:
    def forward(self, rows):
        self.on = rows > 0
        return np.where(self.on, rows, 0.0)

    def backward(self, up):
        return np.where(self.on, up, 0.0)


def mlp_loss(params, X, y, reg):
    network, n = [], 1
    while f"W{n}" in params:
        network += [Affine(n, params[f"W{n}"], params[f"b{n}"]), Relu()]
        n += 1
    network.pop()
    signal = X
    for layer in network:
        signal = layer.forward(signal)
    signal = signal - signal.max(axis=1, keepdims=True)
    log_p = signal - np.log(np.exp(signal).sum(axis=1, keepdims=True))
    truth = np.eye(signal.shape[1])[y]
    loss, up = -np.sum(truth * log_p) / len(y), (np.exp(log_p) - truth) / len(y)
    for layer in network[::-1]:
        up = layer.backward(up)
    grads = {}
    for layer in network[::2]:
        loss += reg * np.sum(layer.W**2)
        grads[f"W{layer.number}"] = layer.dW + 2 * reg * layer.W
        grads[f"b{layer.number}"] = layer.db
    return loss, grads
""",
        ),
        Variant(
            "own-layers",
            """
def _affine(X, W, b):
    return X @ W + b, (X, W)

def _affine_back(d, cache):
    X, W = cache
    return d @ W.T, X.T @ d, d.sum(axis=0)

def mlp_loss(params, X, y, reg):
    L = len(params) // 2
    caches, out = [], X
    for l in range(1, L + 1):
        out, cache = _affine(out, params["W%d" % l], params["b%d" % l])
        caches.append((cache, out))
        if l < L:
            out = out * (out > 0)
    log_p = out - np.logaddexp.reduce(out, axis=1)[:, None]
    Y = np.eye(out.shape[1])[y]
    weights = [params[k] for k in params if k.startswith("W")]
    loss = -np.sum(log_p * Y) / len(y) + reg * sum((W**2).sum() for W in weights)
    d, grads = (np.exp(log_p) - Y) / len(y), {}
    for l in reversed(range(1, L + 1)):
        if l < L:
            d = d * (caches[l - 1][1] > 0)
        d, dW, grads["b%d" % l] = _affine_back(d, caches[l - 1][0])
        grads["W%d" % l] = dW + reg * 2 * params["W%d" % l]
    return loss, grads
""",
        ),
        Variant(
            "recursion",
            """
from scipy.special import log_softmax

def mlp_loss(params, X, y, reg):
    last = len(params) // 2
    grads = {name: np.zeros_like(value) for name, value in params.items()}

    def layer(n, H):
        W, b = params[f"W{n}"], params[f"b{n}"]
        Z = H @ W + b
        if n == last:
            log_p = log_softmax(Z, axis=1)
            loss = -log_p[np.arange(len(y)), y].mean()
            dZ = np.exp(log_p)
            dZ[np.arange(len(y)), y] -= 1
            dZ = dZ / len(y)
        else:
            loss, dA = layer(n + 1, np.maximum(Z, 0))
            dZ = np.where(Z > 0, dA, 0)
        grads[f"W{n}"] += np.einsum("nd,nc->dc", H, dZ) + 2 * reg * W
        grads[f"b{n}"] += np.einsum("nc->c", dZ)
        return loss + reg * np.vdot(W, W), dZ @ W.T

    return layer(1, X)[0], grads
""",
        ),
        Variant(
            "numbers-from-the-keys",
            """
def mlp_loss(params, X, y, reg):
    numbers = sorted(int(k[1:]) for k in params if k[0] == "W")
    acts, pre = [X], []
    for n in numbers:
        pre.append(np.dot(acts[-1], params["W" + str(n)]) + params["b" + str(n)])
        acts.append(pre[-1].clip(min=0))
    S = pre[-1]
    m = S.max(axis=1, keepdims=True)
    E = np.exp(S - m)
    Z = E.sum(axis=1, keepdims=True)
    i = range(len(y))
    loss = float(np.mean((m + np.log(Z))[:, 0] - S[i, y]))
    for n in numbers:
        loss += reg * float(np.sum(np.square(params["W" + str(n)])))
    G = E / Z
    G[i, y] -= 1.0
    G /= len(y)
    out = {}
    for n in numbers[::-1]:
        out["b" + str(n)] = G.sum(0)
        out["W" + str(n)] = acts[n - 1].T @ G + 2 * reg * params["W" + str(n)]
        G = G @ params["W" + str(n)].T
        if n > 1:
            G[pre[n - 2] <= 0] = 0
    return loss, dict(sorted(out.items()))
""",
        ),
    ),
)


def _pair(learning_rate: str, std: str) -> str:
    return f"overfit_learning_rate = {learning_rate}\noverfit_std = {std}"


OVERFIT = Exercise(
    "overfit-twenty",
    "overfit_learning_rate",
    mistakes=(
        Mistake("wrong-form", "numbers, not words, are wanted.", _pair('"0.1"', "0.05")),
        Mistake("not-a-choice", "both are greater than 0.", _pair("-0.1", "0.05")),
        Mistake("step-too-large", "each step is too long.", _pair("30.0", "0.05")),
        Mistake("weights-too-large", "the first weights are too large.", _pair("0.0001", "1.0")),
        Mistake("weights-too-small", "the first weights are too small.", _pair("0.01", "0.001")),
        Mistake("not-learned", "the learning rate is too small.", _pair("0.001", "0.05")),
    ),
    variants=(
        Variant("other-pair", _pair("0.2", "0.04")),
        Variant("numpy-numbers", _pair("np.float32(0.1)", "np.sqrt(2 / 800)")),
    ),
)

VALUE_RIGHT = """
class Value:
    def __init__(self, data, parents=(), local_grads=(), name=""):
        self.data, self.grad = float(data), 0.0
        self.parents, self.local_grads, self.name = parents, local_grads, name

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other, name=f"{other:g}")
        return Value(self.data + other.data, (self, other), (1.0, 1.0), "+")

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other, name=f"{other:g}")
        return Value(self.data * other.data, (self, other), (other.data, self.data), "×")

    def relu(self):
        return Value(self.data if self.data > 0 else 0.0, (self,), (1.0 if self.data > 0 else 0.0,), "relu")

    def exp(self):
        e = np.exp(self.data)
        return Value(e, (self,), (e,), "exp")

    def backward(self):
        order, seen = [], set()

        def visit(node):
            if id(node) not in seen:
                seen.add(id(node))
                for parent in node.parents:
                    visit(parent)
                order.append(node)

        visit(self)
        self.grad = 1.0
        for node in order[::-1]:
            for parent, local in zip(node.parents, node.local_grads):
                parent.grad += local * node.grad

    __radd__, __rmul__ = __add__, __mul__

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + -other


def value_gradients(formula, inputs):
    values = {name: Value(number, name=name) for name, number in inputs.items()}
    output = eval(formula, dict(values))
    output.backward()
    return output.data, {name: value.grad for name, value in values.items()}
"""

ORDERED = VALUE_RIGHT[VALUE_RIGHT.index("        order, seen") : VALUE_RIGHT.index("    __radd__")]

VALUE = Exercise(
    "value-autodiff",
    "value_gradients",
    mistakes=(
        *_mistakes(
            VALUE_RIGHT,
            (
                "overwritten",
                "a gradient is overwritten (=) where a Value is used twice. What comes back adds: +=.",
                ("parent.grad += local", "parent.grad = local"),
            ),
            (
                "seed-missing",
                "all gradients are 0: the output's own gradient is not set to 1 before the walk.",
                ("        self.grad = 1.0\n", ""),
            ),
            (
                "forward-order",
                "the gradient gets no further than the parents of the output, as when the nodes are "
                "visited in forward order, before anything has come back to them. Go through all "
                "nodes, from the end of the list.",
                ("order[::-1]", "order"),
            ),
            (
                "product-not-swapped",
                "a product gives each factor its own value as local gradient. It swaps: the other's value.",
                ("(other.data, self.data)", "(self.data, other.data)"),
            ),
            (
                "product-locals-one",
                "the local gradients of a product are 1, as for a sum. They are the values of "
                "the other factor.",
                ("(other.data, self.data)", "(1.0, 1.0)"),
            ),
            (
                "relu-always-passes",
                "the ReLU passes the gradient everywhere. It is 0 where data <= 0.",
                ("(1.0 if self.data > 0 else 0.0,)", "(1.0,)"),
            ),
            (
                "relu-passes-at-zero",
                "the ReLU passes the gradient where data is exactly 0. It passes where data > 0 only.",
                ("(1.0 if self.data > 0 else 0.0,)", "(1.0 if self.data >= 0 else 0.0,)"),
            ),
            (
                "relu-forward-missing",
                "the ReLU returns its input also where it is negative.",
                ("self.data if self.data > 0 else 0.0, (self,)", "self.data, (self,)"),
            ),
            (
                "relu-local-is-data",
                "the local gradient of the ReLU is its value. It is 1 where data > 0.",
                ("(1.0 if self.data > 0 else 0.0,)", "(max(0.0, self.data),)"),
            ),
            (
                "exp-local-is-one",
                "the local gradient of the exponential is 1. It is the exponential itself.",
                ("(self,), (e,)", "(self,), (1.0,)"),
            ),
            (
                "exp-local-is-data",
                "the local gradient of the exponential is its argument. It is the exponential itself.",
                ("(self,), (e,)", "(self,), (self.data,)"),
            ),
            (
                "upstream-forgotten",
                "the local gradients are added up without the upstream gradient: local * node.grad.",
                ("local * node.grad", "local"),
            ),
            (
                "repeated-nodes",
                "a Value that is used twice hands its gradient on twice. Append every node to "
                "the order once.",
                ("            if id(node) not in seen:", "            if True:"),
            ),
            (
                "order-too-early",
                "a node hands its gradient on before all that used it have handed back their part: "
                "it is appended before its parents. Append it after them.",
                (
                    "                seen.add(id(node))\n                for parent in "
                    "node.parents:\n                    visit(parent)\n                "
                    "order.append(node)",
                    "                seen.add(id(node))\n                order.insert(0, node)\n     "
                    "           for parent in node.parents:\n                    visit(parent)",
                ),
            ),
            (
                "recursive-push",
                "every visit hands on all that has come back so far, so a Value that is used several "
                "times counts earlier parts again. Visit each node once, when all its parts are in.",
                (
                    ORDERED,
                    "        self.grad = self.grad or 1.0\n        for parent, local in "
                    "zip(self.parents, self.local_grads):\n            parent.grad += local * "
                    "self.grad\n            parent.backward()\n\n",
                ),
            ),
        ),
    ),
    variants=(
        Variant(
            "stack-and-set",
            """
class Value:
    def __init__(self, data, parents=(), local_grads=(), name=""):
        self.data, self.grad = float(data), 0.0
        self.parents, self.local_grads, self.name = parents, local_grads, name

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other, name=f"{other:g}")
        return Value(self.data + other.data, (self, other), (1.0, 1.0), "+")

    def __mul__(self, other):
        if not isinstance(other, Value):
            other = Value(other, name=str(other))
        out = Value(self.data * other.data, name="×")
        out.parents = (self, other)
        out.local_grads = (other.data, self.data)
        return out

    def relu(self):
        if self.data > 0:
            return Value(self.data, parents=[self], local_grads=[1], name="relu")
        return Value(0, parents=[self], local_grads=[0], name="relu")

    def exp(self):
        from math import exp

        return Value(exp(self.data), (self,), (exp(self.data),), "exp")

    def backward(self):
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            node, parents_done = stack.pop()
            if parents_done:
                order.append(node)
            elif id(node) not in seen:
                seen.add(id(node))
                stack.append((node, True))
                stack.extend((parent, False) for parent in node.parents)
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        while order:
            node = order.pop()
            for i in range(len(node.parents)):
                node.parents[i].grad += node.local_grads[i] * node.grad

    __radd__, __rmul__ = __add__, __mul__

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + -other


def value_gradients(formula, inputs):
    values = {name: Value(number, name=name) for name, number in inputs.items()}
    output = eval(formula, dict(values))
    output.backward()
    return output.data, {name: value.grad for name, value in values.items()}
""",
        ),
        Variant(
            "by-depth",
            """
class Value:
    def __init__(self, data, parents=(), local_grads=(), name=""):
        self.data, self.grad = float(data), 0.0
        self.parents, self.local_grads, self.name = parents, local_grads, name

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other, name=f"{other:g}")
        return Value(self.data + other.data, (self, other), (1.0, 1.0), "+")

    def __mul__(self, other):
        if not isinstance(other, Value):
            other = Value(other, name=str(other))
        out = Value(self.data * other.data, name="×")
        out.parents = (self, other)
        out.local_grads = (other.data, self.data)
        return out

    def relu(self):
        if self.data > 0:
            return Value(self.data, parents=[self], local_grads=[1], name="relu")
        return Value(0, parents=[self], local_grads=[0], name="relu")

    def exp(self):
        from math import exp

        return Value(exp(self.data), (self,), (exp(self.data),), "exp")

    def backward(self):
        depth = {}

        def measure(node, steps):
            if steps > depth.get(node, -1):
                depth[node] = steps
                for parent in node.parents:
                    measure(parent, steps + 1)

        measure(self, 0)
        self.grad = 1.0
        for node in sorted(depth, key=depth.get):
            for parent, local in zip(node.parents, node.local_grads):
                parent.grad = parent.grad + local * node.grad

    __radd__, __rmul__ = __add__, __mul__

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + -other


def value_gradients(formula, inputs):
    values = {name: Value(number, name=name) for name, number in inputs.items()}
    output = eval(formula, dict(values))
    output.backward()
    return output.data, {name: value.grad for name, value in values.items()}
""",
        ),
        Variant(
            "paths",
            _edited(
                VALUE_RIGHT,
                (
                    ORDERED,
                    """        def walk(node, upstream):
            node.grad += upstream
            for parent, local in zip(node.parents, node.local_grads):
                walk(parent, upstream * local)

        walk(self, 1.0)

""",
                ),
            ),
        ),
        Variant(
            "counting-children",
            _edited(
                VALUE_RIGHT,
                (
                    ORDERED,
                    """        waiting, found, stack = {}, set(), [self]
        while stack:
            node = stack.pop()
            if node in found:
                continue
            found.add(node)
            for parent in node.parents:
                waiting[parent] = waiting.get(parent, 0) + 1
                stack.append(parent)
        self.grad, ready = 1.0, [self]
        while ready:
            node = ready.pop()
            for parent, local in zip(node.parents, node.local_grads):
                parent.grad += node.grad * local
                waiting[parent] -= 1
                if not waiting[parent]:
                    ready.append(parent)

""",
                ),
            ),
        ),
    ),
)


def _concept(label: str, name: str, *mistakes: tuple[str, str, str], variant: str) -> Exercise:
    """A question: (label, wrong answer, message) of each mistake, and the right answer in another form."""
    wrong = (
        Mistake(each, message, f"{name} = {answer}", visible=False) for each, answer, message in mistakes
    )
    return Exercise(label, name, tuple(wrong), (Variant("other-form", f"{name} = {variant}"),))


CONCEPTS = (
    _concept(
        "concept-two-ways-back",
        "two_ways_back",
        (
            "last-product-only",
            "5",
            "5 is what comes back from the last product alone. x is inside the ReLU too.",
        ),
        (
            "relu-way-only",
            "6",
            "6 is what comes back through the ReLU alone. x is a factor of the last product too.",
        ),
        (
            "local-not-multiplied",
            "8",
            "inside the ReLU the local gradient 3 still has to be multiplied by the upstream "
            "gradient, x = 2.",
        ),
        ("ways-multiplied", "30", "the two parts are multiplied. Different ways add."),
        ("value", "10", "10 is the value of f. Its derivative with respect to x is asked for."),
        ("factor-three-lost", "7", "the local gradient of 3 x - y with respect to x is 3."),
        variant="6 + 5.0",
    ),
    _concept(
        "concept-gates",
        "gates_answer",
        (
            "larger-gets-larger",
            '"abcd"',
            "a multiply gate swaps: the gradient of each input is the value of the other, so the "
            "smaller input gets the larger one.",
        ),
        ("mean-of-ways", '"abce"', "what comes back on different ways adds; it is not averaged."),
        (
            "routing-overlooked",
            '"ab"',
            "a small change of the input that lost changes nothing behind a max gate.",
        ),
        ("swap-overlooked", '"ac"', "differentiate a * b with respect to a."),
        ("distribution-overlooked", '"bc"', "differentiate a + b with respect to a and to b."),
        variant='["C", "B", "A"]',
    ),
    _concept(
        "concept-gradient-shapes",
        "shapes_answer",
        (
            "bias-per-row",
            '"abcd"',
            "there is one row of biases for all 64 rows, so db has shape (20,), a sum over the rows.",
        ),
        (
            "jacobian-as-gradient",
            '"abde"',
            "the gradient of the loss has the entries of W. The Jacobian of Y has as many for "
            "every entry of Y.",
        ),
        ("start-overlooked", '"ab"', "what is the derivative of the loss with respect to itself?"),
        ("rows-thought-to-matter", '"ad"', "dW has the shape of W; the rows are summed over."),
        variant='"D, B, A"',
    ),
    _concept(
        "concept-masked-product",
        "masked_answer",
        (
            "upstream-stored",
            '"abcde"',
            "the upstream gradient is not known in the forward pass. It arrives in the backward pass.",
        ),
        ("output-overlooked", '"ade"', "max(0, x) is positive exactly where x is."),
        ("relu-only", '"abd"', "the sigmoid works entry by entry as well, so its Jacobian is diagonal too."),
        ("diagonal-overlooked", '"bde"', "output m depends on input m alone."),
        ("cost-overlooked", '"abe"', "count the entries of a table with N D rows and N D columns."),
        variant='{"a", "b", "d", "e"}',
    ),
    _concept(
        "concept-layouts",
        "layouts_answer",
        (
            "transpose-confused",
            '"abcd"',
            "K has shape (M, N) and dy has (M,): K @ dy does not even fit. It is K.T @ dy.",
        ),
        (
            "gradients-thought-different",
            '"abce"',
            "a layout is a way of writing. With the right product both give the same dx.",
        ),
        (
            "affine-overlooked",
            '"ab"',
            "y_m is the sum of x_n W[n, m]: its derivative with respect to x_n is W[n, m].",
        ),
        ("product-overlooked", '"ac"', "entry n of dx is the sum over m of J[n, m] dy[m]."),
        variant='"B C A"',
    ),
)

EXERCISES = (
    SUM_PRODUCT,
    GATES,
    NEURON,
    REUSED,
    HAND,
    NUMERIC,
    CHAIN,
    RELU_JACOBIAN,
    RELU_BACKWARD,
    BYTES,
    ENTRY,
    MATMUL,
    AFFINE_FORWARD,
    AFFINE_BACKWARD,
    RELU_FORWARD,
    SVM,
    SOFTMAX,
    MLP,
    OVERFIT,
    VALUE,
    *CONCEPTS,
)
