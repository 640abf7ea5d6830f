# %% exercise="jacobian-chain" name="jacobian_chain"

# %% right="textbook"
def jacobian_chain(jacobians, upstream):
    grad = upstream.copy()
    for J in jacobians[::-1]:
        grad = J @ grad
    return grad

# %% right="pop-from-a-copy"
def jacobian_chain(jacobians, upstream):
    remaining = list(jacobians)
    grad = upstream.reshape(-1, 1)
    while remaining:
        grad = np.dot(remaining.pop(), grad)
    return grad.ravel()

# %% right="whole-product"
import functools

def jacobian_chain(jacobians, upstream):
    return functools.reduce(np.matmul, jacobians) @ upstream

# %% right="recursion"
def jacobian_chain(jacobians, upstream):
    first, *rest = jacobians
    return first.dot(jacobian_chain(rest, upstream) if rest else upstream)

# %% right="transposed-twice"
def jacobian_chain(jacobians, upstream):
    grad = upstream
    for J in reversed(jacobians):
        grad = grad @ J.T
    return grad.tolist()

# %% mistake="forward-order" edits="textbook"
# the Jacobians are applied in forward order. The gradient comes from the end: the last one is first.
-     for J in jacobians[::-1]:
+     for J in jacobians:

# %% mistake="transposed" edits="textbook"
# each Jacobian is transposed. In the layout J[n, m] = dy_m / dx_n the gradient goes back by J @ grad.
-         grad = J @ grad
+         grad = J.T @ grad

# %% mistake="vector-on-the-left" edits="textbook"
# the gradient stands on the left, grad @ J, which is J.T @ grad. In this layout it is J @ grad.
-         grad = J @ grad
+         grad = grad @ J

# %% mistake="entry-by-entry" edits="textbook"
# * multiplies entry by entry. The chain rule wants the matrix product, @.
-         grad = J @ grad
+         grad = J * grad

# %% mistake="last-step-only" edits="textbook"
# the gradient is not carried on: each step starts again from the upstream gradient.
-         grad = J @ grad
+         grad = J @ upstream

# %% mistake="first-step-missing" edits="textbook"
# the first Jacobian of the chain is left out.
-     for J in jacobians[::-1]:
+     for J in jacobians[:0:-1]:

# %% mistake="ways-added" edits="textbook"
# the steps are added. One after the other they multiply.
-         grad = J @ grad
+         grad = grad + J @ grad

# %% mistake="list-reversed-in-place" edits="textbook"
# the caller's list is changed: reversed in place, or products are stored in it. Use reversed().
-     grad = upstream.copy()
-     for J in jacobians[::-1]:
+     jacobians.reverse()
+     grad = upstream
+     for J in jacobians:

# %% mistake="list-emptied"
# pop takes the Jacobians out of the caller's list. Use reversed().
def jacobian_chain(jacobians, upstream):
    grad = upstream
    while jacobians:
        grad = jacobians.pop() @ grad
    return grad

# %% mistake="products-in-reverse"
# the matrices are multiplied in the wrong order. In this layout the product reads in forward order.
def jacobian_chain(jacobians, upstream):
    total = jacobians[-1]
    for J in jacobians[-2::-1]:
        total = total @ J
    return total @ upstream

# %% mistake="columns-first-product"
# each new Jacobian is put in front of the product, as one does in the other layout. In this one the product
# reads in forward order: J1 @ J2 @ ... @ upstream.
def jacobian_chain(jacobians, upstream):
    total = np.eye(len(jacobians[0]))
    for J in jacobians:
        total = J @ total
    return total @ upstream

# %% mistake="upstream-left-out"
# `upstream` is not used: the chain begins with ones. Begin with upstream.
def jacobian_chain(jacobians, upstream):
    grad = np.ones_like(upstream)
    for J in reversed(jacobians):
        grad = J @ grad
    return grad

# %% mistake="product-transposed" edits="whole-product"
# the gradient stands on the left of the whole product, which is the product transposed. In this layout it is J1 @ J2 @ ... @ upstream.
-     return functools.reduce(np.matmul, jacobians) @ upstream
+     product = functools.reduce(np.matmul, jacobians)
+     return upstream @ product if product.shape[0] == product.shape[1] else product @ upstream
