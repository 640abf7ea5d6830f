# %% exercise="gate-backward" name="gate_backward"

# %% right="textbook"
def gate_backward(gate, a, b, upstream):
    if gate == "add":
        return upstream, upstream
    elif gate == "multiply":
        return upstream * b, upstream * a
    else:
        if a >= b:
            return upstream, 0.0
        return 0.0, upstream

# %% right="array-of-both"
def gate_backward(gate, a, b, upstream):
    inputs = np.array([a, b])
    if gate == "add":
        return upstream * np.ones(2)
    if gate == "multiply":
        return upstream * inputs[::-1]
    routed = np.zeros(2)
    routed[np.argmax(inputs)] = upstream
    return routed

# %% right="multiplied-by-truth"
def gate_backward(gate, a, b, upstream):
    if gate == "max":
        return upstream * (a >= b), upstream * (not a >= b)
    elif gate == "add":
        local_a = local_b = 1
    else:
        local_a, local_b = b, a
    da = upstream * local_a
    db = upstream * local_b
    return da, db

# %% right="classes"
class Add:
    def backward(self, a, b, u):
        return u, u


class Multiply:
    def backward(self, a, b, u):
        return b * u, a * u


class Max:
    def backward(self, a, b, u):
        return (0, u) if b > a else (u, 0)


def gate_backward(gate, a, b, upstream):
    return {"add": Add, "multiply": Multiply, "max": Max}[gate]().backward(a, b, upstream)

# %% right="table-of-locals"
def gate_backward(gate, a, b, upstream):
    local = {"add": (1, 1), "multiply": (b, a), "max": (int(a >= b), int(a < b))}[gate]
    return [upstream * each for each in local]

# %% right="match"
def gate_backward(gate, a, b, upstream):
    match gate:
        case "add":
            da = db = upstream
        case "multiply":
            da, db = b * upstream, a * upstream
        case "max":
            da, db = np.where(a >= b, upstream, 0.0), np.where(b > a, upstream, 0.0)
    return da, db

# %% mistake="multiply-not-swapped" edits="textbook"
# a multiply gate swaps: a gets the upstream times the value of b, and b that of a.
-         return upstream * b, upstream * a
+         return upstream * a, upstream * b

# %% mistake="multiply-local-only" edits="textbook"
# multiply: this is the local gradient alone. Upstream times local: multiply by the upstream gradient.
-         return upstream * b, upstream * a
+         return b, a

# %% mistake="add-local-only" edits="textbook"
# add: this is the local gradient alone. Upstream times local: multiply by the upstream gradient.
-         return upstream, upstream
+         return 1.0, 1.0

# %% mistake="add-halves" edits="textbook"
# an add gate gives each input the whole upstream gradient; it does not share it out.
-         return upstream, upstream
+         return upstream / 2, upstream / 2

# %% mistake="add-multiplies-inputs" edits="textbook"
# an add gate hands the upstream on as it is; the values of its inputs do not matter.
-         return upstream, upstream
+         return upstream * a, upstream * b

# %% mistake="max-to-the-smaller" edits="textbook"
# a max gate sends the gradient to the greater input. Here the smaller one gets it.
-         if a >= b:
+         if a <= b:

# %% mistake="max-tie-to-b" edits="textbook"
# with two equal inputs b gets the gradient. The specification gives it to a: test a >= b.
-         if a >= b:
+         if a > b:

# %% mistake="max-to-both" edits="textbook"
# a max gate sends the gradient to both inputs. The one that lost gets 0: changing it changes nothing.
-         if a >= b:
-             return upstream, 0.0
-         return 0.0, upstream
+         return upstream, upstream

# %% mistake="max-local-only" edits="textbook"
# max: this is the local gradient alone. Upstream times local: multiply by the upstream gradient.
-             return upstream, 0.0
-         return 0.0, upstream
+             return 1.0, 0.0
+         return 0.0, 1.0

