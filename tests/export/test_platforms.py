"""Grades for Canvas and Moodle: what their importers read in our file is what was marked."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixgrad.errors import PixgradError
from pixgrad.export import canvas, moodle, roster, worksheet
from pixgrad.marking import sanitise as words

IDS = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
TOTALS = ["Homework Current Score", "Final Score (2026)"]
OURS = "Homework 1: t1_sums (1234)"
POINTS = ["    Points Possible", "", "", "", "", "", "100.00", "10.00", "(read only)", "(read only)"]


def table(rows, separator=","):
    """Return rows as CSV."""
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows(rows)
    return text.getvalue()


def gradebook(people, before=None, separator=",", points=POINTS, title=OURS):
    """Return a gradebook as Canvas exports it; people are (name, SIS user id, login)."""
    rows = [[*IDS, "Notes", title, "Quiz (a, b) (77)", *TOTALS], [""] * 6 + ["Manual Posting", "", "", ""]]
    rows += [points] if points else []
    for number, (name, user, login) in enumerate(people):
        cell = (before or {}).get(login, "")
        rows.append([name, "1" * (number + 1), user, login, "S1", "n; b", cell, "9.00", "90", "90"])
    return table(rows, separator)


def canvas_reads(text):
    """Read a file by the rules of Canvas' importer: {id: grade}, {id: cells of the student}, points."""
    first = text.splitlines()[0]
    separator = ";" if first.count(";") > first.count(",") else ","
    header, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    assert len(header) > 3
    assert "Student" in header[0]
    assert "ID" in header[1]
    place = 3 if re.search(r"SIS\s+Login\s+ID", header[2]) is None else 2
    assert [header[place - 1], header[place]] == ["SIS User ID", "SIS Login ID"]
    assert "Section" in header[place + 1]
    (assignment,) = header[place + 2 :]
    assert re.fullmatch(r"(.*)\s\((\d+)\)", assignment)[2] == "1234"
    points = [row[-1] for row in rows if "Points Possible" in row[0]]
    people = [row for row in rows if "Points Possible" not in row[0]]
    return {row[1]: row[-1] for row in people}, {row[1]: row[:-1] for row in people}, points


def read_by(text):
    """Yield the rows of a file, read with each separator that can be chosen in Moodle."""
    for separator in ",;\t":
        yield list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))


def moodle_reads(text):
    """Read a file by the rules of Moodle's importer: {id: grade}; no id means the student before."""
    _, *rows = next(rows for rows in read_by(text) if all(len(row) == 2 for row in rows))
    grades, person = {}, None
    for name, grade in rows:
        person = name.strip() or person
        assert person not in grades, "two grades for one student"
        grades[person] = grade
    return grades


def scores_of(students):
    """Return the score table of students, from their totals."""
    return {student: f"{total:.2f}".rstrip("0").rstrip(".") for student, total in students.items()}


PEOPLE = [("Lovelace, Ada", "007", "ada"), ('O\'Neil, "Bo"', "08", "bo"), ("=Müller", "9", "cy@uni.example")]
MARKED = {"ada": "100", "bo": "0", "cy@uni.example": "62.5"}


def to_canvas(kit, text, scores=MARKED, column=None, heading=None):
    """Export to Canvas from the text of a roster."""
    return canvas.export(roster.parse("gradebook.csv", text), kit, scores, column, heading)


def to_moodle(kit, text, scores=MARKED, column=None, heading=None):
    """Export to Moodle from the text of a roster."""
    return moodle.export(roster.parse("grades.csv", text), kit, scores, column, heading)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_canvas_reads_back_ids_names_points_and_scores(kit, separator):
    """Does each student get his score, in the order and with the ids of Canvas, whatever the separator?"""
    made = to_canvas(kit, gradebook(PEOPLE, separator=separator))
    grades, cells, points = canvas_reads(made.text)
    assert grades == {"1": "100", "11": "0", "111": "62.5"}
    assert [[*row[:1], *row[2:4]] for row in cells.values()] == [list(person) for person in PEOPLE]
    assert points == ["100.00"]
    assert OURS in made.advice


