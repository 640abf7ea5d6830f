"""Known mistakes and right variants of a4_two_layer_net."""

from pixgrad.check.bank import Exercise, Mistake, Variant


def _edited(source: str, *edits: tuple[str, str]) -> str:
    """A right answer with a few lines changed, each of which must stand in it."""
    for old, new in edits:
        if old not in source:
            raise ValueError(f"{old!r} is not in the answer to edit")
        source = source.replace(old, new)
    return source


def _line(name: str, body: str, argument: str = "x") -> str:
    """A function of one line."""
    return f"def {name}({argument}):\n    return {body}"


MODIFIED = "the argument is changed in place, so that the caller's numbers are lost. Work on a copy."
WARNS = (
    "the values are right, but an exponential overflows on the way and NumPy warns. Take exp of numbers "
    "that are "
    "never positive, such as -|x|. (np.where does not protect: it computes both its branches for all "
    "entries.)"
)
QUOTIENT = (
    "for large x the exponential is inf above and below the line, and inf / inf is nan. Take exp of "
    "numbers that "
    "are never positive, such as -|x|."
)
TAKES_OUTPUT = (
    "the argument is taken for the value that comes out of the activation. It is what goes in: compute {} "
    "first."
)
INTEGERS = (
    "the result takes over the integer type of x, and every value is cut to a whole number. Make a float "
    "array for it."
)

RELU = Exercise(
    "relu",
    "relu",
    mistakes=(
        Mistake(
            "mask-times-input",
            "-inf comes out as nan, as -inf * 0 and -inf + inf have no value. Do not multiply x by a "
            "mask or add |x| to it; take the maximum of 0 and x.",
            _line("relu", "x * (x > 0)"),
        ),
        Mistake(
            "maximum-along-an-axis",
            "np.max(x, 0) looks for the greatest entry along axis 0. np.maximum(0, x) compares each "
            "entry with 0.",
            _line("relu", "np.max(x, 0)"),
        ),
        Mistake(
            "max-of-python",
            "Python's max wants to know whether a whole array is greater than 0, which has no one "
            "answer. Use np.maximum.",
            _line("relu", "max(0, x)"),
        ),
        Mistake(
            "absolute-value",
            "negative entries come back with their sign changed. They should become 0.",
            _line("relu", "np.abs(x)"),
        ),
        Mistake(
            "minimum",
            "this keeps what is negative. The ReLU keeps what is positive: np.maximum.",
            _line("relu", "np.minimum(0, x)"),
        ),
        Mistake(
            "leaky",
            "a small share of the negative entries is let through, as in a leaky ReLU. Here they become "
            "exactly 0.",
            _line("relu", "np.where(x > 0, x, 0.01 * x)"),
        ),
        Mistake(
            "slope-returned",
            "this is the slope of the ReLU, 0 or 1. The ReLU itself gives back x where it is positive.",
            _line("relu", "(x > 0).astype(float)"),
        ),
        Mistake(
            "softplus",
            "this is log(1 + exp(x)), a rounded-off ReLU. The ReLU has a corner: max(0, x).",
            _line("relu", "np.logaddexp(0, x)"),
        ),
        Mistake(
            "capped-at-one",
            "entries above 1 are cut to 1. The ReLU has no upper bound.",
            _line("relu", "np.clip(x, 0, 1)"),
        ),
        Mistake(
            "negatives-left-out",
            "the negative entries are left out, so the shape changes. They should stay in place as 0.",
            _line("relu", "x[x > 0]"),
        ),
        Mistake("input-modified", MODIFIED, "def relu(x):\n    x[x < 0] = 0\n    return x"),
    ),
    variants=(
        Variant(
            "where-option",
            """
def relu(x):
    result = np.zeros(x.shape)
    np.copyto(result, x, where=x > 0)
    return result
""",
        ),
        Variant(
            "list-building",
            """
def relu(x):
    flat = [max(0, v) for v in x.flatten().tolist()]
    return np.array(flat, dtype=float).reshape(x.shape)
""",
        ),
        Variant(
            "recursion",
            """
def relu(x):
    if np.ndim(x) == 0:
        return x if x > 0 else 0.0
    return np.array([relu(part) for part in x])
""",
        ),
        Variant("where", _line("relu", "np.where(x > 0, x, 0)")),
        Variant("clip", _line("relu", "x.clip(min=0)")),
        Variant("copy-and-mask", "def relu(x):\n    out = x.copy()\n    out[out < 0] = 0\n    return out"),
        Variant(
            "vectorize",
            "import numpy\nrelu = numpy.vectorize(lambda v: v if v > 0 else 0 * abs(v) if abs(v) < 1 "
            "else 0.0)",
        ),
    ),
)

SIGMOID = Exercise(
    "sigmoid",
    "sigmoid",
    mistakes=(
        Mistake("overflow", WARNS, _line("sigmoid", "1 / (1 + np.exp(-x))")),
        Mistake("quotient-overflows", QUOTIENT, _line("sigmoid", "np.exp(x) / (1 + np.exp(x))")),
        Mistake(
            "sign",
            "the sign of the exponent is wrong: 1 / (1 + exp(x)) falls. The sigmoid rises, with exp(-x).",
            _line("sigmoid", "1 / (1 + np.exp(x))"),
        ),
        Mistake(
            "sign-lost",
            "exp(-|x|) is used, but a negative x is treated like a positive one. Where x < 0 the "
            "numerator is exp(x).",
            _line("sigmoid", "1 / (1 + np.exp(-np.abs(x)))"),
        ),
        Mistake(
            "one-missing",
            "the 1 in the denominator is missing: 1 / exp(-x) is just exp(x), and has no upper bound.",
            _line("sigmoid", "1 / np.exp(-x)"),
        ),
        Mistake(
            "tanh-returned",
            "this is tanh, which runs from -1 to 1. The sigmoid runs from 0 to 1.",
            _line("sigmoid", "np.tanh(x)"),
        ),
        Mistake(
            "slope-returned",
            "this is the slope of the sigmoid, s * (1 - s). Wanted is s itself.",
            "def sigmoid(x):\n    e = np.exp(-np.abs(x))\n    return e / (1 + e) ** 2",
        ),
        Mistake(
            "softmax-returned",
            "everything is divided by the sum over all entries, as in a softmax. The sigmoid treats each "
            "entry by itself.",
            "def sigmoid(x):\n    e = np.exp(x - x.max())\n    return e / e.sum()",
        ),
        Mistake(
            "tanh-argument",
            "the sigmoid is (1 + tanh(x / 2)) / 2. The half inside is missing.",
            _line("sigmoid", "0.5 * (1 + np.tanh(x))"),
        ),
        Mistake(
            "clipped-too-close",
            "x is clipped so close to 0 that the result is visibly wrong beyond it. Use the form with "
            "exp(-|x|).",
            _line("sigmoid", "1 / (1 + np.exp(-np.clip(x, -10, 10)))"),
        ),
        Mistake(
            "hard-sigmoid",
            "this is a straight line, cut at 0 and 1. The sigmoid is curved: 1 / (1 + exp(-x)).",
            _line("sigmoid", "np.clip(0.25 * x + 0.5, 0, 1)"),
        ),
        Mistake(
            "math-exp",
            "math.exp takes one number. np.exp takes a whole array.",
            "import math\n\ndef sigmoid(x):\n    return 1 / (1 + math.exp(-x))",
        ),
        Mistake(
            "truncated-to-int",
            INTEGERS,
            """
def sigmoid(x):
    out = np.zeros_like(x)
    up = x >= 0
    out[up] = 1 / (1 + np.exp(-x[up]))
    e = np.exp(x[~up])
    out[~up] = e / (1 + e)
    return out
""",
        ),
        Mistake(
            "input-modified",
            MODIFIED,
            "def sigmoid(x):\n    np.clip(x, -500, 500, out=x)\n    return 1 / (1 + np.exp(-x))",
        ),
    ),
    variants=(
        Variant(
            "math-loop",
            """
import math

def sigmoid(x):
    out = []
    for v in x.flat:
        if v >= 0:
            out.append(1 / (1 + math.exp(-v)))
        else:
            e = math.exp(v)
            out.append(e / (1 + e))
    return np.array(out).reshape(x.shape)
""",
        ),
        Variant(
            "mirrored",
            """
def sigmoid(x):
    positive_half = 1 / (1 + np.exp(-abs(x)))
    return np.where(x < 0, 1 - positive_half, positive_half)
""",
        ),
        Variant("expit", "from scipy.special import expit\n\ndef sigmoid(x):\n    return expit(x)"),
        Variant("by-tanh", _line("sigmoid", "0.5 * (1 + np.tanh(0.5 * x))")),
        Variant("wide-clip", _line("sigmoid", "1 / (1 + np.exp(-np.clip(x, -700, 700)))")),
        Variant(
            "two-masks",
            """
def sigmoid(x):
    out = np.empty(x.shape)
    up = x >= 0
    out[up] = 1 / (1 + np.exp(-x[up]))
    e = np.exp(x[~up])
    out[~up] = e / (1 + e)
    return out
""",
        ),
        Variant(
            "errstate",
            'def sigmoid(x):\n    with np.errstate(over="ignore"):\n        return 1 / (1 + np.exp(-x))',
        ),
        Variant("logaddexp", _line("sigmoid", "np.exp(-np.logaddexp(0, -x))")),
        Variant(
            "where-with-safe-exponents",
            """
def sigmoid(x):
    down = np.exp(np.minimum(x, 0))
    up = np.exp(-np.maximum(x, 0))
    return np.where(x < 0, down / (1 + down), 1 / (1 + up))
""",
        ),
    ),
)

TANH = Exercise(
    "tanh",
    "tanh",
    mistakes=(
        Mistake(
            "quotient-overflows",
            QUOTIENT + " Or use np.tanh.",
            _line("tanh", "(np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x))"),
        ),
        Mistake(
            "one-sided-overflow",
            "(exp(2x) - 1) / (exp(2x) + 1) is right for negative x, but inf / inf for large ones. Use "
            "np.tanh.",
            _line("tanh", "(np.exp(2 * x) - 1) / (np.exp(2 * x) + 1)"),
        ),
        Mistake("overflow", WARNS, _line("tanh", "2 / (1 + np.exp(-2 * x)) - 1")),
        Mistake(
            "sigmoid-returned",
            "this is the sigmoid, which runs from 0 to 1. tanh runs from -1 to 1.",
            _line("tanh", "0.5 * (1 + np.tanh(0.5 * x))"),
        ),
        Mistake(
            "argument-not-doubled",
            "tanh(x) is 2 * sigmoid(2 * x) - 1. The 2 inside the sigmoid is missing.",
            _line("tanh", "np.tanh(0.5 * x)"),
        ),
        Mistake(
            "one-not-subtracted",
            "tanh(x) is 2 * sigmoid(2 * x) - 1. The 1 was not subtracted, so the values run from 0 to 2.",
            _line("tanh", "np.tanh(x) + 1"),
        ),
        Mistake(
            "tangent",
            "np.tan is the tangent of an angle. The hyperbolic one is np.tanh.",
            _line("tanh", "np.tan(x)"),
        ),
        Mistake(
            "arctangent",
            "np.arctan has the same look, but runs to pi / 2. The hyperbolic tangent is np.tanh.",
            _line("tanh", "np.arctan(x)"),
        ),
        Mistake(
            "slope-returned",
            "this is the slope, 1 - tanh(x)**2. Wanted is tanh itself.",
            _line("tanh", "1 - np.tanh(x) ** 2"),
        ),
        Mistake("sign", "the sign is wrong: tanh is positive for positive x.", _line("tanh", "-np.tanh(x)")),
        Mistake(
            "input-modified", MODIFIED, _line("tanh", "np.tanh(x, out=x) if x.dtype == float else np.tanh(x)")
        ),
    ),
    variants=(
        Variant(
            "two-masks",
            """
def tanh(x):
    out = np.zeros(x.shape)
    pos, neg = x > 0, x < 0
    e = np.exp(-2.0 * x[pos])
    out[pos] = (1 - e) / (1 + e)
    e = np.exp(2.0 * x[neg])
    out[neg] = (e - 1) / (e + 1)
    return out
""",
        ),
        Variant(
            "clipped-quotient",
            """
def tanh(x):
    c = np.clip(x, -20, 20)
    return (np.exp(c) - np.exp(-c)) / (np.exp(c) + np.exp(-c))
""",
        ),
        Variant(
            "stretched-sigmoid",
            """
def tanh(x):
    small = np.exp(-np.abs(2 * x))
    s = np.where(x >= 0, 1, small) / (1 + small)
    return 2 * s - 1
""",
        ),
        Variant("expit", "from scipy.special import expit\n\ndef tanh(x):\n    return 2 * expit(2 * x) - 1"),
        Variant(
            "expm1",
            "def tanh(x):\n    a = np.expm1(-2 * np.abs(x))\n    return -np.sign(x) * a / (2 + a)",
        ),
        Variant(
            "loop",
            """
import math

def tanh(x):
    return np.array([math.tanh(v) for v in x.ravel()]).reshape(x.shape)
""",
        ),
    ),
)

