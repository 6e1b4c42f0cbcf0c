"""Who decides higher: posts by the line, a board above all, a committee by who presides over it."""

from __future__ import annotations

from remit.evidence.chains import body, lone
from remit.evidence.line import acting_posts, stands_above
from remit.lexicon import pattern
from remit.model.entities import Unit
from remit.model.values import Performer


def outranks(one: Performer | None, other: Performer | None) -> bool:
    """Whether the first clearly decides higher than the second; False where the two cannot be compared."""
    if _is_board(one):
        return not _is_board(other) and (body(other) is not None or lone(other) is not None)
    acting = body(one)
    below = lone(other)
    if isinstance(acting, Unit):
        return below is not None and any(stands_above(chair, below) for chair in acting_posts(acting.chair))
    above = lone(one)
    return above is not None and below is not None and stands_above(above, below)


def _is_board(performer: Performer | None) -> bool:
    """Whether a board decides, also one that is only named."""
    acting = body(performer)
    if isinstance(acting, Unit):
        return acting.tier == "board"
    named = performer.named if performer is not None else None
    return named is not None and any(
        pattern("approvals.board", lang).search(text) for lang, text in named.by_language.items()
    )
