# %% exercise="concept-two-ways-back" name="two_ways_back"

# %% right="other-form"
two_ways_back = 6 + 5.0

# %% mistake="last-product-only" caught="hidden tests"
# 5 is what comes back from the last product alone. x is inside the ReLU too.
two_ways_back = 5

# %% mistake="relu-way-only" caught="hidden tests"
# 6 is what comes back through the ReLU alone. x is a factor of the last product too.
two_ways_back = 6

# %% mistake="local-not-multiplied" caught="hidden tests"
# inside the ReLU the local gradient 3 still has to be multiplied by the upstream gradient, x = 2.
two_ways_back = 8

# %% mistake="ways-multiplied" caught="hidden tests"
# the two parts are multiplied. Different ways add.
two_ways_back = 30

# %% mistake="value" caught="hidden tests"
# 10 is the value of f. Its derivative with respect to x is asked for.
two_ways_back = 10

# %% mistake="factor-three-lost" caught="hidden tests"
# the local gradient of 3 x - y with respect to x is 3.
two_ways_back = 7
