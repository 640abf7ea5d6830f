"""pixgrad's functions against the field's: CPU seconds side by side in one run, and whether results agree.

    python benchmarks/peers.py [--threads 1 2] [--rounds 5] [--only L2] [--page docs/peers.md]

scikit-learn and SciPy come with `pip install -e '.[dev]'`, PyTorch with `pip install -e '.[dev,peers]'`; it
is left out where it is not installed. Every round runs every way once, so that a busy machine slows all of
them, and the best round counts. CPU time is that of all threads together. A ratio above 1 says that pixgrad
needs less. Results that differ by more than a contest allows end the run with an error. Each number of
threads has a process of its own, because BLAS reads it when it is loaded.
"""

import argparse
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import numpy as np
import scipy
import sklearn
from scipy.spatial.distance import cdist
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.neighbors import KNeighborsClassifier

from pixgrad.models import knn
from pixgrad.models.kmeans import kmeans
from pixgrad.models.linear import hinge_loss, svm_loss
from pixgrad.models.patches import whiten
from pixgrad.models.sgd import train
from pixgrad.models.softmax import softmax_data_loss, softmax_loss
from pixgrad.models.sweep import train_sweep
from pixgrad.models.two_layer import init_two_layer, train_two_layer

try:
    import torch
    from torch.nn import functional
except ImportError:
    torch = None  # the table then has no rows of PyTorch

NUM_CLASSES, K, BATCH, STEPS, RATE, REG = 10, 5, 200, 100, 1e-3, 1e-3
LIMITS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass
class Contest:
    """One job, done by pixgrad and by others.

    `difference` measures how far apart two results are, and is to be at most `tolerance`. `products` does
    only what every way must do, its matrix products (and fetching minibatches), with NumPy: no way that has
    nothing but these is faster.
    """

    name: str
    ours: Callable[[], np.ndarray]
    peers: dict[str, Callable[[], np.ndarray]]
    difference: Callable[[np.ndarray, np.ndarray], float]
    tolerance: float
    products: Callable[[], object] | None = None


def share_of_other_labels(ours: np.ndarray, theirs: np.ndarray) -> float:
    return float(np.mean(ours != theirs))


def largest_error(ours: np.ndarray, theirs: np.ndarray) -> float:
    return float(np.max(np.abs(ours - theirs)) / np.max(np.abs(theirs)))


def pixels(num: int, seed: int, dtype: type) -> np.ndarray:
    """Smooth random images, (num, 3072): like photographs, most of their energy lies in low frequencies."""
    rng = np.random.default_rng(seed)
    coarse = rng.normal(128, 50, (num, 8, 8, 3)).repeat(4, axis=1).repeat(4, axis=2)
    return np.clip(np.rint(coarse + rng.normal(0, 15, coarse.shape)), 0, 255).reshape(num, -1).astype(dtype)


def labels_of(num: int, seed: int = 3) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, NUM_CLASSES, num)


def knn_contests(num_test: int = 500, num_train: int = 5000) -> Iterator[Contest]:
    y = labels_of(num_train)
    for metric, dtype in (("l2", np.float32), ("l2", np.float64), ("l1", np.float32), ("l1", np.float64)):
        X, X_train = pixels(num_test, 1, dtype), pixels(num_train, 2, dtype)
        power = int(metric[1])
        peers = {
            "scikit-learn": partial(knn_by_sklearn, X, X_train, y, power),
            "SciPy": partial(_knn_by_scipy, X, X_train, y, {1: "cityblock", 2: "euclidean"}[power]),
        }
        if torch:
            peers["PyTorch"] = partial(_knn_by_torch, *map(torch.from_numpy, (X, X_train, y)), power)
        ours = partial(knn.predict, X, X_train, y, k=K, metric=metric)
        name = f"kNN {metric.upper()}, {num_test} x {num_train}, {dtype.__name__}"
        rows = X.astype(np.float32), X_train.astype(np.float32).T
        products = partial(np.matmul, *rows) if metric == "l2" else None
        yield Contest(name, ours, peers, share_of_other_labels, 0, products)


def knn_by_sklearn(X, X_train, y, power):
    return KNeighborsClassifier(K, algorithm="brute", p=power).fit(X_train, y).predict(X)


def _knn_by_scipy(X, X_train, y, metric):
    nearest = np.argpartition(cdist(X, X_train, metric), K - 1, axis=1)[:, :K]
    return np.array([np.bincount(votes).argmax() for votes in y[nearest]])


def _knn_by_torch(X, X_train, y, power):
    votes = y[torch.cdist(X, X_train, p=power).topk(K, largest=False).indices]
    return functional.one_hot(votes, NUM_CLASSES).sum(dim=1).argmax(dim=1).numpy()


