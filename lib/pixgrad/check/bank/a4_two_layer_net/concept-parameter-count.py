# %% exercise="concept-parameter-count" name="parameter_count"

# %% right="sum"
parameter_count = float((3072 + 1) * 50 + (50 + 1) * 10)

# %% mistake="biases-forgotten" caught="hidden tests"
# the biases of both layers are learnt too.
parameter_count = 154100

# %% mistake="b1-forgotten" caught="hidden tests"
# the hidden units have biases too.
parameter_count = 154110

# %% mistake="b2-forgotten" caught="hidden tests"
# the classes have biases too.
parameter_count = 154150

# %% mistake="first-layer-only" caught="hidden tests"
# that is the first layer alone.
parameter_count = 153650

# %% mistake="linear-classifier" caught="hidden tests"
# that is a linear classifier from the inputs to the classes. The hidden layer stands in between.
parameter_count = 30730

# %% mistake="sizes-multiplied" caught="hidden tests"
# the three sizes are multiplied. Each layer is a matrix of its own: add up their sizes.
parameter_count = 3072 * 50 * 10