def test_a_student_who_is_not_marked_keeps_the_cell(kit):
    """Is nobody given a 0, or robbed of a grade, for being unmarked, and are all named?"""
    made = to_canvas(kit, gradebook(PEOPLE, {"bo": "55,50"}), {"ada": "1", "zoe": "5"})
    assert list(canvas_reads(made.text)[0].values()) == ["1", "55,50", ""]
    assert any(line.endswith("NOT in the file (1): zoe") for line in made.remarks)
    assert any(line.endswith('(2): O\'Neil, "Bo"; =Müller') for line in made.remarks)


def test_a_name_does_nothing_to_the_terminal(kit):
    """Is a name with control characters shown without them, and written as Canvas has it?"""
    made = to_canvas(kit, gradebook([("\x1b[2Jred\n", "", "x"), *PEOPLE]))
    assert made.remarks[-1].endswith("(1): red ")
    assert made.rows[2][0] == "\x1b[2Jred\n"


def test_no_student_becomes_another_by_name(kit):
    """Is the name, which students may choose in Canvas, no id?"""
    made = to_canvas(kit, gradebook([("bo", "", "x"), *PEOPLE]), {"bo": "7"})
    assert [row[-1] for row in made.rows[2:]] == ["", "", "7", ""]


def test_words_in_a_cell_of_canvas_stay(kit):
    """Is a student who is excused, or has not been given the assignment, left so, and named?"""
    made = to_canvas(kit, gradebook(PEOPLE, {"ada": "EX", "bo": "N/A", "cy@uni.example": "3.5"}))
    assert list(canvas_reads(made.text)[0].values()) == ["EX", "N/A", "62.5"]
    assert any(line.endswith("NOT in the file (2): ada; bo") for line in made.remarks)


def test_the_old_grade_of_a_marked_student_is_replaced(kit):
    """Are a number, a percentage and a dash no words?"""
    before = {"ada": "12", "bo": "50%", "cy@uni.example": "-"}
    assert list(canvas_reads(to_canvas(kit, gradebook(PEOPLE, before)).text)[0].values()) == [
        *MARKED.values()
    ]


def test_names_may_be_split_in_canvas(kit):
    """Is a gradebook with LastName and FirstName a gradebook?"""
    rows = [["LastName", "FirstName", "ID", "SIS Login ID", "Section", OURS], ["L", "A", "5", "ada", "S", ""]]
    made = to_canvas(kit, table([*rows, ["B", "C", "6", "bob", "S", ""]]), {"ada": "1"})
    assert made.rows[1:] == [["L", "A", "5", "ada", "S", "1"], ["B", "C", "6", "bob", "S", ""]]
    assert made.remarks[-1].endswith("(1): B, C")


@pytest.mark.parametrize("column", [OURS, "Homework 1: t1_sums", "1234", None])
def test_an_assignment_is_named_by_heading_title_or_number(kit, column):
    """Is each way to name it enough, and none needed where the slug is in the title?"""
    assert to_canvas(kit, gradebook(PEOPLE), column=column).rows[0][-1] == OURS


@pytest.mark.parametrize("title", ["t1_sums (3)", "SUMS (3)", "T1_SUMS, part (b) (3)"])
def test_an_assignment_is_found_by_slug_or_title(kit, title):
    """Do case and further words not matter?"""
    assert to_canvas(kit, gradebook(PEOPLE, title=title)).rows[0][-1] == title


def test_folder_names_can_be_added_as_a_column(kit):
    """Does a column called student, added anywhere, tell who is who and stay out of both files?"""
    header, *rows = csv.reader(io.StringIO(gradebook(PEOPLE)))
    names = ["", "", "s3", "s1", "s2"]
    text = table([["student", *header], *([name, *row] for name, row in zip(names, rows, strict=True))])
    with pytest.raises(PixgradError, match="not a gradebook of Canvas"):
        to_canvas(kit, text)
    for place in (2, len(IDS), len(header)):
        columns = zip(["student", *names], [header, *rows], strict=True)
        text = table([*row[:place], name, *row[place:]] for name, row in columns)
        made = to_canvas(kit, text, {"s1": "1", "s2": "2", "s3": "3"})
        assert list(canvas_reads(made.text)[0].values()) == ["3", "1", "2"]
    text = table([["Student", "E-Mail-Adresse"], ["s2", "b@x"], ["s1", "a@x"]])
    assert moodle_reads(to_moodle(kit, text, {"s1": "1", "s2": "2"}).text) == {"a@x": "1", "b@x": "2"}