RELU_GRAD = Exercise(
    "relu-grad",
    "relu_grad",
    mistakes=(
        Mistake(
            "one-at-zero",
            "at x = 0 this gives 1. The ReLU has no slope there, and this series takes 0: compare with x "
            "> 0.",
            _line("relu_grad", "(x >= 0).astype(float)"),
        ),
        Mistake(
            "half-at-zero",
            "at x = 0 this gives 1/2. The ReLU has no slope there, and this series takes 0.",
            _line("relu_grad", "np.heaviside(x, 0.5)"),
        ),
        Mistake(
            "relu-returned",
            "this is the ReLU itself. Its slope is 1 where x is positive, whatever x is.",
            _line("relu_grad", "np.where(x > 0, x, 0)"),
        ),
        Mistake(
            "minus-one-below",
            "below 0 this gives -1, as the sign does. The ReLU is flat there: 0.",
            _line("relu_grad", "np.sign(x)"),
        ),
        Mistake(
            "divided-by-input",
            "max(0, x) / x is nan for 0 and for the infinities. Compare x with 0 instead.",
            _line("relu_grad", "np.maximum(0, x) / x"),
        ),
        Mistake(
            "always-one",
            "the slope is 1 everywhere, as if there were no ReLU. It is 0 where x is not positive.",
            _line("relu_grad", "np.ones(x.shape)"),
        ),
        Mistake(
            "mask-inverted",
            "the mask is the wrong way round: the slope is 1 where x is positive.",
            _line("relu_grad", "(x < 0).astype(float)"),
        ),
        Mistake(
            "leaky",
            "below 0 this gives a small slope, as for a leaky ReLU. Here it is exactly 0.",
            _line("relu_grad", "np.where(x > 0, 1, 0.01)"),
        ),
        Mistake(
            "truth-of-array",
            "`if x > 0` asks for one answer about a whole array. Compare entry by entry, without an if.",
            "def relu_grad(x):\n    if x > 0:\n        return 1\n    return 0",
        ),
        Mistake(
            "input-modified",
            MODIFIED,
            "def relu_grad(x):\n    x[x <= 0] = 0\n    x[x > 0] = 1\n    return x",
        ),
    ),
    variants=(
        Variant(
            "sign-of-relu",
            """
def relu_grad(x):
    return np.sign(np.maximum(0, x))
""",
        ),
        Variant(
            "loop-over-flat",
            """
def relu_grad(x):
    slopes = np.zeros(x.size)
    for i, value in enumerate(x.flat):
        if value > 0:
            slopes[i] = 1
    return slopes.reshape(x.shape)
""",
        ),
        Variant("boolean", _line("relu_grad", "x > 0")),
        Variant("where", _line("relu_grad", "np.where(x > 0, 1, 0)")),
        Variant("heaviside", _line("relu_grad", "np.heaviside(x, 0)")),
        Variant(
            "two-masks",
            "def relu_grad(x):\n    g = np.ones_like(x)\n    g[x <= 0] = 0\n    return g",
        ),
    ),
)

SIGMOID_GRAD = Exercise(
    "sigmoid-grad",
    "sigmoid_grad",
    mistakes=(
        Mistake(
            "overflow",
            WARNS,
            "def sigmoid_grad(x):\n    s = 1 / (1 + np.exp(-x))\n    return s * (1 - s)",
        ),
        Mistake("quotient-overflows", QUOTIENT, _line("sigmoid_grad", "np.exp(-x) / (1 + np.exp(-x)) ** 2")),
        Mistake(
            "takes-the-output",
            TAKES_OUTPUT.format("s = sigmoid(x)"),
            _line("sigmoid_grad", "x * (1 - x)"),
        ),
        Mistake(
            "sigmoid-returned",
            "this is the sigmoid itself. Its slope is s * (1 - s).",
            _line("sigmoid_grad", "0.5 * (1 + np.tanh(0.5 * x))"),
        ),
        Mistake(
            "one-minus-square",
            "1 - s**2 is the form for tanh. The slope of the sigmoid is s * (1 - s) = s - s**2.",
            "def sigmoid_grad(x):\n    s = 0.5 * (1 + np.tanh(0.5 * x))\n    return 1 - s**2",
        ),
        Mistake(
            "slope-of-tanh",
            "this is the slope of tanh. That of the sigmoid is s * (1 - s), at most 1/4.",
            _line("sigmoid_grad", "1 - np.tanh(x) ** 2"),
        ),
        Mistake(
            "sign",
            "the sign is wrong: the sigmoid rises everywhere, so its slope is positive. It is s * (1 - s).",
            "def sigmoid_grad(x):\n    s = 0.5 * (1 + np.tanh(0.5 * x))\n    return s * (s - 1)",
        ),
        Mistake(
            "plus-for-minus",
            "s * (1 + s) was computed; the slope is s * (1 - s).",
            "def sigmoid_grad(x):\n    s = 0.5 * (1 + np.tanh(0.5 * x))\n    return s * (1 + s)",
        ),
        Mistake(
            "square-missing",
            "the denominator is not squared: the slope is exp(-|x|) / (1 + exp(-|x|))**2.",
            "def sigmoid_grad(x):\n    e = np.exp(-np.abs(x))\n    return e / (1 + e)",
        ),
        Mistake(
            "sigmoid-twice",
            "s * (1 - s) is computed of a value that went through the sigmoid twice. Once is enough.",
            """
def sigmoid_grad(x):
    s = 0.5 * (1 + np.tanh(0.5 * x))
    s = 0.5 * (1 + np.tanh(0.5 * s))
    return s * (1 - s)
""",
        ),
        Mistake(
            "input-modified",
            MODIFIED,
            "def sigmoid_grad(x):\n    np.abs(x, out=x)\n    e = np.exp(-x)\n    return e / (1 + e) ** 2",
        ),
    ),
    variants=(
        Variant(
            "clipped",
            """
def sigmoid_grad(x):
    s = 1.0 / (1.0 + np.exp(-np.clip(x, -500, 500)))
    return s * (1.0 - s)
""",
        ),
        Variant(
            "loop",
            """
import math

def sigmoid_grad(x):
    def slope(v):
        e = math.exp(-abs(v))
        return e / (1 + e) / (1 + e)

    return np.array([slope(v) for v in x.ravel()]).reshape(x.shape)
""",
        ),
        Variant(
            "cosh",
            """
def sigmoid_grad(x):
    half = np.minimum(np.abs(x) / 2, 350)
    return 1 / (4 * np.cosh(half) ** 2)
""",
        ),
        Variant(
            "expit",
            "from scipy.special import expit\n\ndef sigmoid_grad(x):\n    return expit(x) * expit(-x)",
        ),
        Variant("by-tanh", _line("sigmoid_grad", "0.25 * (1 - np.tanh(x / 2) ** 2)")),
        Variant(
            "s-minus-square",
            "def sigmoid_grad(x):\n    s = 1 / (1 + np.exp(-np.clip(x, -600, 600)))\n    return s - s**2",
        ),
    ),
)

TANH_GRAD = Exercise(
    "tanh-grad",
    "tanh_grad",
    mistakes=(
        Mistake("takes-the-output", TAKES_OUTPUT.format("tanh(x)"), _line("tanh_grad", "1 - x**2")),
        Mistake(
            "not-squared",
            "the tangent is not squared: the slope is 1 - tanh(x)**2.",
            _line("tanh_grad", "1 - np.tanh(x)"),
        ),
        Mistake(
            "square-of-difference",
            "(1 - tanh(x))**2 was computed. Square the tangent alone: 1 - tanh(x)**2.",
            _line("tanh_grad", "(1 - np.tanh(x)) ** 2"),
        ),
        Mistake(
            "overflow",
            "the values are right, but an exponential (cosh is made of two) overflows for large x and NumPy "
            "warns. Use 1 - np.tanh(x)**2.",
            _line("tanh_grad", "1 / np.cosh(x) ** 2"),
        ),
        Mistake(
            "cosh-not-squared",
            "1 / cosh(x) was computed. The slope is 1 / cosh(x)**2, or 1 - tanh(x)**2.",
            _line("tanh_grad", "1 / np.cosh(x)"),
        ),
        Mistake(
            "tanh-returned",
            "this is tanh itself. Its slope is 1 - tanh(x)**2.",
            _line("tanh_grad", "np.tanh(x)"),
        ),
        Mistake(
            "sign",
            "the sign is wrong: tanh rises everywhere, so its slope is positive.",
            _line("tanh_grad", "np.tanh(x) ** 2 - 1"),
        ),
        Mistake(
            "plus-for-minus",
            "1 + tanh(x)**2 was computed. The slope is 1 - tanh(x)**2, and never above 1.",
            _line("tanh_grad", "1 + np.tanh(x) ** 2"),
        ),
        Mistake(
            "form-of-sigmoid",
            "t * (1 - t) is the form for the sigmoid. For tanh it is 1 - t**2.",
            _line("tanh_grad", "np.tanh(x) * (1 - np.tanh(x))"),
        ),
        Mistake(
            "slope-of-sigmoid",
            "this is the slope of the sigmoid. That of tanh is 1 - tanh(x)**2, and 1 at x = 0.",
            _line("tanh_grad", "0.25 * (1 - np.tanh(0.5 * x) ** 2)"),
        ),
    ),
    variants=(
        Variant(
            "by-exponentials",
            """
def tanh_grad(x):
    e = np.exp(-2 * np.abs(x))
    return 4 * e / (1 + e) ** 2
""",
        ),
        Variant(
            "cosh",
            """
def tanh_grad(x):
    return 1 / np.cosh(np.clip(x, -300, 300)) ** 2
""",
        ),
        Variant("product", _line("tanh_grad", "(1 - np.tanh(x)) * (1 + np.tanh(x))")),
        Variant(
            "expit",
            "from scipy.special import expit\n\ndef tanh_grad(x):\n    return 4 * expit(2 * x) * "
            "expit(-2 * x)",
        ),
        Variant(
            "loop",
            """
import math

def tanh_grad(x):
    return np.array([1 - math.tanh(v) ** 2 for v in x.ravel()]).reshape(x.shape)
""",
        ),
    ),
)

COLUMN_RIGHT = """
def three_layer_sigmoid_forward(x, params):
    def f(z):
        return 0.5 * (1 + np.tanh(0.5 * z))

    h1 = f(np.dot(params["W1"], x) + params["b1"])
    h2 = f(np.dot(params["W2"], h1) + params["b2"])
    out = np.dot(params["W3"], h2) + params["b3"]
    return out
"""
COLUMN_SIGMOID = "return 0.5 * (1 + np.tanh(0.5 * z))"

THREE_LAYER_SIGMOID = Exercise(
    "three-layer-sigmoid",
    "three_layer_sigmoid_forward",
    mistakes=(
        Mistake(
            "sigmoid-on-output",
            "the output went through a sigmoid too. The last layer has no activation; the output may be "
            "any number.",
            _edited(COLUMN_RIGHT, ("return out", "return f(out)")),
        ),
        Mistake(
            "first-activation-missing",
            "there is no sigmoid after the first layer.",
            _edited(
                COLUMN_RIGHT,
                ('f(np.dot(params["W1"], x) + params["b1"])', 'np.dot(params["W1"], x) + params["b1"]'),
            ),
        ),
        Mistake(
            "second-activation-missing",
            "there is no sigmoid after the second layer.",
            _edited(
                COLUMN_RIGHT,
                ('f(np.dot(params["W2"], h1) + params["b2"])', 'np.dot(params["W2"], h1) + params["b2"]'),
            ),
        ),
        Mistake(
            "no-activation",
            "there is no activation at all, so the three layers are one linear map. Put a sigmoid after "
            "the first two.",
            _edited(COLUMN_RIGHT, (COLUMN_SIGMOID, "return z")),
        ),
        Mistake(
            "relu-used",
            "the hidden layers use the ReLU. This network has sigmoids.",
            _edited(COLUMN_RIGHT, (COLUMN_SIGMOID, "return np.maximum(0, z)")),
        ),
        Mistake(
            "tanh-used",
            "the hidden layers use tanh. This network has sigmoids.",
            _edited(COLUMN_RIGHT, (COLUMN_SIGMOID, "return np.tanh(z)")),
        ),
        Mistake(
            "sigmoid-sign",
            "the sigmoid falls: its exponent has the wrong sign. It is 1 / (1 + exp(-z)).",
            _edited(COLUMN_RIGHT, (COLUMN_SIGMOID, "return 0.5 * (1 - np.tanh(0.5 * z))")),
        ),
        Mistake(
            "quotient-overflows",
            QUOTIENT,
            _edited(COLUMN_RIGHT, (COLUMN_SIGMOID, "return np.exp(z) / (1 + np.exp(z))")),
        ),
        *(
            Mistake(
                f"b{layer}-missing",
                f"the bias b{layer} is not added.",
                _edited(COLUMN_RIGHT, (f' + params["b{layer}"]', "")),
            )
            for layer in (1, 2, 3)
        ),
        Mistake(
            "no-biases",
            "no bias is added in any layer.",
            _edited(COLUMN_RIGHT, *((f' + params["b{layer}"]', "") for layer in (1, 2, 3))),
        ),
        Mistake(
            "b1-twice",
            "the second layer adds b1. Its own bias is b2.",
            _edited(COLUMN_RIGHT, ('h1) + params["b2"]', 'h1) + params["b1"]')),
        ),
        Mistake(
            "bias-after-sigmoid",
            "the biases are added after the sigmoid. They belong inside, to the weighted sum.",
            _edited(
                COLUMN_RIGHT,
                ('x) + params["b1"])', 'x)) + params["b1"]'),
                ('h1) + params["b2"])', 'h1)) + params["b2"]'),
            ),
        ),
        Mistake(
            "layer-skipped",
            "the third layer reads the first hidden layer. It should read the second.",
            _edited(COLUMN_RIGHT, ('np.dot(params["W3"], h2)', 'np.dot(params["W3"], h1)')),
        ),
        Mistake(
            "weights-transposed",
            "with columns the weights stand on the left and as they are, W @ x: W1 has shape (H1, D).",
            _edited(COLUMN_RIGHT, ('np.dot(params["W1"], x)', 'np.dot(params["W1"].T, x)')),
        ),
        Mistake(
            "entrywise-product",
            "`*` multiplies entry by entry. A layer is a matrix product: `@` or np.dot.",
            _edited(COLUMN_RIGHT, ('np.dot(params["W1"], x)', 'params["W1"] * x')),
        ),
        Mistake(
            "number-returned",
            "a single number comes back. The output is a column of shape (O, 1), also where O is 1.",
            _edited(COLUMN_RIGHT, ("return out", "return float(out.ravel()[0])")),
        ),
        Mistake(
            "flattened",
            "the output is flattened. It is a column of shape (O, 1).",
            _edited(COLUMN_RIGHT, ("return out", "return out.ravel()")),
        ),
        Mistake(
            "hidden-returned",
            "this is the second hidden layer. The third layer is still to come.",
            _edited(COLUMN_RIGHT, ("return out", "return h2")),
        ),
        Mistake(
            "input-modified",
            "`z += ...` on params['b1'] changes the network itself. Make a new array: z = W1 @ x + b1.",
            _edited(
                COLUMN_RIGHT,
                (
                    '    h1 = f(np.dot(params["W1"], x) + params["b1"])',
                    '    z = params["b1"]\n    z += np.dot(params["W1"], x)\n    h1 = f(z)',
                ),
            ),
        ),
    ),
    variants=(
        Variant(
            "recursion",
            """
from scipy.special import expit

def three_layer_sigmoid_forward(x, params, layer=1):
    z = params[f"W{layer}"] @ x + params[f"b{layer}"]
    return z if layer == 3 else three_layer_sigmoid_forward(expit(z), params, layer + 1)
""",
        ),
        Variant(
            "bias-trick",
            """
def three_layer_sigmoid_forward(x, params):
    one = np.ones((1, 1))
    V1 = np.hstack([params["W1"], params["b1"]])
    V2 = np.hstack([params["W2"], params["b2"]])
    V3 = np.hstack([params["W3"], params["b3"]])
    h1 = 0.5 + 0.5 * np.tanh(V1 @ np.vstack([x, one]) / 2)
    h2 = 0.5 + 0.5 * np.tanh(V2 @ np.vstack([h1, one]) / 2)
    return V3 @ np.vstack([h2, one])
""",
        ),
        Variant(
            "einsum-and-masks",
            """
def three_layer_sigmoid_forward(x, params):
    def squash(z):
        out = np.zeros_like(z)
        out[z >= 0] = 1 / (1 + np.exp(-z[z >= 0]))
        e = np.exp(z[z < 0])
        out[z < 0] = e / (1 + e)
        return out

    W1, b1, W2, b2, W3, b3 = [params[k] for k in ["W1", "b1", "W2", "b2", "W3", "b3"]]
    a = squash(np.einsum("hd,do->ho", W1, x) + b1)
    a = squash(np.einsum("gh,ho->go", W2, a) + b2)
    return np.einsum("og,gk->ok", W3, a) + b3
""",
        ),
        Variant(
            "class",
            """
class Layer:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def __call__(self, x):
        return self.W.dot(x) + self.b


class Sigmoid:
    def __call__(self, z):
        return np.exp(-np.logaddexp(0.0, -z))


def three_layer_sigmoid_forward(x, params):
    layers = [Layer(params["W%d" % i], params["b%d" % i]) for i in (1, 2, 3)]
    net = [layers[0], Sigmoid(), layers[1], Sigmoid(), layers[2]]
    for step in net:
        x = step(x)
    return x
""",
        ),
        Variant("textbook", _edited(COLUMN_RIGHT, (COLUMN_SIGMOID, "return 1 / (1 + np.exp(-z))"))),
        Variant(
            "rows-inside",
            """
from scipy.special import expit

def three_layer_sigmoid_forward(x, params):
    row = x.T
    for k in (1, 2):
        row = expit(row @ params[f"W{k}"].T + params[f"b{k}"].T)
    return (row @ params["W3"].T).T + params["b3"]
""",
        ),
        Variant(
            "number-by-number",
            """
import math

def three_layer_sigmoid_forward(x, params):
    def safe(z):
        return 1 / (1 + math.exp(-z)) if z > 0 else math.exp(z) / (1 + math.exp(z))

    values = [float(v) for v in x[:, 0]]
    for k in "123":
        W, b = params["W" + k], params["b" + k]
        sums = [sum(w * v for w, v in zip(row, values)) + b[i, 0] for i, row in enumerate(W)]
        values = sums if k == "3" else [safe(float(z)) for z in sums]
    return [[v] for v in values]
""",
        ),
    ),
)


