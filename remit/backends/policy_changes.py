"""Which articles two approved versions of a policy differ in, read from the content that the ledger keeps."""

from __future__ import annotations

import json

from remit.backends.paper import words
from remit.labels import labels
from remit.model.ledger import fields_of
from remit.numerals import chinese_number

_MOST = 6


def changed_places(before: str, after: str, lang: str) -> str:
    """The printed numbers of the articles that are new, changed or (under their old number) gone; many are counted.

    Nothing where the ledger keeps something else than a content.
    """
    if not fields_of(before) or not fields_of(after):
        return ""
    say = words(lang)
    old, new = _articles(before, lang), _articles(after, lang)
    places = [place for ident, (place, content) in new.items() if ident not in old or old[ident][1] != content]
    places += [say("policy.revisions.removed", place=place) for ident, (place, _) in old.items() if ident not in new]
    if len(places) > _MOST:
        rest = len(places) if lang == "zh" else len(places) - 1
        return say("policy.revisions.many", first=places[0], n=rest)
    return say("list").join(places)


def _articles(content: str, lang: str) -> dict[str, tuple[str, str]]:
    """The printed number and the content of each article, by chapter and id: ids are those of a chapter."""
    policy = fields_of(content)
    formal = policy.get("outline", "system") == "system"
    found: dict[str, tuple[str, str]] = {}
    count = 0
    for chapter_number, chapter in enumerate(policy.get("chapters", ()), 1):
        for within, article in enumerate(chapter.get("articles", ()), 1):
            count += 1
            if formal:
                place = labels(lang)("article", n=chinese_number(count) if lang == "zh" else count)
            else:
                place = f"{chapter_number}.{within}"
            found[f"{chapter['id']}/{article['id']}"] = (place, json.dumps(article, sort_keys=True))
    return found
