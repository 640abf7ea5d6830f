# %% exercise="concept-gates" name="gates_answer"

# %% right="other-form"
gates_answer = ["C", "B", "A"]

# %% mistake="larger-gets-larger" caught="hidden tests"
# a multiply gate swaps: the gradient of each input is the value of the other, so the smaller input gets the
# larger one.
gates_answer = "abcd"

# %% mistake="mean-of-ways" caught="hidden tests"
# what comes back on different ways adds; it is not averaged.
gates_answer = "abce"

# %% mistake="routing-overlooked" caught="hidden tests"
# a small change of the input that lost changes nothing behind a max gate.
gates_answer = "ab"

# %% mistake="swap-overlooked" caught="hidden tests"
# differentiate a * b with respect to a.
gates_answer = "ac"

# %% mistake="distribution-overlooked" caught="hidden tests"
# differentiate a + b with respect to a and to b.
gates_answer = "bc"