def linear_contests(num: int = 5000) -> Iterator[Contest]:
    X, y = pixels(num, 1, np.float32) / 255 - 0.5, labels_of(num)
    X = np.hstack([X, np.ones((num, 1), np.float32)])
    W = 0.001 * np.random.default_rng(5).standard_normal((X.shape[1], NUM_CLASSES)).astype(np.float32)
    for name, loss_fn in (("SVM", svm_loss), ("softmax", softmax_loss)):
        options = {"learning_rate": RATE, "num_iters": STEPS, "batch_size": BATCH, "reg": REG}
        peers = {}
        if torch:
            data_loss = _hinge_by_torch if name == "SVM" else functional.cross_entropy
            peers["PyTorch autograd"] = partial(_train_by_torch, [W], X, y, data_loss)
        yield Contest(
            f"{name}, {STEPS} steps of SGD",
            lambda loss_fn=loss_fn, options=options: train(
                loss_fn, W, X, y, rng=np.random.default_rng(0), **options
            )[0],
            peers,
            largest_error,
            1e-4,
            partial(_products_of_training, X, [W]),
        )


def sweep_contests(num: int = 4000) -> Iterator[Contest]:
    X, y = pixels(num, 1, np.float32) / 255 - 0.5, labels_of(num)
    W = np.zeros((X.shape[1], NUM_CLASSES), np.float32)
    settings = [(rate, reg) for rate in (3e-4, 1e-3, 3e-3) for reg in (0.01, 0.1, 1.0)]
    options = {"num_iters": STEPS, "batch_size": 100}
    for name, data_loss, loss in (
        ("SVM", hinge_loss, svm_loss),
        ("softmax", softmax_data_loss, softmax_loss),
    ):
        yield Contest(
            f"{name}, {len(settings)} settings, {STEPS} steps each",
            lambda data_loss=data_loss: np.stack(
                train_sweep(data_loss, W, X, y, settings, rng=np.random.default_rng(0), **options)
            ),
            {"pixgrad, one by one": partial(_one_by_one, loss, W, X, y, settings, options)},
            largest_error,
            1e-4,
        )


def _one_by_one(loss, W, X, y, settings, options):
    return np.stack(
        [
            train(loss, W, X, y, learning_rate=rate, reg=reg, rng=np.random.default_rng(0), **options)[0]
            for rate, reg in settings
        ]
    )


def net_contests(num: int = 5000) -> Iterator[Contest]:
    X, y = pixels(num, 1, np.float32) / 255 - 0.5, labels_of(num)
    for hidden in (100, 500):
        start = init_two_layer(
            X.shape[1], hidden, NUM_CLASSES, None, np.random.default_rng(1), dtype=np.float32
        )
        peers = {}
        if torch:
            arrays = list(start.values())
            peers["PyTorch autograd"] = partial(_train_by_torch, arrays, X, y, functional.cross_entropy)
        yield Contest(
            f"two-layer net, H = {hidden}, {STEPS} steps",
            partial(_train_net, start, X, y),
            peers,
            largest_error,
            1e-4,
            partial(_products_of_training, X, [start["W1"], start["W2"]]),
        )


def _products_of_training(X, weights):
    """What each step must fetch and multiply: minibatch, scores, gradients; all in arrays that are kept."""
    rng, out = np.random.default_rng(0), [np.ones((BATCH, W.shape[1]), X.dtype) for W in weights]
    batch, grads = np.empty((BATCH, X.shape[1]), X.dtype), [np.empty_like(W) for W in weights]
    for _ in range(STEPS):
        rows = np.take(X, rng.integers(len(X), size=BATCH), axis=0, out=batch, mode="clip")
        for W, scores in zip(weights, out, strict=True):
            rows = np.matmul(rows, W, out=scores)
        for i in reversed(range(len(weights))):
            np.matmul((out[i - 1] if i else batch).T, out[i], out=grads[i])
            if i:
                np.matmul(out[i], weights[i].T, out=out[i - 1])


def _train_net(start, X, y):
    params, _ = train_two_layer(
        start,
        X,
        y,
        learning_rate=RATE,
        reg=REG,
        num_iters=STEPS,
        batch_size=BATCH,
        rng=np.random.default_rng(0),
    )
    return params["W1"]


def _train_by_torch(arrays, X, y, data_loss):
    """The usual loop, with the gradients by autograd and the minibatches of `train`."""
    X, y, rng = torch.from_numpy(X), torch.from_numpy(y), np.random.default_rng(0)
    params = [torch.tensor(array, requires_grad=True) for array in arrays]
    for _ in range(STEPS):
        chosen = torch.from_numpy(rng.integers(len(X), size=BATCH))
        out = X[chosen] @ params[0]
        if len(params) > 1:
            out = torch.relu(out + params[1]) @ params[2] + params[3]
        loss = data_loss(out, y[chosen]) + REG * sum((W * W).sum() for W in params[::2])
        loss.backward()
        with torch.no_grad():
            for param in params:
                param -= RATE * param.grad
                param.grad = None
    return params[0].detach().numpy()


