import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pixgrad.models.linear import accuracy, predict, svm_loss
from pixgrad.models.sgd import choose_hyperparameters, gradient_descent, random_search, train
from pixgrad.models.softmax import softmax_data_loss, softmax_loss


def blobs(num=60, seed=0):
    """Three classes of points that a linear classifier tells apart."""
    rng = np.random.default_rng(seed)
    y = rng.integers(3, size=num)
    return np.eye(3)[y] * 4 + rng.standard_normal((num, 3)) * 0.3, y


def settings_of(**changes):
    return {"learning_rate": 0.1, "num_iters": 5, "batch_size": 4, "rng": np.random.default_rng(0), **changes}


def straightforward(loss_fn, W, X, y, *, learning_rate, num_iters, batch_size, rng, reg, decay):
    """What the trainer must compute, a new array for every line."""
    history = []
    for iteration in range(num_iters):
        chosen = rng.integers(len(X), size=batch_size)
        loss, dW = loss_fn(W, X[chosen], y[chosen], reg)
        history.append(loss)
        W = W - learning_rate * decay ** (iteration // max(1, len(X) // batch_size)) * dW
    return W, history


@pytest.mark.parametrize("loss_fn", [svm_loss, softmax_loss])
@pytest.mark.parametrize("batch_size", [1, 7, 60, 200])
def test_training_equals_the_straightforward_loop(loss_fn, batch_size):
    """Are weights and history those of the plain loop, also when a minibatch is larger than the data?"""
    X, y = blobs()
    W = np.random.default_rng(1).standard_normal((3, 3))
    same = {"learning_rate": 0.05, "num_iters": 40, "batch_size": batch_size, "reg": 0.1}
    got, history = train(loss_fn, W, X, y, rng=np.random.default_rng(2), learning_rate_decay=0.9, **same)
    want, wanted_history = straightforward(loss_fn, W, X, y, rng=np.random.default_rng(2), decay=0.9, **same)
    np.testing.assert_allclose(got, want, rtol=1e-12)
    np.testing.assert_allclose(history, wanted_history, rtol=1e-12)


@pytest.mark.parametrize("loss_fn", [svm_loss, softmax_loss])
def test_training_learns_what_can_be_learned(loss_fn):
    """Does training separate classes that can be separated, and does the loss fall?"""
    X, y = blobs()
    W, history = train(loss_fn, np.zeros((3, 3)), X, y, **settings_of(num_iters=300, batch_size=20))
    assert accuracy(predict(W, X), y) == 1
    assert np.mean(history[-20:]) < 0.2 * history[0]


@settings(max_examples=25, deadline=None)
@given(num=st.integers(1, 9), batch_size=st.integers(1, 20), seed=st.integers(0, 99))
def test_rows_keep_their_labels(num, batch_size, seed):
    """Is every row of every minibatch drawn with its own label, in the size asked for?"""
    X = np.arange(num * 2).reshape(num, 2)
    seen = []

    def loss_fn(w, rows, labels, reg):
        assert rows.shape == (batch_size, 2)
        assert labels.shape == (batch_size,)
        np.testing.assert_array_equal(rows[:, 0] * 10, labels)
        seen.extend(labels.tolist())
        return 0.0, np.zeros_like(w)

    options = settings_of(num_iters=30, batch_size=batch_size, rng=np.random.default_rng(seed))
    train(loss_fn, np.zeros(1), X, X[:, 0] * 10, **options)
    if len(seen) >= 60 * num:  # then a row is missed with a probability below 1e-25
        assert set(seen) == set((X[:, 0] * 10).tolist())


def test_rows_are_drawn_with_replacement():
    """Does a minibatch as large as the data set repeat rows, as a permutation would not?"""
    X, batches = np.arange(50.0)[:, np.newaxis], []
    record = lambda w, rows, labels, reg: (batches.append(len(np.unique(rows))) or 0.0, np.zeros_like(w))
    train(record, np.zeros(1), X, np.zeros(50, int), **settings_of(batch_size=50))
    assert all(20 < distinct < 50 for distinct in batches)
    assert len(batches) == 5


def test_images_and_their_type_reach_the_loss():
    """Are rows of any shape, in any order in memory, handed on as they stand, uint8 as uint8?"""
    X = np.asfortranarray(np.random.default_rng(0).integers(0, 256, (6, 4, 4, 3), dtype=np.uint8))
    X.flags.writeable = False

    def loss_fn(w, rows, labels, reg):
        np.testing.assert_array_equal(rows, X[labels])
        assert rows.dtype == np.uint8
        return 0.0, np.zeros_like(w)

    train(loss_fn, np.zeros(1), X, np.arange(6), **settings_of())


def test_the_generator_decides_the_run():
    """Do equal seeds give equal runs, another seed another run, and a used generator move on?"""
    X, y = blobs()
    run = lambda rng: train(svm_loss, np.zeros((3, 3)), X, y, **settings_of(rng=rng))[0]
    rng = np.random.default_rng(5)
    first = run(rng)
    np.testing.assert_array_equal(first, run(np.random.default_rng(5)))
    assert not np.array_equal(first, run(rng))


def two_layer_loss(params, X, y, reg):
    """A net with one hidden layer, written for this test."""
    hidden = np.maximum(0, X @ params["W1"] + params["b1"])
    loss, dscores = softmax_data_loss(hidden @ params["W2"], y)
    dhidden = dscores @ params["W2"].T * (hidden > 0)
    return loss, {"b1": dhidden.sum(axis=0), "W2": hidden.T @ dscores, "W1": X.T @ dhidden}


def test_a_dict_of_arrays_is_trained_like_an_array():
    """Is a net trained as by a plain loop, by gradients in another order, the caller's arrays left alone?"""
    X, y = blobs()
    rng = np.random.default_rng(0)
    params = {"W1": rng.standard_normal((3, 8)), "b1": np.zeros(8), "W2": np.zeros((8, 3))}
    before = {name: array.copy() for name, array in params.items()}
    trained, history = train(two_layer_loss, params, X, y, **settings_of(num_iters=200, batch_size=20))
    assert list(trained) == ["W1", "b1", "W2"]
    assert np.mean(history[-20:]) < 0.5 * history[0]
    for name, array in before.items():
        np.testing.assert_array_equal(params[name], array)
    rng = np.random.default_rng(0)
    for _ in range(200):
        chosen = rng.integers(len(X), size=20)
        grads = two_layer_loss(before, X[chosen], y[chosen], 0.0)[1]
        before = {name: array - 0.1 * grads[name] for name, array in before.items()}
    for name, array in before.items():
        np.testing.assert_allclose(trained[name], array, rtol=1e-9, atol=1e-12)


def test_the_start_is_left_as_it_was():
    """Are W, X and y unchanged, and is the result another array even after no step?"""
    X, y = blobs()
    W = np.ones((3, 3))
    for array in (W, X, y):
        array.flags.writeable = False
    train(svm_loss, W, X, y, **settings_of())
    untrained, history = train(svm_loss, W, X, y, **settings_of(num_iters=0))
    np.testing.assert_array_equal(untrained, W)
    assert untrained is not W
    assert history == []


def test_gradients_are_only_read():
    """May a loss return the same gradient again and again, even one that cannot be written to?"""
    grad = np.ones(2)
    grad.flags.writeable = False
    w, _ = train(lambda *_: (0.0, grad), np.zeros(2), np.ones((3, 1)), np.ones(3), **settings_of())
    np.testing.assert_allclose(w, -0.5)


@pytest.mark.parametrize(("start", "want"), [("f4", "f4"), ("f8", "f8"), ("i8", "f8"), ("f2", "f2")])
def test_parameters_keep_their_float_type(start, want):
    """Does float32 stay float32 under float64 gradients, and do whole numbers become floats?"""
    grad_type = []

    def loss_fn(w, rows, labels, reg):
        grad_type.append(w.dtype)
        return np.float64(0.5), np.full(2, 0.25)

    options = settings_of(learning_rate=np.float64(1.0), learning_rate_decay=np.float64(1.0))
    w, history = train(loss_fn, np.zeros(2, start), np.ones((3, 1)), np.ones(3), **options)
    assert w.dtype == want
    assert {str(kind) for kind in grad_type} == {str(np.dtype(want))}
    np.testing.assert_array_equal(w, [-1.25, -1.25])
    assert all(type(loss) is float for loss in history)


def test_callbacks_see_every_step_before_it_is_taken():
    """Is each callback told iteration, loss, parameters and decayed rate, before the update?"""
    X, y, steps, weights = *blobs(8), [], []
    collect = lambda step: weights.append(step.params.copy())
    options = settings_of(num_iters=6, batch_size=4, learning_rate_decay=0.5)
    W, history = train(softmax_loss, np.zeros((3, 3)), X, y, callbacks=[steps.append, collect], **options)
    assert [step.iteration for step in steps] == [0, 1, 2, 3, 4, 5]
    assert [step.loss for step in steps] == history
    assert [step.learning_rate for step in steps] == [0.1, 0.1, 0.05, 0.05, 0.025, 0.025]
    np.testing.assert_array_equal(weights[0], 0)
    assert not np.array_equal(weights[-1], W)


def test_the_progress_bar_is_off_unless_asked_for(capsys):
    """Is nothing written by default, and a bar with the loss if asked for?"""
    X, y = blobs()
    train(svm_loss, np.zeros((3, 3)), X, y, **settings_of())
    assert capsys.readouterr() == ("", "")
    train(svm_loss, np.zeros((3, 3)), X, y, progress=True, **settings_of())
    out, err = capsys.readouterr()
    assert out == ""
    assert "5/5" in err or "0/5" in err


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"batch_size": 0}, "batch_size must be at least 1"),
        ({"num_iters": -1}, "num_iters must be at least 0"),
        ({"X": np.ones((0, 3)), "y": np.ones(0, int)}, "at least one"),
        ({"y": np.zeros(7, int)}, "8 examples and y 7 labels"),
        ({"loss_fn": lambda *_: (0.0, np.zeros((3, 1)))}, r"array \(3, 1\).* must have .*array \(3, 3\)"),
        ({"loss_fn": lambda *_: (0.0, {"W": np.zeros((3, 3))})}, r"gradients \(W \(3, 3\)\)"),
        (
            {"params": {"W": np.zeros(2), "b": np.zeros(1)}, "loss_fn": lambda *_: (0.0, {"W": np.zeros(2)})},
            r"gradients \(W \(2,\)\) must have .* \(W \(2,\), b \(1,\)\)",
        ),
    ],
)
def test_arguments_that_do_not_fit_are_refused(changes, message):
    """Do the errors name what does not fit?"""
    arguments = {"loss_fn": svm_loss, "params": np.zeros((3, 3)), "X": np.ones((8, 3)), "y": np.zeros(8, int)}
    with pytest.raises(ValueError, match=message):
        train(**{**arguments, **settings_of(), **changes})


