"""Word templates of a company that try to take all time, or to make Python give up: refused in words."""

from __future__ import annotations

import io

import pytest
from docx import Document

from remit.office.placeholders import kinds, placeholders
from remit.office.template_review import check_template

CASES = {
    "repetitions in repetitions": (
        ["{%p for a in duties %}"] * 40 + ["x"] + ["{%p endfor %}"] * 40,
        "template-not-allowed",
    ),
    "brackets in brackets": (["{{ " + "(" * 3000 + "post.name" + ")" * 3000 + " }}"], "template-tag-broken"),
    "openings without end": (["{{" * 100_000], "template-tag-unfinished"),
    "remarks without end": (["{#" * 100_000], "template-tag-unfinished"),
    "classes of Python": (["{{ control.__class__.__mro__[1].__subclasses__() }}"], "template-not-allowed"),
    "a range": (["{% for i in range(10**9) %}x{% endfor %}"], "template-not-allowed"),
    "a large number": (["{{ 9**9**9 }}"], "template-not-allowed"),
    "a file": (["{% include '/etc/passwd' %}"], "template-statement-unknown"),
}


@pytest.mark.parametrize("name", CASES)
def test_refused(name: str) -> None:
    texts, problem = CASES[name]
    document = Document()
    for text in texts:
        document.add_paragraph(text)
    file = io.BytesIO()
    document.save(file)
    found = [one.name for one in check_template(file.getvalue(), placeholders(next(iter(kinds()))))]
    assert problem in found
