"""`remit approve REF …`: one ledger file an approval, with the canonical content and its digest."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from remit.cli import DATE, Settings
from remit.commands.where import linked, require
from remit.durable import new_file
from remit.language.schemas import kinds
from remit.model import canonical
from remit.model.ledger import DocumentState, states
from remit.model.organisation import Organisation
from remit.model.restricted import recorded
from remit.model.translations import translations
from remit.words import words

_EVIDENCE = ("scan", "office", "merge", "signature", "minutes")


@click.command("approve", help=words("help.approve"))
@click.argument("refs", nargs=-1, required=True)
@click.option("--by", required=True, help=words("help.approve_by"))
@click.option("--on", required=True, type=DATE, help=words("help.approve_on"))
@click.option("--on-behalf-of", metavar="POST", help=words("help.approve_on_behalf_of"))
@click.option("--prepared-by", metavar="SIGNATURE", help=words("help.approve_prepared"))
@click.option("--reviewed-by", metavar="SIGNATURE", multiple=True, help=words("help.approve_reviewed"))
@click.option("--countersigned-by", metavar="SIGNATURE", multiple=True, help=words("help.approve_countersigned"))
@click.option("--effective", type=DATE, help=words("help.approve_effective"))
@click.option("--recorded-by", help=words("help.approve_recorded_by"))
@click.option("--evidence", multiple=True, help=words("help.approve_evidence"))
@click.pass_obj
def command(settings: Settings, /, refs: tuple[str, ...], **options: Any) -> None:
    """Record an approval of each REF; nothing is written unless all of them can be."""
    organisation = linked(settings)
    lang = settings.lang or organisation.languages[0]
    entries = [(state, _entry(organisation, state, options, lang)) for state in documents(organisation, refs, lang)]
    for state, entry in entries:
        path = _write(settings.root, state, entry, options["on"])
        shown = {
            "ref": state.entity.ref,
            "version": entry.get("version", "-"),
            "by": options["by"],
            "on": options["on"],
        }
        click.echo(words("approved", lang, **shown, path=path))


def documents(organisation: Organisation, refs: tuple[str, ...], lang: str) -> list[DocumentState]:
    """The state of each reference, which have to be of documents. Raises click.UsageError for any other."""
    register = states(organisation)
    found = [require(organisation, ref, lang).ref for ref in refs]
    for ref in found:
        if ref not in register:
            names = ", ".join(name for name, kind in kinds().items() if kind.is_document)
            raise click.UsageError(words("not_a_document", lang, ref=ref, kinds=names))
    return [register[ref] for ref in found]


def _entry(organisation: Organisation, state: DocumentState, options: dict[str, Any], lang: str) -> dict[str, Any]:
    control = state.control
    on = options["on"]
    approver = _post(organisation, options["by"], lang)
    prepared = _signature(organisation, options["prepared_by"], lang) if options["prepared_by"] else None
    approved = {"by": approver, "on": on}
    if options["on_behalf_of"]:
        approved["on_behalf_of"] = _holder(organisation, options["on_behalf_of"], lang)
    if prepared and _hands(prepared) & _hands(approved):
        raise click.UsageError(words("self_approval", lang, by=approver, ref=state.entity.ref))
    entry: dict[str, Any] = {
        "document": state.entity.ref,
        "version": control.version if control else None,
        "canon": canonical.CANON,
        "digest": state.digest,
    }
    if prepared:
        entry["prepared"] = prepared
    for name in ("reviewed", "countersigned"):
        signed = [_signature(organisation, value, lang) for value in options[f"{name}_by"]]
        if signed:
            entry[name] = signed
    entry["approved"] = approved
    entry["effective"] = options["effective"] or (control.effective if control else None) or on
    entry["recorded_by"] = options["recorded_by"]
    entry["evidence"] = [evidence_of(value, lang) for value in options["evidence"]] or None
    entry["marks"] = recorded(state.entity.origin.document.data) or None
    entry["translations"] = translations(state.entity.origin.document, organisation.languages[0]) or None
    renames = organisation.renames.steps
    entry["after"] = renames[-1].document.id if renames else None
    entry["content"] = state.content
    return {key: value for key, value in entry.items() if value is not None}


def _signature(organisation: Organisation, value: str, lang: str) -> dict[str, str]:
    """POST, POST@DAY or POST@DAY/FOR: who signed, on what day, on behalf of which post. Raises click.UsageError."""
    head, slash, principal = value.partition("/")
    by, at, day = head.partition("@")
    found = {"by": _post(organisation, by, lang)}
    if at:
        found["on"] = DATE.convert(day, None, None)
    if slash:
        found["on_behalf_of"] = _holder(organisation, principal, lang)
    return found


def _holder(organisation: Organisation, value: str, lang: str) -> str:
    """The id of the post that somebody signed for. Raises click.UsageError where it is none."""
    ref = _post(organisation, value, lang)
    if not ref.startswith("post:"):
        raise click.UsageError(words("not_a_post", lang, ref=ref))
    return ref.removeprefix("post:")


def _hands(signature: dict[str, str]) -> set[str]:
    """Who signed, and for whom."""
    return {signature["by"]} | ({f"post:{signature['on_behalf_of']}"} if "on_behalf_of" in signature else set())


def _post(organisation: Organisation, value: str, lang: str) -> str:
    ref = value if ":" in value else f"post:{value}"
    require(organisation, ref, lang)
    return ref


def evidence_of(value: str, lang: str) -> dict[str, str]:
    """TYPE:VALUE as an entry keeps it. Raises click.UsageError where it is neither."""
    kind, colon, content = value.partition(":")
    if not colon or kind not in _EVIDENCE:
        raise click.UsageError(words("bad_evidence", lang, value=value, types=", ".join(_EVIDENCE)))
    return {"type": kind, "value": content}


def _write(root: Path, state: DocumentState, entry: dict[str, Any], on: str) -> str:
    """Write an entry to a file of its own; its path for the message."""
    path = free_path(root / "policies" / "approvals", state, on)
    new_file(path, ledger_yaml(entry).encode())
    return path.relative_to(root).as_posix()


def free_path(ledger: Path, state: DocumentState, on: str) -> Path:
    """<folder>/<kind>-<id>-<day>[-n].yaml below a ledger: never an existing file."""
    folder = ledger / kinds()[state.entity.kind].folder
    stem = f"{state.entity.kind}-{state.entity.id}-{on}"
    path, number = folder / f"{stem}.yaml", 1
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}.yaml"
    return path


def ledger_yaml(entry: dict[str, Any]) -> str:
    """An entry as YAML; the content as a literal block, so that a reviewer reads it and sha256 can be checked."""
    import yaml

    head = {key: value for key, value in entry.items() if key != "content"}
    text: str = yaml.dump(head, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=1000)
    block = "".join(f"  {line}\n" if line else "\n" for line in entry["content"].splitlines())
    return f"{text}content: |\n{block}"
