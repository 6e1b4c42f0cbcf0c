"""A document that does not pass a gate which system.yaml asks for of its class: no review, no countersigning, no approval …

Judged are the processes that make such a document, every tier of the authorities for it, the signature slots of a form
that neither takes through, and the control block of a policy that says who signed. `propose` and `draft` pass for each
other, and so do `approve` and `decide`.

Why: the company has decided how such documents come into force; one that skips a gate is not in force, or the rule is dead
(ISO 9001:2015, 7.5.2 c and 8.1).

Instead: add the missing step, link or slot; where the class asks too much, change its gates in system.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from remit.diagnostics import Diagnostic, Related, Span
from remit.evidence.actions import CHECKING, GIVING
from remit.evidence.chain_words import about
from remit.evidence.chains import Chain
from remit.evidence.enumeration import enumeration
from remit.evidence.gates import Passage, classes, passages
from remit.labels import labels
from remit.model.entities import AuthorityTier, DocumentClass, Gate, Policy, Process, Record
from remit.model.organisation import Organisation
from remit.model.values import Element
from remit.views.wording import in_words, performer

PROVES_ABSENCE = True


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding a process, tier, record or policy and class, with the gates that are missing."""
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for passage in passages(organisation):
        missing = [gate for gate in passage.needed.gates if not passage.passed(organisation, gate)]
        if isinstance(passage.subject, AuthorityTier):
            missing = [gate for gate in missing if not _told(passage.chain, gate)]
        key = (passage.subject.ref, tuple(gate.action for gate in missing))
        if missing and key not in seen:
            seen.add(key)
            what = about(organisation, passage.chain)
            yield _finding(organisation, passage.subject, _span(passage), passage.needed, missing, what)
    known = classes(organisation)
    for policy in organisation.all(Policy):
        needed = known.get(policy.class_ or "")
        missing = [gate for gate in needed.gates if not _signed(policy, gate)] if needed else []
        if needed is not None and missing and policy.control is not None and policy.control.approved_by is not None:
            yield _finding(organisation, policy, policy.control.span(), needed, missing, in_words(policy.name))


def _told(tier: Chain, gate: Gate) -> bool:
    """Whether another rule says it: a tier without any approval, or one in which somebody approves instead of checking."""
    approvals = len(tier.of(GIVING))
    return approvals == 0 if gate.action in GIVING else approvals > 1 and gate.action in CHECKING


def _span(passage: Passage) -> Span:
    subject = passage.subject
    if isinstance(subject, Process):
        return passage.chain.element.span()
    if isinstance(subject, AuthorityTier):
        return subject.span("chain", key=True)
    return (
        subject.span("signatures", key=True) if isinstance(subject, Record) and subject.signatures else subject.span()
    )


def _signed(policy: Policy, gate: Gate) -> bool:
    """Whether the control block, or the consultation of the policy, shows the gate; deliberation has no field there."""
    control = policy.control
    if control is None:
        return False
    shown = {
        "draft": control.prepared_by is not None or control.owner is not None,
        "propose": control.prepared_by is not None or control.owner is not None,
        "consult": policy.consultation is not None,
        "review": bool(control.reviewed_by),
        "countersign": bool(control.countersigned_by),
        "approve": control.approved_by is not None,
    }
    return shown.get(gate.action, True)


def _finding(
    organisation: Organisation,
    subject: Element,
    span: Span,
    needed: DocumentClass,
    missing: Sequence[Gate],
    what: object,
) -> Diagnostic:
    gates = enumeration([_gate(organisation, gate) for gate in missing], organisation.languages)
    params = {"what": what, "class": in_words(needed.name), "gates": gates}
    related = (Related(missing[0].span(), "gate-here"),)
    return Diagnostic("missing-gate", span, subject.ref, params, related)


def _gate(organisation: Organisation, gate: Gate) -> dict[str, str]:
    found: dict[str, str] = {}
    for lang in organisation.languages:
        action = labels(lang)(f"action.{gate.action}")
        found[lang] = labels(lang)("with_case", name=action, case=performer(gate.by, lang)) if gate.by else action
    return found
