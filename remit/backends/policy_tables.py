"""Tables that several parts of a policy are made of: facts of an element, records, parameters, checks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from remit.backends.form_parts import retention
from remit.backends.job_sections import Column, compact, labelled
from remit.backends.paper import choice, label, ref_name
from remit.backends.policy_text import Scope
from remit.language.schemas import Schema
from remit.model.entities import Check, Parameter, Policy, Record
from remit.model.values import Element, Text
from remit.office.blocks import TEXT_WIDTH_MM, Cell, Content, Paragraph, Run, Table
from remit.views.citation import parameter_range
from remit.views.plain_sheet import shown
from remit.views.present import field_name, present
from remit.views.wording import name_of, number, performer, plain

_LABEL_MM = {"zh": 24.0, "en": 30.0}


def label_mm(lang: str) -> float:
    """How wide the labels of a table of facts are."""
    return _LABEL_MM.get(lang, _LABEL_MM["en"])


def captioned(table: Table, scope: Scope, key: str, element: Element) -> Table:
    """The table under the words of `key` with the name of the element."""
    return replace(table, caption=scope.say(f"policy.caption.{key}", name=name_of(element, scope.lang)))


def capital(text: str) -> str:
    """The text as it stands alone in a cell: with a capital first where the script has capitals."""
    return text[:1].upper() + text[1:]


def serials(count: int) -> tuple[str, ...]:
    """1, 2, 3 … as the first column of a table."""
    return tuple(str(serial) for serial in range(1, count + 1))


def lead(text: str) -> Paragraph:
    """A line in bold that stays with what it introduces."""
    return Paragraph((Run(text, bold=True),), keep_next=True)


def lines(texts: Iterable[str]) -> Content:
    """Texts below each other in a cell; empty ones are left out."""
    found = [text for text in texts if text]
    if len(found) < 2:
        return found[0] if found else ""
    return tuple(Paragraph(text) for text in found)


def rows(pairs: Iterable[tuple[str, Content]], lang: str, caption: str = "", compact: bool = True) -> Iterator[Table]:
    """A table of labels and values, one a row; nothing where no pair has a value."""
    found = tuple((Cell(name, label=True), Cell(value)) for name, value in pairs if value)
    if found:
        width = label_mm(lang)
        yield Table((width, TEXT_WIDTH_MM - width), (), found, caption, compact)


def facts(scope: Scope, element: Element, names: Sequence[str]) -> Iterator[Table]:
    """The facts of these names under the element's name, in the order of the schema; nothing where there are none."""
    lang = scope.lang
    pairs: list[tuple[str, Content]] = [
        (field_name(node, name, lang), _value(scope, element, value, node))
        for name, value, node in present(element)
        if name in names
    ]
    found = labelled(pairs, label_mm(lang))
    if found is not None:
        yield replace(found, caption=name_of(element, lang))


def _value(scope: Scope, element: Element, value: object, node: Schema) -> Content:
    if isinstance(value, tuple) and len(value) > 1 and isinstance(value[0], Text):
        return lines(plain(part, scope.lang) for part in value)
    return shown(value, node, element, scope.organisation.system, scope.lang)


def record(scope: Scope, found: Record) -> Iterator[Table]:
    """What a record holds: its fields, columns, criteria, contents and who signs it."""
    say, lang = scope.say, scope.lang
    numbered = " ".join(part for part in (found.number, found.version) if part)
    name = name_of(found, lang)
    signed = [
        say(
            "policy.record.signature",
            action=capital(choice("Signature", "action", slot.action, lang)),
            name=performer(slot.by, lang),
        )
        for slot in found.signatures
    ]
    pairs: list[tuple[str, Content]] = [
        (say("policy.record.fields"), say("list").join(plain(one.name, lang) for one in found.fields)),
        (say("policy.record.columns"), say("list").join(plain(one.name, lang) for one in found.columns)),
        (label("Record", "criteria", lang), lines(plain(one, lang) for one in found.criteria)),
        (label("Record", "contents", lang), lines(plain(one, lang) for one in found.contents)),
        (say("policy.record.signatures"), say("clause").join(signed)),
    ]
    yield from rows(pairs, lang, say("in_brackets", text=name, note=numbered) if numbered else name)


def record_list(scope: Scope, found: Sequence[Record], numbers: Sequence[str] = ()) -> Table:
    """Records with number, version, who makes and keeps them, and how long; `numbers` stand for 1, 2, 3."""
    say, lang = scope.say, scope.lang
    return compact(
        [
            Column(say("policy.table.serial"), 17 if numbers else 12, tuple(numbers) or serials(len(found)), True),
            Column(say("policy.table.record"), 50, tuple(name_of(one, lang) for one in found)),
            Column(say("policy.table.number"), 28, tuple(one.number or "" for one in found), True),
            Column(say("policy.table.version"), 15, tuple(one.version or "" for one in found), True),
            Column(say("policy.table.maker"), 27, tuple(capital(performer(one.maker, lang)) for one in found)),
            Column(say("policy.table.custodian"), 27, tuple(capital(performer(one.custodian, lang)) for one in found)),
            Column(say("policy.table.retention"), 18, tuple(capital(retention(one, lang)) for one in found), True),
        ]
    )


def parameters(scope: Scope, policy: Policy) -> Iterator[Table]:
    """The controlled parameters of a work instruction with their limits."""
    say, lang, found = scope.say, scope.lang, policy.parameters
    if found:
        yield compact(
            [
                Column(say("policy.table.serial"), 12, serials(len(found)), True),
                Column(say("policy.table.parameter"), 56, tuple(plain(one.name, lang) for one in found)),
                Column(say("policy.table.unit"), 18, tuple(one.unit or "" for one in found), True),
                Column(say("policy.table.nominal"), 22, tuple(_bound(one.nominal) for one in found), True),
                Column(say("policy.table.min"), 22, tuple(_bound(one.min) for one in found), True),
                Column(say("policy.table.max"), 22, tuple(_bound(one.max) for one in found), True),
                Column(say("policy.table.remark"), 40, tuple(plain(one.text, lang) for one in found)),
            ]
        )


def _bound(value: float | None) -> str:
    return number(value) if value is not None else ""


def checks(scope: Scope, policy: Policy) -> Iterator[Table]:
    """The checks of a work instruction: what, by whom, sample, method, standard with the limits, record, what if not."""
    say, lang, found = scope.say, scope.lang, policy.checks
    known = {parameter.id: parameter for parameter in policy.parameters}
    if found:
        yield compact(
            [
                Column(say("policy.table.serial"), 11, serials(len(found)), True),
                Column(label("Check", "what", lang), 22, tuple(plain(one.what, lang) for one in found)),
                Column(label("Check", "by", lang), 20, tuple(capital(performer(one.by, lang)) for one in found)),
                Column(label("Check", "sample", lang), 22, tuple(plain(one.sample, lang) for one in found)),
                Column(label("Check", "method", lang), 32, tuple(plain(one.method, lang) for one in found)),
                Column(label("Check", "standard", lang), 34, tuple(_standard(one, known, lang) for one in found)),
                Column(label("Check", "record", lang), 18, tuple(ref_name(one.record, lang) for one in found)),
                Column(label("Check", "on_fail", lang), 22, tuple(plain(one.on_fail, lang) for one in found)),
            ]
        )


def _standard(check: Check, known: dict[str, Parameter], lang: str) -> Content:
    """The standard of a check, and below it the limits of the parameter that it is measured by."""
    parameter = known.get(check.parameter or "")
    limits = parameter_range(parameter, lang) if parameter is not None else ""
    return lines((plain(check.standard, lang), limits))