def _xor(W1: object, b1: object, W2: object, b2: object) -> str:
    return f"xor_W1 = {W1}\nxor_b1 = {b1}\nxor_W2 = {W2}\nxor_b2 = {b2}"


XOR = Exercise(
    "xor-by-hand",
    "xor_W1",
    mistakes=(
        Mistake(
            "no-unit-switches",
            "no unit changes between on and off from corner to corner, so the network is linear on them.",
            _xor([[1, 1], [1, -1]], [2, 2], [[0, 1], [0, -1]], [0, 0]),
        ),
        Mistake(
            "corner-01",
            "the corner (0, 1) is wrong; class 1 is given only where both coordinates are 1 (AND).",
            _xor([[1, 1], [1, 1]], [0, -1], [[0, 0], [0, 2]], [1, 0]),
        ),
        Mistake(
            "corner-11",
            "the corner (1, 1) is wrong; class 1 is given where any coordinate is 1 (OR).",
            _xor([[1, 1], [1, 1]], [0, -1], [[0, 2], [0, 0]], [1, 0]),
        ),
        Mistake(
            "corner-00",
            "the corner (0, 0) is wrong; the two classes have changed places.",
            _xor([[1, 1], [1, 1]], [0, -1], [[2, 0], [-4, 0]], [0, 1]),
        ),
        Mistake(
            "corner-10",
            "the corner (1, 0) is wrong; only one of the two corners of class 1 is found.",
            _xor([[-1, 0], [1, 1]], [0, 0], [[0, 2], [0, 0]], [1, 0]),
        ),
        Mistake(
            "too-close",
            "a border passes too close to a corner.",
            _xor([[1, 1], [1, 1]], [0, -1], [[0, 20], [0, -40]], [0.5, 0]),
        ),
        Mistake(
            "wrong-shape",
            "a bias has one number per unit, shape (2,).",
            _xor([[1, 1], [1, 1]], [[0, -1]], [[0, 2], [0, -4]], [1, 0]),
        ),
        Mistake(
            "wrong-type",
            "the answers are arrays of numbers.",
            _xor("'[[1, 1], [1, 1]]'", [0, -1], [[0, 2], [0, -4]], [1, 0]),
        ),
    ),
    variants=(
        Variant(
            "or-minus-and",
            """
xor_W1 = np.ones((2, 2))
xor_b1 = np.array([0, -1])
xor_W2 = np.zeros((2, 2))
xor_W2[0, 1] = 1
xor_W2[1, 1] = -2
xor_b2 = np.array([0.5, 0.0])
""",
        ),
        Variant(
            "integers",
            """
xor_W1 = np.array([[1, -1], [-1, 1]])
xor_b1 = np.array([0, 0])
xor_W2 = np.array([[-1, 1], [-1, 1]])
xor_b2 = np.array([1, 0])
""",
        ),
        Variant("difference", _xor([[1, -1], [-1, 1]], [0, 0], [[0, 2], [0, 2]], [1, 0])),
        Variant("lists", _xor([[1, 1], [1, 1]], [0, -1], [[0, 2], [0, -4]], [1, 0])),
        Variant(
            "one-unit-always-on",
            "xor_W1 = np.array([[1.0, 1.0], [1.0, 1.0]])\nxor_b1 = np.array([5, -1])\n"
            "xor_W2 = np.array([[-3.0, 3.0], [6, -6]])\nxor_b2 = np.array([31.5, -31.5]) + [-15, 15]",
        ),
    ),
)

INIT_RIGHT = """
def init_two_layer(D, H, C, std, rng):
    params = {}
    params["W1"] = std * rng.standard_normal((D, H))
    params["W2"] = std * rng.standard_normal((H, C))
    params["b1"] = np.zeros(H)
    params["b2"] = np.zeros(C)
    return params
"""
DRAW_W1 = '    params["W1"] = std * rng.standard_normal((D, H))\n'
DRAW_W2 = '    params["W2"] = std * rng.standard_normal((H, C))\n'

INIT = Exercise(
    "init-two-layer",
    "init_two_layer",
    mistakes=(
        Mistake(
            "std-ignored",
            "the weights are not multiplied by std.",
            _edited(INIT_RIGHT, ("std * rng", "rng")),
        ),
        Mistake(
            "second-not-scaled",
            "W2 is not multiplied by std; W1 is.",
            _edited(INIT_RIGHT, ("std * rng.standard_normal((H, C))", "rng.standard_normal((H, C))")),
        ),
        Mistake(
            "variance-for-deviation",
            "the weights are multiplied by the root of std, as if it were a variance. It is the standard "
            "deviation itself.",
            _edited(INIT_RIGHT, ("std * rng", "np.sqrt(std) * rng")),
        ),
        Mistake(
            "uniform",
            "the weights are drawn uniformly from 0 to std, so none is negative. Draw with "
            "rng.standard_normal.",
            _edited(INIT_RIGHT, ("rng.standard_normal", "rng.random")),
        ),
        Mistake(
            "order-swapped",
            "W2 is drawn before W1, so both hold other numbers than asked for. Draw W1 first.",
            _edited(
                INIT_RIGHT,
                (DRAW_W1 + DRAW_W2, DRAW_W2 + DRAW_W1),
            ),
        ),
        Mistake(
            "biases-drawn",
            "the biases are random. They start at 0.",
            _edited(
                INIT_RIGHT,
                ("np.zeros(H)", "std * rng.standard_normal(H)"),
                ("np.zeros(C)", "std * rng.standard_normal(C)"),
            ),
        ),
        Mistake(
            "biases-drawn-in-between",
            "the biases are random, and drawing b1 between W1 and W2 changes W2 too. They start at 0.",
            """
def init_two_layer(D, H, C, std, rng):
    shapes = {"W1": (D, H), "b1": H, "W2": (H, C), "b2": C}
    return {name: std * rng.standard_normal(shape) for name, shape in shapes.items()}
""",
        ),
        Mistake(
            "biases-one",
            "the biases are 1. They start at 0.",
            _edited(INIT_RIGHT, ("np.zeros", "np.ones")),
        ),
        Mistake(
            "biases-as-rows",
            "a bias has shape (1, H) or (1, C). It should have one axis: (H,) and (C,).",
            _edited(INIT_RIGHT, ("np.zeros(H)", "np.zeros((1, H))"), ("np.zeros(C)", "np.zeros((1, C))")),
        ),
        Mistake(
            "weights-transposed",
            "W1 has shape (H, D) and W2 (C, H), as for columns. Rows are examples: (D, H) and (H, C).",
            _edited(INIT_RIGHT, ("((D, H))", "((H, D))"), ("((H, C))", "((C, H))")),
        ),
        Mistake(
            "weights-zero",
            "all weights are 0. Then all hidden units stay alike for ever; draw them at random.",
            _edited(
                INIT_RIGHT,
                ("std * rng.standard_normal((D, H))", "np.zeros((D, H))"),
                ("std * rng.standard_normal((H, C))", "np.zeros((H, C))"),
            ),
        ),
        Mistake(
            "own-generator",
            "the function makes its own random generator. Draw from the argument rng.",
            _edited(INIT_RIGHT, ("    params = {}", "    rng = np.random.default_rng(0)\n    params = {}")),
        ),
        Mistake(
            "bias-of-inputs",
            "b1 has one number for each feature. It needs one for each hidden unit, shape (H,).",
            _edited(INIT_RIGHT, ("np.zeros(H)", "np.zeros(D)")),
        ),
        Mistake(
            "scaled-by-width",
            "the weights are also divided by the root of the number of inputs. Here std alone sets their "
            "size.",
            _edited(
                INIT_RIGHT,
                ("std * rng.standard_normal((D, H))", "std * rng.standard_normal((D, H)) / np.sqrt(D)"),
                ("std * rng.standard_normal((H, C))", "std * rng.standard_normal((H, C)) / np.sqrt(H)"),
            ),
        ),
        Mistake(
            "other-names",
            'the dict has other names than asked for. They are "W1", "b1", "W2" and "b2".',
            _edited(INIT_RIGHT, ('"W1"', '"w1"'), ('"W2"', '"w2"')),
        ),
        Mistake(
            "tuple-returned",
            "a tuple of arrays comes back. Return a dict with the names W1, b1, W2 and b2.",
            _edited(
                INIT_RIGHT, ("return params", 'return params["W1"], params["b1"], params["W2"], params["b2"]')
            ),
        ),
    ),
    variants=(
        Variant(
            "explicit-names",
            """
def init_two_layer(D, H, C, std, rng):
    params = {}
    for i, (rows, columns) in enumerate([(D, H), (H, C)], start=1):
        params["W" + str(i)] = rng.standard_normal(size=(rows, columns)) * std
        params["b" + str(i)] = 0 * np.ones(columns)
    return params
""",
        ),
        Variant(
            "number-by-number",
            """
def init_two_layer(D, H, C, std, rng):
    W1, W2 = np.empty((D, H)), np.empty((H, C))
    for d in range(D):
        for h in range(H):
            W1[d, h] = rng.standard_normal() * std
    for h in range(H):
        W2[h] = [std * rng.standard_normal() for _ in range(C)]
    return {"W1": W1, "W2": W2, "b1": np.zeros_like(W1[0]), "b2": np.zeros_like(W2[0])}
""",
        ),
        Variant(
            "drawn-into",
            """
def init_two_layer(D, H, C, std, rng):
    p = {"W1": np.zeros((D, H)), "b1": np.zeros(H), "W2": np.zeros((H, C)), "b2": np.zeros(C)}
    for name in p:
        if name.startswith("W"):
            rng.standard_normal(out=p[name])
            p[name] *= std
    return p
""",
        ),
        Variant(
            "normal",
            """
def init_two_layer(D, H, C, std, rng):
    W1 = rng.normal(0, std, size=(D, H))
    W2 = rng.normal(loc=0.0, scale=std, size=(H, C))
    return dict(b1=np.zeros((H,)), b2=np.zeros((C,)), W1=W1, W2=W2)
""",
        ),
        Variant(
            "one-draw",
            """
def init_two_layer(D, H, C, std, rng):
    flat = rng.standard_normal(D * H + H * C) * std
    weights = {"W1": flat[: D * H].reshape(D, H), "W2": flat[D * H :].reshape(H, C)}
    return weights | {"b1": [0] * H, "b2": [0.0] * C}
""",
        ),
    ),
)

