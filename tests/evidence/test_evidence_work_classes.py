"""Classes of work by their words: work_classes.yaml beside this file holds what says each, and false friends that say none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from remit.evidence.work_classes import does, goes_on_to

CASES: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("work_classes.yaml").read_text("utf-8"))
KINDS = tuple(CASES["does"]["zh"])
SAID = [(lang, kind, text) for lang in CASES["does"] for kind in KINDS for text in CASES["does"][lang][kind]]
SILENT = [(lang, text) for lang in CASES["none"] for text in CASES["none"][lang]]


@pytest.mark.parametrize(("lang", "kind", "text"), SAID)
def test_the_work_is_heard(lang: str, kind: str, text: str) -> None:
    assert does(kind, text, lang)


@pytest.mark.parametrize(("lang", "text"), SILENT)
def test_a_false_friend_is_no_work(lang: str, text: str) -> None:
    assert [kind for kind in KINDS if does(kind, text, lang)] == []


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("组织询价，选择供应商", True),
        ("选择供应商，组织谈判", False),
        ("组织询价，协助选择供应商", False),
        ("组织询价和选择供应商", False),
    ],
)
def test_only_a_later_clause_that_begins_with_it_goes_on(text: str, heard: bool) -> None:
    assert goes_on_to("choose-supplier", text, "zh") is heard


def test_verb_and_object_of_two_clauses_are_no_work() -> None:
    assert not does("pay", "核对后支付，货款登记", "zh")


def test_an_object_beyond_the_reach_is_not_the_verbs() -> None:
    assert does("pay", "支付供应商到期的货款", "zh")
    assert not does("pay", "支付年度集中采购大宗原辅料到期的货款", "zh")
