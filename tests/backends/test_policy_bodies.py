"""Bodies of policies drawn at random: every number is the one cited, no heading is empty, nothing is left over."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backends.policy_company import compiled, written
from remit.backends.policy_changes import changed_places
from remit.backends.policy_documents import policy_body
from remit.model.entities import Article, Chapter, Item, PlainTable, Policy, SubItem
from remit.model.ledger import DocumentState
from remit.model.values import Origin, Text
from remit.office.blocks import Block, Heading, Paragraph, Table
from remit.source.document import Document
from remit.views.outline import Outline

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters="{}"), min_size=1, max_size=9
)


Body = Callable[[Policy, str], tuple[Block, ...]]


@pytest.fixture(scope="module")
def body(tmp_path_factory: pytest.TempPathFactory) -> Body:
    """A function and no organisation: hypothesis prints what a failing test knows, and an organisation has no end."""
    edition = compiled(written(Path(tmp_path_factory.mktemp("company")) / "root"))

    def body_of(policy: Policy, lang: str) -> tuple[Block, ...]:
        return policy_body(edition, policy, DocumentState(policy, "", "", None, "draft"), lang)

    return body_of


ARTICLES = st.fixed_dictionaries(
    {
        "paragraphs": st.lists(WORDS, max_size=2),
        "items": st.lists(st.tuples(WORDS, st.lists(WORDS, max_size=2)), max_size=3),
    },
    optional={"title": WORDS, "text": WORDS, "table": st.tuples(WORDS, WORDS)},
)
POLICIES = st.lists(st.tuples(WORDS, st.lists(ARTICLES, max_size=4)), max_size=3)
OUTLINES = st.sampled_from((None, "system", "iso", "instruction"))


def policy_of(chapters: list[tuple[str, list[dict[str, Any]]]], outline: str | None) -> Policy:
    """A policy of these titles and articles; ids of articles are used again in every chapter."""
    origin = Origin(Document("policy", "drawn", "policies/policies/drawn.yaml", None), ())
    at: dict[str, Any] = {"ref": "policy:drawn", "origin": origin}

    def text(words: str) -> Text:
        return Text({"zh": words, "en": words}, origin)

    def article(index: int, data: dict[str, Any]) -> Article:
        table = data.get("table")
        return Article(
            **{**at, "ref": f"policy:drawn/a{index}"},
            id=f"a{index}",
            title=text(data["title"]) if "title" in data else None,
            text=text(data["text"]) if "text" in data else None,
            paragraphs=tuple(map(text, data["paragraphs"])),
            items=tuple(
                Item(**at, text=text(words), items=tuple(SubItem(**at, text=text(one)) for one in below))
                for words, below in data["items"]
            ),
            table=PlainTable(**at, head=(text(table[0]),), rows=(tuple(map(text, table)),)) if table else None,
        )

    made = tuple(
        Chapter(
            **{**at, "ref": f"policy:drawn/c{n}"},
            id=f"c{n}",
            title=text(title),
            articles=tuple(article(index, data) for index, data in enumerate(articles)),
        )
        for n, (title, articles) in enumerate(chapters)
    )
    return Policy(**at, kind="policy", id="drawn", name=text("制度"), outline=outline, chapters=made)


@pytest.mark.parametrize("lang", ["zh", "en"])
@settings(deadline=None, max_examples=60)
@given(chapters=POLICIES, outline=OUTLINES)
def test_any_policy_has_all_its_text_and_numbers(
    body: Body, lang: str, chapters: list[tuple[str, list[dict[str, Any]]]], outline: str | None
) -> None:
    policy = policy_of(chapters, outline)
    blocks = body(policy, lang)
    numbers = Outline(policy, lang)
    expected = []
    for chapter in policy.chapters:
        expected.append(numbers.chapter_number(chapter))
        for article in chapter.articles:
            expected.append(numbers.article_number(article))
            for index, item in enumerate(article.items, 1):
                expected.append(numbers.item(index))
                expected += [numbers.sub_item(below) for below in range(1, len(item.items) + 1)]
    found = [b for b in blocks if isinstance(b, Heading | Paragraph)]
    assert [b.number for b in found if b.number] == expected
    # An article of items alone is its number; its items follow.
    assert all(_words(b).strip() or (isinstance(b, Paragraph) and b.number) for b in found)
    written_ = "\n".join(_words(b) for b in found)
    for chapter in policy.chapters:
        for article in chapter.articles:
            for text in (article.title, article.text, *article.paragraphs, *(item.text for item in article.items)):
                assert text is None or text.get(lang) in written_
    tables = [b for b in blocks if isinstance(b, Table)]
    assert len(tables) == sum(article.table is not None for chapter in policy.chapters for article in chapter.articles)
    assert all(len(row) == 2 for table in tables for row in (*table.header, *table.rows))
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        if isinstance(block, Heading) and block.level:
            below = following.level > block.level if isinstance(following, Heading) else following is not None
            assert below, block
    marks = [b.bookmark for b in found if b.bookmark]
    assert len(marks) == len(set(marks))


def _words(block: Heading | Paragraph) -> str:
    return block.text if isinstance(block.text, str) else "".join(run.text for run in block.text)


@pytest.mark.parametrize(
    ("before", "after", "zh", "en"),
    [
        ([["a", "b"], ["c"]], [["a", "b"], ["c"]], "", ""),
        ([["a", "b"], ["c"]], [["a", "b*"], ["c"]], "第二条", "Article 2"),
        ([["a"], ["c"]], [["a", "b"], ["c"]], "第二条", "Article 2"),
        ([["a", "b"], ["c"]], [["a"], ["c"]], "原第二条（删除）", "former Article 2 (deleted)"),
        ([["a", "b"], ["c"]], [["b"], ["c*"]], "第二条、原第一条（删除）", "Article 2, former Article 1 (deleted)"),
        ([[]], [list("abcdefg")], "第一条等7条", "Article 1 and 6 more"),
    ],
)
def test_changed_articles_of_a_revision(before: Any, after: Any, zh: str, en: str) -> None:
    old, new = _content(before), _content(after)
    assert (changed_places(old, new, "zh"), changed_places(old, new, "en")) == (zh, en)


def _content(chapters: list[list[str]]) -> str:
    """The canonical content of a policy whose articles are letters; a star changes the text of one."""
    return json.dumps(
        {
            "chapters": [
                {"id": str(n), "articles": [{"id": mark[0], "text": mark} for mark in chapter]}
                for n, chapter in enumerate(chapters)
            ]
        }
    )


def test_changed_clauses_of_a_procedure_have_numbers_of_clauses() -> None:
    old = '{"outline": "iso", "chapters": [{"id": "x", "articles": [{"id": "a"}]}]}'
    new = '{"outline": "iso", "chapters": [{"id": "x", "articles": [{"id": "a"}, {"id": "b"}]}]}'
    assert changed_places(old, new, "zh") == "1.2"
