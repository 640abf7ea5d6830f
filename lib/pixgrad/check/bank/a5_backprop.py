"""Known mistakes and right variants of a5_backprop."""

EXERCISES = ()