def test_gradient_descent_follows_the_closed_form():
    """On a parabola, does each step multiply the distance by 1 - 2 * step_size, loss recorded before it?"""
    W = np.array([[2.0, -4.0]])
    got, history = gradient_descent(lambda W: (np.sum(W**2), 2 * W), W, step_size=0.1, num_steps=7)
    np.testing.assert_allclose(got, W * 0.8**7)
    np.testing.assert_allclose(history, [20 * 0.64**step for step in range(7)])
    np.testing.assert_array_equal(W, [[2, -4]])
    with pytest.raises(ValueError, match="num_steps"):
        gradient_descent(lambda W: (0.0, W), W, 0.1, -1)


def test_random_search_keeps_the_best_of_its_tries():
    """Are shape and loss those of the best of the same draws, also when the tries reuse buffers?"""
    loss = lambda W: float(np.sum((W - 1) ** 2))
    W, least = random_search(loss, (2, 3), 50, 0.5, np.random.default_rng(3))
    rng = np.random.default_rng(3)
    tries = [0.5 * rng.standard_normal((2, 3)) for _ in range(50)]
    best = min(tries, key=loss)
    np.testing.assert_allclose(W, best, rtol=1e-15)
    assert least == pytest.approx(loss(best))


def test_random_search_keeps_the_first_of_equals_and_passes_over_nan():
    """Is a tie kept by the first try, and a loss of NaN never the best?"""
    losses = iter([np.nan, 2.0, 1.0, 1.0, np.nan])
    W, least = random_search(lambda W: next(losses), (2,), 5, 1.0, np.random.default_rng(0))
    rng = np.random.default_rng(0)
    np.testing.assert_allclose(W, [rng.standard_normal(2) for _ in range(3)][2])
    assert least == 1