SCORES_RIGHT = """
def two_layer_scores(params, X):
    Z = np.dot(X, params["W1"]) + params["b1"]
    h = np.maximum(0, Z)
    scores = np.dot(h, params["W2"]) + params["b2"]
    return scores
"""
NO_RELU = (
    "there is no ReLU between the layers, so the network is one linear classifier. The hidden layer is "
    "max(0, X @ W1 + b1)."
)
SECOND_RELU = (
    "a second ReLU cuts the scores off at 0. There is one between the layers and none on the scores, "
    "which may be "
    "negative."
)
B1_MISSING = "the bias b1 is not added before the ReLU."
B2_MISSING = "the bias b2 is not added to the scores."

SCORES = Exercise(
    "two-layer-scores",
    "two_layer_scores",
    mistakes=(
        Mistake("relu-missing", NO_RELU, _edited(SCORES_RIGHT, ("np.maximum(0, Z)", "Z"))),
        Mistake(
            "second-relu",
            SECOND_RELU,
            _edited(SCORES_RIGHT, ("return scores", "return np.maximum(0, scores)")),
        ),
        Mistake(
            "second-relu-before-b2",
            "a second ReLU cuts h @ W2 off at 0 before b2 is added. There is one between the layers, and "
            "no other.",
            _edited(SCORES_RIGHT, ('np.dot(h, params["W2"])', 'np.maximum(0, np.dot(h, params["W2"]))')),
        ),
        Mistake(
            "relu-only-on-scores",
            "the ReLU is in the wrong place: it is on the scores, and between the layers there is none.",
            _edited(
                SCORES_RIGHT, ("np.maximum(0, Z)", "Z"), ("return scores", "return np.maximum(0, scores)")
            ),
        ),
        Mistake("b1-missing", B1_MISSING, _edited(SCORES_RIGHT, (' + params["b1"]', ""))),
        Mistake("b2-missing", B2_MISSING, _edited(SCORES_RIGHT, (' + params["b2"]', ""))),
        Mistake(
            "no-biases",
            "the biases are left out in both layers.",
            _edited(SCORES_RIGHT, (' + params["b1"]', ""), (' + params["b2"]', "")),
        ),
        Mistake(
            "b1-after-relu",
            "b1 is added after the ReLU. It belongs inside: max(0, X @ W1 + b1).",
            _edited(
                SCORES_RIGHT, (' + params["b1"]', ""), ("np.maximum(0, Z)", 'np.maximum(0, Z) + params["b1"]')
            ),
        ),
        Mistake(
            "relu-on-inputs",
            "the ReLU is on the inputs X. It belongs on what comes out of the first layer.",
            _edited(
                SCORES_RIGHT, ("np.dot(X, ", "np.dot(np.maximum(0, X), "), ("h = np.maximum(0, Z)", "h = Z")
            ),
        ),
        Mistake(
            "leaky",
            "a small share of the negative values passes the hidden layer, as in a leaky ReLU. Here they "
            "become 0.",
            _edited(SCORES_RIGHT, ("np.maximum(0, Z)", "np.maximum(0.01 * Z, Z)")),
        ),
        Mistake(
            "sigmoid-used",
            "the hidden layer uses the sigmoid. In this network it is the ReLU, max(0, ...).",
            _edited(SCORES_RIGHT, ("np.maximum(0, Z)", "0.5 * (1 + np.tanh(0.5 * Z))")),
        ),
        Mistake(
            "tanh-used",
            "the hidden layer uses tanh. In this network it is the ReLU, max(0, ...).",
            _edited(SCORES_RIGHT, ("np.maximum(0, Z)", "np.tanh(Z)")),
        ),
        Mistake(
            "absolute-value",
            "the hidden layer uses the absolute value. The ReLU turns negative values into 0.",
            _edited(SCORES_RIGHT, ("np.maximum(0, Z)", "np.abs(Z)")),
        ),
        Mistake(
            "minimum",
            "the hidden layer keeps what is negative: np.minimum. The ReLU is np.maximum(0, ...).",
            _edited(SCORES_RIGHT, ("np.maximum", "np.minimum")),
        ),
        Mistake(
            "greatest-of-all",
            "np.max looks for the one greatest entry along an axis. np.maximum(0, Z) compares each entry "
            "with 0.",
            _edited(SCORES_RIGHT, ("np.maximum(0, Z)", "np.max(Z, axis=0)")),
        ),
        Mistake(
            "mask-for-relu",
            "the hidden layer holds 0 and 1, the mask of the ReLU. It should hold the positive values "
            "themselves.",
            _edited(SCORES_RIGHT, ("np.maximum(0, Z)", "(Z > 0).astype(float)")),
        ),
        Mistake(
            "probabilities-returned",
            "these are probabilities: a softmax was applied. Return the scores.",
            _edited(
                SCORES_RIGHT,
                (
                    "return scores",
                    "e = np.exp(scores - scores.max(axis=1, keepdims=True))\n    return e / "
                    "e.sum(axis=1, keepdims=True)",
                ),
            ),
        ),
        Mistake(
            "hidden-returned",
            "this is the hidden layer. The second layer makes scores of it: h @ W2 + b2.",
            _edited(SCORES_RIGHT, ("return scores", "return h")),
        ),
        Mistake(
            "weights-transposed",
            "W1 is transposed. With rows as examples it stands on the right and as it is: X @ W1.",
            _edited(SCORES_RIGHT, ('params["W1"])', 'params["W1"].T)')),
        ),
        Mistake(
            "biases-swapped",
            "b1 and b2 have changed places. b1 has one number per hidden unit, b2 one per class.",
            _edited(
                SCORES_RIGHT,
                ('+ params["b1"]', "+ B"),
                ('+ params["b2"]', '+ params["b1"]'),
                ("+ B", '+ params["b2"]'),
            ),
        ),
        Mistake(
            "scores-transposed",
            "the scores have shape (C, N). Rows are examples: (N, C).",
            _edited(SCORES_RIGHT, ("return scores", "return scores.T")),
        ),
        Mistake(
            "python-loop",
            "a Python loop goes over the rows.",
            """
def two_layer_scores(params, X):
    rows = []
    for x in X:
        h = np.maximum(0, x @ params["W1"] + params["b1"])
        rows.append(h @ params["W2"] + params["b2"])
    return np.array(rows)
""",
        ),
        Mistake(
            "too-much-memory",
            "an array of shape (N, D, H) is built.",
            """
def two_layer_scores(params, X):
    Z = np.sum(X[:, :, np.newaxis] * params["W1"], axis=1) + params["b1"]
    return np.maximum(0, Z) @ params["W2"] + params["b2"]
""",
        ),
    ),
    variants=(
        Variant(
            "class",
            """
class Linear:
    def __init__(self, weights, bias):
        self.weights, self.bias = weights, bias

    def forward(self, rows):
        return np.tensordot(rows, self.weights, axes=([1], [0])) + self.bias


class Relu:
    @staticmethod
    def forward(rows):
        return rows * (rows > 0)


def two_layer_scores(params, X):
    out = X
    for layer in (Linear(params["W1"], params["b1"]), Relu(), Linear(params["W2"], params["b2"])):
        out = layer.forward(out)
    return out
""",
        ),
        Variant(
            "in-place",
            """
def two_layer_scores(params, X):
    h = np.matmul(X, params["W1"])
    h += params["b1"]
    np.maximum(h, 0.0, out=h)
    scores = np.matmul(h, params["W2"])
    scores += params["b2"]
    return scores
""",
        ),
        Variant(
            "mask",
            """
def two_layer_scores(params, X):
    W1, b1, W2, b2 = (params[k] for k in ("W1", "b1", "W2", "b2"))
    Z = X.dot(W1) + b1
    Z[Z < 0] = 0
    return Z.dot(W2) + b2
""",
        ),
        Variant(
            "bias-trick",
            """
def two_layer_scores(params, X):
    ones = np.ones((len(X), 1))
    h = np.clip(np.hstack([X, ones]) @ np.vstack([params["W1"], params["b1"]]), 0, None)
    return np.hstack([h, ones]) @ np.vstack([params["W2"], params["b2"]])
""",
        ),
        Variant(
            "einsum",
            """
def two_layer_scores(params, X):
    Z = np.einsum("nd,dh->nh", X, params["W1"]) + params["b1"][np.newaxis]
    return np.einsum("nh,hc->nc", np.where(Z > 0, Z, 0), params["W2"]) + params["b2"].reshape(1, -1)
""",
        ),
        Variant(
            "transposed-inside",
            """
def two_layer_scores(params, X):
    h = np.maximum(params["W1"].T @ X.T + params["b1"][:, None], 0)
    return (params["W2"].T @ h + params["b2"][:, None]).T
""",
        ),
    ),
)

DEEP_RIGHT = """
def three_layer_scores(params, X):
    Z1 = X.dot(params["W1"]) + params["b1"]
    h1 = np.maximum(0, Z1)
    Z2 = h1.dot(params["W2"]) + params["b2"]
    h2 = np.maximum(0, Z2)
    scores = h2.dot(params["W3"]) + params["b3"]
    return scores
"""

DEEP = Exercise(
    "three-layer-scores",
    "three_layer_scores",
    mistakes=(
        Mistake(
            "first-relu-missing",
            "there is no ReLU after the first layer.",
            _edited(DEEP_RIGHT, ("np.maximum(0, Z1)", "Z1")),
        ),
        Mistake(
            "second-relu-missing",
            "there is no ReLU after the second layer.",
            _edited(DEEP_RIGHT, ("np.maximum(0, Z2)", "Z2")),
        ),
        Mistake(
            "both-relus-missing",
            "there is no ReLU at all, so the three layers are one linear map. Put one after the first "
            "and the second.",
            _edited(DEEP_RIGHT, ("np.maximum(0, Z1)", "Z1"), ("np.maximum(0, Z2)", "Z2")),
        ),
        Mistake(
            "third-relu",
            "a third ReLU cuts the scores off at 0. There is none on the scores.",
            _edited(DEEP_RIGHT, ("return scores", "return np.maximum(0, scores)")),
        ),
        *(
            Mistake(
                f"b{k}-missing",
                f"the bias b{k} is not added.",
                _edited(DEEP_RIGHT, (f' + params["b{k}"]', "")),
            )
            for k in (1, 2, 3)
        ),
        Mistake(
            "no-biases",
            "no bias is added in any layer.",
            _edited(DEEP_RIGHT, *((f' + params["b{k}"]', "") for k in (1, 2, 3))),
        ),
        Mistake(
            "second-layer-reads-input",
            "the second layer reads X. It should read the first hidden layer.",
            _edited(DEEP_RIGHT, ('h1.dot(params["W2"])', 'X.dot(params["W2"])')),
        ),
        Mistake(
            "third-layer-reads-first",
            "the third layer reads the first hidden layer. It should read the second.",
            _edited(DEEP_RIGHT, ('h2.dot(params["W3"])', 'h1.dot(params["W3"])')),
        ),
        Mistake(
            "two-layers",
            "this stops after two layers. The third makes the scores: h2 @ W3 + b3.",
            _edited(DEEP_RIGHT, ("return scores", "return Z2")),
        ),
        Mistake(
            "sigmoid-used",
            "the hidden layers use the sigmoid. In this network it is the ReLU.",
            _edited(
                DEEP_RIGHT,
                ("np.maximum(0, Z1)", "0.5 * (1 + np.tanh(0.5 * Z1))"),
                ("np.maximum(0, Z2)", "0.5 * (1 + np.tanh(0.5 * Z2))"),
            ),
        ),
        Mistake(
            "bias-after-relu",
            "the biases are added after the ReLU. They belong inside.",
            _edited(
                DEEP_RIGHT,
                (' + params["b1"]', ""),
                (' + params["b2"]', ""),
                ("np.maximum(0, Z1)", 'np.maximum(0, Z1) + params["b1"]'),
                ("np.maximum(0, Z2)", 'np.maximum(0, Z2) + params["b2"]'),
            ),
        ),
        Mistake(
            "columns",
            "W @ x with columns is used. Rows are examples here: X @ W.",
            _edited(DEEP_RIGHT, ('X.dot(params["W1"])', 'params["W1"].dot(X.T)')),
        ),
    ),
    variants=(
        Variant(
            "recursion",
            """
def three_layer_scores(params, X, layer=1):
    z = X @ params[f"W{layer}"] + params[f"b{layer}"]
    if layer == 3:
        return z
    return three_layer_scores(params, np.maximum(z, 0), layer + 1)
""",
        ),
        Variant(
            "columns-inside",
            """
def three_layer_scores(params, X):
    W1, W2, W3 = (params["W%d" % k].T for k in (1, 2, 3))
    b1, b2, b3 = (params["b%d" % k].reshape(-1, 1) for k in (1, 2, 3))
    h1 = W1.dot(X.T) + b1
    h1[h1 < 0] = 0
    h2 = W2.dot(h1) + b2
    h2[h2 < 0] = 0
    return (W3.dot(h2) + b3).T
""",
        ),
        Variant(
            "two-layers-and-one",
            """
def three_layer_scores(params, X):
    hidden = np.where(np.dot(X, params["W1"]) + params["b1"] > 0, np.dot(X, params["W1"]) + params["b1"], 0)
    upper = {"W1": params["W2"], "b1": params["b2"], "W2": params["W3"], "b2": params["b3"]}

    def two_layers(p, rows):
        return np.einsum("nh,hc->nc", np.maximum(0, rows @ p["W1"] + p["b1"]), p["W2"]) + p["b2"]

    return two_layers(upper, hidden)
""",
        ),
        Variant(
            "loop-over-layers",
            """
def three_layer_scores(params, X):
    h = X
    for k in range(1, 4):
        h = h @ params[f"W{k}"] + params[f"b{k}"]
        if k < 3:
            h = h * (h > 0)
    return h
""",
        ),
        Variant(
            "row-by-row",
            """
def three_layer_scores(params, X):
    out = []
    for x in X:
        h = np.clip(x @ params["W1"] + params["b1"], 0, None)
        h = np.clip(h @ params["W2"] + params["b2"], 0, None)
        out.append(h @ params["W3"] + params["b3"])
    return out
""",
        ),
    ),
)

PREDICT_RIGHT = """
def predict_two_layer(params, X):
    Z = X.dot(params["W1"]) + params["b1"]
    h = np.maximum(0, Z)
    scores = h.dot(params["W2"]) + params["b2"]
    return np.argmax(scores, axis=1)
"""

