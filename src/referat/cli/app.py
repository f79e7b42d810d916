r"""The table of commands, and the one place where a run begins and ends.

A command is one line in `COMMANDS` and one function in a module of this folder, named after the command (`_` for `-`, and a `_`
after a name that Python keeps for itself: `import_`). Its parameters are its options (`referat.cli.options` has the shared ones),
its docstring is its --help, with examples after a blank line and `\b`; it returns an exit code, or None for 0:

    def groups(*, book: BookPath = None, today: Today, format: Annotated[Literal["table", "json"] | None, format_option()] = None) -> int | None:

What describes the options (`Annotated`, typer, the shared ones) is imported where Typer is: under `if TYPE_CHECKING or "typer" in sys.modules`.
The fast path calls the same function without it.

A command with commands of its own (`items add`) is a `typer.Typer` of that name, made by `family()`. A module is imported when its
command is run, or its help shown: one command never pays for another.
"""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from importlib import import_module, reload
from keyword import iskeyword
from typing import Annotated, Any, ClassVar

import typer
from typer.core import TyperCommand, TyperGroup

from referat import __version__
from referat.cli.ending import ended_by
from referat.cli.streams import speak_utf8
from referat.languages import i18n
from referat.languages.mark import N_

# What a panel of --help is called, to its commands in the order shown: name -> (module, summary).
Commands = Mapping[str, Mapping[str, tuple[str, str]]]
COMMANDS: Commands = {
    N_("Follow up"): {
        "actions": ("referat.cli.actions", N_("Who follows up on what.")),
        "followup": ("referat.cli.followup", N_("The same as a report to read aloud.")),
        "add": ("referat.cli.change", N_("Add an action.")),
        "done": ("referat.cli.change", N_("Tick actions off.")),
        "drop": ("referat.cli.change", N_("Take actions off the list without doing them.")),
        "start": ("referat.cli.change", N_("Say that somebody has begun on actions.")),
        "reopen": ("referat.cli.change", N_("Put closed actions back on the list.")),
        "defer": ("referat.cli.change", N_("Move the due date of actions.")),
        "remind": ("referat.cli.remind", N_("Tell each person what they have to do, by mail or on paper.")),
        "inbox": ("referat.cli.inbox", N_("Take in what people answered, one by one.")),
        "assign": ("referat.cli.change", N_("Hand actions over to others.")),
        "reword": ("referat.cli.change", N_("Mend the words of an action in a draft.")),
        "status": ("referat.cli.everyday", N_("What is left to do, on one screen.")),
    },
    N_("Look up"): {
        "show": ("referat.cli.show", N_("One meeting, group, item, person or action, with its whole history.")),
        "report": ("referat.cli.report", N_("Follow-up, decisions, the year, attendance, groups: as a table or a document.")),
        "export": ("referat.cli.export", N_("A meeting, a group, a person or a list as a document to hand on.")),
        "calendar": ("referat.cli.calendar", N_("Meetings and due dates for the calendars that people use.")),
        "site": ("referat.cli.site", N_("The book as pages to look at, with charts and a search, that need no server.")),
        "search": ("referat.cli.search", N_("Find words in all that the book holds.")),
        "meetings": ("referat.cli.lists", N_("The meetings, and how far their minutes have come.")),
        "decisions": ("referat.cli.lists", N_("What was decided.")),
        "items": ("referat.cli.items", N_("The waiting list: what was postponed, raised, prepared or parked.")),
        "groups": ("referat.cli.lists", N_("The groups: lead, seats to fill, term.")),
        "people": ("referat.cli.lists", N_("The people: groups, attendance, open actions.")),
    },
    N_("The book"): {
        "init": ("referat.cli.init", N_("Start a minute book.")),
        "import": ("referat.cli.import_", N_("Read in the minutes you already have.")),
        "new": ("referat.cli.new", N_("Prepare the next minutes of a group.")),
        "move": ("referat.cli.meeting", N_("Give a meeting that is still to come another day.")),
        "cancel": ("referat.cli.meeting", N_("Say that a meeting will not be held.")),
        "agenda": ("referat.cli.everyday", N_("What the next meeting already holds, and why.")),
        "attend": ("referat.cli.meeting", N_("Write into a draft who came and who did not.")),
        "edit": ("referat.cli.everyday", N_("Open minutes, a group or an item in your editor.")),
        "check": ("referat.cli.check", N_("Find what is written wrongly, and mend what cannot be mended wrongly.")),
        "save": ("referat.cli.save", N_("Keep the day's writing in the book's history.")),
        "undo": ("referat.cli.undo", N_("Take back the last command that changed the book.")),
        "restore": ("referat.cli.undo", N_("Bring back a file that is missing.")),
        "sync": ("referat.cli.sync", N_("Bring the book together with a colleague's.")),
        "rename": ("referat.cli.save", N_("Give minutes, a group or an item another id.")),
        "help": ("referat.cli.help_by_task", N_("What to type for what you want to do.")),
    },
    N_("Send out and approve"): {
        "notice": ("referat.cli.notice", N_("Call a coming meeting, with the agenda and the papers.")),
        "circulate": ("referat.cli.circulate", N_("Send minutes out, with copies to hand on.")),
        "approve": ("referat.cli.approve", N_("Record that a later meeting approved minutes.")),
        "withdraw": ("referat.cli.approve", N_("Take an approval back.")),
        "correct": ("referat.cli.approve", N_("Record that a later meeting corrected approved minutes.")),
        "trail": ("referat.cli.trail", N_("How minutes came to be approved, as a table.")),
        "verify": ("referat.cli.verify", N_("Prove that approved text is unchanged and the chain whole.")),
        "signers": ("referat.cli.signers", N_("Whose keys count for signed approvals.")),
        "hooks": ("referat.cli.hooks", N_("Have git look at approved minutes by itself.")),
        "trust": ("referat.cli.hooks", N_("Say that you trust this book's git repository.")),
    },
}