def _hinge_by_torch(scores, y):
    right = scores.gather(1, y[:, None])
    return (torch.relu(scores - right + 1).sum() - len(y)) / len(y)  # the right class itself adds 1 a row


def feature_contests(num: int = 20_000, words: int = 100, num_iters: int = 20) -> Iterator[Contest]:
    rng = np.random.default_rng(0)
    P = (rng.standard_normal((num, 27)) @ rng.standard_normal((27, 108))).astype(np.float32)
    P += rng.standard_normal(P.shape).astype(np.float32)
    yield Contest(
        f"whitening, {num} x 108",
        lambda: np.abs(np.corrcoef(whiten(P, 1e-5)[0][:, :50].T)),
        {"scikit-learn": lambda: np.abs(np.corrcoef(_whiten_by_sklearn(P)[:, :50].T))},
        largest_error,
        1e-4,
    )
    centres = np.array(P[:words])
    peers = {"scikit-learn": partial(_kmeans_by_sklearn, P, words, num_iters)}
    if torch:
        peers["PyTorch"] = partial(
            _kmeans_by_torch, torch.from_numpy(P), torch.from_numpy(centres), num_iters
        )
    yield Contest(
        f"k-means, {words} centres, {num_iters} steps",
        lambda: np.array([kmeans(P, words, num_iters, np.random.default_rng(0))[2][-1]]),
        peers,
        largest_error,
        0.01,  # each draws seeds of its own, and so ends in a minimum of its own
        lambda: [P @ centres.T for _ in range(num_iters)],
    )


def _whiten_by_sklearn(P):
    """Whitened along the eigenvectors, then turned back (ZCA), as `whiten` does."""
    pca = PCA(whiten=True).fit(P)
    return pca.transform(P) @ pca.components_


def _kmeans_by_sklearn(P, words, num_iters):
    found = KMeans(words, n_init=1, max_iter=num_iters, tol=0, random_state=0, algorithm="lloyd").fit(P)
    return np.array([found.inertia_ / len(P)])


def _kmeans_by_torch(P, centres, num_iters):
    """Lloyd's steps from rows as seeds; the objective differs a little, since the seeds do."""
    for _ in range(num_iters):
        labels = torch.cdist(P, centres).argmin(dim=1)
        sums = torch.zeros_like(centres).index_add_(0, labels, P)
        counts = torch.bincount(labels, minlength=len(centres)).clamp(min=1)
        centres = sums / counts[:, None]
    return np.array([float(torch.cdist(P, centres).min(dim=1).values.pow(2).mean())])


CONTESTS = (knn_contests, linear_contests, sweep_contests, net_contests, feature_contests)


def in_turns(
    ways: dict[str, Callable[[], np.ndarray]], rounds: int
) -> tuple[dict[str, float], dict[str, np.ndarray]]:
    """Least CPU seconds of each way, and its result."""
    seconds, results = dict.fromkeys(ways, np.inf), {}
    for _ in range(rounds):
        for name, way in ways.items():
            start = time.process_time()
            results[name] = way()
            seconds[name] = min(seconds[name], time.process_time() - start)
    return seconds, results


def hold(contest: Contest, rounds: int) -> Iterator[str]:
    """A row of the table for every peer."""
    ways = {"pixgrad": contest.ours, **contest.peers}
    if contest.products:
        ways["products"] = contest.products
    seconds, results = in_turns(ways, rounds)
    differences = {name: contest.difference(results["pixgrad"], results[name]) for name in contest.peers}
    for name, difference in differences.items():
        if not difference <= contest.tolerance:
            sys.exit(f"peers.py: {contest.name}: pixgrad and {name} differ by {difference:.1e}")
    for name, difference in differences.items():
        numbers = f"{seconds['pixgrad']:.3f} | **{seconds[name] / seconds['pixgrad']:.2f}**"
        most = f"{seconds[name] / seconds['products']:.2f}" if contest.products else ""
        apart = f"{difference:.0e}" if difference else "0"
        yield f"| {contest.name} | {name} | {numbers} | {most} | {apart} |"


def compare(threads: int, rounds: int, only: str) -> None:
    if torch:
        torch.set_num_threads(threads)
    print(f"\n## {threads} thread{'s' * (threads > 1)}\n")
    print("| job | peer | pixgrad, CPU s | ratio | ratio of the products | difference |")
    print("|---|---|---:|---:|---:|---:|", flush=True)
    for contests in CONTESTS:
        for contest in contests():
            if only in contest.name:
                print(*hold(contest, rounds), sep="\n", flush=True)


