"""The way of a process past steps that went: what led to one of them leads to what followed it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

_END = "end"


def mended(before: Sequence[Mapping[str, Any]], gone: Collection[str], after: Sequence[dict[str, Any]]) -> None:
    """Mend the steps `after`, which are those of `before` but for the ids `gone`, in place.

    What went back to a step that is gone, or was about it, says nothing any more.
    """
    way = _Way(before, gone)
    for step in after:
        for name in ("on_reject", "of"):
            target = step.get(name)
            if (target["to"] if isinstance(target, dict) else target) in way.gone:
                del step[name]
        for branch in step.get("branches", ()):
            branch["to"] = way.on([branch["to"]])[0]
        if not step.get("branches"):
            written = step.get("next", way.next_in_list(step["id"]))
            targets = [written] if isinstance(written, str) else list(written)
            if not way.gone.isdisjoint(targets):
                found = way.on(targets)
                step["next"] = found[0] if len(found) == 1 else found


class _Way:
    def __init__(self, steps: Sequence[Mapping[str, Any]], gone: Collection[str]) -> None:
        self.steps = {step["id"]: step for step in steps}
        self.order = [step["id"] for step in steps]
        self.gone = frozenset(gone)

    def next_in_list(self, step: str) -> str:
        """The step that follows where nothing is written."""
        at = self.order.index(step) + 1
        return self.order[at] if at < len(self.order) else _END

    def on(self, targets: Sequence[str]) -> list[str]:
        """The first steps still there on the way from each target, each once; the end where there is none."""
        found: dict[str, None] = {}
        seen: set[str] = set()
        todo = list(targets)
        while todo:
            target = todo.pop(0)
            if target not in self.gone:
                found[target] = None
            elif target not in seen:
                seen.add(target)
                todo = [*self._following(target), *todo]
        return list(found) or [_END]

    def _following(self, step: str) -> list[str]:
        written = self.steps[step]
        if written.get("branches"):
            return [str(written["branches"][0]["to"])]
        following = written.get("next", self.next_in_list(step))
        return [following] if isinstance(following, str) else list(following)
