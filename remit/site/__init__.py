"""The site engine: finished body HTML in, a static bilingual site that works over file:// out.
Start in render.py; model.py says what the engine is given. Only shells.py knows mkdocs."""

from remit.site.markdown import markdown_project
from remit.site.model import LABELS, LanguageSite, Page, Section, relative_link, require_sound
from remit.site.render import Framing, choice, language_files, render_site, shared_files
from remit.site.search_check import Unfound, UnfoundError, require_found

__all__ = [
    "LABELS",
    "Framing",
    "LanguageSite",
    "Page",
    "Section",
    "Unfound",
    "UnfoundError",
    "choice",
    "language_files",
    "markdown_project",
    "relative_link",
    "render_site",
    "require_found",
    "require_sound",
    "shared_files",
]