PREDICT = Exercise(
    "predict-two-layer",
    "predict_two_layer",
    mistakes=(
        Mistake("relu-missing", NO_RELU, _edited(PREDICT_RIGHT, ("np.maximum(0, Z)", "Z"))),
        Mistake(
            "second-relu",
            SECOND_RELU + " Where all are negative, all become equal, and class 0 is predicted.",
            _edited(PREDICT_RIGHT, ("np.argmax(scores,", "np.argmax(np.maximum(0, scores),")),
        ),
        Mistake("b1-missing", B1_MISSING, _edited(PREDICT_RIGHT, (' + params["b1"]', ""))),
        Mistake("b2-missing", B2_MISSING, _edited(PREDICT_RIGHT, (' + params["b2"]', ""))),
        Mistake(
            "columns-asked",
            "the maximum is sought down the columns (axis=0): for each class, the best row. Ask each "
            "row: axis=1.",
            _edited(PREDICT_RIGHT, ("axis=1", "axis=0")),
        ),
        Mistake(
            "no-axis",
            "argmax without an axis looks at all scores at once. Ask each row: axis=1.",
            _edited(PREDICT_RIGHT, (", axis=1", "")),
        ),
        Mistake(
            "scores-returned",
            "these are the highest scores. Wanted is where they stand: argmax.",
            _edited(PREDICT_RIGHT, ("np.argmax", "np.max")),
        ),
        Mistake(
            "all-scores-returned",
            "these are the scores of all classes. Wanted is the place of the highest one in each row.",
            _edited(PREDICT_RIGHT, ("np.argmax(scores, axis=1)", "scores")),
        ),
        Mistake(
            "lowest-score",
            "the class with the lowest score is taken.",
            _edited(PREDICT_RIGHT, ("np.argmax", "np.argmin")),
        ),
        Mistake(
            "absolute-scores",
            "the largest score regardless of its sign is taken. A score far below 0 speaks against a class.",
            _edited(PREDICT_RIGHT, ("np.argmax(scores,", "np.argmax(np.abs(scores),")),
        ),
        Mistake(
            "ties-to-the-last",
            "of equally high scores the last is taken. The smallest label should win, as with argmax.",
            _edited(
                PREDICT_RIGHT,
                ("np.argmax(scores, axis=1)", 'np.argsort(scores, axis=1, kind="stable")[:, -1]'),
            ),
        ),
        Mistake(
            "labels-from-one",
            "the labels count from 1. In this series they count from 0, as argmax does.",
            _edited(PREDICT_RIGHT, ("axis=1)", "axis=1) + 1")),
        ),
        Mistake(
            "most-active-unit",
            "this is the most active hidden unit. The class is the place of the highest score.",
            _edited(PREDICT_RIGHT, ("np.argmax(scores,", "np.argmax(h,")),
        ),
        Mistake(
            "one-hot-returned",
            "these are one-hot rows. Wanted is one label for each row.",
            _edited(
                PREDICT_RIGHT,
                ("return np.argmax(scores, axis=1)", "return np.eye(scores.shape[1])[scores.argmax(axis=1)]"),
            ),
        ),
    ),
    variants=(
        Variant(
            "sorted-stably",
            """
def predict_two_layer(params, X):
    hidden = np.maximum(X @ params["W1"] + params["b1"], 0)
    scores = hidden @ params["W2"] + params["b2"]
    return np.argsort(-scores, axis=1, kind="stable")[:, 0]
""",
        ),
        Variant(
            "running-best",
            """
def predict_two_layer(params, X):
    hidden = X @ params["W1"] + params["b1"]
    hidden *= hidden > 0
    scores = hidden @ params["W2"] + params["b2"]
    best, label = scores[:, 0].copy(), np.zeros(len(X), dtype=int)
    for c in range(1, scores.shape[1]):
        better = scores[:, c] > best
        best = np.where(better, scores[:, c], best)
        label[better] = c
    return label
""",
        ),
        Variant(
            "mask-of-maxima",
            """
def predict_two_layer(params, X):
    scores = np.maximum(0, X.dot(params["W1"]) + params["b1"]).dot(params["W2"]) + params["b2"]
    highest = scores == scores.max(axis=1, keepdims=True)
    return np.array([np.flatnonzero(row)[0] for row in highest])
""",
        ),
        Variant(
            "loop",
            """
def predict_two_layer(params, X):
    labels = []
    for x in X:
        s = np.maximum(0, x @ params["W1"] + params["b1"]) @ params["W2"] + params["b2"]
        labels.append(max(range(len(s)), key=lambda k: s[k]))
    return labels
""",
        ),
        Variant(
            "float-labels",
            """
def predict_two_layer(params, X):
    h = (X @ params["W1"] + params["b1"]).clip(0)
    s = h @ params["W2"] + params["b2"]
    y = np.zeros(len(X))
    for k in reversed(range(s.shape[1])):
        y[s[:, k] == s.max(axis=1)] = k
    return y
""",
        ),
    ),
)

LOSS_RIGHT = """
def two_layer_loss(params, X, y, reg):
    W1, b1 = params["W1"], params["b1"]
    W2, b2 = params["W2"], params["b2"]
    N = X.shape[0]
    Z = X.dot(W1) + b1
    h = np.maximum(0, Z)
    scores = h.dot(W2) + b2
    shifted = scores - np.max(scores, axis=1, keepdims=True)
    e = np.exp(shifted)
    sums = np.sum(e, axis=1, keepdims=True)
    loss = np.sum(np.log(sums[:, 0]) - shifted[np.arange(N), y])
    loss /= N
    loss += reg * (np.sum(W1 * W1) + np.sum(W2 * W2))
    G = e / sums
    G[np.arange(N), y] -= 1
    G /= N
    dW2 = h.T.dot(G)
    db2 = np.sum(G, axis=0)
    dh = G.dot(W2.T)
    dZ = dh * (Z > 0)
    dW1 = X.T.dot(dZ)
    db1 = np.sum(dZ, axis=0)
    dW1 += 2 * reg * W1
    dW2 += 2 * reg * W2
    grads = {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}
    return loss, grads
"""
DATA_LOSS = "loss = np.sum(np.log(sums[:, 0]) - shifted[np.arange(N), y])"
PENALTY = "    loss += reg * (np.sum(W1 * W1) + np.sum(W2 * W2))\n"
PENALTY_GRADS = "    dW1 += 2 * reg * W1\n    dW2 += 2 * reg * W2\n"