# What a command is called by who thinks of it in Norwegian.
OTHER_NAMES = {"innkalling": "notice", "hjelp": "help"}
# Click's own class for a command typed wrongly has no public name in typer; it is what BadParameter is a kind of.
UsageProblem: type[Exception] = typer.BadParameter.__bases__[0]

HELP = {"-h", "--help"}
SETTINGS = {"help_option_names": sorted(HELP), "max_content_width": 100}


def help_of(command: Any, context: Any) -> str:
    """The --help of a command, in the book's language."""
    from referat.cli.help_pages import page

    return page(command, context)


class CommandTable(TyperGroup):
    """A group of commands that knows their names and summaries, and imports one when it is asked for."""

    panels: ClassVar[Commands] = {}
    names_only = False

    def list_commands(self, ctx: Any) -> list[str]:
        return [name for panel in self.panels.values() for name in panel]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        for panel in self.panels.values():
            if cmd_name in panel:
                module, summary = panel[cmd_name]
                return TyperCommand(cmd_name, help=summary, rich_markup_mode=None) if self.names_only else loaded(cmd_name, module)
        return None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name = OTHER_NAMES.get(args[0], args[0])
        if name not in self.list_commands(ctx) and not name.startswith("-") and not ctx.resilient_parsing:
            from referat.cli.usage_errors import unknown_command

            raise unknown_command(name, self.list_commands(ctx))
        return super().resolve_command(ctx, [name, *args[1:]])

    def get_help(self, ctx: Any) -> str:
        return help_of(self, ctx)

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        with self.knowing_names_only():
            return super().shell_complete(ctx, incomplete)

    @contextmanager
    def knowing_names_only(self) -> Iterator[None]:
        """Completing a command's name needs no command: names and summaries are enough."""
        self.names_only = True
        try:
            yield
        finally:
            self.names_only = False


def family(summary: str) -> typer.Typer:
    """A command with commands of its own."""
    return typer.Typer(help=summary, rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False, context_settings=SETTINGS)


def loaded(name: str, module: str) -> Any:
    """The command `name`, from the function or family of that name in `module`."""
    plain = name.replace("-", "_")
    place = import_module(module)
    if not hasattr(place, "typer"):  # the fast path has loaded it, without what only Typer needs, and then left the rest to Typer
        place = reload(place)
    found = getattr(place, f"{plain}_" if iskeyword(plain) else plain)
    if isinstance(found, typer.Typer):
        app = found
    else:
        app = family("")
        app.command(name, context_settings=SETTINGS)(found)
    command = typer.main.get_command(app)
    command.name = name
    for one in (command, *getattr(command, "commands", {}).values()):
        one.help = (one.help or "").replace("\\b\n", "\b\n")  # a docstring writes the mark as \b, so that its source shows it
        one.get_help = partial(help_of, one)
        for parameter in one.params:
            take_norwegian(parameter)
    return command


def take_norwegian(parameter: Any) -> None:
    """Have an option that takes one of several values take their Norwegian words too."""
    kind = parameter.type
    if choices := getattr(kind, "choices", ()):
        from referat.languages.values import meant

        named, convert = [str(getattr(choice, "value", choice)) for choice in choices], kind.convert
        kind.convert = lambda value, param, ctx: convert(meant(value, named) if type(value) is str else value, param, ctx)


def made(commands: Commands = COMMANDS) -> Any:
    """The whole command line, ready to run."""
    table = type("Referat", (CommandTable,), {"panels": commands})
    app = typer.Typer(
        cls=table,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings=SETTINGS,
        epilog="referat help says what to type for what you want to do; referat COMMAND --help says more about a command, with examples.",
    )
    app.callback()(whole)
    command = typer.main.get_command(app)
    command.name = "referat"
    return command


def show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"referat {__version__}")
        raise typer.Exit


def whole(
    version: Annotated[bool, typer.Option("--version", callback=show_version, is_eager=True, help="Say which version this is.")] = False,
) -> None:
    """A minute book in plain text: minutes, decisions and action items as Markdown files in git."""


def main(args: Sequence[str] | None = None, commands: Commands = COMMANDS) -> int:
    """Run what was typed. Every way a run can end ends here, as an exit code."""
    speak_utf8()
    i18n.use(i18n.choose(None, os.environ))
    typed = list(sys.argv[1:] if args is None else args)

    try:
        code = run(made(commands), typed)
        sys.stdout.flush()
    except UsageProblem as problem:
        from referat.cli.usage_errors import misused

        code = ended_by(misused(problem, typed))
    except typer.Abort:
        code = ended_by(KeyboardInterrupt())
    except BaseException as problem:  # noqa: BLE001 - every other way too
        from referat.cli.usage_errors import speak_as_the_book

        speak_as_the_book(typed)  # the run may have ended before it came to the book
        code = ended_by(problem)
    return code


def run(command: Any, typed: list[str]) -> int:
    """`typed` as a command, or as the question of a shell that completes one."""
    if "_REFERAT_COMPLETE" in os.environ:
        return int(command.main(typed, prog_name="referat", standalone_mode=False) or 0)
    try:
        if not typed or not HELP.isdisjoint(typed):
            from referat.cli.usage_errors import speak_as_the_book

            speak_as_the_book(typed)
        with command.make_context("referat", typed or ["--help"]) as context:
            return int(command.invoke(context) or 0)
    except typer.Exit as end:
        return int(end.exit_code)