@pytest.mark.parametrize(
    ("num_tries", "value", "message"),
    [(0, 1.0, "num_tries"), (3, np.nan, "none of 3"), (3, np.inf, "finite")],
)
def test_random_search_without_a_result_is_refused(num_tries, value, message):
    """Is there an error rather than weights that were never tried?"""
    with pytest.raises(ValueError, match=message):
        random_search(lambda W: value, (2,), num_tries, 1.0, np.random.default_rng(0))


def choose(table, progress=False):
    """Choose over a table of accuracies, with the pair itself as the parameters."""
    rates, regs = sorted({pair[0] for pair in table}, reverse=True), sorted({pair[1] for pair in table})
    return choose_hyperparameters(lambda *pair: pair, table.__getitem__, rates, regs[::-1], progress=progress)


def test_the_best_validation_accuracy_is_chosen(capsys):
    """Are the pair, its accuracy, its parameters and the whole table returned, and nothing written?"""
    table = {(0.1, 0.0): 0.3, (0.1, 1.0): 0.5, (0.2, 0.0): 0.4, (0.2, 1.0): 0.2}
    choice = choose(table)
    assert (choice.learning_rate, choice.reg) == choice.params == (0.1, 1.0)
    assert choice.accuracy == 0.5
    assert choice.accuracies == table
    assert capsys.readouterr().err == ""
    choose(table, progress=True)
    assert "/4" in capsys.readouterr().err


def test_ties_go_to_the_smaller_reg_and_then_the_smaller_rate():
    """Whatever the order of the grid, is a tie decided the same way?"""
    table = {
        (0.1, 0.0): 0.3,
        (0.1, 1.0): 0.5,
        (0.2, 0.0): 0.5,
        (0.2, 1.0): 0.5,
        (0.3, 0.0): 0.5,
        (0.3, 1.0): 0.5,
    }
    assert choose(table).params == (0.2, 0.0)


def test_an_accuracy_that_is_nan_is_chosen_last():
    """Does a number, even 0, win over NaN, and NaN be reported when there is nothing else?"""
    assert choose({(0.1, 0.0): np.nan, (0.1, 1.0): 0.0}).params == (0.1, 1.0)
    assert choose({(0.1, 0.0): 0.0, (0.1, 1.0): np.nan}).params == (0.1, 0.0)
    assert np.isnan(choose({(0.1, 0.0): np.nan}).accuracy)


def test_an_empty_grid_is_refused():
    """Is there an error where there is nothing to choose from?"""
    with pytest.raises(ValueError, match="grid is empty"):
        choose_hyperparameters(lambda *pair: pair, lambda params: 1.0, [], [0.1])