# label, message, edits of the right answer
LOSS_SLIPS: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...] = (
    # the network
    ("relu-missing", NO_RELU, (("np.maximum(0, Z)", "Z"), ("dh * (Z > 0)", "dh"))),
    (
        "relu-missing-going-forward",
        "the mask of the ReLU is in the gradients, but going forward there is no ReLU between the layers.",
        (("np.maximum(0, Z)", "Z"),),
    ),
    (
        "passes-at-zero",
        "the gradient passes the ReLU where X @ W1 + b1 is exactly 0. In this series it passes where it is "
        "above 0 only.",
        (("(Z > 0)", "(Z >= 0)"),),
    ),
    (
        "relu-mask-missing",
        "the gradients pass the ReLU as if it were not there. Where X @ W1 + b1 is not positive no "
        "gradient comes "
        "back: multiply by the mask (h > 0).",
        (("dh * (Z > 0)", "dh"),),
    ),
    (
        "mask-of-the-gradient",
        "the mask is made of the gradient: it stops where the gradient is negative. It should stop where "
        "what went "
        "into the ReLU was not positive.",
        (("dh * (Z > 0)", "dh * (dh > 0)"),),
    ),
    (
        "mask-inverted",
        "the mask is the wrong way round: the gradient passes where what went into the ReLU was positive.",
        (("(Z > 0)", "(Z <= 0)"),),
    ),
    (
        "multiplied-by-hidden",
        "the gradient is multiplied by h itself. The ReLU passes it on unchanged where h is positive: "
        "the mask is h > 0.",
        (("dh * (Z > 0)", "dh * h"),),
    ),
    (
        "second-relu",
        SECOND_RELU,
        (
            ("scores = h.dot(W2) + b2", "scores = np.maximum(0, h.dot(W2) + b2)"),
            ("    dW2 = h.T.dot(G)", "    G = G * (scores > 0)\n    dW2 = h.T.dot(G)"),
        ),
    ),
    (
        "second-relu-without-mask",
        SECOND_RELU,
        (("scores = h.dot(W2) + b2", "scores = np.maximum(0, h.dot(W2) + b2)"),),
    ),
    ("b1-missing", B1_MISSING, (("X.dot(W1) + b1", "X.dot(W1)"),)),
    ("b2-missing", B2_MISSING, (("h.dot(W2) + b2", "h.dot(W2)"),)),
    (
        "no-biases",
        "the biases are left out in both layers.",
        (("X.dot(W1) + b1", "X.dot(W1)"), ("h.dot(W2) + b2", "h.dot(W2)")),
    ),
    (
        "sigmoid-used",
        "the hidden layer uses the sigmoid. In this network it is the ReLU, max(0, ...).",
        (("np.maximum(0, Z)", "0.5 * (1 + np.tanh(0.5 * Z))"), ("(Z > 0)", "h * (1 - h)")),
    ),
    (
        "tanh-used",
        "the hidden layer uses tanh. In this network it is the ReLU, max(0, ...).",
        (("np.maximum(0, Z)", "np.tanh(Z)"), ("(Z > 0)", "(1 - h**2)")),
    ),
    # the penalty
    (
        "biases-regularised",
        "the biases are in the penalty, in the loss and in the gradients. Only W1 and W2 are: reg * "
        "(sum(W1**2) + sum(W2**2)).",
        (
            (PENALTY, PENALTY + "    loss += reg * (np.sum(b1 * b1) + np.sum(b2 * b2))\n"),
            (PENALTY_GRADS, PENALTY_GRADS + "    db1 += 2 * reg * b1\n    db2 += 2 * reg * b2\n"),
        ),
    ),
    (
        "biases-regularised-in-loss",
        "the loss has the biases in its penalty. Only W1 and W2 are penalised.",
        ((PENALTY, PENALTY + "    loss += reg * (np.sum(b1 * b1) + np.sum(b2 * b2))\n"),),
    ),
    (
        "biases-regularised-in-gradient",
        "the gradients of the biases hold 2 * reg * b. The penalty does not depend on the biases.",
        ((PENALTY_GRADS, PENALTY_GRADS + "    db1 += 2 * reg * b1\n    db2 += 2 * reg * b2\n"),),
    ),
    (
        "penalty-gradient-halved",
        "the gradients hold reg * W for the penalty. The derivative of reg * sum(W**2) is 2 * reg * W.",
        (("2 * reg * W1", "reg * W1"), ("2 * reg * W2", "reg * W2")),
    ),
    (
        "penalty-gradient-halved-in-w1",
        "grads['W1'] holds reg * W1 for the penalty. The derivative of reg * sum(W1**2) is 2 * reg * W1.",
        (("2 * reg * W1", "reg * W1"),),
    ),
    (
        "penalty-gradient-halved-in-w2",
        "grads['W2'] holds reg * W2 for the penalty. The derivative of reg * sum(W2**2) is 2 * reg * W2.",
        (("2 * reg * W2", "reg * W2"),),
    ),
    (
        "loss-penalty-missing",
        "the loss lacks the penalty reg * (sum(W1**2) + sum(W2**2)), though the gradients have it.",
        ((PENALTY, ""),),
    ),
    (
        "gradient-penalty-missing",
        "the gradients of W1 and W2 lack the penalty's part, 2 * reg * W, though the loss has the penalty.",
        ((PENALTY_GRADS, ""),),
    ),
    (
        "penalty-missing",
        "the penalty is missing, in the loss and in the gradients of W1 and W2.",
        ((PENALTY, ""), (PENALTY_GRADS, "")),
    ),
    (
        "penalty-with-half",
        "the penalty has a factor 0.5, and its gradients fit it. In this series it has none.",
        (
            ("loss += reg * (", "loss += 0.5 * reg * ("),
            ("2 * reg * W1", "reg * W1"),
            ("2 * reg * W2", "reg * W2"),
        ),
    ),
    (
        "penalty-on-w1-only",
        "the penalty holds W1 alone, in the loss and in the gradients. W2 belongs to it too.",
        ((" + np.sum(W2 * W2)", ""), ("    dW2 += 2 * reg * W2\n", "")),
    ),
    (
        "penalty-on-w2-only",
        "the penalty holds W2 alone, in the loss and in the gradients. W1 belongs to it too.",
        (("np.sum(W1 * W1) + ", ""), ("    dW1 += 2 * reg * W1\n", "")),
    ),
    (
        "loss-penalty-of-w2-missing",
        "the loss has the penalty of W1 alone, though the gradients have both.",
        ((" + np.sum(W2 * W2)", ""),),
    ),
    (
        "loss-penalty-precedence",
        "reg multiplies only the first sum of the penalty. Put the two sums into brackets: reg * "
        "(sum(W1**2) + sum(W2**2)).",
        (("reg * (np.sum(W1 * W1) + np.sum(W2 * W2))", "reg * np.sum(W1 * W1) + np.sum(W2 * W2)"),),
    ),
    (
        "penalty-not-squared",
        "the penalty in the loss is the sum of the weights, not of their squares; positive and negative "
        "ones cancel.",
        (("np.sum(W1 * W1) + np.sum(W2 * W2)", "np.sum(W1) + np.sum(W2)"),),
    ),
    (
        "penalty-is-norm",
        "the penalty in the loss is the norm of the weights: np.linalg.norm takes a root. Wanted is the "
        "sum of squares.",
        (("np.sum(W1 * W1) + np.sum(W2 * W2)", "np.linalg.norm(W1) + np.linalg.norm(W2)"),),
    ),
    (
        "penalty-over-n",
        "the penalty is divided by N, in the loss and in the gradients. Only the sum over the examples "
        "is a mean.",
        (
            ("loss += reg * (", "loss += reg / N * ("),
            ("2 * reg * W1", "2 * reg / N * W1"),
            ("2 * reg * W2", "2 * reg / N * W2"),
        ),
    ),
    (
        "penalty-twice",
        "the penalty is added twice, to the loss and to the gradients.",
        ((PENALTY, PENALTY + PENALTY), (PENALTY_GRADS, PENALTY_GRADS + PENALTY_GRADS)),
    ),
    (
        "divided-by-sum",
        "loss /= N + penalty divides by the sum of both, as the right side is computed first. Divide by "
        "N, then add in "
        "a line of its own.",
        (("    loss /= N\n" + PENALTY, "    loss /= N + reg * (np.sum(W1 * W1) + np.sum(W2 * W2))\n"),),
    ),
    # the mean
    (
        "loss-not-averaged",
        "the loss is the sum over the examples, though the gradients are averaged. Divide it by N too.",
        (("    loss /= N\n", ""),),
    ),
    (
        "gradient-not-averaged",
        "the data part of all four gradients is N times too large: the loss is a mean over the examples, "
        "they are not.",
        (("    G /= N\n", ""),),
    ),
    (
        "not-averaged",
        "the data loss and its gradients are sums over the examples. The loss is their mean: divide both "
        "by N.",
        (("    loss /= N\n", ""), ("    G /= N\n", "")),
    ),
    (
        "averaged-twice-in-first-layer",
        "the gradients of W1 and b1 are divided by N twice. dscores has been divided already, and what "
        "comes from it "
        "must not be again.",
        (("G.dot(W2.T)", "G.dot(W2.T) / N"),),
    ),
    (
        "averaged-twice",
        "all four gradients are divided by N twice.",
        (("    G /= N\n", "    G /= N\n    G /= N\n"),),
    ),
    (
        "averaged-over-entries",
        "the loss is divided by the number of scores, N * C. It is the mean over the N examples.",
        (("    loss /= N\n", "    loss /= scores.size\n"),),
    ),
    # the softmax
    (
        "overflow",
        "no maximum is subtracted before exp. np.exp(1e4) is inf; subtract from every row of scores its "
        "own maximum.",
        ((" - np.max(scores, axis=1, keepdims=True)", ""),),
    ),
    (
        "one-maximum-for-all",
        "one maximum of the whole batch is subtracted from all rows of scores. A row far below it has "
        "only zeros left to "
        "divide by; each row needs its own (axis=1, keepdims=True).",
        (("np.max(scores, axis=1, keepdims=True)", "np.max(scores)"),),
    ),
    (
        "log-of-underflow",
        "the loss is the log of a probability that underflows to 0, so it is infinite. As in a3, take "
        "log(sum) minus the "
        "shifted score of the label.",
        ((DATA_LOSS, "loss = -np.sum(np.log((e / sums)[np.arange(N), y]))"),),
    ),
    (
        "epsilon-in-log",
        "a small number inside the logarithm replaces the loss of very unlikely labels by a constant. "
        "Take log(sum) "
        "minus the shifted score of the label.",
        ((DATA_LOSS, "loss = -np.sum(np.log((e / sums)[np.arange(N), y] + 1e-12))"),),
    ),
    (
        "gradient-overflows",
        "the loss is safe, but the gradients use exponentials of scores without their maximum, and "
        "become nan for "
        "large ones. Use the same shifted exponentials for both.",
        (("G = e / sums", "G = np.exp(scores) / np.sum(np.exp(scores), axis=1, keepdims=True)"),),
    ),
    (
        "maximum-not-given-back",
        "the maximum is subtracted inside the exponentials, but not from the score of the label.",
        (("- shifted[np.arange(N), y]", "- scores[np.arange(N), y]"),),
    ),
    (
        "softmax-over-examples",
        "the softmax runs down the columns, over the examples. Each row is a distribution over the "
        "classes: axis=1.",
        (
            ("np.max(scores, axis=1, keepdims=True)", "np.max(scores, axis=0)"),
            ("np.sum(e, axis=1, keepdims=True)", "np.sum(e, axis=0, keepdims=True)"),
            ("np.log(sums[:, 0])", "np.log(sums[0, y])"),
        ),
    ),
    (
        "hinge-loss",
        "this is the hinge loss of the SVM. This network is trained with the softmax loss of a3.",
        (
            (
                DATA_LOSS,
                "m = np.maximum(0, scores - scores[np.arange(N), y][:, None] + 1)\n    m[np.arange(N), "
                "y] = 0\n    loss = np.sum(m)",
            ),
            (
                "G = e / sums\n    G[np.arange(N), y] -= 1\n",
                "G = (m > 0).astype(float)\n    G[np.arange(N), y] -= np.sum(G, axis=1)\n",
            ),
        ),
    ),
    (
        "one-hot-missing",
        "the gradients come from the probabilities alone. With respect to the scores they are prediction "
        "minus truth: "
        "take 1 off at each label.",
        (("    G[np.arange(N), y] -= 1\n", ""),),
    ),
    (
        "one-hot-sign",
        "1 is added at each label instead of taken off. The gradient is prediction minus truth.",
        (("] -= 1", "] += 1"),),
    ),
    (
        "one-from-columns",
        "G[:, y] -= 1 takes 1 off whole columns, for every row. Pair each row with its label: "
        "[np.arange(N), y].",
        (("G[np.arange(N), y] -= 1", "G[:, y] -= 1"),),
    ),
    (
        "sign",
        "all gradients have the wrong sign: this is the direction in which to step, truth minus prediction.",
        (("return loss, grads", "return loss, {name: -grad for name, grad in grads.items()}"),),
    ),
    (
        "loss-sign",
        "the loss has the wrong sign: it is minus the log of a probability, and never negative.",
        (("    loss /= N\n", "    loss /= -N\n"),),
    ),
    (
        "loss-of-mean-probability",
        "the logarithm is taken of the mean probability. The loss is the mean of the logarithms.",
        (
            (DATA_LOSS, "loss = np.sum((e / sums)[np.arange(N), y])"),
            ("    loss /= N\n", "    loss = -np.log(loss / N)\n"),
        ),
    ),
    # the backward pass
    (
        "w2-from-pre-activation",
        "grads['W2'] is computed from X @ W1 + b1 without its ReLU. The second layer sees h.",
        (("h.T.dot(G)", "Z.T.dot(G)"),),
    ),
    (
        "b1-unmasked",
        "grads['b1'] is summed before the mask of the ReLU, though grads['W1'] comes after it. Use the "
        "same masked array.",
        (("db1 = np.sum(dZ, axis=0)", "db1 = np.sum(dh, axis=0)"),),
    ),
    (
        "w1-unmasked",
        "grads['W1'] is computed before the mask of the ReLU, though grads['b1'] comes after it. Use the "
        "same masked array.",
        (("X.T.dot(dZ)", "X.T.dot(dh)"),),
    ),
    (
        "gradient-of-w2-for-w2",
        "the gradient goes back through the gradient of W2. It goes back through W2 itself: dscores @ W2.T.",
        (("G.dot(W2.T)", "G.dot(dW2.T)"),),
    ),
    (
        "scores-for-gradient",
        "the scores go back through W2. What goes back is the gradient with respect to them, (P - Y) / N.",
        (("dh = G.dot(W2.T)", "dh = scores.dot(W2.T)"),),
    ),
    (
        "bias-gradient-averaged",
        "the gradients of the biases are means over the rows. dscores is divided by N already: sum them.",
        (
            ("db2 = np.sum(G, axis=0)", "db2 = np.mean(G, axis=0)"),
            ("db1 = np.sum(dZ, axis=0)", "db1 = np.mean(dZ, axis=0)"),
        ),
    ),
    (
        "bias-gradient-not-averaged",
        "the gradients of the biases are N times too large; those of the weights are averaged. Divide G "
        "by N once, "
        "before anything is computed from it.",
        (
            ("db2 = np.sum(G, axis=0)", "db2 = N * np.sum(G, axis=0)"),
            ("db1 = np.sum(dZ, axis=0)", "db1 = N * np.sum(dZ, axis=0)"),
        ),
    ),
    (
        "bias-gradient-one-number",
        "a bias gradient is summed over everything into one number. It has the shape of the bias: sum "
        "over the rows, axis=0.",
        (("db2 = np.sum(G, axis=0)", "db2 = np.sum(G)"), ("db1 = np.sum(dZ, axis=0)", "db1 = np.sum(dZ)")),
    ),
    (
        "bias-gradient-as-row",
        "a bias gradient has shape (1, H) or (1, C). It has the shape of its bias: no keepdims.",
        (
            ("db2 = np.sum(G, axis=0)", "db2 = np.sum(G, axis=0, keepdims=True)"),
            ("db1 = np.sum(dZ, axis=0)", "db1 = np.sum(dZ, axis=0, keepdims=True)"),
        ),
    ),
    (
        "bias-gradient-per-example",
        "the bias gradients are summed over the units (axis=1), one number per example. Sum over the "
        "examples: axis=0.",
        (
            ("db2 = np.sum(G, axis=0)", "db2 = np.sum(G, axis=1)"),
            ("db1 = np.sum(dZ, axis=0)", "db1 = np.sum(dZ, axis=1)"),
        ),
    ),
    (
        "bias-gradient-zero",
        "the gradients of the biases are left at 0. They are the sums over the rows of dscores and of "
        "the masked dhidden.",
        (("np.sum(G, axis=0)", "np.zeros_like(b2)"), ("np.sum(dZ, axis=0)", "np.zeros_like(b1)")),
    ),
    (
        "b1-from-scores",
        "grads['b2'] is right, but grads['b1'] is left at 0. It is the sum over the rows of the masked "
        "gradient.",
        (("np.sum(dZ, axis=0)", "np.zeros_like(b1)"),),
    ),
    (
        "bias-gradients-left-out",
        "the dict lacks the gradients of the biases. It has the names W1, b1, W2 and b2.",
        (('"b1": db1, ', ""), (', "b2": db2', "")),
    ),
    (
        "other-names",
        'the gradients have other names than asked for. They are "W1", "b1", "W2" and "b2", as in params.',
        (
            ('"W1": dW1', '"dW1": dW1'),
            ('"W2": dW2', '"dW2": dW2'),
            ('"b1": db1', '"db1": db1'),
            ('"b2": db2', '"db2": db2'),
        ),
    ),
    (
        "transposed",
        "the gradients of the weights are transposed. A gradient has the shape of its parameter.",
        (('"W1": dW1', '"W1": dW1.T'), ('"W2": dW2', '"W2": dW2.T')),
    ),
    (
        "gradients-not-returned",
        "only the loss is returned. Return both: loss, grads.",
        (("return loss, grads", "return loss"),),
    ),
    (
        "gradients-as-tuple",
        "the gradients come back one by one. Return two values, the loss and a dict of gradients.",
        (("return loss, grads", "return loss, dW1, db1, dW2, db2"),),
    ),
    (
        "results-swapped",
        "gradients and loss come back in the wrong order. The loss comes first.",
        (("return loss, grads", "return grads, loss"),),
    ),
    # the rest
    (
        "aliased-weights",
        "W1 is changed in place: dW1 = W1 does not copy, it is the same array under a second name. Make "
        "a new array.",
        (
            (
                "    dW1 += 2 * reg * W1\n",
                "    data = dW1\n    dW1 = W1\n    dW1 *= 2 * reg\n    dW1 += data\n",
            ),
        ),
    ),
    (
        "signature-changed",
        "the function has other parameters than asked for. Checks and trainers call it with (params, X, "
        "y, reg).",
        (("(params, X, y, reg)", "(params, X, y, reg, num_classes)"),),
    ),
    (
        "undefined-name",
        "the name num_train is used and defined nowhere; take it from the shape of X.",
        (("N = X.shape[0]", "N = num_train"),),
    ),
    (
        "notebook-global",
        "the function reads a variable of the notebook; take every size from the arguments.",
        (
            (
                "G = e / sums\n    G[np.arange(N), y] -= 1\n",
                "G = e / sums - np.eye(num_names)[y]\n",
            ),
            ("    N = X.shape[0]\n", "    N = X.shape[0]\n    num_names = len(dataset.classes)\n"),
        ),
    ),
    (
        "mean-over-features",
        "N is taken from the columns of X. The examples are its rows: X.shape[0].",
        (("N = X.shape[0]", "N = X.shape[1]"),),
    ),
)

