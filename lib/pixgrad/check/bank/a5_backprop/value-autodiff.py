# %% exercise="value-autodiff" name="value_gradients"

# %% right="textbook"
class Value:
    def __init__(self, data, parents=(), local_grads=(), name=""):
        self.data, self.grad = float(data), 0.0
        self.parents, self.local_grads, self.name = parents, local_grads, name

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other, name=f"{other:g}")
        return Value(self.data + other.data, (self, other), (1.0, 1.0), "+")

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other, name=f"{other:g}")
        return Value(self.data * other.data, (self, other), (other.data, self.data), "×")

    def relu(self):
        return Value(self.data if self.data > 0 else 0.0, (self,), (1.0 if self.data > 0 else 0.0,), "relu")

    def exp(self):
        e = np.exp(self.data)
        return Value(e, (self,), (e,), "exp")

    def backward(self):
        order, seen = [], set()

        def visit(node):
            if id(node) not in seen:
                seen.add(id(node))
                for parent in node.parents:
                    visit(parent)
                order.append(node)

        visit(self)
        self.grad = 1.0
        for node in order[::-1]:
            for parent, local in zip(node.parents, node.local_grads):
                parent.grad += local * node.grad

    __radd__, __rmul__ = __add__, __mul__

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + -other


def value_gradients(formula, inputs):
    values = {name: Value(number, name=name) for name, number in inputs.items()}
    output = eval(formula, dict(values))
    output.backward()
    return output.data, {name: value.grad for name, value in values.items()}

# %% right="stack-and-set"
class Value:
    def __init__(self, data, parents=(), local_grads=(), name=""):
        self.data, self.grad = float(data), 0.0
        self.parents, self.local_grads, self.name = parents, local_grads, name

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other, name=f"{other:g}")
        return Value(self.data + other.data, (self, other), (1.0, 1.0), "+")

    def __mul__(self, other):
        if not isinstance(other, Value):
            other = Value(other, name=str(other))
        out = Value(self.data * other.data, name="×")
        out.parents = (self, other)
        out.local_grads = (other.data, self.data)
        return out

    def relu(self):
        if self.data > 0:
            return Value(self.data, parents=[self], local_grads=[1], name="relu")
        return Value(0, parents=[self], local_grads=[0], name="relu")

    def exp(self):
        from math import exp

        return Value(exp(self.data), (self,), (exp(self.data),), "exp")

    def backward(self):
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            node, parents_done = stack.pop()
            if parents_done:
                order.append(node)
            elif id(node) not in seen:
                seen.add(id(node))
                stack.append((node, True))
                stack.extend((parent, False) for parent in node.parents)
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        while order:
            node = order.pop()
            for i in range(len(node.parents)):
                node.parents[i].grad += node.local_grads[i] * node.grad

    __radd__, __rmul__ = __add__, __mul__

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + -other


def value_gradients(formula, inputs):
    values = {name: Value(number, name=name) for name, number in inputs.items()}
    output = eval(formula, dict(values))
    output.backward()
    return output.data, {name: value.grad for name, value in values.items()}

# %% right="by-depth" edits="stack-and-set"
-         order, seen, stack = [], set(), [(self, False)]
-         while stack:
-             node, parents_done = stack.pop()
-             if parents_done:
-                 order.append(node)
-             elif id(node) not in seen:
-                 seen.add(id(node))
-                 stack.append((node, True))
-                 stack.extend((parent, False) for parent in node.parents)
-         for node in order:
-             node.grad = 0.0
+         depth = {}
+
+         def measure(node, steps):
+             if steps > depth.get(node, -1):
+                 depth[node] = steps
+                 for parent in node.parents:
+                     measure(parent, steps + 1)
+
+         measure(self, 0)

-         while order:
-             node = order.pop()
-             for i in range(len(node.parents)):
-                 node.parents[i].grad += node.local_grads[i] * node.grad
+         for node in sorted(depth, key=depth.get):
+             for parent, local in zip(node.parents, node.local_grads):
+                 parent.grad = parent.grad + local * node.grad

# %% right="paths" edits="textbook"
-         order, seen = [], set()
+         def walk(node, upstream):
+             node.grad += upstream
+             for parent, local in zip(node.parents, node.local_grads):
+                 walk(parent, upstream * local)

-         def visit(node):
-             if id(node) not in seen:
-                 seen.add(id(node))
-                 for parent in node.parents:
-                     visit(parent)
-                 order.append(node)
-
-         visit(self)
-         self.grad = 1.0
-         for node in order[::-1]:
-             for parent, local in zip(node.parents, node.local_grads):
-                 parent.grad += local * node.grad
+         walk(self, 1.0)

