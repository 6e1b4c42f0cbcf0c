"""One record that different parties approve in its process, in the authority over it and on its own form.

Places agree where the approvers of one are among those of the other (a form for one case of three). Slots of a form that no step
of the process fills are another finding; a form is held against the authority where no process handles the record. Two processes, or two
authorities, are held against each other only where neither tells cases apart by tiers, classes, amounts or branches. Where an approver has to be replaced for another reason (he
drafted it himself, his superior reviews it), that is reported and not this.

Why: whoever needs the approval goes where it is easier to get, and both can say that they kept the rule (ISO 9001:2015, 5.3).

Instead: decide who approves, and write it in each place; or tell the cases apart by a tier, a class or a branch.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from remit.diagnostics import Diagnostic, Related
from remit.evidence.actions import GIVING
from remit.evidence.chains import Act, Chain, chains_of, judges
from remit.evidence.naming import who
from remit.evidence.preparing import is_own, reviewed_above
from remit.model.entities import Authority, Process, Record
from remit.model.organisation import Organisation
from remit.model.values import Entity
from remit.views.wording import in_words

_APPROVING = frozenset({"approve"})
_Place = tuple[Entity, list[Act]]


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding a record, at the approver that stands alone."""
    for ref, found in chains_of(organisation).items():
        record = organisation.find(ref)
        if isinstance(record, Record) and len(found) > 1:
            yield from _judge(organisation, record, found)


def _judge(organisation: Organisation, record: Record, found: Sequence[Chain]) -> Iterator[Diagnostic]:
    processes, authorities, forms = (_places(organisation, found, kind) for kind in (Process, Authority, Record))
    done, ruled, form = _merged(processes), _merged(authorities), _merged(forms)
    pair: tuple[_Place, _Place] | None = None
    if done is not None and ruled is not None:
        # The form has the casting vote on which of the two is wrong.
        wrong = form is not None and _differ(ruled[1], form[1]) and not _differ(done[1], form[1])
        pair = (ruled, done) if wrong else (done, ruled)
    elif form is not None and ruled is not None:
        pair = (form, ruled)
    if pair is None or not _differ(pair[0][1], pair[1][1]):
        pair = _among_equals(found, processes) or _among_equals(found, authorities)
    if pair is not None:
        yield _finding(organisation, record, *pair)


def _among_equals(found: Sequence[Chain], places: list[_Place]) -> tuple[_Place, _Place] | None:
    """The later and the earlier of two processes, or two authorities, that contradict each other."""
    for one, other in combinations(places, 2):
        if _unconditional(found, one) and _unconditional(found, other) and _differ(one[1], other[1]):
            return other, one
    return None


def _places(organisation: Organisation, found: Sequence[Chain], kind: type[Entity]) -> list[_Place]:
    acts: dict[str, _Place] = {}
    for chain in found:
        giving = [act for act in chain.of(GIVING if kind is Authority else _APPROVING) if _known(act)]
        if isinstance(chain.source, kind) and _amiss(organisation, chain, giving):
            return []
        if isinstance(chain.source, kind) and giving:
            acts.setdefault(chain.source.ref, (chain.source, []))[1].extend(giving)
    return list(acts.values())


def _amiss(organisation: Organisation, chain: Chain, giving: list[Act]) -> bool:
    """Whether another rule already asks for another approver there."""
    if isinstance(chain.source, Authority) and not chain.of(GIVING):
        return True
    return any(is_own(organisation, chain, act) or reviewed_above(organisation, chain, act) for act in giving)


def _known(act: Act) -> bool:
    """Whether it is said who approves, other than by the case (the requester's head …)."""
    return act.by is not None and all(":" in hand for hands in judges(act.by) for hand in hands)


def _merged(places: list[_Place]) -> _Place | None:
    return (places[0][0], [act for _, acts in places for act in acts]) if places else None


def _unconditional(found: Sequence[Chain], place: _Place) -> bool:
    """Whether the place has one approval, and no tier, class, amount or branch that tells when it applies."""
    source, acts = place
    if isinstance(source, Authority):
        return len(source.tiers) == 1
    return len(acts) == 1 and isinstance(source, Process) and not any(step.branches for step in source.steps)


def _differ(one: list[Act], other: list[Act]) -> bool:
    """Whether each of the two names an approver whom the other does not know."""
    return _alone(one, other) is not None and _alone(other, one) is not None


def _alone(acts: list[Act], others: list[Act]) -> Act | None:
    known = [hands for act in others for hands in judges(act.by)]
    return next((act for act in acts if not any(_meets(act, hands) for hands in known)), None)


def _meets(act: Act, hands: frozenset[str]) -> bool:
    return any(not one.isdisjoint(hands) for one in judges(act.by))


def _finding(organisation: Organisation, record: Record, odd: _Place, other: _Place) -> Diagnostic:
    act, counterpart = _alone(odd[1], other[1]) or odd[1][0], _alone(other[1], odd[1]) or other[1][0]
    params = {
        "record": in_words(record.name),
        "here": who(organisation, act.by),
        "there": who(organisation, counterpart.by),
        "place": _name(other[0]),
    }
    related = (Related(counterpart.span(), "approved-there"),)
    return Diagnostic("contradictory-chains", act.span(), act.element.ref, params, related)


def _name(source: Entity) -> object:
    return in_words(source.name) if isinstance(source, Process | Authority | Record) else source.ref