MOODLE = [
    ["First name", "Last name", "ID number", "Email address", "Quiz (Real)"],
    ["Ada", "Lovelace", "007", "Ada@uni.example", "-"],
    ["Bo", "O'Neil", "08", "bo@uni.example", "-"],
    ["Cy", "Late", "", "cy@uni.example", "70"],
]


def test_moodle_gets_one_row_for_each_marked_student(kit):
    """Is there a row for who is marked alone, with the id exactly as Moodle writes it?"""
    made = to_moodle(kit, table(MOODLE), {"ada@uni.example": "0", "bo@uni.example": "2", "zoe": "1"})
    assert made.rows == [["Email address", "t1_sums"], ["Ada@uni.example", "0"], ["bo@uni.example", "2"]]
    assert any(line.endswith("NOT in the file (1): zoe") for line in made.remarks)
    assert made.remarks[-1] == "not marked, so not in the file (1): cy@uni.example"


def test_moodle_keeps_leading_zeros_and_takes_another_heading(kit):
    """Is 007 no number, and can the score's column be called otherwise?"""
    made = to_moodle(kit, table(MOODLE), {"007": "1", "8": "2"}, column="Homework 1")
    assert made.rows == [["ID number", "Homework 1"], ["007", "1"]]
    assert any("leading zeros" in line and line.endswith("(1): 8") for line in made.remarks)


def test_any_column_of_moodle_can_be_named(kit):
    """Is a list in another language used, once told where the ids are?"""
    text = table([["Vorname", "Anmeldename"], ["Ada", "ada"], ["Bo", "bo"]], ";")
    made = to_moodle(kit, text, {"bo": "1"}, heading="Anmeldename")
    assert made.rows == [["Anmeldename", "t1_sums"], ["bo", "1"]]


def test_one_name_in_two_compositions_is_one_student(kit):
    """Is a folder name as macOS composes it found in the roster?"""
    made = to_moodle(kit, table([["Username", "x"], ["j\u00fcrgen", ""]]), {"ju\u0308rgen": "1"})
    assert made.rows[1] == ["j\u00fcrgen", "1"]


GOOD = gradebook(PEOPLE)
BROKEN = {
    "not canvas": (
        to_canvas,
        table(MOODLE),
        {},
        "is not a gradebook of Canvas.*First name.*Grades, Export",
    ),
    "no assignment": (
        to_canvas,
        gradebook(PEOPLE, title="Other (1)"),
        {},
        r"called t1_sums or 'Sums'.*Other \(1\)",
    ),
    "two assignments": (
        to_canvas,
        gradebook(PEOPLE).replace("Quiz (a, b)", "Sums"),
        {},
        r"several assignments.*--column: Homework 1: t1_sums \(1234\); Sums \(77\)",
    ),
    "unknown assignment": (
        to_canvas,
        GOOD,
        {"column": "t1"},
        r"no assignment called 't1' \(assignments: Homework",
    ),
    "a total": (to_canvas, GOOD, {"column": "Final Score (2026)"}, "no assignment called 'Final Score"),
    "other points": (to_canvas, GOOD, {"column": "77"}, r"out of 10.00 points, pixgrad out of 100"),
    "unknown column": (
        to_canvas,
        GOOD,
        {"heading": "SIS login"},
        r"did you mean SIS Login ID\? \(columns: Student",
    ),
    "nobody": (
        to_canvas,
        GOOD,
        {"heading": "ID"},
        "none of the 3 marked students, such as 'ada'.*such as '1'",
    ),
    "no known column": (
        to_moodle,
        table([["Mail", "Name"], ["ada", "A"]]),
        {},
        "no column of ids that is known",
    ),
    "twice": (
        to_canvas,
        gradebook([*PEOPLE, ("Twin", "1", "ADA")]),
        {},
        "'ada' is twice in column 'SIS Login ID' of gradebook.csv, in rows 4 and 7",
    ),
    "two folders": (to_canvas, GOOD, {"scores": {"Ada": "1", "ada": "2"}}, "'Ada' and 'ada' are one id"),
    "two columns fit": (
        to_canvas,
        gradebook([("A", "ada", "bo"), ("B", "bo", "ada")]),
        {},
        r"several columns.*SIS User ID; SIS Login ID\); say which by --match",
    ),
    "one id for two": (
        to_moodle,
        table([["student", "Email address"], ["ada", "a@x"], ["bo", "A@x"]]),
        {},
        "'ada' and 'bo' have the same id in column 'Email address'",
    ),
    "no id": (
        to_moodle,
        table([["student", "Email"], ["ada", "a@x"], ["bo", " "]]),
        {},
        "'bo' has no id in column",
    ),
    "no column of Moodle's": (
        to_moodle,
        table([["student", "Vorname", "Mail"], ["ada", "A", "a@x"]]),
        {},
        r"no column Email address; ID number; Username \(columns: student; Vorname; Mail\)",
    ),
    "open quote": (to_canvas, 'Student,ID\n"ada,1\n', {}, "gradebook.csv is not a CSV file: "),
    "long row": (to_canvas, "Student,ID\nLovelace, Ada,1\n", {}, "row 2 has 3 cells, the headings are 2"),
    "headings alone": (to_canvas, "Student,ID\n\n", {}, "not a list of students"),
    "empty": (to_canvas, "", {}, "not a list of students"),
    "prose": (to_canvas, "Dear all\nplease", {}, "not a list of students"),
}