# %% right="counting-children" edits="paths"
-         def walk(node, upstream):
-             node.grad += upstream
+         waiting, found, stack = {}, set(), [self]
+         while stack:
+             node = stack.pop()
+             if node in found:
+                 continue
+             found.add(node)
+             for parent in node.parents:
+                 waiting[parent] = waiting.get(parent, 0) + 1
+                 stack.append(parent)
+         self.grad, ready = 1.0, [self]
+         while ready:
+             node = ready.pop()

-                 walk(parent, upstream * local)
-
-         walk(self, 1.0)
+                 parent.grad += node.grad * local
+                 waiting[parent] -= 1
+                 if not waiting[parent]:
+                     ready.append(parent)

# %% mistake="overwritten" edits="textbook"
# a gradient is overwritten (=) where a Value is used twice. What comes back adds: +=.
-                 parent.grad += local * node.grad
+                 parent.grad = local * node.grad

# %% mistake="seed-missing" edits="textbook"
# all gradients are 0: the output's own gradient is not set to 1 before the walk.
-         self.grad = 1.0

# %% mistake="forward-order" edits="textbook"
# the gradient gets no further than the parents of the output, as when the nodes are visited in forward
# order, before anything has come back to them. Go through all nodes, from the end of the list.
-         for node in order[::-1]:
+         for node in order:

# %% mistake="product-not-swapped" edits="textbook"
# a product gives each factor its own value as local gradient. It swaps: the other's value.
-         return Value(self.data * other.data, (self, other), (other.data, self.data), "×")
+         return Value(self.data * other.data, (self, other), (self.data, other.data), "×")

# %% mistake="product-locals-one" edits="textbook"
# the local gradients of a product are 1, as for a sum. They are the values of the other factor.
-         return Value(self.data * other.data, (self, other), (other.data, self.data), "×")
+         return Value(self.data * other.data, (self, other), (1.0, 1.0), "×")

# %% mistake="relu-always-passes" edits="textbook"
# the ReLU passes the gradient everywhere. It is 0 where data <= 0.
-         return Value(self.data if self.data > 0 else 0.0, (self,), (1.0 if self.data > 0 else 0.0,), "relu")
+         return Value(self.data if self.data > 0 else 0.0, (self,), (1.0,), "relu")

# %% mistake="relu-passes-at-zero" edits="textbook"
# the ReLU passes the gradient where data is exactly 0. It passes where data > 0 only.
-         return Value(self.data if self.data > 0 else 0.0, (self,), (1.0 if self.data > 0 else 0.0,), "relu")
+         return Value(self.data if self.data > 0 else 0.0, (self,), (1.0 if self.data >= 0 else 0.0,), "relu")

# %% mistake="relu-forward-missing" edits="textbook"
# the ReLU returns its input also where it is negative.
-         return Value(self.data if self.data > 0 else 0.0, (self,), (1.0 if self.data > 0 else 0.0,), "relu")
+         return Value(self.data, (self,), (1.0 if self.data > 0 else 0.0,), "relu")

# %% mistake="relu-local-is-data" edits="textbook"
# the local gradient of the ReLU is its value. It is 1 where data > 0.
-         return Value(self.data if self.data > 0 else 0.0, (self,), (1.0 if self.data > 0 else 0.0,), "relu")
+         return Value(self.data if self.data > 0 else 0.0, (self,), (max(0.0, self.data),), "relu")

# %% mistake="exp-local-is-one" edits="textbook"
# the local gradient of the exponential is 1. It is the exponential itself.
-         return Value(e, (self,), (e,), "exp")
+         return Value(e, (self,), (1.0,), "exp")

# %% mistake="exp-local-is-data" edits="textbook"
# the local gradient of the exponential is its argument. It is the exponential itself.
-         return Value(e, (self,), (e,), "exp")
+         return Value(e, (self,), (self.data,), "exp")

# %% mistake="upstream-forgotten" edits="textbook"
# the local gradients are added up without the upstream gradient: local * node.grad.
-                 parent.grad += local * node.grad
+                 parent.grad += local

# %% mistake="repeated-nodes" edits="textbook"
# a Value that is used twice hands its gradient on twice. Append every node to the order once.
-             if id(node) not in seen:
+             if True:

# %% mistake="order-too-early" edits="textbook"
# a node hands its gradient on before all that used it have handed back their part: it is appended before
# its parents. Append it after them.
                  seen.add(id(node))
+                 order.insert(0, node)

