"""What keeps a build from being written, as one message: exit 1 for what the company mends in its files, 2 for the rest."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import jinja2

from remit.backends.company_templates import BrokenTemplateError
from remit.cli import NotDoneError, problem_of
from remit.diagrams.png import FontMissingError
from remit.site import UnfoundError
from remit.switch import UnfinishedError
from remit.words import words
from remit.write import BusyError, ForeignFilesError, ForeignFolderError

_LISTED = 10  # files that are named, of those in the way


@contextmanager
def failures_told(out: Path, lang: str | None) -> Iterator[None]:
    """Failures of rendering and writing as what click prints. `out` is the folder that was to be written."""
    try:
        yield
    except FontMissingError as error:
        raise click.ClickException(words("no_font", lang, families=", ".join(error.families))) from error
    except BrokenTemplateError as error:
        raise click.ClickException(words("bad_word_template", lang, template=error.path)) from error
    except UnfoundError as error:
        raise click.ClickException(search_failure(error, lang)) from error
    except jinja2.TemplateError as error:
        name = getattr(error, "name", None) or getattr(error, "filename", None) or ""
        raise click.ClickException(words("bad_template", lang, template=name, problem=str(error))) from error
    except (ForeignFolderError, ForeignFilesError, BusyError, UnfinishedError, OSError) as error:
        if isinstance(error, OSError) and error.errno == errno.EPIPE:
            raise
        raise NotDoneError(_unwritten(error, out, lang)) from error


def shown(path: Path) -> str:
    """A path as it is named in a message: from here where it is below here."""
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def holder(process: str, machine: str, lang: str | None = None) -> str:
    """Which build holds an output folder, as far as it is known."""
    return words("output.holder" if process else "output.some_holder", lang, process=process, machine=machine)


def search_failure(error: UnfoundError, lang: str | None) -> str:
    """Which names the search of the site does not find, what should have come, and what came."""
    nothing = words("search_unfound.nothing", lang)
    lines = [
        words(
            "search_unfound.name",
            lang,
            name=item.name,
            page=f"{item.lang}/{item.path}",
            instead=", ".join(item.instead) or nothing,
        )
        for item in error.unfound
    ]
    return "\n".join([words("search_unfound.title", lang, count=len(lines)), *lines])


def _unwritten(
    error: ForeignFolderError | ForeignFilesError | BusyError | UnfinishedError | OSError, out: Path, lang: str | None
) -> str:
    name = shown(out)
    if isinstance(error, ForeignFolderError):
        return words("foreign_output", lang, out=name)
    if isinstance(error, BusyError):
        return words("output.busy", lang, out=name, by=holder(error.process, error.machine, lang))
    if isinstance(error, UnfinishedError):
        problem = problem_of(error.problem, lang)
        return words("output.unfinished", lang, out=name, number=error.left, problem=problem)
    if isinstance(error, ForeignFilesError):
        files = [f"  {name}/{path}" for path in error.paths[:_LISTED]]
        more = len(error.paths) - len(files)
        files += [words("output.more", lang, number=more)] if more else []
        return "\n".join([words("output.foreign_files", lang, number=len(error.paths)), *files])
    return words("output.failed", lang, out=name, problem=problem_of(error, lang))
