"""The back ends by name: one back end = one module and one line in BACKENDS. A module is imported when it is asked for files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from remit.backends import Edition


@dataclass(frozen=True, slots=True)
class Backend:
    """A kind of output: its name for --only, its module, whether it renders a language at a time, which paths are its own."""

    name: str
    module: str
    per_language: bool
    owns: str

    def portions(self, edition: Edition) -> list[Portion]:
        """The parts that can be made apart from each other: one a language, or one for all."""
        return [Portion(self, lang) for lang in (edition.organisation.languages if self.per_language else ("",))]

    def render(self, edition: Edition) -> dict[str, bytes]:
        """The files of this back end."""
        return {path: data for portion in self.portions(edition) for path, data in portion.files(edition)}

    def owned(self, path: str) -> bool:
        """Whether a path of the output belongs to this back end."""
        return re.match(self.owns, path) is not None


@dataclass(frozen=True, slots=True)
class Portion:
    """What a back end makes in one go: its files in one language, or in all where `lang` is empty."""

    backend: Backend
    lang: str

    @property
    def name(self) -> str:
        """What tells it from all others."""
        return f"{self.backend.name} {self.lang}"

    def files(self, edition: Edition) -> Iterator[tuple[str, bytes]]:
        """The files with their paths, one after another: who takes them need not hold them all."""
        render: Callable[..., Mapping[str, bytes] | Iterator[tuple[str, bytes]]] = import_module(
            self.backend.module
        ).render
        made = render(edition, self.lang) if self.lang else render(edition)
        yield from made.items() if isinstance(made, Mapping) else made


_WORKBOOKS = r"downloads/[^/]+/(raci/|coverage/|scorecards/|(authorities|registers|training-plan)\.xlsx$)"
BACKENDS = (
    Backend("handbook", "remit.backends.handbook", True, r"downloads/[^/]+/handbook(-\d+)?\.(docx|pdf)$"),
    Backend("site", "remit.backends.pages", True, r"(?!downloads/|model\.json$|build\.json$)"),
    Backend("workbooks", "remit.backends.workbooks", True, _WORKBOOKS),
    Backend("calendars", "remit.backends.calendars", True, r"downloads/[^/]+/calendar/"),
    Backend("job-descriptions", "remit.backends.job_descriptions", True, r"downloads/[^/]+/job-descriptions/"),
    Backend("bpmn", "remit.backends.bpmn", False, r"downloads/bpmn/"),
    Backend("model", "remit.backends.model_json", False, r"model\.json$"),
    Backend("forms", "remit.backends.forms", True, r"downloads/[^/]+/forms/"),
    Backend("policies", "remit.backends.policy_documents", True, r"downloads/[^/]+/policies/"),
    Backend("reading", "remit.backends.reading_sheets", True, r"downloads/[^/]+/reading/"),
)
"""What takes longest comes first, and before it the handbook, whose typesetter takes the most memory: at the start there is most."""


def backend(name: str) -> Backend:
    """The back end of a name. Raises StopIteration where none has it."""
    return next(one for one in BACKENDS if one.name == name)
