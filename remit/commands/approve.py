"""`remit approve REF …`: one ledger file an approval, with the canonical content and its digest."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from remit.cli import DATE, Settings
from remit.commands.where import linked, require
from remit.language.schemas import kinds
from remit.model import canonical
from remit.model.ledger import DocumentState, states
from remit.model.organisation import Organisation
from remit.model.translations import translations
from remit.words import words

_EVIDENCE = ("scan", "office", "merge", "signature", "minutes")


@click.command("approve", help=words("help.approve"))
@click.argument("refs", nargs=-1, required=True)
@click.option("--by", required=True, help=words("help.approve_by"))
@click.option("--on", required=True, type=DATE, help=words("help.approve_on"))
@click.option("--prepared-by", help=words("help.approve_prepared"))
@click.option("--reviewed-by", multiple=True, help=words("help.approve_reviewed"))
@click.option("--countersigned-by", multiple=True, help=words("help.approve_countersigned"))
@click.option("--effective", type=DATE, help=words("help.approve_effective"))
@click.option("--recorded-by", help=words("help.approve_recorded_by"))
@click.option("--evidence", multiple=True, help=words("help.approve_evidence"))
@click.pass_obj
def command(settings: Settings, /, refs: tuple[str, ...], **options: Any) -> None:
    """Record an approval of each REF; nothing is written unless all of them can be."""
    organisation = linked(settings)
    lang = settings.lang or organisation.languages[0]
    register = states(organisation)
    entries = [
        (register[ref], _entry(organisation, register[ref], options, lang))
        for ref in _documents(organisation, refs, register, lang)
    ]
    for state, entry in entries:
        path = _write(settings.root, state, entry, options["on"])
        shown = {
            "ref": state.entity.ref,
            "version": entry.get("version", "-"),
            "by": options["by"],
            "on": options["on"],
        }
        click.echo(words("approved", lang, **shown, path=path))


def _documents(organisation: Organisation, refs: tuple[str, ...], register: Any, lang: str) -> list[str]:
    found = [require(organisation, ref, lang).ref for ref in refs]
    for ref in found:
        if ref not in register:
            names = ", ".join(name for name, kind in kinds().items() if kind.is_document)
            raise click.UsageError(words("not_a_document", lang, ref=ref, kinds=names))
    return found


def _entry(organisation: Organisation, state: DocumentState, options: dict[str, Any], lang: str) -> dict[str, Any]:
    control = state.control
    on = options["on"]
    approver = _post(organisation, options["by"], lang)
    prepared = _post(organisation, options["prepared_by"], lang) if options["prepared_by"] else None
    if prepared == approver:
        raise click.UsageError(words("self_approval", lang, by=approver, ref=state.entity.ref))
    entry: dict[str, Any] = {
        "document": state.entity.ref,
        "version": control.version if control else None,
        "canon": canonical.CANON,
        "digest": state.digest,
    }
    if prepared:
        entry["prepared"] = {"by": prepared}
    for name in ("reviewed", "countersigned"):
        signed = [{"by": _post(organisation, value, lang)} for value in options[f"{name}_by"]]
        if signed:
            entry[name] = signed
    entry["approved"] = {"by": approver, "on": on}
    entry["effective"] = options["effective"] or (control.effective if control else None) or on
    entry["recorded_by"] = options["recorded_by"]
    entry["evidence"] = [_evidence(value, lang) for value in options["evidence"]] or None
    entry["translations"] = translations(state.entity.origin.document, organisation.languages[0]) or None
    renames = organisation.renames.steps
    entry["after"] = renames[-1].document.id if renames else None
    entry["content"] = state.content
    return {key: value for key, value in entry.items() if value is not None}


def _post(organisation: Organisation, value: str, lang: str) -> str:
    ref = value if ":" in value else f"post:{value}"
    require(organisation, ref, lang)
    return ref


def _evidence(value: str, lang: str) -> dict[str, str]:
    kind, colon, content = value.partition(":")
    if not colon or kind not in _EVIDENCE:
        raise click.UsageError(words("bad_evidence", lang, value=value, types=", ".join(_EVIDENCE)))
    return {"type": kind, "value": content}


def _write(root: Path, state: DocumentState, entry: dict[str, Any], on: str) -> str:
    """approvals/<folder>/<kind>-<id>-<day>[-n].yaml: never an existing file."""
    folder = root / "policies" / "approvals" / kinds()[state.entity.kind].folder
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"{state.entity.kind}-{state.entity.id}-{on}"
    path, number = folder / f"{stem}.yaml", 1
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}.yaml"
    path.write_text(ledger_yaml(entry), encoding="utf-8", newline="\n")
    return path.relative_to(root).as_posix()


def ledger_yaml(entry: dict[str, Any]) -> str:
    """An entry as YAML; the content as a literal block, so that a reviewer reads it and sha256 can be checked."""
    import yaml

    head = {key: value for key, value in entry.items() if key != "content"}
    text: str = yaml.dump(head, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=1000)
    block = "".join(f"  {line}\n" if line else "\n" for line in entry["content"].splitlines())
    return f"{text}content: |\n{block}"