LOSS = Exercise(
    "two-layer-loss",
    "two_layer_loss",
    mistakes=(
        *(Mistake(label, message, _edited(LOSS_RIGHT, *edits)) for label, message, edits in LOSS_SLIPS),
        Mistake(
            "python-loop",
            "a Python loop goes over the rows.",
            """
def two_layer_loss(params, X, y, reg):
    W1, b1, W2, b2 = params["W1"], params["b1"], params["W2"], params["b2"]
    N = len(X)
    loss = reg * (np.sum(W1**2) + np.sum(W2**2))
    grads = {"W1": 2 * reg * W1, "b1": np.zeros(b1.shape), "W2": 2 * reg * W2, "b2": np.zeros(b2.shape)}
    for x, label in zip(X, y):
        h = np.maximum(0, x @ W1 + b1)
        s = h @ W2 + b2
        s = s - s.max()
        loss += (np.log(np.exp(s).sum()) - s[label]) / N
        g = np.exp(s) / np.exp(s).sum()
        g[label] -= 1
        g = g / N
        dz = (W2 @ g) * (h > 0)
        grads["W2"] += np.outer(h, g)
        grads["b2"] += g
        grads["W1"] += np.outer(x, dz)
        grads["b1"] += dz
    return loss, grads
""",
        ),
        Mistake(
            "too-much-memory",
            "an array of shape (N, D, H) is built.",
            _edited(
                LOSS_RIGHT, ("X.T.dot(dZ)", "np.sum(X[:, :, np.newaxis] * dZ[:, np.newaxis, :], axis=0)")
            ),
        ),
    ),
    variants=(
        Variant(
            "one-hot-tensordot",
            """
def two_layer_loss(params, X, y, reg):
    W1, b1, W2, b2 = params["W1"], params["b1"], params["W2"], params["b2"]
    n, c = len(y), len(b2)
    truth = np.zeros((n, c))
    truth[range(n), y] = 1
    on = np.tensordot(X, W1, 1) + b1 > 0
    h = on * (np.tensordot(X, W1, 1) + b1)
    s = np.tensordot(h, W2, 1) + b2
    s = s - np.amax(s, 1)[:, None]
    log_p = s - np.log(np.exp(s).sum(1))[:, None]
    loss = -(truth * log_p).sum() / n + reg * np.vdot(W1, W1) + reg * np.vdot(W2, W2)
    d = (np.exp(log_p) - truth) / n
    dW2 = np.tensordot(h, d, axes=(0, 0)) + 2 * reg * W2
    d_in = on * np.tensordot(d, W2, axes=(1, 1))
    dW1 = np.tensordot(X, d_in, axes=(0, 0)) + 2 * reg * W1
    return loss, {"W1": dW1, "b1": np.ones(n) @ d_in, "W2": dW2, "b2": np.ones(n) @ d}
""",
        ),
        Variant(
            "class",
            """
class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, up):
        self.dW = self.x.T @ up
        self.db = up.sum(axis=0)
        return up @ self.W.T


class Relu:
    def forward(self, x):
        self.on = x > 0
        return np.where(self.on, x, 0.0)

    def backward(self, up):
        return np.where(self.on, up, 0.0)


class Softmax:
    def forward(self, s, y):
        self.y = y
        s = s - s.max(axis=1, keepdims=True)
        self.log_p = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
        return -np.take_along_axis(self.log_p, y[:, None], axis=1).mean()

    def backward(self):
        p = np.exp(self.log_p)
        p -= np.eye(p.shape[1])[self.y]
        return p / len(p)


def two_layer_loss(params, X, y, reg):
    first, relu, second = Affine(params["W1"], params["b1"]), Relu(), Affine(params["W2"], params["b2"])
    end = Softmax()
    loss = end.forward(second.forward(relu.forward(first.forward(X))), y)
    first.backward(relu.backward(second.backward(end.backward())))
    for layer in (first, second):
        loss += reg * (layer.W**2).sum()
        layer.dW += 2 * reg * layer.W
    return loss, {"W1": first.dW, "b1": first.db, "W2": second.dW, "b2": second.db}
""",
        ),
        Variant("textbook", LOSS_RIGHT),
        Variant(
            "from-h",
            _edited(
                LOSS_RIGHT,
                ("    dZ = dh * (Z > 0)\n", "    dZ = dh\n    dZ[h <= 0] = 0\n"),
                ("np.sum(W1 * W1) + np.sum(W2 * W2)", "np.linalg.norm(W1) ** 2 + np.linalg.norm(W2) ** 2"),
            ),
        ),
        Variant(
            "scipy",
            """
from scipy.special import log_softmax

def two_layer_loss(params, X, y, reg):
    W1, b1, W2, b2 = (params[k] for k in ("W1", "b1", "W2", "b2"))
    Z = X @ W1 + b1
    logs = log_softmax(np.where(Z > 0, Z, 0) @ W2 + b2, axis=1)
    Y = np.eye(W2.shape[1])[y]
    loss = -(logs * Y).sum() / len(X) + reg * (np.square(W1).sum() + np.square(W2).sum())
    G = (np.exp(logs) - Y) / len(X)
    back = np.einsum("nc,hc->nh", G, W2) * np.heaviside(Z, 0)
    return np.array(loss), {
        "b2": G.sum(0), "W2": np.where(Z > 0, Z, 0).T @ G + reg * 2 * W2,
        "b1": back.sum(0), "W1": np.einsum("nd,nh->dh", X, back) + reg * 2 * W1,
    }
""",
        ),
        Variant(
            "bias-trick",
            """
def two_layer_loss(params, X, y, reg):
    one = np.ones((len(X), 1))
    A = np.hstack([X, one])
    V1, V2 = np.vstack([params["W1"], params["b1"]]), np.vstack([params["W2"], params["b2"]])
    H = np.hstack([np.maximum(A @ V1, 0), one])
    S = H @ V2
    L = np.logaddexp.reduce(S, axis=1)
    rows = np.arange(len(y))
    G = np.exp(S - L[:, None])
    G[rows, y] -= 1.0
    G = G / len(y)
    dV2 = H.T @ G
    dV1 = A.T @ ((G @ V2[:-1].T) * (H[:, :-1] > 0))
    loss = float(np.mean(L - S[rows, y]) + reg * ((V1[:-1] ** 2).sum() + (V2[:-1] ** 2).sum()))
    grads = {"W1": dV1[:-1] + 2 * reg * params["W1"], "b1": dV1[-1]}
    grads.update(W2=dV2[:-1] + 2 * reg * params["W2"], b2=dV2[-1])
    return [loss, grads]
""",
        ),
        Variant(
            "subtract-at",
            _edited(LOSS_RIGHT, ("G[np.arange(N), y] -= 1", "np.subtract.at(G, (np.arange(N), y), 1)")),
        ),
    ),
)

TRAIN_RIGHT = """
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
"""
DRAW = "        idx = rng.integers(N, size=batch_size)\n"
BATCH = "        X_batch, y_batch = X[idx], y[idx]\n"
STEP = "        for name in params:\n            params[name] -= learning_rate * grads[name]\n"
DECAY = "        if (it + 1) % iterations_per_epoch == 0:\n            learning_rate *= learning_rate_decay\n"
COPY = "    params = {name: array.copy() for name, array in params.items()}\n"
KEEPS_CALLERS = (
    "the caller's parameters are changed: `-=` works on the given arrays. Make new arrays, or copy each "
    "array (a "
    "copied dict still holds the same arrays)."
)

TRAIN_SLIPS: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...] = (
    (
        "rows-and-labels-unpaired",
        "rows and labels are drawn separately, so that images get the labels of others. Draw once and "
        "use the same "
        "numbers for X and y.",
        ((BATCH, BATCH.replace("y[idx]", "y[rng.integers(N, size=batch_size)]")),),
    ),
    (
        "labels-not-drawn",
        "the rows are drawn, but the labels are always the first of y. Index both with the same numbers.",
        (("X[idx], y[idx]", "X[idx], np.resize(y, batch_size)"),),
    ),
    (
        "without-replacement",
        "the rows are drawn without replacement, which cannot give a batch larger than N. Use rng.integers.",
        (("rng.integers(N, size=batch_size)", "rng.choice(N, batch_size, replace=False)"),),
    ),
    (
        "shuffled",
        "the batch is the start of a shuffled order: no row comes twice, and no batch is larger than N. "
        "Use rng.integers.",
        (("rng.integers(N, size=batch_size)", "rng.permutation(N)[:batch_size]"),),
    ),
    (
        "drawn-once",
        "the same minibatch is used in every step. Draw a new one inside the loop.",
        ((DRAW, ""), ("    for it in", "    idx = rng.integers(N, size=batch_size)\n    for it in")),
    ),
    (
        "all-rows",
        "every step uses all rows. Draw a minibatch of batch_size rows for each.",
        ((BATCH, "        X_batch, y_batch = X, y\n"),),
    ),
    (
        "in-order",
        "the minibatches go through the rows in order. They should be drawn at random, with rng.integers.",
        (("rng.integers(N, size=batch_size)", "np.arange(it * batch_size, (it + 1) * batch_size) % N"),),
    ),
    (
        "one-row-drawn",
        "rng.integers(N) draws a single row. A minibatch has batch_size of them.",
        (("rng.integers(N, size=batch_size)", "rng.integers(N, size=1)"),),
    ),
    (
        "one-row-too-few",
        "rng.integers(N - 1, ...) never draws the last row; its upper end is already excluded.",
        (("rng.integers(N, size=", "rng.integers(max(N - 1, 1), size="),),
    ),
    (
        "own-generator",
        "the function makes its own random generator. Draw from the argument rng.",
        (("    history = []\n", "    history = []\n    rng = np.random.default_rng(42)\n"),),
    ),
    (
        "drawn-twice",
        "the generator is used twice in each iteration, so later minibatches are others than asked for. "
        "Draw once.",
        ((DRAW, DRAW + "        rng.random()\n"),),
    ),
    (
        "uphill",
        "the steps go uphill: the gradient points to where the loss grows, so subtract it.",
        (("params[name] -= learning_rate", "params[name] += learning_rate"),),
    ),
    (
        "learning-rate-ignored",
        "the step is the whole gradient; multiply it by the learning rate.",
        (("learning_rate * grads[name]", "grads[name]"),),
    ),
    (
        "divided-again",
        "the gradients are divided by batch_size. loss_fn returns the gradients of a mean, so they are "
        "divided already.",
        (("learning_rate * grads[name]", "learning_rate * grads[name] / batch_size"),),
    ),
    (
        "biases-not-updated",
        "only W1 and W2 are moved. The biases are learnt too.",
        (("        for name in params:\n", '        for name in ("W1", "W2"):\n'),),
    ),
    (
        "only-first-layer",
        "only W1 and b1 are moved. The second layer is learnt too.",
        (("        for name in params:\n", '        for name in ("W1", "b1"):\n'),),
    ),
    (
        "only-last-name",
        "the step stands after the loop over the names, so only the last array is moved.",
        (
            (
                STEP,
                "        for name in params:\n            step = learning_rate * grads[name]\n        "
                "params[name] -= step\n",
            ),
        ),
    ),
    (
        "reg-not-passed",
        "reg does not reach loss_fn. Pass it on, as the fourth argument.",
        (("y_batch, reg)", "y_batch, 0.0)"),),
    ),
    (
        "penalty-added-again",
        "the penalty's gradient is added to the steps of W1 and W2, but the gradients from loss_fn "
        "already contain it.",
        (
            (
                "            params[name] -= learning_rate * grads[name]\n",
                '            extra = 2 * reg * params[name] if name[0] == "W" else 0\n'
                "            params[name] -= learning_rate * (grads[name] + extra)\n",
            ),
        ),
    ),
    (
        "loss-fn-ignored",
        "the argument loss_fn is not used. Where it is given, take loss and gradients from it.",
        (
            (
                "loss, grads = loss_fn(params, X_batch, y_batch, reg)",
                "h = np.maximum(0, X_batch @ params['W1'] + params['b1'])\n"
                "        logs = h @ params['W2'] + params['b2']\n"
                "        logs = logs - np.logaddexp.reduce(logs, axis=1, keepdims=True)\n"
                "        n = np.arange(len(y_batch))\n"
                "        loss = -np.mean(logs[n, y_batch])\n"
                "        loss += reg * (np.sum(params['W1'] ** 2) + np.sum(params['W2'] ** 2))\n"
                "        G = np.exp(logs) - np.eye(logs.shape[1])[y_batch]\n"
                "        G /= len(n)\n"
                "        dz = G @ params['W2'].T * (h > 0)\n"
                "        grads = {'W1': X_batch.T @ dz + 2 * reg * params['W1'], 'b1': dz.sum(axis=0)}\n"
                "        grads |= {'W2': h.T @ G + 2 * reg * params['W2'], 'b2': G.sum(axis=0)}",
            ),
        ),
    ),
    (
        "history-after-step",
        "the history holds the loss after each step. It should hold the one before, which loss_fn has "
        "just returned.",
        (
            ("        history.append(loss)\n", ""),
            (STEP, STEP + "        history.append(loss_fn(params, X_batch, y_batch, reg)[0])\n"),
        ),
    ),
    (
        "history-on-all-rows",
        "the history holds the loss on all rows. It should hold that of the minibatch, which costs "
        "nothing extra.",
        (("history.append(loss)", "history.append(loss_fn(params, X, y, reg)[0])"),),
    ),
    (
        "history-per-epoch",
        "the history holds one loss for each epoch. It should hold one for each step.",
        (
            ("        history.append(loss)\n", ""),
            (DECAY, DECAY + "            history.append(loss)\n"),
        ),
    ),
    (
        "history-not-returned",
        "only the parameters come back. The function should return two values: params, history.",
        (("return params, history", "return params"),),
    ),
    (
        "results-swapped",
        "history and parameters come back in the wrong order. The parameters come first.",
        (("return params, history", "return history, params"),),
    ),
    ("input-modified", KEEPS_CALLERS, ((COPY, ""),)),
    (
        "decay-ignored",
        "the learning rate never changes. Multiply it by learning_rate_decay after each epoch.",
        ((DECAY, ""),),
    ),
    (
        "decay-every-step",
        "the learning rate is multiplied by the decay after every step. It should be so after every epoch, "
        "max(1, N // batch_size) steps.",
        ((DECAY, "        learning_rate *= learning_rate_decay\n"),),
    ),
    (
        "decay-one-step-early",
        "the decay is already applied in the first step (0 % n is 0). It comes after each full epoch: "
        "test it + 1.",
        (
            (DECAY, ""),
            (STEP, DECAY.replace("(it + 1)", "it") + STEP),
        ),
    ),
    (
        "decay-one-step-late",
        "the decay comes one step late: after step number it, counted from 0, it + 1 steps have been taken.",
        ((DECAY, DECAY.replace("(it + 1) %", "it > 0 and it %")),),
    ),
    (
        "decay-divides",
        "the learning rate is divided by the decay, so it grows. Multiply.",
        (("learning_rate *= learning_rate_decay", "learning_rate /= learning_rate_decay"),),
    ),
    (
        "decay-subtracted",
        "the decay is subtracted from the learning rate. It is a factor: multiply.",
        (("learning_rate *= learning_rate_decay", "learning_rate -= learning_rate_decay"),),
    ),
    (
        "decay-of-time",
        "the learning rate is divided by 1 + decay * step, which is another schedule. Multiply it by the "
        "decay after "
        "each epoch.",
        (
            (DECAY, ""),
            ("learning_rate * grads[name]", "learning_rate / (1 + learning_rate_decay * it) * grads[name]"),
        ),
    ),
    (
        "epoch-of-zero-steps",
        "N // batch_size is 0 where a batch is larger than the data. An epoch has at least one step: "
        "max(1, N // batch_size).",
        (("max(N // batch_size, 1)", "N // batch_size"),),
    ),
    (
        "epoch-rounded-up",
        "an epoch has a step too many where N is no multiple of batch_size. Round down: max(1, N // "
        "batch_size).",
        (("max(N // batch_size, 1)", "-(-N // batch_size)"),),
    ),
    (
        "epoch-of-n-steps",
        "an epoch is taken for N steps. It is N // batch_size steps, at least 1: so many draw about N rows.",
        (("max(N // batch_size, 1)", "N"),),
    ),
    (
        "epochs-for-steps",
        "num_iters is taken for the number of epochs. It is the number of steps.",
        (("range(num_iters)", "range(num_iters * iterations_per_epoch)"),),
    ),
    (
        "one-step-too-many",
        "there is one step too many; range(num_iters) already yields num_iters numbers.",
        (("range(num_iters)", "range(num_iters + 1)"),),
    ),
    (
        "one-step-too-few",
        "there is one step too few; range(num_iters) already starts at 0.",
        (("range(num_iters)", "range(num_iters - 1)"),),
    ),
    (
        "starts-anew",
        "the given parameters are ignored: the arrays start at 0. Start where the caller says.",
        ((COPY, "    params = {name: np.zeros(array.shape) for name, array in params.items()}\n"),),
    ),
    (
        "gradients-asked-once",
        "the gradients are asked for once, at the start. They change with the parameters: ask again in "
        "every step.",
        (
            (
                "        loss, grads = loss_fn(params, X_batch, y_batch, reg)\n",
                "        if it == 0:\n            loss, grads = loss_fn(params, X_batch, y_batch, reg)\n",
            ),
        ),
    ),
)