# %% mistake="max-sends-value" edits="textbook"
# a max gate sends back the value of the winner. It sends the upstream gradient, as its local gradient is 1.
-             return upstream, 0.0
-         return 0.0, upstream
+             return a, 0.0
+         return 0.0, b

# %% mistake="absolute-values-compared" edits="textbook"
# the max gate compares absolute values. The greater of -3 and -2 is -2.
-         if a >= b:
+         if abs(a) >= abs(b):

# %% mistake="max-tie-shared" edits="textbook"
# with two equal inputs each gets half of the gradient. The specification gives all of it to a.
-         if a >= b:
+         if a == b:
+             return upstream / 2, upstream / 2
+         if a > b:

# %% mistake="gate-computed-forward"
# this is the output of the gate. The two gradients that go back to a and b are asked for.
def gate_backward(gate, a, b, upstream):
    return {"add": a + b, "multiply": a * b, "max": max(a, b)}[gate]

# %% mistake="upstream-forgotten" edits="textbook"
# these are the local gradients alone. Every gate multiplies them by upstream, what arrives from behind it.
-         return upstream, upstream
+         return 1.0, 1.0

-         return upstream * b, upstream * a
+         return b, a

-             return upstream, 0.0
-         return 0.0, upstream
+             return 1.0, 0.0
+         return 0.0, 1.0

# %% mistake="max-turned-by-sign-of-upstream" edits="textbook"
# for a max gate and a negative upstream gradient the other input gets it. Who won was decided going forward, by
# a >= b; the sign of upstream has no say in it.
-         if a >= b:
+         if (a <= b if upstream < 0 else a >= b):

# %% mistake="max-from-upstream-above-zero" edits="textbook"
# a max gate sends nothing back where upstream is negative. A gradient may be negative: send it to the winner
# as it is.
-             return upstream, 0.0
-         return 0.0, upstream
+             return max(0.0, upstream), 0.0
+         return 0.0, max(0.0, upstream)

# %% mistake="nearly-equal-is-equal"
# two inputs that are only near each other count as equal in the max gate. The greater one takes it all, by however little it is greater.
def gate_backward(gate, a, b, upstream):
    if gate == "add":
        return upstream, upstream
    if gate == "multiply":
        return upstream * b, upstream * a
    return (upstream, 0.0) if a >= b or abs(a - b) < 0.1 else (0.0, upstream)

# %% mistake="max-times-input"
# the max gate multiplies the gradient by its greater input. Its slope there is 1: the gradient passes as it is.
def gate_backward(gate, a, b, upstream):
    if gate == "add":
        return upstream, upstream
    if gate == "multiply":
        return upstream * b, upstream * a
    return (upstream * a, 0.0) if a >= b else (0.0, upstream * b)

# %% mistake="multiply-never-met"
# the multiply gate is asked for by another name than "multiply", so it is treated as a max gate.
def gate_backward(gate, a, b, upstream):
    if gate == "add":
        return upstream, upstream
    return (upstream, 0.0) if a >= b else (0.0, upstream)

# %% mistake="max-never-met"
# the max gate is asked for by another name than "max", so it is treated as a multiply gate.
def gate_backward(gate, a, b, upstream):
    if gate == "add":
        return upstream, upstream
    return upstream * b, upstream * a

# %% mistake="multiply-by-output"
# the multiply gate sends its output back. Each input gets upstream times the other input.
def gate_backward(gate, a, b, upstream):
    if gate == "add":
        return upstream, upstream
    if gate == "multiply":
        return upstream * a * b, upstream * a * b
    return (upstream, 0.0) if a >= b else (0.0, upstream)

# %% mistake="product-passed-back"
# the product gate passes its own output back. Each input gets upstream times the other input.
def gate_backward(gate, a, b, upstream):
    if gate == "add":
        return upstream, upstream
    if gate == "multiply":
        return a * b, a * b
    return (upstream, 0.0) if a >= b else (0.0, upstream)
