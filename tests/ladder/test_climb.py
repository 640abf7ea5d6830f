import numpy as np
import pytest

from pixgrad.data.sealed import times_opened
from pixgrad.ladder import climb as climbing
from pixgrad.ladder.climb import climb, gaps
from pixgrad.ladder.rungs import RUNGS, Model, Plan, Rung, TunedSettings

pytestmark = pytest.mark.slow

TINY = Plan(epochs=10, batch_size=20, hidden=10, words=8, num_patches=300)


def test_every_rung_is_measured_and_the_test_set_opened_once(tiny):
    """Is there a result for each rung in order, better than chance where it can be, after one opening?"""
    dataset = tiny()
    results = climb(dataset, TINY)
    assert [result.name for result in results] == [rung.name for rung in RUNGS]
    assert dataset.test.times_opened == times_opened("shapes") == 1
    for result in results:
        assert result.size > 0
        assert min(result.tuning, result.training, result.prediction) >= 0
    assert all(result.test > 0.5 for result in results[:4])  # of pixels; words forget where a bar is


def spy(log):
    """A rung that writes down what it is given."""

    def tune(train_part, val_part, plan):
        log.append(("tune", train_part, val_part))

        def fit(images, labels):
            log.append(("fit", (images, labels)))
            return Model(lambda images: np.zeros(len(images), int), 1)

        return TunedSettings("none", 0.5, fit)

    return Rung("spy", "linear", "a0_numpy", tune)


@pytest.mark.parametrize(("num_images", "sizes"), [(None, (96, 24)), (50, (40, 10))])
def test_tuning_and_training_never_see_a_test_image(tiny, monkeypatch, num_images, sizes):
    """Is the set sealed until all is trained; do parts share nothing, and make up what is trained on?"""
    dataset, log = tiny(), []
    monkeypatch.setattr(climbing, "RUNGS", [spy(log), spy(log)])
    monkeypatch.setattr(
        dataset.test, "open", lambda: log.append(("open",)) or (dataset.X_train, dataset.y_train)
    )
    results = climb(dataset, TINY, num_images)
    assert [entry[0] for entry in log] == ["tune", "fit", "tune", "fit", "open"]
    (_, (X, y), (X_val, y_val)), (_, (everything, labels)) = log[:2]
    assert (len(y), len(y_val)) == sizes
    keys = lambda images: {image.tobytes() for image in images}
    assert not keys(X) & keys(X_val)
    assert keys(X) | keys(X_val) == keys(everything)
    assert len(labels) == len(everything) == sum(sizes)
    number = {image.tobytes(): label for image, label in zip(dataset.X_train, dataset.y_train, strict=True)}
    assert [number[image.tobytes()] for image in everything] == labels.tolist()
    assert results[0].test == np.mean(dataset.y_train == 0)


def test_gaps_are_from_the_best_of_one_kind_to_the_worst_of_the_next(results):
    """Is a rung below the best of the kind before seen, also when another of its kind is above?"""
    ladder = results(0.3, 0.4, 0.6, 0.8)
    assert gaps(ladder) == pytest.approx(
        {("neighbours", "linear"): 0.1, ("linear", "net"): 0.2, ("net", "words"): 0.2}
    )
    worse = ladder[:2] + results(0, 0.25, 0, 0)[1:2] + ladder[2:]
    assert gaps(worse)["neighbours", "linear"] == pytest.approx(-0.05)
    assert gaps(worse)["linear", "net"] == pytest.approx(0.2)