@pytest.mark.parametrize("make, text, options, message", BROKEN.values(), ids=BROKEN)
def test_what_is_not_certain_is_an_error_that_says_why(kit, make, text, options, message):
    """Is each doubt one line with the columns, ids or assignments that were found?"""
    with pytest.raises(PixgradError, match=message) as error:
        make(kit, text, **options)
    assert "\n" not in str(error.value)


ENCODINGS = {"plain": "utf-8", "with its mark": "utf-8-sig", "Excel's Unicode text": "utf-16"}


@pytest.mark.parametrize("encoding", ENCODINGS.values(), ids=ENCODINGS)
def test_marks_of_encodings_are_no_letters(tmp_path, encoding):
    """Is the first heading read without the byte order mark, and Excel's separator line dropped?"""
    path = tmp_path / "list.csv"
    path.write_bytes("sep=;\nstudent;Ä\n007;ü\n".encode(encoding))
    assert roster.read(path) == roster.Roster("list.csv", ("student", "Ä"), (("007", "ü"),))


@pytest.mark.parametrize(
    "content, message",
    [
        ("a,b\nc,ü\n".encode("cp1252"), r"not in UTF-8 \(line 2\)"),
        (b"PK\x03\x04rest", "is a workbook, not CSV"),
        (b"\xff\xfea", "not in UTF-8"),
    ],
)
def test_other_encodings_are_refused(tmp_path, content, message):
    """Is a file refused whose umlauts would be guessed?"""
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    with pytest.raises(PixgradError, match=message):
        roster.read(path)


WORD = st.text(alphabet="aA0ü\u0308ß\"',;=+-@ .\tñ2", min_size=1, max_size=6)
ID = WORD.filter(lambda name: roster.key(name) != "")
CELL = st.text(alphabet="aA01ü\"',;=+-@ .\t\n", max_size=8)


@st.composite
def classes(draw):
    """Draw (people of the roster, totals of the marked): some are both, at least one."""
    ids = draw(st.lists(ID, min_size=1, max_size=8, unique_by=roster.key))
    marked = draw(st.lists(st.booleans(), min_size=len(ids), max_size=len(ids)))
    marked[0] = True
    strangers = draw(st.lists(ID, max_size=3, unique_by=roster.key))
    known = {roster.key(name) for name in ids}
    folders = [name for name, is_marked in zip(ids, marked, strict=True) if is_marked]
    folders += [name for name in strangers if roster.key(name) not in known]
    totals = {name: draw(st.integers(0, 400)) / 4 for name in draw(st.permutations(folders))}
    return [(draw(CELL), name) for name in draw(st.permutations(ids))], totals


