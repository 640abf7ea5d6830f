# %% exercise="xor-by-hand" name="xor_W1"

# %% right="or-minus-and"
xor_W1 = np.ones((2, 2))
xor_b1 = np.array([0, -1])
xor_W2 = np.zeros((2, 2))
xor_W2[0, 1] = 1
xor_W2[1, 1] = -2
xor_b2 = np.array([0.5, 0.0])

# %% right="integers"
xor_W1 = np.array([[1, -1], [-1, 1]])
xor_b1 = np.array([0, 0])
xor_W2 = np.array([[-1, 1], [-1, 1]])
xor_b2 = np.array([1, 0])

# %% right="difference"
xor_W1 = [[1, -1], [-1, 1]]
xor_b1 = [0, 0]
xor_W2 = [[0, 2], [0, 2]]
xor_b2 = [1, 0]

# %% right="lists"
xor_W1 = [[1, 1], [1, 1]]
xor_b1 = [0, -1]
xor_W2 = [[0, 2], [0, -4]]
xor_b2 = [1, 0]

# %% right="one-unit-always-on"
xor_W1 = np.array([[1.0, 1.0], [1.0, 1.0]])
xor_b1 = np.array([5, -1])
xor_W2 = np.array([[-3.0, 3.0], [6, -6]])
xor_b2 = np.array([31.5, -31.5]) + [-15, 15]

# %% mistake="no-unit-switches"
# no unit changes between on and off from corner to corner, so the network is linear on them.
xor_W1 = [[1, 1], [1, -1]]
xor_b1 = [2, 2]
xor_W2 = [[0, 1], [0, -1]]
xor_b2 = [0, 0]

# %% mistake="corner-01" edits="lists"
# the corner (0, 1) is wrong; class 1 is given only where both coordinates are 1 (AND).
- xor_W2 = [[0, 2], [0, -4]]
+ xor_W2 = [[0, 0], [0, 2]]

# %% mistake="corner-11" edits="lists"
# the corner (1, 1) is wrong; class 1 is given where any coordinate is 1 (OR).
- xor_W2 = [[0, 2], [0, -4]]
+ xor_W2 = [[0, 2], [0, 0]]

# %% mistake="corner-00"
# the corner (0, 0) is wrong; the two classes have changed places.
xor_W1 = [[1, 1], [1, 1]]
xor_b1 = [0, -1]
xor_W2 = [[2, 0], [-4, 0]]
xor_b2 = [0, 1]

# %% mistake="corner-10"
# the corner (1, 0) is wrong; only one of the two corners of class 1 is found.
xor_W1 = [[-1, 0], [1, 1]]
xor_b1 = [0, 0]
xor_W2 = [[0, 2], [0, 0]]
xor_b2 = [1, 0]

# %% mistake="too-close"
# a border passes too close to a corner.
xor_W1 = [[1, 1], [1, 1]]
xor_b1 = [0, -1]
xor_W2 = [[0, 20], [0, -40]]
xor_b2 = [0.5, 0]

# %% mistake="wrong-shape" edits="lists"
# a bias has one number per unit, shape (2,).
- xor_b1 = [0, -1]
+ xor_b1 = [[0, -1]]

# %% mistake="wrong-type" edits="lists"
# the answers are arrays of numbers.
- xor_W1 = [[1, 1], [1, 1]]
+ xor_W1 = '[[1, 1], [1, 1]]'