def setting(rounds: int) -> str:
    """When, where and with what was measured."""
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text().splitlines() if cpuinfo.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    machine = f"{names[0] if names else platform.machine()}, {os.cpu_count()} processors"
    load = f"load {os.getloadavg()[0]:.1f} at the start" if hasattr(os, "getloadavg") else ""
    peers = f"SciPy {scipy.__version__}, scikit-learn {sklearn.__version__}"
    peers += f", PyTorch {torch.__version__}" if torch else "; PyTorch was not there"
    return (
        f"Measured on {datetime.now(UTC):%d %B %Y}: {machine}, {load}; best of {rounds} rounds.\n"
        f"Python {platform.python_version()}, NumPy {np.__version__}, {peers}."
    )


def tables(threads: list[int], rounds: int, only: str) -> Iterator[str]:
    """Lines of the tables, as the processes that measure write them."""
    for number in threads:
        again = [sys.executable, __file__, "--in-this-process", "--threads", str(number)]
        again += ["--rounds", str(rounds), "--only", only]
        environment = os.environ | dict.fromkeys(LIMITS, str(number))
        with subprocess.Popen(again, env=environment, stdout=subprocess.PIPE, text=True) as process:
            yield from process.stdout
        if process.returncode:
            sys.exit(process.returncode)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default="", help="jobs whose name holds this text")
    parser.add_argument("--page", type=Path, help="write the page of the docs to this file")
    parser.add_argument("--in-this-process", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.in_this_process:
        return compare(options.threads[0], options.rounds, options.only)
    lines = [setting(options.rounds) + "\n"]
    print(lines[0], flush=True)
    for line in tables(options.threads, options.rounds, options.only):
        print(line, end="", flush=True)
        lines.append(line)
    if options.page:
        options.page.write_text(PAGE.format(measured="".join(lines)), encoding="utf-8")
    return None


PAGE = """\
<!-- Written by benchmarks/peers.py: what you change here is lost. -->
# Beside other libraries

What the functions of `pixgrad.models` cost beside those of scikit-learn, SciPy and PyTorch, in seconds of
processor time of all threads together, measured in turns in one process. Make this page again:

```
pip install -e '.[dev,peers]'
python benchmarks/peers.py --page docs/peers.md
```

- **ratio**: what the peer needs over what pixgrad needs; above 1, pixgrad is faster.
- **ratio of the products**: the peer over nothing but the matrix products of the job (for training, fetching
  the minibatches too), done by NumPy in float32. No code that leaves them to the same BLAS can have a
  greater ratio.
- **difference**: the share of other labels, or the largest error over the largest number. k-means is
  compared by its objective, from seeds that each library draws for itself. A result that differs by more
  than a rounding error ends the command with an error.

{measured}
## Over the number of training rows

![Processor time of nearest neighbours over training rows, beside scikit-learn](pictures/knn-scaling.png)

`python benchmarks/scaling.py` drew this: 200 test rows in float32, one thread. The time of either grows in
proportion to the rows.

## Why these ratios

- **Nearest neighbours, L2.** One matrix product in float32 is nine tenths of the time. For float64 its error
  has a proven bound, so that only the few rows that might be among the nearest are measured in float64;
  where the bound is too wide (rows close together and far from the origin), all are. scikit-learn computes
  in float64 throughout.
- **Nearest neighbours, L1.** No product to lean on: `2 * max(a, b) - a - b`, in blocks that stay in the
  cache.
- **Several settings at once** (`train_sweep`). Their weights stand side by side, so that a minibatch is
  fetched and multiplied once for all. The ladder tunes its linear models so.
- **Training.** PyTorch's time is that of its usual loop with autograd. Products of a minibatch with ten
  columns are bound by how fast numbers arrive from memory.

## What was tried and left out

An exact search that looks at some coordinates first: project all rows on 256 axes (the Gram-Schmidt basis of
256 training rows), take what is left of each row as one more coordinate, and by Cauchy and Schwarz the
distances of these short rows are lower bounds. Only rows whose bound is at most the k-th best distance so
far are measured in full. On 20,000 photographs (the 10,000 of the CIFAR-10 subset and their mirror images)
0.4 % of the rows were left, and the neighbours were those of scikit-learn without exception. Against
scikit-learn in float32 it was 2.3 times as fast for 500 test rows, and 3.9 to 4.6 times for 2,000; the plain
search is some 2.2 times as fast. Projecting the training rows costs as much as 256 test rows do in the plain
search, and fetching the rows that are left takes over a third of the time. Eight times was the aim; for
twice the plain search, and only with many test rows, some 60 lines more are not worth it. Of the drawings
of *shapes*, alike as they are, 4 % are left, ten times as many.
"""

if __name__ == "__main__":
    main()