@pytest.mark.slow
@given(classes(), st.sampled_from([",", ";", "\t"]))
def test_every_score_comes_back_to_its_student_in_canvas(kit, drawn, separator):
    """Whatever ids and names look like, does Canvas read each student's score, and each id as it was?"""
    people, totals = drawn
    text = gradebook([(name, "", login) for name, login in people], separator=separator)
    made = to_canvas(kit, text, scores_of(totals))
    grades, cells, _ = canvas_reads(made.text)
    assert [(row[0], row[3]) for row in cells.values()] == people
    got = {row[3]: grades[number] for number, row in cells.items()}
    assert {login: float(grade) for login, grade in got.items() if grade} == {
        login: totals[login] for _, login in people if login in totals
    }
    assert {login for login, grade in got.items() if not grade} == {login for _, login in people} - set(
        totals
    )
    said = "\n".join(made.remarks)
    assert all(words.name(name) in said for name in set(totals) - {login for _, login in people})


@pytest.mark.slow
@given(classes(), st.sampled_from([",", ";", "\t"]))
def test_every_score_comes_back_to_its_student_in_moodle(kit, drawn, separator):
    """Whatever ids look like, does Moodle read each marked student's score, and nobody else's?"""
    people, totals = drawn
    text = table([["First name", "Username"], *people], separator)
    made = to_moodle(kit, text, scores_of(totals))
    assert {name: float(grade) for name, grade in moodle_reads(made.text).items()} == {
        login.strip(): totals[login] for _, login in people if login in totals
    }
    said = "\n".join(made.remarks)
    assert all(words.name(name) in said for name in {login for _, login in people} ^ set(totals))


@pytest.fixture
def marked_here(marked_class, pixgrad, monkeypatch, tmp_path):
    """Call the command line in a marked course, with a gradebook and a grade export of the class at hand."""
    monkeypatch.chdir(marked_class.course.root)
    people = [(name.title(), f"00{place}", name) for place, name in enumerate(marked_class.summary.scores)]
    (tmp_path / "gradebook.csv").write_text(gradebook([*people, ("Late, Lea", "", "late")]), encoding="utf-8")
    moodle = [["Username", "Quiz"], *([name, ""] for _, _, name in people)]
    (tmp_path / "grades.csv").write_text(table(moodle), encoding="utf-8")
    return pixgrad


def test_an_instructor_exports_to_both(marked_class, marked_here, tmp_path):
    """Do both commands write what the gradebook says, with a file name of their own and what to do next?"""
    totals = {name: sum(row.values()) for name, row in marked_class.summary.scores.items()}
    said = marked_here("export", "t1_sums", "--to", "canvas", "--roster", str(tmp_path / "gradebook.csv"))
    assert said.code == 0
    assert "(1): Late, Lea" in said.err
    assert said.out.startswith("grades: grading/grades-t1_sums-canvas.csv\nimport it in Canvas")
    text = (marked_class.course.grading / "grades-t1_sums-canvas.csv").read_text(encoding="utf-8")
    grades, cells, _ = canvas_reads(text)
    got = {cells[number][3]: grade for number, grade in grades.items()}
    assert got.pop("late") == ""
    assert {name: float(grade) for name, grade in got.items()} == totals
    assert 0.0 in totals.values()
    said = marked_here(
        "export", "t1_sums", "--to", "moodle", "--roster", str(tmp_path / "grades.csv"), "--output", "-"
    )
    assert {name: float(grade) for name, grade in moodle_reads(said.out).items()} == totals
    assert said.err == "students are matched by column 'Username' of grades.csv\n"


MISTAKES = {
    "no roster for canvas": (
        ["--to", "canvas"],
        2,
        "Grades, Export, Export Entire Gradebook, and give that file",
    ),
    "no roster for moodle": (["--to", "moodle"], 2, "Grades, Export, Plain text file, and give that file"),
    "roster for csv": (["--roster", "gradebook.csv"], 2, "go with --to canvas or --to moodle, not --to csv"),
    "mistyped": (
        ["--to", "canvas", "--roster", "gradbook.csv"],
        2,
        "no file gradbook.csv; did you mean gradebook.csv?",
    ),
    "overwrite": (
        ["--to", "canvas", "--roster", "gradebook.csv", "--output", "gradebook.csv"],
        2,
        "would overwrite the roster gradebook.csv; choose another --output",
    ),
    "other platform's": (
        ["--to", "canvas", "--roster", "grades.csv"],
        1,
        "grades.csv is not a gradebook of Canvas",
    ),
}


