"""The commands on the students of a course; what is heavy is imported when they run."""

import click

from pixgrad.files import seen_from_here


@click.group()
def students() -> None:
    """Show who is in the course, or take somebody out of it.

    \b
        pixgrad students list
        pixgrad students remove ada bo
    """


@students.command("list")
def list_students() -> None:
    """Print every student, with what is handed in and what is marked, a line for each."""
    from pixgrad.classroom.students import enrolled
    from pixgrad.course import Course
    from pixgrad.marking.sanitise import name

    found = enrolled(Course.find())
    for each in found:
        handed_in, marked = (", ".join(some) or "-" for some in (each.handed_in, each.marked))
        click.echo(f"{name(each.student)}  handed in: {handed_in}  marked: {marked}")
    click.echo(f"{len(found)} students", err=True)


@students.command()
@click.argument("names", nargs=-1, required=True, metavar="STUDENT...")
@click.option("--yes", is_flag=True, help="Do not ask.")
def remove(names: tuple[str, ...], yes: bool) -> None:
    """Take students out of the gradebook, with submissions, marks and pages.

    \b
        pixgrad students remove ada bo
        pixgrad students remove ada --yes

    Nothing is deleted: their files and a copy of the gradebook as it was go to grading/removed.
    """
    from pixgrad.classroom import students as people
    from pixgrad.course import Course

    course = Course.find()
    if not yes:
        click.confirm(f"Take {', '.join(names)} out of the course?", abort=True)
    kept = people.remove(course, names)
    click.echo(f"removed: {', '.join(names)}")
    click.echo(f"kept: {seen_from_here(kept)}, their files and the gradebook as it was")
