"""The ``pixgrad`` command: a table of contents, each entry imported only when it is called."""

import importlib.util
import sys

import click

from pixgrad.errors import PixgradError, UsageError, nearest
from pixgrad.files import FULL

# For each kind of user: command -> module and attribute that define it, imported when it is asked for.
BY_USER = {
    "A student": {
        "lab": "pixgrad.marking.commands:lab",
        "watch": "pixgrad.pages.commands:watch",
        "check": "pixgrad.marking.commands:check",
        "progress": "pixgrad.pages.commands:progress",
        "data": "pixgrad.data.commands:data",
    },
    "An instructor": {
        "handout": "pixgrad.authoring.commands:handout",
        "bundle": "pixgrad.export.commands:bundle",
        "simulate": "pixgrad.classroom.commands:simulate",
        "collect": "pixgrad.classroom.collect_command:collect",
        "grade": "pixgrad.classroom.commands:grade",
        "report": "pixgrad.classroom.commands:report",
        "handback": "pixgrad.classroom.collect_command:handback",
        "export": "pixgrad.export.commands:export",
        "total": "pixgrad.classroom.total_command:total",
        "students": "pixgrad.classroom.students_commands:students",
    },
    "An author": {
        "new": "pixgrad.authoring.commands:new",
        "build": "pixgrad.authoring.commands:build",
        "audit": "pixgrad.authoring.commands:audit",
        "site": "pixgrad.book.commands:site",
        "ladder": "pixgrad.ladder.commands:ladder",
    },
}
SENTENCE = 110  # characters of what --help says of a command
COMMANDS = {name: place for commands in BY_USER.values() for name, place in commands.items()}


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

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what each command does, under the kind of user that it is for."""
        here = self.list_commands(ctx)
        for user, commands in BY_USER.items():
            found = {name: self.get_command(ctx, name) for name in commands if name in here}
            if rows := [(name, command.get_short_help_str(SENTENCE)) for name, command in found.items()]:
                with formatter.section(user):
                    formatter.write_dl(rows)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="pixgrad", prog_name="pixgrad")
def cli() -> None:
    """Learn image classification from scratch, and mark it.

    \b
    A student begins with    pixgrad lab, and pixgrad watch in a terminal beside it
    an instructor with       pixgrad grade a1_knn
    an author with           pixgrad build && pixgrad audit
    More, with examples:     pixgrad COMMAND --help
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