@pytest.mark.parametrize("words, code, message", MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_at_the_command_line_is_one_clear_line(
    marked_here, marked_class, monkeypatch, tmp_path, words, code, message
):
    """Does each mistake say what to do, write nothing and leave the roster alone?"""
    copy = marked_class.course.root / "lists"
    copy.mkdir(exist_ok=True)
    monkeypatch.chdir(copy)
    for name in ("gradebook.csv", "grades.csv"):
        (copy / name).write_bytes((tmp_path / name).read_bytes())
    said = marked_here("export", "t1_sums", *words)
    assert (said.code, said.out) == (code, "")
    (line,) = said.err.splitlines()
    assert line.startswith("pixgrad export: ")
    assert message in line
    assert (copy / "gradebook.csv").read_bytes() == (tmp_path / "gradebook.csv").read_bytes()


SHEET = [
    ["Identifier", "Full name", "Email address", "Status", "Grade", "Maximum grade", "Grade can be changed"],
    ["Participant 4711", "Ada Lovelace", "ada@uni.example", "Submitted", "", "100.00", "Yes"],
    ["Participant 4712", "Cy Bo", "cy@uni.example", "Submitted", "12.00", "100.00", "Yes"],
    ["Participant 4713", "Di Po", "di@uni.example", "Submitted", "50.00", "100.00", "No"],
]
SHEET = [
    [*row, more] for row, more in zip(SHEET, ["Last modified (grade)", "-", "3 March", "-"], strict=True)
]


def to_worksheet(kit, scores, sheet=SHEET, separator=",", column=None, heading=None):
    """Fill in a worksheet."""
    read = roster.parse("worksheet.csv", table(sheet, separator))
    given = {student: read.number(score) for student, score in scores.items()}
    return worksheet.export(read, kit, given, column, heading)


def test_a_worksheet_comes_back_with_nothing_but_grades_changed(kit):
    """Are grades filled in, other cells left as they came, and who is not marked or locked left alone?"""
    made = to_worksheet(kit, {"ada@uni.example": "62.5", "di@uni.example": "100"})
    rows = list(csv.reader(io.StringIO(made.text)))
    assert [row[4] for row in rows] == ["Grade", "62.5", "12.00", "50.00"]
    assert [row[:4] + row[5:] for row in rows] == [row[:4] + row[5:] for row in SHEET]
    assert "not marked, the cell stays as it is in Moodle (1): Participant 4712 Cy Bo" in made.remarks
    assert any("locked in Moodle" in remark and "di@uni" in remark for remark in made.remarks)


def test_students_may_be_called_by_the_number_of_their_identifier(kit):
    """Is 4711 found as Participant 4711, which stays so in the file?"""
    made = to_worksheet(kit, {"4711": "80"})
    assert "Participant 4711,Ada Lovelace,ada@uni.example,Submitted,80," in made.text


def test_a_worksheet_in_another_language_keeps_its_separator_and_decimal_comma(kit):
    """Does a German worksheet come back with semicolons, commas and its own headings?"""
    german = [["ID", "Name", "E-Mail", "Status", "Bewertung", "Bestwertung"]]
    german += [["Teilnehmer/in 4711", "Ada L", "ada@uni.example", "x", "", "100,00"]]
    made = to_worksheet(kit, {"4711": "62.5"}, german, ";", column="Bewertung")
    assert made.text.splitlines()[1] == "Teilnehmer/in 4711;Ada L;ada@uni.example;x;62,5;100,00"
    assert "separator semicolon" in made.advice


def test_a_worksheet_of_other_points_or_of_something_else_is_refused(kit):
    """Is a maximum other than ours, or a table without grades, one line?"""
    of_ten = [[cell.replace("100.00", "10.00") for cell in row] for row in SHEET]
    with pytest.raises(PixgradError, match="Moodle counts this assignment out of 10"):
        to_worksheet(kit, {"4711": "80"}, of_ten)
    with pytest.raises(PixgradError, match="no grading worksheet of Moodle"):
        to_worksheet(kit, {"4711": "80"}, [row[:4] for row in SHEET])


@pytest.mark.parametrize("separator", [",", ";"])
def test_a_gradebook_comes_back_with_its_own_separator(kit, separator):
    """Does Canvas get semicolons where it wrote semicolons?"""
    made = to_canvas(kit, gradebook(PEOPLE, separator=separator))
    assert made.text.count(separator) > 20
    assert next(csv.reader(io.StringIO(made.text), delimiter=separator))[-1] == OURS
