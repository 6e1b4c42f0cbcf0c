"""A company with all that a handbook shows, in the mix of the worked one: beside what company.py makes also records,
meetings, policies, trainings, terms, functions of units, a working calendar, and a ledger with an approval of a third of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.company import POSTS_IN_A_UNIT, Data, Text, Writer, kpi_id, linked, post_id, unit_id
from remit.model import canonical
from remit.model.ledger import states
from remit.model.organisation import Organisation

OF_A_UNIT = 41
"""How many entities there are for each unit, its approvals included."""

_RECORDS = 9
_CHAPTERS, _ARTICLES = 4, 5
_FUNCTIONS = 6
_APPROVED = ("policy", "post", "process")
_FIELDS = ("text", "date", "amount", "person", "ref", "check")


def whole_company(entities: int) -> Organisation:
    """A company of about so many entities, in whole units.

    Raises ValueError where what was written here is no longer what the schemas ask for.
    """
    return linked(whole_files(max(1, round(entities / OF_A_UNIT))))


def whole_files(units: int) -> list[tuple[str, str, Data]]:
    """Kind, id and data of every file of such a company, its ledger included. Raises ValueError as `whole_company` does."""
    files = list(_WholeWriter(units).entities())
    return [*files, *_ledger(linked(files))]


def _ledger(organisation: Organisation) -> Iterator[tuple[str, str, Data]]:
    """An approval of the content of each policy, post and process."""
    for ref, state in states(organisation).items():
        kind, _, ident = ref.partition(":")
        if kind in _APPROVED:
            unit = int(ident.split("-")[1])
            yield (
                "approval",
                f"{kind}-{ident}-2026-01-01",
                {
                    "document": ref,
                    "version": "A/0",
                    "canon": canonical.CANON,
                    "digest": state.digest,
                    "prepared": {"by": f"post:{post_id(unit, 1)}", "on": "2025-12-20"},
                    "approved": {"by": f"post:{post_id(unit, 0)}", "on": "2026-01-01"},
                    "content": state.content,
                },
            )


class _WholeWriter(Writer):
    """Writes the further kinds, and what ties those of company.py to them."""

    def entities(self) -> Iterator[tuple[str, str, Data]]:
        """Kind, id and data of every file."""
        yield from super().entities()
        for unit in range(self.units):
            yield "policy", f"policy-{unit}", self._policy(unit)
            yield "meeting", f"meeting-{unit}", self._meeting(unit)
            yield "training", f"training-{unit}", self._training(unit)
            yield "term", f"term-{unit}", {"name": self._term(unit), "definition": self.sentence()}
            for number in range(_RECORDS):
                yield "record", _record(unit, number), self._record(unit, number)

    def system(self) -> Data:
        """The system with a year whose holidays are known, so that there are dates."""
        calendar = {
            "workdays": ["mon", "tue", "wed", "thu", "fri"],
            "holidays": [{"date": "2026-10-01", "to": "2026-10-07"}],
        }
        return {**super().system(), "calendar": calendar}

    def unit(self, unit: int) -> Data:
        """Ten units to a department, with functions and an indicator."""
        first = unit - unit % 10
        functions = [{"id": f"function-{n}", "text": self.sentence()} for n in range(_FUNCTIONS)]
        own = {"parent": unit_id(first), "tier": "section"} if unit != first else {}
        return {**super().unit(unit), **own, "functions": functions, "kpis": [{"kpi": kpi_id(unit, 0), "weight": 100}]}

    def duty(self, index: int) -> Data:
        """Duties by the month and the quarter, and such as come when they are needed."""
        timings: tuple[Data, ...] = (
            {"every": "month", "by": {"day": 1 + index}},
            {"every": "quarter", "by": {"end": True}},
            {"as_needed": True},
        )
        return {**super().duty(index), "timing": timings[index % 3]}

    def post(self, unit: int, number: int) -> Data:
        """Posts whose duties carry out the functions of their unit."""
        found = super().post(unit, number)
        duties = found["duties"]
        if isinstance(duties, list):
            for index, duty in enumerate(duties[:_FUNCTIONS]):
                duty["functions"] = [f"{unit_id(unit)}/function-{(index + number) % _FUNCTIONS}"]
        return found

    def kpi(self, unit: int, number: int) -> Data:
        """Indicators whose data some post supplies."""
        return {**super().kpi(unit, number), "supplied_by": f"post:{post_id(unit, number)}"}

    def process(self, unit: int, number: int) -> Data:
        """Processes that make records, with a way back from the review."""
        found = super().process(unit, number)
        steps = found["steps"]
        if isinstance(steps, list):
            for index in range(2):
                steps[index]["outputs"] = [f"record:{_record(unit, (2 * number + index) % _RECORDS)}"]
            steps[3]["on_reject"] = {"to": "step-1"}
        return {**found, "control": self._control(unit, f"PR-{unit}-{number}"), "triggers": [self.words()]}

    def _control(self, unit: int, number: str) -> Data:
        return {"number": f"JZ-{number}", "version": "A/0", "owner": unit_id(unit), "effective": "2026-01-01"}

    def _term(self, unit: int) -> Text:
        """A name that the texts of the unit's policy use."""
        return {"zh": f"术语{unit}号", "en": f"term no. {unit}"}

    def _record(self, unit: int, number: int) -> Data:
        maker = f"post:{post_id(unit, 1 + number % (POSTS_IN_A_UNIT - 1))}"
        return {
            "name": self.words(),
            "form": ("form", "ledger", "report")[number % 3],
            "number": f"JZ-FM-{unit}-{number}",
            "purpose": self.sentence(),
            "maker": maker,
            "custodian": f"post:{post_id(unit, 4)}",
            "timing": {"every": "quarter", "by": {"day": 5 + number}},
            "fields": [{"id": f"field-{n}", "name": self.words(), "type": kind} for n, kind in enumerate(_FIELDS)],
            "columns": [
                {"id": f"column-{n}", "name": self.words(), "type": kind} for n, kind in enumerate(_FIELDS[:4])
            ],
            "signatures": [{"action": "draft", "by": maker}, {"action": "approve", "by": f"post:{post_id(unit, 0)}"}],
            "retention": "3 years",
        }

    def _policy(self, unit: int) -> Data:
        articles = iter(range(_CHAPTERS * _ARTICLES))
        chapters = [
            {
                "id": f"chapter-{n}",
                "title": self.words(),
                "articles": [self._article(unit, next(articles)) for _ in range(_ARTICLES)],
            }
            for n in range(_CHAPTERS)
        ]
        name = {"zh": f"{self.words()['zh']}管理制度", "en": f"Policy to {self.words()['en'].lower()}"}
        control = self._control(unit, f"POL-{unit}")
        return {"name": name, "outline": "system", "summary": self.sentence(), "chapters": chapters, "control": control}

    def _article(self, unit: int, number: int) -> Data:
        """An article that cites a post and uses a term; every sixth shows steps or an authority, the others list items."""
        text, post = self.sentence(), f"{{post:{post_id(unit, number % POSTS_IN_A_UNIT)}}}"
        shown = {0: ("steps", f"process:process-{unit}-0"), 6: ("authority", f"authority:limits-{unit}")}.get(number)
        more = (
            {"blocks": [{"show": shown[0], "of": [shown[1]]}]}
            if shown
            else {"items": [{"text": self.sentence()} for _ in range(3)]}
        )
        used = self._term(unit)
        return {
            "id": f"article-{number}",
            "title": self.words(),
            "text": {
                "zh": f"{post}按{used['zh']}{text['zh']}。",
                "en": f"The {post} follows {used['en']}: {text['en']}.",
            },
            **more,
        }

    def _meeting(self, unit: int) -> Data:
        return {
            "name": self.words(),
            "purpose": self.sentence(),
            "unit": unit_id(unit),
            "chair": f"post:{post_id(unit, 0)}",
            "members": [f"post:{post_id(unit, number)}" for number in range(POSTS_IN_A_UNIT)],
            "timing": {"every": "month", "by": {"day": 10}},
            "agenda": [{"id": f"point-{n}", "text": self.sentence()} for n in range(4)],
            "minutes": _record(unit, 0),
        }

    def _training(self, unit: int) -> Data:
        return {
            "name": self.words(),
            "topic": self.sentence(),
            "owner": unit_id(unit),
            "audience": [f"post:{post_id(unit, number)}" for number in range(POSTS_IN_A_UNIT)],
            "trainer": f"post:{post_id(unit, 1)}",
            "timing": {"every": "year", "by": {"month": 1 + unit % 12}},
        }


def _record(unit: int, number: int) -> str:
    return f"record-{unit}-{number}"
