"""A post whose duties or steps, by their words, put work in one hand that should be apart.

Apart should be: choosing a supplier, signing, receiving and paying, each from the other; approving and paying; keeping stock
and counting it or keeping the books; keeping the books and paying; producing and releasing. A duty with a duty class is not
judged here. Who organises, supervises, assists or takes part is not who does it, unless a later clause begins with the work
itself (组织询价，选择供应商).

Why: one person could take and hide it without anybody noticing (COSO, segregation of duties; 企业内部控制应用指引第7号、第8号).

Instead: give one of the two to another post; or give both their `duty_class:`, so that it is known what they are.

Guess: by a verb and an object that stand in one clause of a duty or of the name of a step that the post performs
(templates/lexicon/approvals.yaml).
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.chains import lone
from remit.evidence.work_classes import does, goes_on_to
from remit.model.entities import Duty, Post, Process, Step
from remit.model.organisation import Organisation
from remit.model.values import Text
from remit.views.wording import in_words, plain

GUESSES = True
_APART = (
    ("choose-supplier", "sign-contract"), ("choose-supplier", "receive-goods"), ("choose-supplier", "pay"),
    ("sign-contract", "receive-goods"), ("sign-contract", "pay"), ("receive-goods", "pay"), ("approve-spend", "pay"),
    ("keep-stock", "count-stock"), ("keep-stock", "keep-books"), ("keep-books", "pay"), ("produce", "release"),
)  # fmt: skip
_KINDS = tuple(dict.fromkeys(kind for pair in _APART for kind in pair))
_DOING = {None, "execute", "prepare", "approve", "own", "review"}
_STEPS = {None, "perform", "approve", "decide", "issue", "draft"}


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding a post, for the first pair, at the later of the two duties."""
    steps = _steps(organisation)
    for post in organisation.all(Post):
        done: dict[str, tuple[Duty | Step, Text]] = {}
        for duty in post.duties:
            if duty.duty_class is None and not duty.catch_all and (duty.principal is None or duty.role is not None):
                _sort(organisation, duty, duty.text, done, duty.role in _DOING)
        for step in steps.get(post.id, ()):
            _sort(organisation, step, step.name, done, True)
        for one, other in _APART:
            if one in done and other in done and done[one][0] is not done[other][0]:
                yield _finding(post, *sorted((done[one], done[other]), key=lambda found: found[0].span()))
                break


def _steps(organisation: Organisation) -> dict[str, list[Step]]:
    found: dict[str, list[Step]] = {}
    for process in organisation.all(Process):
        for step in process.steps:
            post = lone(step.performer) if step.action in _STEPS and step.duty is None else None
            if post is not None:
                found.setdefault(post.id, []).append(step)
    return found


def _sort(
    organisation: Organisation,
    element: Duty | Step,
    text: Text,
    done: dict[str, tuple[Duty | Step, Text]],
    own: bool,
) -> None:
    lang = organisation.languages[0]
    said = does if own else goes_on_to
    for kind in _KINDS:
        if kind not in done and said(kind, plain(text, lang), lang):
            done[kind] = (element, text)


def _finding(post: Post, first: tuple[Duty | Step, Text], second: tuple[Duty | Step, Text]) -> Diagnostic:
    params = {"post": in_words(post.name), "first": in_words(first[1]), "second": in_words(second[1])}
    related = (Related(first[0].span(), "other-duty"),)
    element = second[0]
    return Diagnostic("incompatible-duties-suspected", element.span(), element.ref, params, related)
