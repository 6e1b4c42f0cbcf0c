"""How many people the establishment of a unit has with the units below it."""

from __future__ import annotations

from remit.model.entities import Post, Unit
from remit.model.organisation import Organisation
from remit.views.belonging import units_of, upwards
from remit.views.charts import headcount_in


def staff_below(organisation: Organisation, unit: Unit) -> int:
    """The authorised headcount of the units below a unit, its own not counted."""
    found = 0
    for post in organisation.all(Post):
        for home in units_of(post):
            if home is not unit and any(one is unit for one in upwards(home)):
                found += headcount_in(post, home) or 0
    return found
