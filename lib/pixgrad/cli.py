"""The ``pixgrad`` command: a table of contents, each entry imported only when it is called."""

import importlib.util
import sys

import click

from pixgrad.errors import PixgradError, UsageError, nearest
from pixgrad.files import FULL

# command -> module and attribute that define it; the module is imported when the command is asked for.
COMMANDS = {
    "build": "pixgrad.authoring.commands:build",
    "audit": "pixgrad.authoring.commands:audit",
    "new": "pixgrad.authoring.commands:new",
    "handout": "pixgrad.authoring.commands:handout",
    "check": "pixgrad.marking.commands:check",
    "collect": "pixgrad.classroom.collect_command:collect",
    "watch": "pixgrad.pages.commands:watch",
    "progress": "pixgrad.pages.commands:progress",
    "simulate": "pixgrad.classroom.commands:simulate",
    "grade": "pixgrad.classroom.commands:grade",
    "report": "pixgrad.classroom.commands:report",
    "export": "pixgrad.export.commands:export",
    "handback": "pixgrad.classroom.collect_command:handback",
    "students": "pixgrad.classroom.students_commands:students",
    "bundle": "pixgrad.export.commands:bundle",
    "total": "pixgrad.classroom.total_command:total",
    "data": "pixgrad.data.commands:data",
    "ladder": "pixgrad.ladder.commands:ladder",
    "site": "pixgrad.book.commands:site",
    "lab": "pixgrad.marking.commands:lab",
}


def _is_here(command: str) -> bool:
    """Whether the package that a command lives in is installed: students get no more than they need."""
    package = COMMANDS[command].rpartition(".")[0]
    return importlib.util.find_spec(package) is not None


class LazyGroup(click.Group):
    """A group whose commands are imported on demand, so that ``--help`` answers at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Commands in the order in which a course uses them; a student's wheel has not all of them."""
        return [name for name in COMMANDS if _is_here(name)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        """Import and return one command; an unknown name is answered with the nearest one."""
        if cmd_name not in COMMANDS:
            hint = nearest(cmd_name, COMMANDS) or "; see pixgrad --help"
            raise UsageError(f"there is no command {cmd_name!r}{hint}")
        if not _is_here(cmd_name):
            here = ", ".join(self.list_commands(ctx))
            raise UsageError(f"this is for instructors; what students get has {here}")
        module, attribute = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="pixgrad", prog_name="pixgrad")
def cli() -> None:
    """Learn image classification from scratch, and mark it.

    \b
    A student:     pixgrad lab                    open the notebooks
                   pixgrad check a1_knn.ipynb     verdict and hint for every exercise
                   pixgrad watch                  the same on every save, for what changed
                   pixgrad progress               how far you have come, and what is next
    An instructor: pixgrad handout                what students get
                   pixgrad simulate a1_knn --students 14
                   pixgrad grade a1_knn           mark a class
                   pixgrad total                  all assignments together
    An author:     pixgrad build && pixgrad audit
                   pixgrad new a1_knn my-exercise
    """


def main() -> None:
    """Run the command line; an error meant for people is one line on stderr, never a traceback."""
    try:
        code = cli.main(prog_name="pixgrad", standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except PixgradError as error:
        click.echo(f"{_called_as()}: {error}", err=True)
        sys.exit(error.exit_code)
    except OSError as error:
        if error.errno not in FULL:
            raise
        where = f" ({error.filename})" if error.filename else ""
        click.echo(f"{_called_as()}: {error.strerror}{where}; make room, then run it again", err=True)
        sys.exit(1)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo(f"{_called_as()}: interrupted", err=True)
        sys.exit(130)


def _called_as() -> str:
    verb = next((word for word in sys.argv[1:] if word in COMMANDS), "")
    return f"pixgrad {verb}".rstrip()


if __name__ == "__main__":
    main()
