"""pixgrad's functions against the field's: CPU seconds side by side in one run, and whether results agree.

    python benchmarks/peers.py [--threads 1 2] [--rounds 5] [--only L2]

scikit-learn and SciPy come with `pip install -e '.[dev]'`; PyTorch joins in where it is installed. Every
round runs every way once, so that a busy machine slows all of them, and the best round counts. CPU time is
that of all threads together. A ratio above 1 says that pixgrad needs less. Each number of threads has a
process of its own, because BLAS reads it when it is loaded.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
from scipy.spatial.distance import cdist
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.neighbors import KNeighborsClassifier

from pixgrad.models import knn
from pixgrad.models.kmeans import kmeans
from pixgrad.models.linear import svm_loss
from pixgrad.models.patches import whiten
from pixgrad.models.sgd import train
from pixgrad.models.softmax import softmax_loss
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
    """One job, done by pixgrad and by others, and what the results have in common."""

    name: str
    ours: Callable[[], np.ndarray]
    peers: dict[str, Callable[[], np.ndarray]]
    agreement: Callable[[np.ndarray, np.ndarray], str]


def same_labels(ours: np.ndarray, theirs: np.ndarray) -> str:
    return f"{np.mean(ours == theirs):.2%} equal"


def same_numbers(ours: np.ndarray, theirs: np.ndarray) -> str:
    return f"largest error {np.max(np.abs(ours - theirs)) / np.max(np.abs(theirs)):.0e}"


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
            "scikit-learn": partial(_knn_by_sklearn, X, X_train, y, power),
            "SciPy": partial(_knn_by_scipy, X, X_train, y, {1: "cityblock", 2: "euclidean"}[power]),
        }
        if torch:
            peers["PyTorch"] = partial(_knn_by_torch, *map(torch.from_numpy, (X, X_train, y)), power)
        ours = partial(knn.predict, X, X_train, y, k=K, metric=metric)
        yield Contest(
            f"kNN {metric.upper()}, {num_test} x {num_train}, {dtype.__name__}", ours, peers, same_labels
        )


def _knn_by_sklearn(X, X_train, y, power):
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
            same_numbers,
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
            same_numbers,
        )


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
        same_numbers,
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
        same_numbers,
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


CONTESTS = (knn_contests, linear_contests, net_contests, feature_contests)


def best_cpu_seconds(ways: dict[str, Callable[[], np.ndarray]], rounds: int) -> dict[str, float]:
    seconds = dict.fromkeys(ways, np.inf)
    for _ in range(rounds):
        for name, way in ways.items():
            start = time.process_time()
            way()
            seconds[name] = min(seconds[name], time.process_time() - start)
    return seconds


def hold(contest: Contest, rounds: int) -> Iterator[str]:
    """A row of the table for every peer."""
    result, ways = contest.ours(), {"pixgrad": contest.ours, **contest.peers}
    seconds = best_cpu_seconds(ways, rounds)
    for name, peer in contest.peers.items():
        numbers = f"{seconds['pixgrad']:.3f} | {seconds[name] / seconds['pixgrad']:.2f}"
        yield f"| {contest.name} | {name} | {numbers} | {contest.agreement(result, peer())} |"


def compare(threads: int, rounds: int, only: str) -> None:
    if torch:
        torch.set_num_threads(threads)
    print(f"\n{threads} thread{'s' * (threads > 1)}\n\n| job | peer | pixgrad CPU s | ratio | results |")
    print("|---|---|---:|---:|---|", flush=True)
    for contests in CONTESTS:
        for contest in contests():
            if only in contest.name:
                print(*hold(contest, rounds), sep="\n", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default="", help="jobs whose name holds this text")
    parser.add_argument("--in-this-process", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.in_this_process:
        return compare(options.threads[0], options.rounds, options.only)
    print(f"NumPy {np.__version__}, {'PyTorch ' + torch.__version__ if torch else 'no PyTorch'}", flush=True)
    for threads in options.threads:
        again = [sys.executable, __file__, "--in-this-process", "--threads", str(threads)]
        again += ["--rounds", str(options.rounds), "--only", options.only]
        subprocess.run(again, env=os.environ | dict.fromkeys(LIMITS, str(threads)), check=True)
    return None


if __name__ == "__main__":
    main()
