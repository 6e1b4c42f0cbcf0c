"""Two units, two posts, two roles or two outside parties with the same name, or one with a name that is another's alias.

Why: whoever reads the name cannot know which is meant, and duties pile up on one of the two.

Instead: delete one of them, or give them names that differ. Posts of one name in different units and teams of one name in
different workshops are legitimate. Two names that differ are one again where they are translated alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from remit.diagnostics import Diagnostic, Related
from remit.model.entities import External, Post, Role, Unit
from remit.model.organisation import Organisation
from remit.model.values import Text
from remit.views.belonging import units_of
from remit.views.wording import in_words

_Named = Unit | Post | Role | External
_BLANK = re.compile(r"(?<=[^\x00-\u2e7f]) | (?=[^\x00-\u2e7f])")
"""A blank at a Chinese letter."""


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """The later one, by file name, of two that stand in the same place."""
    kinds: tuple[Sequence[_Named], ...] = (
        organisation.all(Unit),
        organisation.all(Post),
        organisation.all(Role),
        organisation.all(External),
    )
    for entities in kinds:
        for number, lang in enumerate(organisation.languages):
            yield from _twice(entities, lang, translated=number > 0)


def _twice(entities: Sequence[_Named], lang: str, translated: bool) -> Iterator[Diagnostic]:
    """Entities with the name of an earlier one; of a translation only the names count, and only of different originals."""
    seen: dict[str, list[tuple[_Named, Text]]] = {}
    for entity in entities:
        texts = [text for text in (entity.name, *(() if translated else entity.aliases)) if _key(text, lang)]
        for text in texts:
            found = next(((o, t) for o, t in seen.get(_key(text, lang), ()) if _same_place(o, entity)), None)
            if found is not None and not (translated and _key(found[1]) == _key(text)):
                other, earlier = found
                name = text.by_language[lang] if translated else in_words(text)
                params = {"name": name, "other": in_words(other.name)}
                place = text.origin.span() if text is not entity.name else entity.span("name")
                yield Diagnostic(
                    "duplicate-name", place, entity.ref, params, (Related(earlier.origin.span(), "other-place"),)
                )
                break
        for text in texts:
            seen.setdefault(_key(text, lang), []).append((entity, text))


def _key(text: Text, lang: str = "") -> str:
    """What is read: without capitals and full-width letters; blanks between Chinese letters tell nothing apart."""
    words = text.by_language.get(lang, "") if lang else str(text)
    return _BLANK.sub("", " ".join(unicodedata.normalize("NFKC", words).split())).casefold()


def _same_place(one: _Named, other: _Named) -> bool:
    if one is other:
        return False
    if isinstance(one, Unit) and isinstance(other, Unit):
        return one.parent is None or other.parent is None or one.parent.key == other.parent.key
    if isinstance(one, Post) and isinstance(other, Post):
        places = ({unit.id for unit in units_of(one)}, {unit.id for unit in units_of(other)})
        return not all(places) or not places[0].isdisjoint(places[1])
    return True
