# %% exercise="gradient-descent" name="gradient_descent"

# %% right="while"
def gradient_descent(loss_and_grad, W, step_size, num_steps):
    history = np.empty(num_steps)
    step = 0
    while step < num_steps:
        history[step], grad = loss_and_grad(W)
        W = W + -step_size * grad
        step += 1
    return W, history

# %% right="recursive"
def gradient_descent(loss_and_grad, W, step_size, num_steps):
    if num_steps == 0:
        return W.copy(), []
    loss, dW = loss_and_grad(W)
    W_end, later = gradient_descent(loss_and_grad, W - dW * step_size, step_size, num_steps - 1)
    return W_end, [loss] + later

# %% right="textbook"
def gradient_descent(loss_and_grad, W, step_size, num_steps):
    W = W.copy()
    history = []
    for step in range(num_steps):
        loss, grad = loss_and_grad(W)
        history.append(loss)
        W -= step_size * grad
    return W, history

# %% right="preallocated"
def gradient_descent(loss_and_grad, W, step_size, num_steps):
    current = np.array(W, dtype=float)
    losses = [0.0] * num_steps
    for t in range(num_steps):
        out = loss_and_grad(current)
        losses[t] = float(out[0])
        np.subtract(current, step_size * np.asarray(out[1]), out=current)
    return current, losses

# %% right="whole-path"
def gradient_descent(loss_and_grad, W, step_size, num_steps):
    path, history = [W], ()
    while len(path) <= num_steps:
        loss, grad = loss_and_grad(path[-1])
        path.append(path[-1] - np.multiply(step_size, grad))
        history += (loss,)
    return path[-1], list(history)

# %% mistake="stops-when-loss-rises"
# the walk ends where the loss rises. It takes num_steps steps, whatever the losses are.
def gradient_descent(loss_and_grad, W, step_size, num_steps):
    history = []
    for _ in range(num_steps):
        loss, gradient = loss_and_grad(W)
        if history and loss > history[-1]:
            break
        history.append(loss)
        W = W - step_size * gradient
    return W, history

# %% mistake="uphill" edits="textbook"
# the steps go uphill: the gradient points to where the loss grows, so subtract it.
-         W -= step_size * grad
+         W += step_size * grad

# %% mistake="input-modified" edits="textbook"
# `W -= ...` changes the caller's array. Write W = W - ..., or copy W first.
-     W = W.copy()

# %% mistake="step-size-ignored" edits="textbook"
# the step is the whole gradient; multiply it by step_size.
-         W -= step_size * grad
+         W -= grad

# %% mistake="history-after-step" edits="textbook"
# the history holds the loss after each step. It should hold the one before.
-         history.append(loss)

          W -= step_size * grad
+         history.append(loss_and_grad(W)[0])

# %% mistake="final-loss-appended" edits="textbook"
# the history has one number too many, the loss at the end. It should hold one loss per step.
          W -= step_size * grad
+     history.append(loss_and_grad(W)[0])

# %% mistake="gradient-asked-once" edits="textbook"
# the gradient is asked for once, at the start. It changes with W: ask again before every step.
      history = []
+     loss, grad = loss_and_grad(W)

-         loss, grad = loss_and_grad(W)

# %% mistake="one-step-too-many" edits="textbook"
# there is one step too many; range(num_steps) already yields num_steps numbers.
-     for step in range(num_steps):
+     for step in range(num_steps + 1):

# %% mistake="one-step-too-few" edits="textbook"
# there is one step too few; range(num_steps) already starts at 0.
-     for step in range(num_steps):
+     for step in range(1, num_steps):

# %% mistake="gradient-normalised" edits="textbook"
# the gradient is scaled to length 1. Near the minimum the steps should become shorter by themselves.
-         W -= step_size * grad
+         W -= step_size * grad / np.linalg.norm(grad)

# %% mistake="step-size-shrinks" edits="textbook"
# the step size changes from step to step. Here it stays the same.
-         W -= step_size * grad
+         W -= step_size / (step + 1) * grad

# %% mistake="history-not-returned" edits="textbook"
# only W comes back. The function should return two values: W, history.
-     return W, history
+     return W

# %% mistake="best-place-returned" edits="textbook"
# the W with the smallest loss comes back. Wanted is where the walk ends, after the last step.
      W = W.copy()
+     best_loss, best = np.inf, W

          history.append(loss)
+         if loss < best_loss:
+             best_loss, best = loss, W.copy()

-     return W, history
+     return best, history

# %% mistake="place-before-the-last-step" edits="textbook"
# W is returned as it was before the last step. Take the step first.
      W = W.copy()
+     before = W

          history.append(loss)
+         before = W.copy()

-     return W, history
+     return before, history

# %% mistake="stops-when-nothing-improves" edits="textbook"
# the walk ends where the loss does not fall. It takes num_steps steps, whatever the losses are.
          history.append(loss)
+         if len(history) > 1 and history[-1] >= history[-2]:
+             break

# %% mistake="stops-when-flat" edits="textbook"
# the walk ends where the gradient is (nearly) 0. It takes num_steps steps, so that history has as many
# numbers.
          loss, grad = loss_and_grad(W)
+         if np.allclose(grad, 0):
+             break

# %% mistake="sign-of-the-gradient" edits="textbook"
# each step has the same length in every direction, as if np.sign were taken of the gradient. A steep slope
# takes a long step: multiply the gradient itself.
-         W -= step_size * grad
+         W -= step_size * np.sign(grad)

# %% mistake="gradient-of-the-start" edits="textbook"
# every step uses the gradient at the start. It changes with W: take the one that comes with each loss.
      history = []
+     first = loss_and_grad(W)[1]

-         W -= step_size * grad
+         W -= step_size * first

# %% mistake="step-length" edits="textbook" free="FACTOR=2"
# every step is {FACTOR} times what it should be. It is step_size times the gradient, and nothing else.
-         W -= step_size * grad
+         W -= FACTOR * step_size * grad

# %% mistake="momentum"
# part of the last step is added to each new one (momentum). Plain descent subtracts step_size * gradient and nothing else.
def gradient_descent(loss_and_grad, W, step_size, num_steps):
    history, velocity = [], 0
    for _ in range(num_steps):
        loss, gradient = loss_and_grad(W)
        history.append(loss)
        velocity = 0.9 * velocity - step_size * gradient
        W = W + velocity
    return W, history
