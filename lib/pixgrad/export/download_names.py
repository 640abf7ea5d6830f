"""Who handed in what, by the names that Canvas and Moodle give to the files of a download.

Canvas: ``lovelaceada_LATE_1234_56789_a1_knn-1.ipynb``: name, whether late, numbers of the student and of the
file, the name of the file, which Canvas numbers when it is handed in again
(https://github.com/instructure/canvas-lms/blob/master/lib/content_zipper.rb).
Moodle: ``Ada Lovelace_4711_assignsubmission_file/a1_knn.ipynb``, without folders where its user chose so
(https://github.com/moodle/moodle/blob/main/mod/assign/classes/downloader.php); the number is that of the
grading worksheet.
"""

import re
from dataclasses import dataclass

CANVAS = re.compile(r"(?P<name>[^/]*?)(?P<late>_LATE)?_(?P<number>\d+)_(?P<order>\d+)_(?P<file>[^/]+)")
MOODLE = re.compile(r"(?P<name>[^/]+)_(?P<number>\d+)_assignsubmission_[a-z]+_?(?:/|(?<=_))(?P<file>.+)")
AGAIN = re.compile(r"-\d+(?=\.\w+$)")  # Canvas' number of a file that was handed in again


@dataclass(frozen=True)
class HandedIn:
    """What the name of a file says.

    Attributes
    ----------
    platform : {"canvas", "moodle"}
    name, number : str
        The student's name as the platform shortens it, and number.
    order : int
        Grows with every file that is handed in; 0 where the platform does not say.
    late : bool
    file : str
        The name, or path, that the student gave to the file.
    """

    platform: str
    name: str
    number: str
    order: int
    late: bool
    file: str

    @property
    def again(self) -> str:
        """The name that all attempts at one file have in common.

        >>> parse("adal_12_34_a1_knn-2.ipynb").again
        'a1_knn.ipynb'
        """
        return AGAIN.sub("", self.file) if self.platform == "canvas" else self.file


def parse(where: str) -> HandedIn | None:
    """Read the path of a file in a download; None for one that neither platform has named.

    >>> parse("adal_LATE_1234_56789_a1.ipynb")
    HandedIn(platform='canvas', name='adal', number='1234', order=56789, late=True, file='a1.ipynb')
    >>> parse("downloads/Ada L_4711_assignsubmission_file/sub/a1.ipynb")
    HandedIn(platform='moodle', name='Ada L', number='4711', order=0, late=False, file='sub/a1.ipynb')
    >>> parse("Ada L_4711_assignsubmission_file_a1.ipynb").file
    'a1.ipynb'
    >>> parse("notes.txt") is None
    True
    """
    if found := MOODLE.search(where):
        return HandedIn("moodle", found["name"], found["number"], 0, False, found["file"])
    if found := CANVAS.fullmatch(where.rsplit("/", 1)[-1]):
        late, order = found["late"] is not None, int(found["order"])
        return HandedIn("canvas", found["name"], found["number"], order, late, found["file"])
    return None
