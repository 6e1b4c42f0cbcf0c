"""A plan, rule, scheme or standard that others have to carry out, and that none of them is asked about before it is in force.

Judged are documents that a process makes and whose later steps charge others than who prepared them. Whoever has a step, helps,
is consulted, reviews, countersigns or sits in a body that deliberates before the approval has been heard; so has who is above
or below such a party in the same department. It is enough when one of those charged was heard, or is a colleague of who prepared.

Why: who must do it knows what cannot be done; unheard, he will say so afterwards (ISO 9001:2015, 7.4 and 8.2.3; 5.3).

Instead: consult, or let countersign, those whom the document charges: `consult:` on the drafting step, or a step of its own.

Guess: by who has steps of doing or organising behind the approval; a record without a form is known by the end of its name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from remit.diagnostics import Diagnostic, Related
from remit.evidence.actions import MAKING
from remit.evidence.chains import Act, Chain, chains
from remit.evidence.documents import is_document
from remit.evidence.enumeration import enumeration, names_of
from remit.evidence.naming import who
from remit.evidence.routes import routes
from remit.model.entities import External, Group, Meeting, Post, Process, Record, Role, Step, Unit
from remit.model.organisation import Organisation
from remit.model.values import Performer
from remit.views.belonging import units_of, upwards
from remit.views.parties import Party, parties

GUESSES = True
PROVES_ABSENCE = True
_FORMS = {"plan", "rule", "scheme", "standard", "quota"}
_DOING = {None, "perform", "organise"}
_AFTER = {"issue", "archive", "file", "inform", "supervise"}


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding an activity, at the step that drafts the document."""
    for chain in chains(organisation):
        making = chain.of(MAKING)
        if not isinstance(chain.source, Process) or not making or making[0].by is None:
            continue
        documents = [record for record in _records(organisation, chain) if _charges(organisation, record)]
        if documents:
            later = _later(organisation, chain.source, chain)
            charged = _charged(later, making)
            heard = _heard(chain.source, later)
            if charged and not any(_is_heard(party, heard) for _, party in charged):
                yield _finding(organisation, documents, making[0], [performer for performer, _ in charged])


def _records(organisation: Organisation, chain: Chain) -> list[Record]:
    return [found for ref in chain.records if isinstance(found := organisation.find(ref), Record)]


def _charges(organisation: Organisation, record: Record) -> bool:
    if record.form is not None:
        return record.form in _FORMS
    return is_document(record, organisation.languages[0])


def _later(organisation: Organisation, process: Process, chain: Chain) -> list[Step]:
    """The steps behind all acts of the activity."""
    ways = routes(organisation)[process.id]
    own = {act.element.id for act in chain.acts if (act.action or "") not in _AFTER}
    return [
        step
        for step in process.steps
        if all(step.id in ways.after(name or "") and name not in ways.after(step.id) for name in own)
    ]


def _charged(later: Sequence[Step], making: Sequence[Act]) -> list[tuple[Performer, Party]]:
    """Who has to act behind the approval, each once; nobody where colleagues of who prepared it act too.

    Parties outside are not the company's to hear, and relative ones depend on the case.
    """
    drafting = [party for act in making for party in parties(act.by)]
    keys, own = {party.key for party in drafting}, _units(drafting)
    found: dict[str, tuple[Performer, Party]] = {}
    for step in later:
        for performer in [step.performer, *step.with_] if step.action in _DOING else []:
            for party in parties(performer):
                if party.key in keys or isinstance(party.element, External | Meeting) or party.relative:
                    continue
                if own & _units([party]):
                    return []
                if performer is not None:
                    found.setdefault(party.key, (performer, party))
    return list(found.values())


def _heard(process: Process, later: Sequence[Step]) -> list[Party]:
    """Everybody who has a part in the process before."""
    after = {step.id for step in later}
    found: list[Party] = []
    for step in process.steps:
        if step.id not in after:
            for performer in (step.performer, *step.with_, *step.consult):
                found += parties(performer)
    return found


def _is_heard(party: Party, heard: Sequence[Party]) -> bool:
    """Whether the party, its unit, or somebody of a group or meeting that may hold it, had a part before."""
    if any(other.key == party.key or isinstance(other.element, Group | Meeting) or other.relative for other in heard):
        return True
    return bool(_units([party]) & _units(heard))


def _units(found: Iterable[Party]) -> frozenset[str]:
    """The units of parties, with those above them up to, but not including, the root."""
    units: set[str] = set()
    for party in found:
        for unit in _placed(party):
            ids = [above.id for above in upwards(unit)]
            units.update(ids[:-1] or ids)
    return frozenset(units)


def _placed(party: Party) -> list[Unit]:
    element = party.element
    if isinstance(element, Unit | Group):
        members = [unit for performer in element.members for one in parties(performer) for unit in _placed(one)]
        return [element, *members] if isinstance(element, Unit) else members
    if isinstance(element, Post):
        return units_of(element)
    if isinstance(element, Role):
        return [unit for holder in element.holders if holder.target is not None for unit in units_of(holder.target)]
    return []


def _finding(organisation: Organisation, documents: list[Record], making: Act, charged: list[Performer]) -> Diagnostic:
    names = {str(name): name for name in (who(organisation, performer) for performer in charged)}
    params = {
        "documents": names_of(organisation, documents),
        "maker": who(organisation, making.by),
        "charged": enumeration(list(names.values()), organisation.languages),
    }
    related = (Related(charged[0].origin.span(), "charged-here"),)
    return Diagnostic("affected-unit-not-heard", making.element.span(), making.element.ref, params, related)
