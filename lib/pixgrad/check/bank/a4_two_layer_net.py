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
    "the values are right, but an exponential overflows on the way and NumPy warns. Take exp of numbers that are "
    "never positive, such as -|x|. (np.where does not protect: it computes both its branches for all entries.)"
)
QUOTIENT = (
    "for large x the exponential is inf above and below the line, and inf / inf is nan. Take exp of numbers that "
    "are never positive, such as -|x|."
)
TAKES_OUTPUT = "the argument is taken for the value that comes out of the activation. It is what goes in: compute {} first."
INTEGERS = "the result takes over the integer type of x, and every value is cut to a whole number. Make a float array for it."

RELU = Exercise(
    "relu",
    "relu",
    mistakes=(
        Mistake(
            "mask-times-input",
            "x is multiplied by a mask, and -inf * 0 is nan. Take the maximum of 0 and x instead: it never multiplies.",
            _line("relu", "x * (x > 0)"),
        ),
        Mistake(
            "half-sum",
            "(x + |x|) / 2 is nan for -inf, as inf - inf has no value. Take the maximum of 0 and x.",
            _line("relu", "(x + np.abs(x)) / 2"),
        ),
        Mistake(
            "maximum-along-an-axis",
            "np.max(x, 0) looks for the greatest entry along axis 0. np.maximum(0, x) compares each entry with 0.",
            _line("relu", "np.max(x, 0)"),
        ),
        Mistake(
            "max-of-python",
            "Python's max wants to know whether a whole array is greater than 0, which has no one answer. Use np.maximum.",
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
            "a small share of the negative entries is let through, as in a leaky ReLU. Here they become exactly 0.",
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
        Variant("where", _line("relu", "np.where(x > 0, x, 0)")),
        Variant("clip", _line("relu", "x.clip(min=0)")),
        Variant("copy-and-mask", "def relu(x):\n    out = x.copy()\n    out[out < 0] = 0\n    return out"),
        Variant("vectorize", "import numpy\nrelu = numpy.vectorize(lambda v: v if v > 0 else 0 * abs(v) if abs(v) < 1 else 0.0)"),
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
            "exp(-|x|) is used, but a negative x is treated like a positive one. Where x < 0 the numerator is exp(x).",
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
            "everything is divided by the sum over all entries, as in a softmax. The sigmoid treats each entry by itself.",
            "def sigmoid(x):\n    e = np.exp(x - x.max())\n    return e / e.sum()",
        ),
        Mistake(
            "tanh-argument",
            "the sigmoid is (1 + tanh(x / 2)) / 2. The half inside is missing.",
            _line("sigmoid", "0.5 * (1 + np.tanh(x))"),
        ),
        Mistake(
            "clipped-too-close",
            "x is clipped so close to 0 that the result is visibly wrong beyond it. Use the form with exp(-|x|).",
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
            "(exp(2x) - 1) / (exp(2x) + 1) is right for negative x, but inf / inf for large ones. Use np.tanh.",
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
        Mistake("tangent", "np.tan is the tangent of an angle. The hyperbolic one is np.tanh.", _line("tanh", "np.tan(x)")),
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
        Mistake(
            "sign", "the sign is wrong: tanh is positive for positive x.", _line("tanh", "-np.tanh(x)")
        ),
        Mistake("input-modified", MODIFIED, _line("tanh", "np.tanh(x, out=x) if x.dtype == float else np.tanh(x)")),
    ),
    variants=(
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
            "at x = 0 this gives 1. The ReLU has no slope there, and this series takes 0: compare with x > 0.",
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
        Variant("expit", "from scipy.special import expit\n\ndef sigmoid_grad(x):\n    return expit(x) * expit(-x)"),
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
            "the values are right, but cosh overflows for large x and NumPy warns. Use 1 - np.tanh(x)**2.",
            _line("tanh_grad", "1 / np.cosh(x) ** 2"),
        ),
        Mistake(
            "cosh-not-squared",
            "1 / cosh(x) was computed. The slope is 1 / cosh(x)**2, or 1 - tanh(x)**2.",
            _line("tanh_grad", "1 / np.cosh(x)"),
        ),
        Mistake("tanh-returned", "this is tanh itself. Its slope is 1 - tanh(x)**2.", _line("tanh_grad", "np.tanh(x)")),
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
        Variant("product", _line("tanh_grad", "(1 - np.tanh(x)) * (1 + np.tanh(x))")),
        Variant("expit", "from scipy.special import expit\n\ndef tanh_grad(x):\n    return 4 * expit(2 * x) * expit(-2 * x)"),
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
            "the output went through a sigmoid too. The last layer has no activation; the output may be any number.",
            _edited(COLUMN_RIGHT, ("return out", "return f(out)")),
        ),
        Mistake(
            "first-activation-missing",
            "there is no sigmoid after the first layer.",
            _edited(COLUMN_RIGHT, ('f(np.dot(params["W1"], x) + params["b1"])', 'np.dot(params["W1"], x) + params["b1"]')),
        ),
        Mistake(
            "second-activation-missing",
            "there is no sigmoid after the second layer.",
            _edited(COLUMN_RIGHT, ('f(np.dot(params["W2"], h1) + params["b2"])', 'np.dot(params["W2"], h1) + params["b2"]')),
        ),
        Mistake(
            "no-activation",
            "there is no activation at all, so the three layers are one linear map. Put a sigmoid after the first two.",
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
            QUOTIENT.replace("x", "z").replace("ezp", "exp"),
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
                ('    h1 = f(np.dot(params["W1"], x) + params["b1"])', '    z = params["b1"]\n    z += np.dot(params["W1"], x)\n    h1 = f(z)'),
            ),
        ),
    ),
    variants=(
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
            "the weights are multiplied by the root of std, as if it were a variance. It is the standard deviation itself.",
            _edited(INIT_RIGHT, ("std * rng", "np.sqrt(std) * rng")),
        ),
        Mistake(
            "uniform",
            "the weights are drawn uniformly from 0 to std, so none is negative. Draw with rng.standard_normal.",
            _edited(INIT_RIGHT, ("rng.standard_normal", "rng.random")),
        ),
        Mistake(
            "order-swapped",
            "W2 is drawn before W1, so both hold other numbers than asked for. Draw W1 first.",
            _edited(
                INIT_RIGHT,
                (
                    '    params["W1"] = std * rng.standard_normal((D, H))\n    params["W2"] = std * rng.standard_normal((H, C))\n',
                    '    params["W2"] = std * rng.standard_normal((H, C))\n    params["W1"] = std * rng.standard_normal((D, H))\n',
                ),
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
            "the weights are also divided by the root of the number of inputs. Here std alone sets their size.",
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
            _edited(INIT_RIGHT, ("return params", 'return params["W1"], params["b1"], params["W2"], params["b2"]')),
        ),
    ),
    variants=(
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
