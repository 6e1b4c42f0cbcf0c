"""The files that go with a page: which of the downloads concern an entity, and those of the whole company."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from remit.backends import Edition
from remit.backends.calendars import holders
from remit.backends.form_parts import has_form
from remit.backends.handbook import contained, volumes
from remit.backends.raci_workbooks import departments, file_name
from remit.cache.reads import once_property
from remit.change.reading import readings
from remit.model.entities import Authority, Basis, Policy, Post, Process, Record, Training, Unit
from remit.model.values import Entity
from remit.pages.places import page_path
from remit.pages.words import page_words


class Downloads:
    """Links to the downloads of one language; what several pages need is computed once, when the first of them is made."""

    def __init__(self, edition: Edition, lang: str) -> None:
        self.edition, self.lang, self.t = edition, lang, page_words(lang)

    @once_property
    def calendars(self) -> frozenset[str]:
        """The posts that have a calendar."""
        return holders(self.edition)

    @once_property
    def readers(self) -> frozenset[str]:
        """The posts that have something to read."""
        return frozenset(reading.post.ref for reading in readings(self.edition.organisation, self.edition.as_of))

    @once_property
    def departments(self) -> frozenset[str]:
        """The units that have a matrix."""
        return frozenset(unit.ref for unit in departments(self.edition.organisation))

    @once_property
    def company(self) -> tuple[tuple[str, str, str], ...]:
        """The files of the whole company: their names, what they are called, and paths."""
        organisation = self.edition.organisation
        return tuple(self._handbook()) + tuple(
            (name, self.t(f"download.{name}"), path)
            for name, path, there in (
                ("raci_company", "raci/company.xlsx", self.departments),
                ("authorities", "authorities.xlsx", organisation.all(Authority)),
                ("registers", "registers.xlsx", organisation.entities()),
                ("training_plan", "training-plan.xlsx", organisation.all(Training)),
                ("calendar_company", "calendar/company.ics", self.calendars),
            )
            if there
        )

    def _handbook(self) -> Iterator[tuple[str, str, str]]:
        """Its volumes, all in PDF, then all in Word."""
        found = volumes(contained(self.edition))
        for name, ending in (("handbook_pdf", "pdf"), ("handbook_word", "docx")):
            for volume in found:
                called = self.t(f"download.{name}")
                if volume.is_one_of_several:
                    called = self.t("download.volume", name=called, n=volume.number)
                yield name, called, f"{volume.name}.{ending}"

    def of(self, entity: Entity) -> Markup:
        """The links of an entity's page; nothing where no file concerns it."""
        page = page_path(entity.kind, entity.id)
        return self._chips(page, self._called(self._files(entity)))

    def whole(self, page: str, *names: str) -> Markup:
        """The links from a page to the files of the whole company, or to the named ones of them."""
        files = ((called, path) for name, called, path in self.company if not names or name in names)
        return self._chips(page, ((called, f"{self.lang}/{path}") for called, path in files))

    def matrix(self, page: str, unit: Unit) -> Markup:
        """The link from a page to the matrix of a department."""
        return self._chips(page, self._called(found for found in self._files(unit) if found[0] == "raci"))

    def form(self, record: Record) -> str:
        """The path of a record's blank form under downloads/; empty where it has none."""
        return f"{self.lang}/forms/{record.id}.docx" if has_form(record) else ""

    def file(self, page: str, entity: Entity, name: str) -> str:
        """The address of one file of an entity, seen from a page; empty where there is none."""
        up = "../" * (page.count("/") + 1)
        return next((f"{up}downloads/{path}" for found, path in self._files(entity) if found == name), "")

    def _called(self, files: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        return ((self.t(f"download.{name}"), path) for name, path in files)

    def _chips(self, page: str, files: Iterable[tuple[str, str]]) -> Markup:
        """Links to files under downloads/ by what they are called."""
        up = "../" * (page.count("/") + 1)
        links = Markup(" ").join(
            Markup('<a class="download" href="{}downloads/{}" download>{}</a>').format(up, path, called)
            for called, path in files
        )
        return Markup('<p class="chips" data-search-exclude>{}</p>').format(links) if links else Markup("")

    def _files(self, entity: Entity) -> Iterator[tuple[str, str]]:
        """Names and paths under downloads/."""
        lang, ident = self.lang, entity.id
        if isinstance(entity, Post):
            yield "job_description", f"{lang}/job-descriptions/{ident}.docx"
            if entity.ref in self.readers:
                yield "reading", f"{lang}/reading/{ident}.docx"
            if entity.kpis:
                yield "scorecard", f"{lang}/scorecards/{ident}.xlsx"
            if entity.ref in self.calendars:
                yield "calendar", f"{lang}/calendar/{ident}.ics"
        elif isinstance(entity, Unit):
            if entity.ref in self.departments:
                yield "raci", f"{lang}/raci/units/{ident}.xlsx"
            if entity.kpis:
                yield "scorecard", f"{lang}/scorecards/units/{ident}.xlsx"
        elif isinstance(entity, Process) and entity.steps:
            yield "raci", f"{lang}/raci/{file_name(entity)}.xlsx"
            yield "bpmn", f"bpmn/{ident}.bpmn"
        elif isinstance(entity, Policy):
            yield "policy", f"{lang}/policies/{ident}.docx"
        elif isinstance(entity, Record) and self.form(entity):
            yield "form", self.form(entity)
        elif isinstance(entity, Authority):
            yield "authorities", f"{lang}/authorities.xlsx"
        elif isinstance(entity, Training):
            yield "training_plan", f"{lang}/training-plan.xlsx"
        elif isinstance(entity, Basis) and entity.matrix:
            yield "coverage", f"{lang}/coverage/{ident}.xlsx"
