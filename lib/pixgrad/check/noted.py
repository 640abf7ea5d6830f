"""An answer that a visible check can only read, not judge, is noted and never ticked.

What is right stands in the hidden part of its check, which runs when the notebook is marked, and in
`pixgrad check` where the whole course is at hand.
"""

from pixgrad.check import passed

WORDS = "noted, judged when marked"
QUESTION = "concept-"  # how the labels of questions begin whose answer is a value, not code


def is_question(exercise: str) -> bool:
    """Tell whether an exercise is a concept question, by its label.

    >>> is_question("concept-views"), is_question("svm-accuracy")
    (True, False)
    """
    return exercise.startswith(QUESTION)


def line(exercise: str) -> str:
    """What is printed about an answer that is noted."""
    return f"· {exercise}: {WORDS}"


def note(exercise: str) -> None:
    """Say that an answer has been read, and that it is not judged here."""
    passed.say(exercise, line(exercise))
