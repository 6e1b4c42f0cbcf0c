"""`remit acknowledge REF …`: one file a session in policies/acknowledgements, bound to the content that was read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import yaml

from remit.change.reading import readers
from remit.cli import DATE, Settings
from remit.commands.approve import documents, evidence_of, free_path
from remit.commands.where import linked, require
from remit.durable import new_file
from remit.model.entities import Approval, Person, Post, Unit
from remit.model.ledger import DocumentState
from remit.model.organisation import Organisation
from remit.views.belonging import units_of, upwards
from remit.words import words


@click.command("acknowledge", help=words("help.acknowledge"))
@click.argument("refs", nargs=-1, required=True)
@click.option("--by", multiple=True, required=True, help=words("help.acknowledge_by"))
@click.option("--on", required=True, type=DATE, help=words("help.acknowledge_on"))
@click.option("--digest", default="", help=words("help.acknowledge_digest"))
@click.option("--recorded-by", help=words("help.approve_recorded_by"))
@click.option("--evidence", multiple=True, help=words("help.approve_evidence"))
@click.pass_obj
def command(settings: Settings, /, refs: tuple[str, ...], **options: Any) -> None:
    """Record the reading of each REF; nothing is written unless all of them can be."""
    organisation = linked(settings)
    lang = settings.lang or organisation.languages[0]
    entries = [(state, _entry(organisation, state, options, lang)) for state in documents(organisation, refs, lang)]
    for state, entry in entries:
        path = _write(settings.root, state, entry)
        shown = {"ref": state.entity.ref, "version": entry.get("version", "-"), "on": entry["on"]}
        click.echo(words("acknowledged", lang, **shown, number=len(entry["by"]), path=path))


def _entry(organisation: Organisation, state: DocumentState, options: dict[str, Any], lang: str) -> dict[str, Any]:
    approval = _approval(organisation, state, options["digest"], lang)
    by = list(dict.fromkeys(ref for value in options["by"] for ref in _readers(organisation, state, value, lang)))
    entry = {
        "document": state.entity.ref,
        "version": approval.version,
        "digest": approval.digest,
        "on": options["on"],
        "by": by,
        "recorded_by": options["recorded_by"],
        "evidence": [evidence_of(value, lang) for value in options["evidence"]] or None,
    }
    return {key: value for key, value in entry.items() if value is not None}


def _approval(organisation: Organisation, state: DocumentState, digest: str, lang: str) -> Approval:
    """The approval whose content was read: the last, or the one with the digest. Raises click.UsageError without one."""
    if not digest:
        if state.approval is None:
            raise click.UsageError(words("not_approved_yet", lang, ref=state.entity.ref))
        return state.approval
    wanted = digest.removeprefix("sha256:").lower()
    found = {
        item.digest: item
        for item in organisation.all(Approval)
        if item.document.key == state.entity.ref and item.digest.removeprefix("sha256:").startswith(wanted)
    }
    if len(found) != 1:
        raise click.UsageError(words("unknown_digest", lang, ref=state.entity.ref, digest=digest))
    return next(iter(found.values()))


def _readers(organisation: Organisation, state: DocumentState, value: str, lang: str) -> list[str]:
    """The posts and people that a value of --by means. Raises click.UsageError for anything else."""
    element = require(organisation, value if ":" in value else f"post:{value}", lang)
    if isinstance(element, Post | Person):
        return [element.ref]
    asked = readers(organisation)(state) if isinstance(element, Unit) else ()
    found = [post.ref for post in asked if any(one is element for home in units_of(post) for one in upwards(home))]
    if not found:
        raise click.UsageError(words("not_a_reader", lang, by=value, ref=state.entity.ref))
    return sorted(found)


def _write(root: Path, state: DocumentState, entry: dict[str, Any]) -> str:
    path = free_path(root / "policies" / "acknowledgements", state, entry["on"])
    text: str = yaml.dump(entry, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=1000)
    new_file(path, text.encode())
    return path.relative_to(root).as_posix()
