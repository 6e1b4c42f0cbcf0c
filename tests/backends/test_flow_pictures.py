"""Flow charts for paper: within the page, all steps in the alternative text, several pictures where one is too high."""

from __future__ import annotations

import re
from typing import Any

import pytest

from backends.conftest import Changed
from remit.backends import Edition
from remit.backends.flow_pictures import drawn, flow_pictures
from remit.model.entities import Process
from remit.model.organisation import Organisation


def order(organisation: Organisation) -> Process:
    return next(process for process in organisation.all(Process) if process.id == "order")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_one_picture_says_all_steps(small_edition: Edition, lang: str) -> None:
    organisation = small_edition.organisation
    process = order(organisation)
    (picture,) = flow_pictures(process, organisation.system, lang)
    assert picture.title == {"zh": "订单处理流程图", "en": "Flow chart of Order handling"}[lang]
    assert all(step.name.get(lang) in picture.alt for step in process.steps)
    assert {"zh": "1. 编制报价（销售内勤）", "en": "1. Draft the quotation (Sales Clerk)"}[lang] in picture.alt
    assert picture.alt.endswith({"zh": "。", "en": "."}[lang])
    block = drawn(picture)
    assert block.png.startswith(b"\x89PNG")
    assert (block.width_mm, block.alt) == (picture.width_mm, picture.alt)
    assert block.width_mm <= 174.0
    assert flow_pictures(process, organisation.system, lang) == (picture,)


def test_a_long_process_is_continued(changed: Changed) -> None:
    def change(data: dict[str, Any]) -> None:
        posts = ["post:clerk", "post:keeper", "post:sales-manager"]
        data["steps"] = [
            {"id": f"s{n}", "name": {"zh": f"办理事项{n}", "en": f"Deal with {n}"}, "performer": posts[n % 3]}
            for n in range(60)
        ]

    organisation = changed("processes/order.yaml", change)
    pictures = flow_pictures(order(organisation), organisation.system, "zh", height_mm=150.0)
    assert len(pictures) > 2
    assert [picture.title for picture in pictures][:2] == [f"订单处理流程图（{n}/{len(pictures)}）" for n in (1, 2)]
    told = [step for picture in pictures for step in re.findall(r"办理事项(\d+)（", picture.alt)]
    assert told == [str(n) for n in range(60)]
    for picture in pictures:
        width, height = (float(found) for found in re.findall(r'(?:width|height)="([\d.]+)"', picture.svg)[:2])
        assert picture.width_mm <= 174.0
        assert picture.width_mm / width * height <= 150.01
        assert all(name in picture.svg for name in ("销售内勤", "仓库主管", "销售经理"))


def test_a_process_without_steps_has_none(changed: Changed) -> None:
    def change(data: dict[str, Any]) -> None:
        del data["steps"]

    organisation = changed("processes/order.yaml", change)
    assert flow_pictures(order(organisation), organisation.system, "zh") == ()
