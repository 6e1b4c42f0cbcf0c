"""How findings speak of chains: what a chain is about, and who acts in it, in every language of the organisation."""

from __future__ import annotations

from remit.evidence.chains import Act, Chain
from remit.evidence.enumeration import enumeration
from remit.evidence.naming import who
from remit.labels import labels
from remit.model.entities import AuthorityTier, Process, Step
from remit.model.organisation import Organisation
from remit.views.local_names import tier_case
from remit.views.wording import in_words, plain


def about(organisation: Organisation, chain: Chain) -> dict[str, str]:
    """The process with its activity, the authority with its case, or the record."""
    found: dict[str, str] = {}
    for lang in organisation.languages:
        name = plain(chain.source.name, lang)
        case = ""
        if isinstance(chain.element, AuthorityTier) and _told_apart(chain.element):
            case = tier_case(organisation.system, chain.element, lang)
        elif isinstance(chain.source, Process):
            case = plain(chain.title, lang)
        found[lang] = labels(lang)("with_case", name=name, case=case) if case and case != name else name
    return found


def _told_apart(tier: AuthorityTier) -> bool:
    return any(value is not None for value in (tier.name, tier.above, tier.up_to, tier.class_))


def all_who(organisation: Organisation, acts: list[Act]) -> dict[str, str]:
    """The performers of several acts, each once, in words."""
    named = {str(item): item for item in (who(organisation, act.by) for act in acts if act.by is not None)}
    return enumeration(list(named.values()), organisation.languages)


def act_words(organisation: Organisation, act: Act) -> dict[str, str]:
    """A step by its name; a link or a slot by its action and who does it."""
    if isinstance(act.element, Step):
        return in_words(act.element.name)
    by = who(organisation, act.by)
    return {lang: labels(lang)("with_case", name=labels(lang)(f"action.{act.action}"), case=by[lang]) for lang in by}