-                 order.append(node)

# %% mistake="recursive-push" edits="paths"
# every visit hands on all that has come back so far, so a Value that is used several times counts earlier
# parts again. Visit each node once, when all its parts are in.
-         def walk(node, upstream):
-             node.grad += upstream
-             for parent, local in zip(node.parents, node.local_grads):
-                 walk(parent, upstream * local)
-
-         walk(self, 1.0)
+         self.grad = self.grad or 1.0
+         for parent, local in zip(self.parents, self.local_grads):
+             parent.grad += local * self.grad
+             parent.backward()

# %% mistake="level-by-level" edits="textbook"
# backward goes level by level and a node that stands in two levels hands its gradient on in both, the first part a
# second time. A node may hand on only once, when all that use it have handed back: go through an order in which
# parents stand before children, from its end.
-         order, seen = [], set()
- 
-         def visit(node):
-             if id(node) not in seen:
-                 seen.add(id(node))
-                 for parent in node.parents:
-                     visit(parent)
-                 order.append(node)
- 
-         visit(self)
-         self.grad = 1.0
-         for node in order[::-1]:
-             for parent, local in zip(node.parents, node.local_grads):
-                 parent.grad += local * node.grad
+         self.grad = 1.0
+         level = [self]
+         while level:
+             below = []
+             for node in level:
+                 for parent, local in zip(node.parents, node.local_grads):
+                     parent.grad += local * node.grad
+                     if parent not in below:
+                         below.append(parent)
+             level = below

# %% mistake="handed-on-again" edits="textbook"
# every time a node gets something it hands on all it has so far, so the first parts are handed on twice. Hand on
# once, when all that use the node have handed back: go through an order in which parents stand before children,
# from its end.
-         order, seen = [], set()
- 
-         def visit(node):
-             if id(node) not in seen:
-                 seen.add(id(node))
-                 for parent in node.parents:
-                     visit(parent)
-                 order.append(node)
- 
-         visit(self)
-         self.grad = 1.0
-         for node in order[::-1]:
-             for parent, local in zip(node.parents, node.local_grads):
-                 parent.grad += local * node.grad
+         self.grad = 1.0
+ 
+         def push(node):
+             for parent, local in zip(node.parents, node.local_grads):
+                 parent.grad += local * node.grad
+                 push(parent)
+ 
+         push(self)

# %% mistake="same-number-same-node" edits="textbook"
# backward takes nodes of the same name and number for one, and leaves all but the first out. Two nodes may hold
# equal numbers: compare them with `is`, or by id.
-             if id(node) not in seen:
-                 seen.add(id(node))
+             if (node.name, node.data) not in seen:
+                 seen.add((node.name, node.data))

# %% mistake="product-named-plus" edits="textbook"
# a product has another name than asked for. Name it "×", as the docstring says: the drawing of the graph writes it into
# the node.
-         return Value(self.data * other.data, (self, other), (other.data, self.data), "×")
+         return Value(self.data * other.data, (self, other), (other.data, self.data), "+")

# %% mistake="relu-without-name" edits="textbook"
# the result of relu has another name than asked for. Name it "relu", as the docstring says.
-         return Value(self.data if self.data > 0 else 0.0, (self,), (1.0 if self.data > 0 else 0.0,), "relu")
+         return Value(self.data if self.data > 0 else 0.0, (self,), (1.0 if self.data > 0 else 0.0,))

# %% mistake="exp-without-name" edits="textbook"
# the result of exp has another name than asked for. Name it "exp", as the docstring says.
-         return Value(e, (self,), (e,), "exp")
+         return Value(e, (self,), (e,))

# %% equivalent="dropped keyword"
# the name of a constant is only what its node shows
- other = other if isinstance(other, Value) else Value(other, name=f'{other:g}')
+ other = other if isinstance(other, Value) else Value(other)

# %% equivalent="swapped arguments"
# np.maximum, np.logaddexp, np.dot of two vectors and max do not depend on the order of their arguments
- return Value(max(0.0, self.data), (self,), (float(self.data > 0),), 'relu')
+ return Value(max(self.data, 0.0), (self,), (float(self.data > 0),), 'relu')

# %% equivalent="dropped keyword"
# both sequences have the same length by construction
- for parent, local in zip(node.parents, node.local_grads, strict=True):
+ for parent, local in zip(node.parents, node.local_grads):

# %% equivalent="constant"
# both sequences have the same length by construction
- for parent, local in zip(node.parents, node.local_grads, strict=True):
+ for parent, local in zip(node.parents, node.local_grads, strict=False):
