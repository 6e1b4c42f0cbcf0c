"""`remit status`: the register of documents."""

from __future__ import annotations

from collections.abc import Sequence

import click

from remit.change.reading import Reading, by_document, kept
from remit.cli import Settings
from remit.commands.where import linked
from remit.labels import labels
from remit.model.ledger import DocumentState, states
from remit.views.wording import duration, name_of
from remit.words import words


@click.command("status", help=words("help.status"))
@click.pass_obj
def command(settings: Settings) -> None:
    """Print version, state, owner, day of approval and review interval of every document."""
    organisation = linked(settings)
    lang = settings.lang or organisation.languages[0]
    reading = by_document(kept(organisation, settings.as_of))
    for ref, state in states(organisation).items():
        click.echo(_line(state, lang) + _read(reading.get(ref, ()), lang))


def _read(found: Sequence[Reading], lang: str) -> str:
    """How many of the posts that have to read it have; nothing for a kind of which the company does not keep it."""
    done = sum(1 for reading in found if reading.state == "read")
    return words("status_reading", lang, done=done, asked=len(found)) if found else ""


def _line(state: DocumentState, lang: str) -> str:
    control = state.control
    owner = control.owner.target if control and control.owner else None
    approved = state.approval.approved.on if state.approval else None
    return words(
        "status_line",
        lang,
        ref=state.entity.ref,
        version=(control.version if control else None) or "-",
        state=labels(lang)(f"state.{state.state}"),
        owner=name_of(owner, lang) if owner else "-",
        approved=approved or "-",
        review=duration(control.review_every, lang) if control and control.review_every else "-",
    )
