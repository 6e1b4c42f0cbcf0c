"""BPMN files of small processes: what they say, parallel ways, hostile text, drafts, the same bytes every time."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from lxml import etree

from backends.bpmn_reading import NAMES, Running, findings
from backends.conftest import FIXTURE, Changed
from remit.backends import Edition, edition
from remit.backends.bpmn import render

PATH = "downloads/bpmn/order.bpmn"


def made(changed: Changed, steps: list[dict[str, Any]], **more: Any) -> bytes:
    def change(data: dict[str, Any]) -> None:
        data |= json.loads(json.dumps({"steps": steps, **more}))  # no text twice in memory, which YAML would anchor

    return render(edition(changed("processes/order.yaml", change)))[PATH]


def step(ident: str, action: str = "perform", **more: Any) -> dict[str, Any]:
    return {"id": ident, "name": {"zh": f"步骤{ident}", "en": f"Step {ident}"}, "action": action, **more}


def test_what_the_file_of_a_process_says(small_edition: Edition) -> None:
    files = render(small_edition)
    assert list(files) == [PATH]
    root = etree.fromstring(files[PATH])
    state = small_edition.states["process:order"]
    document = root.find(".//remit:document", NAMES)
    assert dict(document.attrib) == {
        "reference": "process:order",
        "version": "1",
        "state": "unapproved",
        "digest": state.digest,
    }
    assert (root.get("exporter"), root.get("targetNamespace")) == ("remit", "urn:remit:process:order")
    assert [lane.get("name") for lane in root.iterfind(".//bpmn:lane", NAMES)] == [
        "销售内勤",
        "仓库主管",
        "销售经理",
        "评审会",
    ]
    small = root.find(".//bpmn:userTask[@id='step_small']", NAMES)
    text = small.findtext("bpmn:documentation", namespaces=NAMES)
    assert "动作：批准" in text
    assert "时限：4小时内" in text.replace(" ", "")
    in_english = small.find(".//remit:name", NAMES)
    assert in_english.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert in_english.text == "Approve a small quotation"
    assert root.find(".//bpmn:process", NAMES).get("name") == "订单处理（未批准）"
    assert findings(files[PATH]) == []


def test_an_unknown_result_passes_nothing(changed: Changed) -> None:
    steps = [step("draft"), step("check", "approve", on_reject={"to": "draft", "max": 2}), step("use")]
    data = made(changed, steps)
    running = Running(data)
    back, forth = sorted(running.choices(), key=lambda out: out.target != "merge_draft")
    assert (back.result, forth.result) == (("check_result", "rejected"), ("check_result", "passed"))
    flows = etree.fromstring(data).findall(".//bpmn:sequenceFlow", NAMES)
    assert [flow.get("name") for flow in flows if flow.get("name")] == ["通过", "退回（最多2次）"]
    assert running.run(back).count("step_draft") == 2
    gateway = etree.fromstring(data).find(".//bpmn:exclusiveGateway[@default]", NAMES)
    assert gateway.get("default") == back.id
    assert findings(data) == []


def test_parallel_ways_meet_again_before_the_step_that_needs_both(changed: Changed) -> None:
    steps = [
        step("begin", next=["left", "right"]),
        step("left", next="inner"),
        step("inner", "review", on_reject={"to": "left"}, next="close"),
        step("right", next=["deep", "deeper"]),
        step("deep", next="gather"),
        step("deeper", next="gather"),
        step("gather", next="close"),
        step("close"),
    ]
    data = made(changed, steps)
    running = Running(data)
    done = running.run()
    assert [done.count(f"step_{one}") for one in ("inner", "deep", "deeper", "gather", "close")] == [1] * 5
    assert {"fork_begin", "join_begin", "fork_right", "join_right"} <= set(done)
    back = next(out for out in running.choices() if out.result and out.result[1] == "rejected")
    assert running.run(back).count("step_close") == 1
    assert findings(data) == []


def test_ways_that_cannot_wait_for_each_other_go_on_alone(changed: Changed) -> None:
    steps = [
        step("begin"),
        step("split", next=["left", "right"]),
        step("left", "review", on_reject={"to": "begin"}, next="close"),
        step("right", next="close"),
        step("close"),
    ]
    running = Running(made(changed, steps))
    assert "join_split" not in running.nodes
    assert running.run().count("step_close") == 2
    back = next(out for out in running.choices() if out.result and out.result[1] == "rejected")
    assert running.run(back).count("step_begin") == 2


def test_parallel_ways_behind_an_approval_and_to_the_end(changed: Changed) -> None:
    steps = [
        step("draft"),
        step("approve", "approve", on_reject={"to": "draft"}, next=["print", "file"]),
        step("print", next="end"),
        step("file", next="end"),
    ]
    data = made(changed, steps)
    running = Running(data)
    done = running.run()
    assert (done.count("step_print"), done.count("step_file"), done.count("end")) == (1, 1, 1)
    assert findings(data) == []


def test_results_of_branches_are_told_apart(changed: Changed) -> None:
    steps = [
        step("1st", branches=[{"up_to": 5, "to": "use"}, {"above": 5, "up_to": 9, "to": "use"}, {"to": "end"}]),
        step("step-1st", branches=[{"when": {"zh": "好", "en": "good"}, "to": "use"}, {"to": "end"}]),
        step("use"),
    ]
    steps[0]["branches"][2]["to"] = "step-1st"
    data = made(changed, steps)
    running = Running(data)
    results = [out.result for out in running.choices()]
    assert results == [
        ("step__1st_result", "use"),
        ("step__1st_result", "use-2"),
        ("step__1st_result", "step-1st"),
        ("step_1st_result", "use"),
        ("step_1st_result", "end"),
    ]
    for wanted in running.choices():
        assert wanted.target in running.run(wanted)
    assert findings(data) == []


def test_hostile_text_stays_text(changed: Changed) -> None:
    text = (
        """<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]> &e; "]]>" ' {{x}} __import__('os') </bpmn:task> 名"""
    )
    name = {"zh": text, "en": f"{text} en"}
    steps = [
        {"id": "a", "name": name, "action": "draft", "performer": {"named": text}, "text": name},
        {
            "id": "b",
            "name": name,
            "question": name,
            "branches": [{"when": name, "to": "c"}, {"when": {"zh": "否", "en": "no"}, "to": "end"}],
        },
        {"id": "c", "name": name},
    ]
    data = made(changed, steps, name=name, triggers=[name], result=name)
    said = " ".join(text.replace("{{", "{").replace("}}", "}").split())
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    assert b"<!DOCTYPE" not in data
    assert [root.find(f".//*[@id='step_{one}']").get("name") for one in "abc"] == [said] * 3
    conditions = [found.text for found in root.iterfind(".//bpmn:conditionExpression", NAMES)]
    assert conditions == ["b_result == 'c'", "b_result == 'end'"]
    # A box grows for a name this long rather than let it run over.
    assert [one for one in findings(data) if "standard-size" not in one] == []
    running = Running(data)
    for wanted in running.choices():
        running.run(wanted)


def test_a_process_without_steps_has_no_file(changed: Changed) -> None:
    def change(data: dict[str, Any]) -> None:
        del data["steps"]

    assert render(edition(changed("processes/order.yaml", change))) == {}


def test_the_bytes_do_not_hang_on_hashes(small_edition: Edition) -> None:
    program = (
        "import hashlib, sys; from pathlib import Path;"
        "from remit.backends import edition; from remit.backends.bpmn import render;"
        "from remit.compiler import compile_tree; o = compile_tree(Path(sys.argv[1])).organisation;"
        "print(hashlib.sha256(b''.join(render(edition(o)).values())).hexdigest())"
    )
    root = Path(__file__).resolve().parents[2]
    said = {
        subprocess.run(
            [sys.executable, "-c", program, str(FIXTURE)],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(root), "PATH": ""},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1
