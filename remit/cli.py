"""The command line: the only part that prints and exits. Commands stand in remit/commands and import late."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import Any

import click

from remit import __version__
from remit.words import words


class _Root(click.ParamType[Any]):
    name = "dir"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        path = Path(value)
        if not (path / "policies" / "system.yaml").is_file():
            self.fail(words("no_root", folder=str(path)))
        return path.resolve()


class _Date(click.ParamType[Any]):
    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from datetime import date

        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            self.fail(words("bad_date", value=str(value)))


class NotDoneError(click.ClickException):
    """What the machine does not allow: exit 2, as for a wrong use."""

    exit_code = 2


def problem_of(error: OSError, lang: str | None) -> str:
    """Which file a failure of the machine is about, as far as that is known, and what is the matter, in words."""
    name = _PROBLEMS.get(error.errno or 0)
    problem = words(f"problem.{name}", lang) if name else str(error.strerror or error)
    path = error.filename2 or error.filename
    return words("problem.of_file", lang, path=path, problem=problem) if path else problem


_PROBLEMS = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EFBIG: "too_large",
    errno.EROFS: "read_only",
    errno.EACCES: "forbidden",
    errno.EPERM: "forbidden",
    errno.ENOENT: "gone",
    errno.ENOTDIR: "not_a_folder",
    errno.EEXIST: "not_a_folder",
    errno.EISDIR: "not_a_file",
    errno.EIO: "broken",
    errno.ENAMETOOLONG: "too_long",
}

DATE = _Date()
"""A day as YYYY-MM-DD."""


class _Commands(click.Group):
    """Finds a command in the module of its name, so that a command pays only for what it imports."""

    _NAMES = (
        "acknowledge",
        "approve",
        "build",
        "check",
        "codeowners",
        "diff",
        "impact",
        "init",
        "merge",
        "move",
        "new",
        "rename",
        "rule",
        "rules",
        "serve",
        "show",
        "status",
        "template",
        "verify",
        "where",
    )

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self._NAMES)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what the machine does not allow is a message, not a traceback."""
        try:
            return super().invoke(ctx)
        except OSError as error:
            if error.errno == errno.EPIPE:  # whoever read along has seen enough; click knows what to do
                raise
            lang = ctx.ensure_object(Settings).lang
            raise NotDoneError(words("problem.line", lang, problem=problem_of(error, lang))) from error

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self._NAMES:
            return None
        from importlib import import_module

        command: click.Command = import_module(f"remit.commands.{cmd_name}").command
        if not any(option.name == "root" for option in command.params):
            command.params += _shared(after_command=True)
        return command


def find_root(start: Path) -> Path:
    """The nearest folder from `start` upward with policies/system.yaml. Raises click.UsageError where there is none."""
    for folder in (start, *start.parents):
        if (folder / "policies" / "system.yaml").is_file():
            return folder
    raise click.UsageError(words("no_root", folder=str(start)))


class Settings:
    """What every command is told: the company's folder, the day that counts, the language of messages."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}

    @property
    def root(self) -> Path:
        """The company's folder."""
        found: Path | None = self.values.get("root")
        return found or find_root(Path.cwd())

    @property
    def as_of(self) -> str:
        """The day that counts; the command line alone reads the clock."""
        from datetime import date

        return str(self.values.get("as_of") or date.today().isoformat())

    @property
    def lang(self) -> str | None:
        """The language asked for."""
        found: str | None = self.values.get("lang")
        return found


def _shared(*, after_command: bool) -> list[click.Parameter]:
    """--root, --as-of and --lang, which every command takes before and after its name."""

    def keep(ctx: click.Context, param: click.Parameter, value: Any) -> None:
        settings = ctx.ensure_object(Settings)
        if value is not None and param.name:
            settings.values[param.name] = value

    types: dict[str, Any] = {"--root": _Root(), "--as-of": DATE, "--lang": None}
    names = {"--root": "root", "--as-of": "as_of", "--lang": "lang"}
    return [
        click.Option(
            [flag],
            type=kind,
            help=words(f"help.{names[flag]}"),
            expose_value=False,
            callback=keep,
            hidden=after_command,
        )
        for flag, kind in types.items()
    ]


@click.group(
    cls=_Commands, invoke_without_command=True, help=words("help.program"), params=_shared(after_command=False)
)
@click.version_option(__version__)
@click.pass_context
def program(ctx: click.Context) -> None:
    """Entry point; without a command it builds."""
    ctx.ensure_object(Settings)
    if ctx.invoked_subcommand is None:
        from remit.commands.build import command

        ctx.invoke(command)


def main() -> None:
    """Run the program; 2 for usage errors, as click has it."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        program(prog_name=os.environ.get("REMIT_PROGRAM", "remit"))
    except SystemExit as end:
        sys.stdout.flush()
        sys.stderr.flush()
        if isinstance(end.code, int):
            os._exit(end.code)  # to take an organisation apart object by object takes as long as to check a small one
        raise