TRAIN = Exercise(
    "train-two-layer",
    "train_two_layer",
    mistakes=tuple(
        Mistake(label, message, _edited(TRAIN_RIGHT, *edits)) for label, message, edits in TRAIN_SLIPS
    ),
    variants=(
        Variant(
            "epoch-countdown",
            """
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
""",
        ),
        Variant(
            "nested-epochs",
            """
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
""",
        ),
        Variant("textbook", TRAIN_RIGHT),
        Variant(
            "choice",
            _edited(TRAIN_RIGHT, ("rng.integers(N, size=batch_size)", "rng.choice(N, batch_size)")),
        ),
        Variant(
            "without-default",
            """
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
""",
        ),
        Variant(
            "four-lines",
            _edited(
                TRAIN_RIGHT,
                (
                    STEP,
                    '        params["W1"] = params["W1"] - learning_rate * grads["W1"]\n'
                    '        params["b1"] = params["b1"] - learning_rate * grads["b1"]\n'
                    '        params["W2"] = params["W2"] - learning_rate * grads["W2"]\n'
                    '        params["b2"] = params["b2"] - learning_rate * grads["b2"]\n',
                ),
                (COPY, "    params = dict(params)\n"),
            ),
        ),
    ),
)

DEAD_RIGHT = """
def dead_units(params, X):
    Z = X.dot(params["W1"]) + params["b1"]
    h = np.maximum(0, Z)
    return np.all(h == 0, axis=0)
"""

DEAD = Exercise(
    "dead-units",
    "dead_units",
    mistakes=(
        Mistake(
            "any-row",
            "units are called dead that some row switches off. Dead are those that are 0 for *every* "
            "row: np.all.",
            _edited(DEAD_RIGHT, ("np.all", "np.any")),
        ),
        Mistake(
            "rows-asked",
            "the question is asked along axis=1: for each row, whether all units are 0. Ask each unit: "
            "axis=0.",
            _edited(DEAD_RIGHT, ("axis=0", "axis=1")),
        ),
        Mistake(
            "alive-returned",
            "this marks the units that are alive. Dead are the others.",
            _edited(DEAD_RIGHT, ("np.all(h == 0, axis=0)", "np.any(h > 0, axis=0)")),
        ),
        Mistake(
            "always-on",
            "this marks the units that are on for every row. Dead are those that are on for none.",
            _edited(DEAD_RIGHT, ("h == 0", "h > 0")),
        ),
        Mistake(
            "strictly-negative",
            "a unit into which exactly 0 goes is counted as alive. Its ReLU gives 0 then: compare with <= 0.",
            _edited(DEAD_RIGHT, ("h == 0", "Z < 0")),
        ),
        Mistake(
            "b1-missing",
            "the bias b1 is not added. It decides, together with X @ W1, whether a unit is on.",
            _edited(DEAD_RIGHT, (' + params["b1"]', "")),
        ),
        Mistake(
            "counted",
            "this is the number of dead units. Wanted is which they are, one True or False for each.",
            _edited(DEAD_RIGHT, ("np.all(h == 0, axis=0)", "np.sum(np.all(h == 0, axis=0))")),
        ),
        Mistake(
            "indices-returned",
            "these are the numbers of the dead units. Wanted is one True or False for each unit.",
            _edited(DEAD_RIGHT, ("np.all(h == 0, axis=0)", "np.flatnonzero(np.all(h == 0, axis=0))")),
        ),
        Mistake(
            "relu-missing",
            "units are sought into which exactly 0 goes. Dead is a unit whose ReLU gives 0: what goes in "
            "is <= 0.",
            _edited(DEAD_RIGHT, ("h == 0", "Z == 0")),
        ),
        Mistake(
            "mean-negative",
            "units are called dead into which a negative number goes on average. It must be so for every "
            "row.",
            _edited(DEAD_RIGHT, ("np.all(h == 0, axis=0)", "Z.mean(axis=0) <= 0")),
        ),
        Mistake(
            "all-at-once",
            "np.all without an axis gives one answer for everything. Ask each unit: axis=0.",
            _edited(DEAD_RIGHT, (", axis=0", "")),
        ),
        Mistake(
            "scores-looked-at",
            "this looks at the scores of the second layer. Dead units are found in the hidden layer.",
            _edited(DEAD_RIGHT, ("h == 0", 'h @ params["W2"] + params["b2"] <= 0')),
        ),
        Mistake(
            "weights-zero",
            "units are sought whose weights are all 0. A unit is dead by what X, W1 and b1 together make "
            "of it.",
            _edited(DEAD_RIGHT, ("h == 0", 'params["W1"] == 0')),
        ),
    ),
    variants=(
        Variant(
            "loop-over-rows",
            """
def dead_units(params, X):
    alive = np.zeros(params["W1"].shape[1], dtype=bool)
    for row in X:
        alive |= row @ params["W1"] + params["b1"] > 0
    return ~alive
""",
        ),
        Variant(
            "set-of-the-living",
            """
def dead_units(params, X):
    h = (X @ params["W1"] + params["b1"]).clip(min=0)
    _, living = np.nonzero(h)
    return [0 if j in set(living) else 1 for j in range(h.shape[1])]
""",
        ),
        Variant("sums", _edited(DEAD_RIGHT, ("np.all(h == 0, axis=0)", "h.sum(axis=0) == 0"))),
        Variant(
            "maximum", _edited(DEAD_RIGHT, ("np.all(h == 0, axis=0)", "(Z.max(axis=0) <= 0).astype(int)"))
        ),
        Variant(
            "list",
            """
def dead_units(params, X):
    h = np.maximum(0, X @ params["W1"] + params["b1"])
    return [not any(column > 0) for column in h.T]
""",
        ),
    ),
)


def _choice(hidden_size: object, learning_rate: object, reg: object) -> str:
    return (
        f"network_hidden_size = {hidden_size}\nnetwork_learning_rate = {learning_rate}\nnetwork_reg = {reg}"
    )


ACCURACY = Exercise(
    "network-accuracy",
    "network_hidden_size",
    mistakes=(
        Mistake("wrong-form", "all three answers are numbers.", _choice('"50"', 0.3, 0.0)),
        Mistake(
            "not-a-size", "the number of hidden units is a whole number from 1 to 100.", _choice(0, 0.3, 0.0)
        ),
        Mistake(
            "not-a-choice", "the learning rate is above 0, the penalty 0 or above.", _choice(50, -0.3, 0.0)
        ),
        Mistake("step-too-small", "the learning rate is too small.", _choice(50, 0.03, 1e-3)),
        Mistake("step-too-large", "the steps overshoot.", _choice(50, 3.0, 1e-3)),
        Mistake("penalty-too-strong", "the penalty is too strong.", _choice(50, 0.3, 0.1)),
        Mistake("too-few-units", "there are too few hidden units.", _choice(4, 0.3, 1e-3)),
        Mistake("below-the-bar", "the accuracy is below the bar.", _choice(3, 0.9, 0.02)),
    ),
    variants=(
        Variant("more-units", _choice(100, 0.3, 0)),
        Variant("numpy-numbers", _choice("np.int64(40)", "np.float64(0.25)", "np.array(3e-3)")),
    ),
)

COUNT = Exercise(
    "concept-parameter-count",
    "parameter_count",
    mistakes=(
        Mistake(
            "biases-forgotten",
            "the biases of both layers are learnt too.",
            "parameter_count = 154100",
            visible=False,
        ),
        Mistake(
            "b1-forgotten", "the hidden units have biases too.", "parameter_count = 154110", visible=False
        ),
        Mistake("b2-forgotten", "the classes have biases too.", "parameter_count = 154150", visible=False),
        Mistake(
            "first-layer-only", "that is the first layer alone.", "parameter_count = 153650", visible=False
        ),
        Mistake(
            "linear-classifier",
            "that is a linear classifier from the inputs to the classes. The hidden layer stands in between.",
            "parameter_count = 30730",
            visible=False,
        ),
        Mistake(
            "sizes-multiplied",
            "the three sizes are multiplied. Each layer is a matrix of its own: add up their sizes.",
            "parameter_count = 3072 * 50 * 10",
            visible=False,
        ),
    ),
    variants=(Variant("sum", "parameter_count = float((3072 + 1) * 50 + (50 + 1) * 10)"),),
)

ZERO_START = Exercise(
    "concept-zero-start",
    "zero_start_answer",
    mistakes=(
        Mistake(
            "nothing-changes",
            "three of the gradients are 0 at the start. Look at the fourth: does that of b2 depend on "
            "any weight?",
            'zero_start_answer = "abc"',
            visible=False,
        ),
        Mistake(
            "equal-weights-cure",
            "with equal weights the hidden units have equal values and get equal gradients. What could "
            "ever tell them "
            "apart?",
            'zero_start_answer = "abd"',
            visible=False,
        ),
        Mistake(
            "linear-too",
            "the gradient of a linear classifier at W = 0 is X.T @ G. Is that 0?",
            'zero_start_answer = "abe"',
            visible=False,
        ),
        Mistake(
            "bias-moves-all-alike",
            "only b2 ever learns. Does b2 see the image?",
            'zero_start_answer = "a"',
            visible=False,
        ),
    ),
    variants=(Variant("set", 'zero_start_answer = {"A", "b"}'),),
)

DEAD_UNIT = Exercise(
    "concept-dead-unit",
    "dead_unit_answer",
    mistakes=(
        Mistake(
            "revives",
            "what goes into the unit depends on the image, its own weights and its own bias. Do the "
            "other units change "
            "any of these?",
            'dead_unit_answer = "abcde"',
            visible=False,
        ),
        Mistake(
            "second-layer-learns",
            "the gradient of its row of W2 is a sum of h times something. What is its h?",
            'dead_unit_answer = "ade"',
            visible=False,
        ),
        Mistake(
            "dead-for-all-images",
            "it is off for every *training* image. Must a new image be like one of them?",
            'dead_unit_answer = "abe"',
            visible=False,
        ),
        Mistake(
            "step-not-blamed",
            "think of a long step along the gradient of its bias: where might the bias end?",
            'dead_unit_answer = "abd"',
            visible=False,
        ),
    ),
    variants=(Variant("list", 'dead_unit_answer = ["a", "b", "d", "e"]'),),
)

SATURATION = Exercise(
    "concept-saturation",
    "saturation_answer",
    mistakes=(
        Mistake(
            "relu-too",
            "what is the slope of the ReLU at 20, or at 2000?",
            'saturation_answer = "abce"',
            visible=False,
        ),
        Mistake(
            "slope-of-one",
            "the slope of the sigmoid is s * (1 - s), greatest for s = 1/2.",
            'saturation_answer = "abd"',
            visible=False,
        ),
        Mistake(
            "tanh-forgotten",
            "tanh(20) is 1 to all digits. What is 1 - tanh(20)**2?",
            'saturation_answer = "ae"',
            visible=False,
        ),
        Mistake(
            "product-forgotten",
            "the slope of the sigmoid is at most 1/4. Multiply four of them.",
            'saturation_answer = "ab"',
            visible=False,
        ),
    ),
    variants=(Variant("spaces", 'saturation_answer = "A B E"'),),
)

WIDTH_AND_PENALTY = Exercise(
    "concept-width-and-penalty",
    "width_answer",
    mistakes=(
        Mistake(
            "penalty-useless",
            "look at the lower row of the picture: the same fifty units, and borders from winding to "
            "nearly straight.",
            'width_answer = "abce"',
            visible=False,
        ),
        Mistake(
            "chosen-on-training-images",
            "on the training images no penalty is the best penalty. Which images tell whether a border "
            "is too wild?",
            'width_answer = "acde"',
            visible=False,
        ),
        Mistake(
            "b2-only-left",
            "a penalty without limit drives W1 and W2 to 0. What do the scores then depend on?",
            'width_answer = "ae"',
            visible=False,
        ),
        Mistake(
            "wide-contains-narrow",
            "the wide network can do what the narrow one does, with the other 90 units unused. Can its "
            "least loss be "
            "higher?",
            'width_answer = "ce"',
            visible=False,
        ),
        Mistake(
            "sizes-of-arrays",
            "write down the shapes of W1, W2 and b2. Which of them contain H?",
            'width_answer = "ac"',
            visible=False,
        ),
    ),
    variants=(Variant("comma", 'width_answer = "a, c, e"'),),
)

EXERCISES = (
    RELU,
    SIGMOID,
    TANH,
    RELU_GRAD,
    SIGMOID_GRAD,
    TANH_GRAD,
    THREE_LAYER_SIGMOID,
    XOR,
    INIT,
    SCORES,
    DEEP,
    PREDICT,
    LOSS,
    TRAIN,
    DEAD,
    ACCURACY,
    COUNT,
    ZERO_START,
    DEAD_UNIT,
    SATURATION,
    WIDTH_AND_PENALTY,
)
