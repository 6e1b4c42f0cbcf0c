"""The preview shows pages before the rules have run: what only a rule refuses has to have pages all the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from rules.test_rules import cases

from remit.backends import edition
from remit.compiler import Compilation
from remit.diagnostics import Severity
from remit.messages import catalogue
from remit.pages.book import language_site

REFUSED = [case for case in cases("fail") if catalogue()[str(case.values[0])].severity is Severity.ERROR]


@pytest.mark.parametrize(("rule", "case"), REFUSED)
def test_what_a_rule_refuses_has_pages(rule: str, case: dict[str, Any], company: Callable[..., Compilation]) -> None:
    organisation = company(case["files"], case.get("as_of", "")).organisation
    assert organisation is not None
    for lang in organisation.languages:
        for page in language_site(edition(organisation), lang).pages:
            assert page.html.startswith("<h1"), f"{rule}: {page.path}"
