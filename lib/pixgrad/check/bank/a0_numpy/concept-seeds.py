# %% exercise="concept-seeds" name="seeds_answer"

# %% right="with-a-space"
seeds_answer = 'c a'

# %% mistake="generator-repeats" caught="hidden tests"
# b does not hold: a generator goes on where it stopped, so that the next three numbers are new.
seeds_answer = 'abc'

# %% mistake="global-seed-counts" caught="hidden tests"
# d does not hold: default_rng() without a seed asks the system for a fresh one; the global seed is another
# generator's.
seeds_answer = 'acd'

# %% mistake="own-generator-overlooked" caught="hidden tests"
# c holds: the generator is made anew at each call, and begins anew.
seeds_answer = 'a'

# %% mistake="everything-repeats" caught="hidden tests"
# b and d do not hold.
seeds_answer = 'abcd'

# %% mistake="wrong-form"
# letters are wanted.
seeds_answer = 'yes'
