"""The pictures of probabilities are read back: bars, curves, bins and tables hold what they were given."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from scipy.special import entr, rel_entr, softmax, xlogy

from pixgrad import plots


def entropy(p):
    return entr(p).sum()


def cross_entropy(p, q):
    return -xlogy(p, q).sum()


def kl_divergence(p, q):
    return rel_entr(p, q).sum()


def coin_flips(num, share, seed):
    """Probabilities of two classes that say `share`, and labels that follow them."""
    rng = np.random.default_rng(seed)
    return np.tile([share, 1 - share], (num, 1)), (rng.random(num) >= share).astype(int)


def calibrated():
    """40 predictions of 75 %, of which 30 are right, and 10 of 55 %, of which 4 are."""
    probs = np.concatenate([np.tile([0.75, 0.25], (40, 1)), np.tile([0.45, 0.55], (10, 1))])
    return probs, np.concatenate([np.repeat([0, 1], [30, 10]), np.repeat([1, 0], [4, 6])])


FIGURES = {
    "divergences": lambda: plots.softmax.divergence_curves(
        [[0.7, 0.3]], entropy, cross_entropy, kl_divergence
    ),
    "calibration": lambda: plots.softmax.calibration_curve(*calibrated()),
    "penalty": lambda: plots.softmax.probabilities_by_reg({0.0: calibrated()[0]}, calibrated()[1]),
}


@pytest.mark.parametrize("name", FIGURES)
def test_pyplot_has_forgotten_the_figure(name):
    """Is a figure shown only where a cell returns it, and can it be drawn?"""
    fig = FIGURES[name]()
    fig.canvas.draw()
    assert plt.get_fignums() == []


def test_curves_differ_by_the_entropy():
    """Is the gap between the two curves the entropy of the target, everywhere?"""
    fig = plots.softmax.divergence_curves([[0.7, 0.3], [1, 0]], entropy, cross_entropy, kl_divergence)
    for ax, p in zip(fig.axes, [[0.7, 0.3], [1.0, 0.0]], strict=True):
        cross, divergence, least = (np.asarray(line.get_ydata()) for line in ax.lines[:3])
        np.testing.assert_allclose(cross - divergence, entropy(np.array(p)), atol=1e-12)
        assert least[0] == pytest.approx(entropy(np.array(p)))


def test_entropy_of_a_one_hot_target_is_written_without_a_sign():
    """Does the legend say 0.000 also where a function returns minus zero?"""
    fig = plots.softmax.divergence_curves([[1.0, 0.0]], lambda p: -0.0, cross_entropy, kl_divergence)
    assert fig.axes[0].get_legend().get_texts()[2].get_text() == "entropy H(p) = 0.000"


def test_dots_stand_at_mean_confidence_and_share_of_right_ones():
    """Is every dot at (mean probability of the predicted class, share that is right) of its bin?"""
    fig = plots.softmax.calibration_curve(*calibrated())
    dots = fig.axes[0].lines[1]
    np.testing.assert_allclose(dots.get_xydata(), [[0.55, 0.4], [0.75, 0.75]])
    np.testing.assert_allclose(fig.axes[1].patches[0].get_data().values[[5, 7]], [0.2, 0.8])


def test_a_calibrated_classifier_lies_on_the_line():
    """Do labels drawn with the probabilities lie near the diagonal, and does overconfidence lie below it?"""
    rng = np.random.default_rng(1)
    probs = softmax(rng.normal(size=(20000, 3)), axis=1)
    y = (rng.random((20000, 1)) > np.cumsum(probs, axis=1)).sum(axis=1)
    sharper = softmax(3 * np.log(probs), axis=1)
    fig = plots.softmax.calibration_curve({"right": probs, "overconfident": sharper}, y, num_bins=8)
    right, overconfident = (line.get_xydata() for line in fig.axes[0].lines[1:])
    np.testing.assert_allclose(right[:, 0], right[:, 1], atol=0.06)
    assert (overconfident[2:, 1] < overconfident[2:, 0] - 0.1).all()


def test_certainty_falls_into_the_last_bin():
    """Is a probability of exactly 1 counted?"""
    fig = plots.softmax.calibration_curve(np.eye(2), np.array([0, 1]), num_bins=4)
    np.testing.assert_allclose(fig.axes[0].lines[1].get_xydata(), [[1, 1]])


def test_penalties_are_sorted_and_measured():
    """Does the right panel hold mean confidence and accuracy, from the smallest penalty to the largest?"""
    sure, y = coin_flips(50, 0.9, seed=2)
    even, _ = coin_flips(50, 0.6, seed=3)
    fig = plots.softmax.probabilities_by_reg(
        {10.0: even, 0.0: sure}, y, classes=["heads", "tails"], example=3
    )
    table, curves = fig.axes
    np.testing.assert_allclose(table.images[0].get_array(), [[0.9, 0.1], [0.6, 0.4]])
    assert [tick.get_text() for tick in table.get_yticklabels()] == ["0", "10"]
    np.testing.assert_allclose(curves.lines[0].get_ydata(), [0.9, 0.6])
    np.testing.assert_allclose(curves.lines[1].get_ydata(), np.mean(y == 0))


@pytest.mark.parametrize(
    ("draw", "message"),
    [
        (
            lambda: plots.softmax.divergence_curves([[0.5, 0.6]], entropy, cross_entropy, kl_divergence),
            "rows of sum 1",
        ),
        (
            lambda: plots.softmax.divergence_curves([[-0.5, 1.5]], entropy, cross_entropy, kl_divergence),
            "no entry below 0",
        ),
        (
            lambda: plots.softmax.divergence_curves(np.eye(3), entropy, cross_entropy, kl_divergence),
            "two probabilities, not 3",
        ),
        (lambda: plots.softmax.calibration_curve({}, np.array([0])), "nothing to draw"),
        (lambda: plots.softmax.calibration_curve(np.eye(2), np.array([0])), "as many labels"),
        (lambda: plots.softmax.calibration_curve(np.eye(2), np.array([0, 1]), num_bins=0), "one bin"),
        (lambda: plots.softmax.probabilities_by_reg({}, np.array([0])), "nothing to draw"),
    ],
)
def test_bad_arguments_are_named(draw, message):
    """Does a wrong argument say what is wanted?"""
    with pytest.raises(ValueError, match=message):
        draw()


def test_scores_at_work_show_the_step_against_the_gradient():
    """Do the bars hold probabilities, losses, and minus each gradient?"""
    gradient = np.array([-0.5, 0.5])
    fig = plots.softmax.scores_at_work(
        np.zeros(2), 0, {"SVM": 1.0, "softmax": 0.5}, {"SVM": gradient, "softmax": gradient}
    )
    heights = [[bar.get_height() for bar in ax.patches] for ax in fig.axes]
    assert heights == [[0.5, 0.5], [1.0, 0.5], [0.5, -0.5], [0.5, -0.5]]
    with pytest.raises(ValueError, match="its gradient"):
        plots.softmax.scores_at_work(np.zeros(2), 0, {"SVM": 1.0}, {})
