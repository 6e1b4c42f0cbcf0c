"""`remit status`: the register of documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import click

from remit.backends import edition_in_force
from remit.change.reading import Reading, by_document, kept
from remit.cli import Settings
from remit.commands.where import linked
from remit.labels import labels
from remit.model.ledger import DocumentState, states
from remit.model.organisation import Organisation
from remit.views.affected import Affected, affected
from remit.views.review import next_review
from remit.views.wording import name_of
from remit.words import words


@click.command("status", help=words("help.status"))
@click.option("--in-force", is_flag=True, help=words("help.status_in_force"))
@click.pass_obj
def command(settings: Settings, *, in_force: bool = False) -> None:
    """Print version, state, owner, day of approval, what affects it, next review and readings of every document."""
    organisation = linked(settings)
    lang = settings.lang or organisation.languages[0]
    for line in lines(organisation, settings.as_of, lang, in_force=in_force):
        click.echo(line)


def lines(organisation: Organisation, as_of: str, lang: str, *, in_force: bool = False) -> list[str]:
    """A line for each document: of the text being written, or of what is `in_force` on the day (YYYY-MM-DD)."""
    register: Mapping[str, DocumentState] = states(organisation)
    if in_force:
        edition = edition_in_force(organisation, as_of)
        organisation, register = edition.organisation, edition.states
    reading = by_document(kept(organisation, as_of))
    concerned = {one.state.entity.ref: one for one in affected(organisation)}
    return [
        _line(organisation, state, as_of, lang)
        + _affected(concerned.get(ref), lang)
        + _read(reading.get(ref, ()), lang)
        for ref, state in register.items()
    ]


def _affected(found: Affected | None, lang: str) -> str:
    """What it prints that was approved anew since."""
    if found is None:
        return ""
    return words("status_affected", lang, sources=", ".join(source.ref for source, _ in found.later))


def _read(found: Sequence[Reading], lang: str) -> str:
    """How many of the posts that have to read it have; nothing for a kind of which the company does not keep it."""
    done = sum(1 for reading in found if reading.state == "read")
    return words("status_reading", lang, done=done, asked=len(found)) if found else ""


def _line(organisation: Organisation, state: DocumentState, as_of: str, lang: str) -> str:
    control = state.control
    owner = control.owner.target if control and control.owner else None
    approved = state.approval.approved.on if state.approval else None
    review = next_review(organisation, state)
    return words(
        "status_line",
        lang,
        ref=state.entity.ref,
        version=(control.version if control else None) or "-",
        state=labels(lang)(f"state.{state.shown}"),
        owner=name_of(owner, lang) if owner else "-",
        approved=approved or "-",
        review=words("status_overdue", lang, day=review) if review and review < as_of else review or "-",
    )
