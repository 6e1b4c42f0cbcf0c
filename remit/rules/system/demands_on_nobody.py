"""A policy most of whose articles ask for something and name nobody who does it: "the company shall strengthen control".

Why: what is asked of the company, or of nobody at all, is done by nobody in particular, and nobody can be asked why it was not done
(ISO 9001:2015, 5.3: responsibilities are assigned).

Instead: write in each article which unit or post does it, or show and cite the duty, function, process or meeting that carries it out.

Judged are articles of running text; not judged are work instructions, and articles on what a policy is for, to whom it applies, what
its words mean and who interprets it. One finding a policy in which at least half of the articles, and three of them, name nobody.

Guess: an article names somebody where it links to anything but a term or a policy, speaks of the document itself, or holds the name
of a unit, post, role or group of the company or a word for one (templates/lexicon/system.yaml).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.policy_texts import places
from remit.lexicon import pattern
from remit.model.entities import Article, Chapter, Policy, Post, Role, Term, Unit
from remit.model.organisation import Organisation
from remit.model.values import Text
from remit.views.wording import in_words, plain

GUESSES = True
_FEW = 3
_SHORTEST_NAME = 2
_EXCERPT = 30


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding a policy, at the first article that names nobody, the others as further places."""
    lang = organisation.languages[0]
    names = _names(organisation, lang)
    for policy in organisation.all(Policy):
        if policy.outline == "instruction":
            continue
        asking = list(_asking(policy, lang))
        bare = [texts for article, texts in asking if not _names_somebody(article, texts, names, lang)]
        if len(bare) >= _FEW and len(bare) * 2 >= len(asking):
            first, *others = [texts[0] for texts in bare]
            params = {
                "policy": in_words(policy.name),
                "total": str(len(asking)),
                "count": str(len(bare)),
                "example": _excerpt(first, lang),
            }
            related = tuple(Related(text.origin.span(), "other-place") for text in others)
            yield Diagnostic("demands-on-nobody", first.origin.span(), policy.ref, params, related)


def _asking(policy: Policy, lang: str) -> Iterator[tuple[Article, list[Text]]]:
    """The articles with running text or blocks of their own that are more than the frame of the policy."""
    texts: dict[int, list[Text]] = {}
    for place in places(policy):
        texts.setdefault(id(place.article), []).append(place.text)
    for chapter in policy.chapters:
        for article in chapter.articles:
            if id(article) in texts and not _is_frame(chapter, article, lang):
                yield article, texts[id(article)]


def _is_frame(chapter: Chapter, article: Article, lang: str) -> bool:
    frame = pattern("system.frame-titles", lang)
    titles = (chapter.title, article.title)
    return any(title is not None and frame.search(title.by_language.get(lang, "")) for title in titles)


def _names_somebody(article: Article, texts: list[Text], names: re.Pattern[str], lang: str) -> bool:
    if article.table is not None or article.blocks:
        return True
    if any(not isinstance(ref.target, Term | Policy) for text in texts for ref in text.refs.values()):
        return True
    words = "\n".join(plain(text, lang) for text in texts)
    return bool(names.search(words) or pattern("system.parties", lang).search(words))


def _names(organisation: Organisation, lang: str) -> re.Pattern[str]:
    """The names of everybody there is, as one pattern; that of the company itself is nobody's."""
    holders: list[Unit | Post | Role] = [*organisation.all(Unit), *organisation.all(Post), *organisation.all(Role)]
    texts = [text for holder in holders for text in (holder.name, *getattr(holder, "aliases", ()))]
    texts += [group.name for group in organisation.system.groups]
    company = plain(organisation.system.name, lang)
    names = {plain(text, lang) for text in texts} - {company}
    body = "|".join(sorted((re.escape(name) for name in names if len(name) >= _SHORTEST_NAME), key=len, reverse=True))
    return re.compile(body or r"(?!)", re.IGNORECASE)


def _excerpt(text: Text, lang: str) -> str:
    words = plain(text, lang).strip()
    return words.rstrip("。；：.;:") if len(words) <= _EXCERPT else f"{words[:_EXCERPT]}…"
