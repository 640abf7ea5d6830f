"""Kinds of findings: what may be unusual about a submission, each with the sentence that says it.

The words of the kinds are kept in ``verdict.json``, where people's own scripts read them.
"""

from dataclasses import dataclass
from enum import StrEnum


class FindingKind(StrEnum):
    """A kind of finding, and its sentence, with a place for names of cells where it is about some."""

    sentence: str

    def __new__(cls, word: str, sentence: str) -> "FindingKind":
        """Make a kind that is equal to its word."""
        kind = str.__new__(cls, word)
        kind._value_ = word
        kind.sentence = sentence
        return kind

    @classmethod
    def of(cls, word: str) -> "FindingKind":
        """Return the kind that is written as a word; raises ValueError if there is none."""
        return cls(word)  # type: ignore[call-arg]  # mypy takes this for the making of a member

    MISSING = (
        "missing",
        "No notebook was handed in, or another kind of file in its place",
    )
    LINK = "link", "A link stands in place of the file or its folder; links are not followed"
    NOT_A_FILE = "not-a-file", "Something else stands in place of the file or its folder"
    TOO_LARGE = "too-large", "The file is larger than what is read"
    WRONG_NAME = (
        "wrong-name",
        "The notebook has another name than the assignment; marked if it is clear which one is meant",
    )
    EXTRA_NOTEBOOK = "extra-notebook", "Other notebooks are there, too; they are not marked"
    UNREADABLE = "unreadable", "The file is no notebook, or cannot be read; every exercise scores 0"
    ENCODING = "encoding", "The file is not plain UTF-8; it was read all the same"
    OTHER_FORMAT = "other-format", "The notebook has another format than 4; it was converted"
    OTHER_LANGUAGE = "other-language", "The notebook is set to run in another language; it was run as Python"
    ODD_CELLS = "odd-cells", "Cells of no known kind were left out"
    ODD_CHARACTERS = "odd-characters", "Characters that no Python source can hold were taken out"
    CHANGED_METADATA = (
        "changed-metadata",
        "{} carried other points or another role than in the assignment; not believed",
    )
    LOST_METADATA = (
        "lost-metadata",
        "{} had lost the marks by which a cell is known; recognised all the same",
    )
    COPIED_CELL = "copied-cell", "{} was there more than once; the last copy that answers counts"
    RETYPED_CELL = "retyped-cell", "{} had become a cell of another type; turned back"
    EDITED_CELL = "edited-cell", "{} had been changed; put back as it was"
    DELETED_CELL = "deleted-cell", "{} was missing; put back"
    NEWER_CELL = (
        "newer-cell",
        "{} came or changed after this notebook was handed out; marked as the course has it now",
    )
    MOVED_ANSWER = "moved-answer", "{} was empty, but answered in another cell; that one counts"
    MOVED_CELL = "moved-cell", "{} stood elsewhere than in the assignment; put back in order"
    TAKEN_NAMES = "taken-names", "{} is not run, but an answer needs it; what is needed was taken along"
    MERGE_CONFLICT = "merge-conflict", "A cell holds both sides of a merge that was not resolved"
    OLD_LIBRARY = "old-library", "The code was written for older versions of NumPy or SciPy"
    OWN_TIME = "own-time", "Cells of the student's own that no answer needs had used up their time"
    REACHES = (
        "reaches",
        "Code reaches past the exercises, into Python itself or the machine; for a person to look at",
    )
    CRASHED = "crashed", "Marking it ended the marking process twice; for a person to look at"
    UNWRITABLE = "unwritable", "Scores are recorded, but a file of the student could not be written"


@dataclass(frozen=True)
class Finding:
    """Something unusual about a submission that a person may want to know; never an error of the batch."""

    kind: FindingKind
    message: str


def page() -> str:
    """Every kind with its sentence, in Markdown: the page docs/findings.md."""
    rows = [f"| `{kind}` | {kind.sentence.format('A cell')} |" for kind in FindingKind]
    return "\n".join([HEAD, *rows, ""])


HEAD = """# Findings

What may be unusual about a submission. A finding costs no points by itself and is never an error of the
batch. The class report and `verdict.json` (`findings`: `kind`, `message`) name it, with a sentence about the
submission.

| kind | what it means |
|---|---|"""


if __name__ == "__main__":
    print(page(), end="")
