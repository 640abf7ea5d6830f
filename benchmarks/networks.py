"""A step of a two-layer net, timed side by side in one run: kept work arrays, new arrays, the usual code.

    python benchmarks/networks.py [--batch 200] [--hidden 150] [--rounds 10]

Every round runs every way once, so that a busy machine slows all of them; the best round counts. Ratios are
to pixgrad's own function. Peak memory is what NumPy allocated on top of the arguments, in a run of its own
after one step, as in training.
"""

import argparse
from functools import partial

import numpy as np
from linear import Ways, best_seconds, peak_bytes

from pixgrad.models.layers import relu_backward, relu_forward
from pixgrad.models.network import Network
from pixgrad.models.two_layer import init_two_layer, two_layer_loss

NUM_CLASSES = 10


def usual_loss(params, X, y, reg):
    """What most vectorised answers look like: a new array for every line, a product for the mask."""
    rows, W1, W2 = np.arange(len(y)), params["W1"], params["W2"]
    hidden = np.maximum(0, X @ W1 + params["b1"])
    scores = hidden @ W2 + params["b2"]
    exps = np.exp(scores - scores.max(axis=1, keepdims=True))
    probs = exps / exps.sum(axis=1, keepdims=True)
    loss = -np.log(probs[rows, y]).mean() + reg * (np.sum(W1**2) + np.sum(W2**2))
    dscores = probs.copy()
    dscores[rows, y] -= 1
    dscores /= len(y)
    dhidden = dscores @ W2.T * (hidden > 0)
    grads = {"W1": X.T @ dhidden + 2 * reg * W1, "b1": dhidden.sum(axis=0)}
    return loss, grads | {"W2": hidden.T @ dscores + 2 * reg * W2, "b2": dscores.sum(axis=0)}


def with_input_gradient(params, X, y, reg):
    """The usual code with the gradient of the pixels, which no one needs."""
    loss, grads = usual_loss(params, X, y, reg)
    return loss, grads, np.ones((len(X), len(params["b1"])), X.dtype) @ params["W1"].T


def loss_ways(X: np.ndarray, y: np.ndarray, hidden: int) -> Ways:
    params = init_two_layer(
        X.shape[1], hidden, NUM_CLASSES, None, np.random.default_rng(1), dtype=X.dtype.type
    )
    versions = {
        "pixgrad, kept arrays": Network().loss,
        "pixgrad, new arrays": two_layer_loss,
        "usual": usual_loss,
        "usual, with the gradient of X": with_input_gradient,
    }
    return {name: partial(loss, params, X, y, 0.1) for name, loss in versions.items()}


def relu_ways(N: int, hidden: int, dtype: type) -> Ways:
    x = np.random.default_rng(0).standard_normal((N, hidden)).astype(dtype)
    dout, out, cache, dx = np.ones_like(x), np.empty_like(x), np.empty(x.shape, bool), np.empty_like(x)

    def kept():
        relu_forward(x, out=out, cache=cache)
        relu_backward(dout, cache, out=dx)

    def new():
        relu_backward(dout, relu_forward(x)[1])

    return {
        "pixgrad, kept arrays": kept,
        "pixgrad, new arrays": new,
        "usual": lambda: (np.maximum(0, x), dout * (x > 0)),
        "np.where": lambda: (np.where(x > 0, x, 0), np.where(x > 0, dout, 0)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--batch", type=int, default=200, help="rows in a minibatch")
    parser.add_argument("--hidden", type=int, default=150, help="hidden units")
    parser.add_argument("--rounds", type=int, default=10)
    options = parser.parse_args()
    rng = np.random.default_rng(0)
    pixels, y = rng.standard_normal((options.batch, 3072)), rng.integers(NUM_CLASSES, size=options.batch)
    print(f"{options.batch} rows of 3072 numbers, {options.hidden} hidden units, {NUM_CLASSES} classes\n")
    print("| what | dtype | way | milliseconds | ratio | peak MB |")
    print("|---|---|---|---:|---:|---:|")
    for dtype in (np.float64, np.float32):
        tables = {
            "loss and gradients": loss_ways(pixels.astype(dtype), y, options.hidden),
            "ReLU, both ways": relu_ways(options.batch, options.hidden, dtype),
        }
        for what, ways in tables.items():
            seconds = best_seconds(ways, options.rounds)
            ours = seconds["pixgrad, kept arrays"]
            for name, way in ways.items():
                figures = (
                    f"{seconds[name] * 1e3:.2f} | {seconds[name] / ours:.2f} | {peak_bytes(way) / 1e6:.2f}"
                )
                print(f"| {what} | {dtype.__name__} | {name} | {figures} |")


if __name__ == "__main__":
    main()
