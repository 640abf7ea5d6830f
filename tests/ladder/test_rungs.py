import numpy as np
import pytest

from pixgrad.ladder.rungs import NET, PIXELS, RUNGS, SVM, Head, Plan, View, pixels, tune_head, words
from pixgrad.models.features import encode, learn_codebook
from pixgrad.models.knn import accuracy, predict

TINY = Plan(epochs=2, batch_size=10, hidden=7, words=4, num_patches=200)


def part(num, seed=0):
    """Random images, the redder the higher the label, so that there is something to learn."""
    rng = np.random.default_rng(seed)
    y = rng.integers(10, size=num)
    images = rng.integers(0, 60, (num, 32, 32, 3), dtype=np.uint8)
    images[..., 0] += (19 * y).astype(np.uint8)[:, np.newaxis, np.newaxis]
    return images, y


@pytest.mark.slow
@pytest.mark.parametrize("rung", RUNGS, ids=lambda rung: rung.name)
def test_every_rung_is_tuned_trained_and_repeatable(rung):
    """Does each give a choice that can be trained to labels, the same choice and labels every time?"""
    train_part, val_part, (images, _) = part(40), part(20, 1), part(6, 2)
    runs = []
    for _ in range(2):
        choice = rung.tune(train_part, val_part, TINY)
        runs.append((choice.settings, choice.accuracy, choice.fit(*train_part).classify(images).tolist()))
    assert runs[0] == runs[1]
    settings, validation, labels = runs[0]
    assert settings
    assert 0 <= validation <= 1
    assert len(labels) == 6
    assert set(labels) <= set(range(10))


def test_nearest_neighbours_are_chosen_by_validation_accuracy():
    """Is the accuracy that of the chosen metric and k on the validation images, and the size all pixels?"""
    train_part, val_part = part(40), part(20, 1)
    choice = RUNGS[0].tune(train_part, val_part, TINY)
    metric, k = choice.settings.split(", k = ")
    rows = lambda images: images.reshape(len(images), -1)
    (X, y), (X_val, y_val) = ((rows(images), labels) for images, labels in (train_part, val_part))
    got = {
        (m, k): accuracy(predict(X_val, X, y, k=k, metric=m), y_val) for m in ("l1", "l2") for k in (1, 3, 20)
    }
    assert choice.accuracy >= max(got.values())
    assert choice.accuracy == accuracy(predict(X_val, X, y, k=int(k), metric=metric.lower()), y_val)
    assert choice.fit(*train_part).size == 40 * 3072


def test_pixels_are_scaled_by_the_images_they_were_learned_from():
    """Are training pixels of mean 0 and deviation 1, and other images moved by the same mean and scale?"""
    (images, _), (others, _) = part(30), part(5, 1)
    view = pixels(images, TINY)
    rows = view.rows(images)
    assert rows.dtype == np.float32
    np.testing.assert_allclose(rows.mean(axis=0), 0, atol=1e-5)
    assert rows.std() == pytest.approx(1, rel=1e-5)
    flat = lambda images: images.reshape(len(images), -1).astype(float)
    mean = flat(images).mean(axis=0)
    want = (flat(others) - mean) / (flat(images) - mean).std()
    np.testing.assert_allclose(view.rows(others), want, atol=1e-4)
    assert view.size == 0


def test_words_are_standardised_shares_of_each_quarter():
    """Are features the encoding, standardised by the training images, and is the codebook counted?"""
    images, _ = part(30)
    view = words(images, TINY, "triangle")
    codebook = learn_codebook(images, 4, TINY.rng(), num_patches=200)
    F = encode(images, codebook, activation="triangle")
    want = (F - F.mean(axis=0)) / (F.std(axis=0) + 1e-3 * F.std())
    np.testing.assert_allclose(view.rows(images), want, rtol=1e-4, atol=1e-4)
    assert view.size == 4 * 108 + 108 + 108 * 108


@pytest.mark.parametrize(("head", "size"), [(SVM, 3073 * 10), (NET, 3072 * 7 + 7 + 7 * 10 + 10)])
def test_every_weight_and_bias_is_counted(head, size):
    """Is the size of a model the number of its weights and biases?"""
    assert tune_head(head, PIXELS, part(20), part(10, 1), TINY).fit(*part(20)).size == size


def test_the_best_view_rate_and_reg_are_chosen():
    """Among two views and a grid, is the choice the one with the best validation accuracy?"""
    view = lambda shift: lambda images, plan: View(lambda images: np.full((len(images), 1), shift))
    # a stand-in whose parameters are the share of labels that it gets right
    head = Head(
        lambda X, y, plan, settings: [np.array([X[0, 0] + rate - reg]) for rate, reg in settings],
        lambda params, X: np.where(np.arange(len(X)) < params[0] * len(X), 1, 0),
        rates=(0.1, 0.2),
        regs=(0.0, 0.1),
    )
    images, ones = np.zeros((10, 32, 32, 3)), np.ones(10, int)
    views = {"low": view(0.1), "high": view(0.3)}
    choice = tune_head(head, views, (images, ones), (images, ones), TINY)
    assert choice.settings == "high, learning rate 0.2, reg 0"
    assert choice.accuracy == 0.5


def test_a_learning_rate_that_diverges_is_no_choice_and_no_warning():
    """Does a rate that overflows lose against one that does not, without a warning?"""
    head = Head(NET.fit, NET.predict, rates=(0.1, 1e30), regs=(0.0,))
    choice = tune_head(head, PIXELS, part(60), part(60, 1), Plan(epochs=20, batch_size=20, hidden=20))
    assert choice.settings == "learning rate 0.1, reg 0"


def test_the_plan_counts_steps_and_draws_anew():
    """Are there epochs * N / batch_size steps, at least one, and the same draws at every call?"""
    assert TINY.descent(45)["num_iters"] == 9
    assert TINY.descent(1)["num_iters"] == 1
    assert TINY.rng().random() == TINY.rng().random() != Plan(seed=1).rng().random()


def test_the_kinds_follow_each_other():
    """Are rungs of one kind neighbours on the ladder, from neighbours to words?"""
    kinds = [rung.kind for rung in RUNGS]
    assert list(dict.fromkeys(kinds)) == ["neighbours", "linear", "net", "words"]
    assert kinds == sorted(kinds, key=list(dict.fromkeys(kinds)).index)
    assert len({rung.name for rung in RUNGS}) == len(RUNGS)
