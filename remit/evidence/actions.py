"""What an action of a step, link or slot is to the thing it is about: making it, checking it, settling it."""

from __future__ import annotations

MAKING = frozenset({"draft", "propose"})
REVIEWING = frozenset({"review", "deliberate", "countersign"})
"""Looking at what somebody else has made before it is settled, with the right to stop it."""

CHECKING = REVIEWING | {"consult"}
GIVING = frozenset({"approve", "decide"})
"""Settling it."""

GATES = REVIEWING | GIVING
HANDLING = CHECKING | GIVING | {"issue", "file", "archive"}
"""Whatever is done to a thing that somebody else has made."""
