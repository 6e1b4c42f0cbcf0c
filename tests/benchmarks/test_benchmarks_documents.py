"""The benchmarks run and compare like with like; what they measure is nothing that a test could hold."""

from __future__ import annotations

import re

from benchmarks.__main__ import SUITES
from benchmarks.company import company
from benchmarks.floor import Floor
from remit.backends import edition, job_descriptions
from remit.model.entities import Post


def test_the_suite_of_documents_prints_a_row_for_each_way() -> None:
    lines = SUITES["documents"][0](3, 1, "zh").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    assert [row[0] for row in rows[2:]] == ["templated floor", "remit", "docxtpl", "python-docx"]
    assert rows[2][3] == "1.00"
    for row in rows[2:]:
        assert all(re.fullmatch(r"[0-9]+(\.[0-9]+)?", cell) for cell in row[1:]), row


def test_no_two_posts_of_the_company_are_alike() -> None:
    posts = company(20).all(Post)
    texts = [str(duty.text) for post in posts for duty in post.duties]
    assert len(posts) == 20
    assert len({str(post.name) for post in posts}) == 20
    assert len(set(texts)) == len(texts) == 180


def test_the_floor_writes_the_documents_that_remit_writes() -> None:
    published = edition(company(10))
    for lang in ("zh", "en"):
        files = list(job_descriptions.render(published, lang).values())
        floor = Floor(files)
        assert [floor.write(values) for values in floor.values] == files
