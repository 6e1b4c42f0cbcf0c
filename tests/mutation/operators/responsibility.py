"""Plants the defects of the responsibility rules."""

from __future__ import annotations

import random

from tests.mutation.tree import Mutant, Tree, plants


@plants("row-without-responsible")
def drop_performer(tree: Tree, draw: random.Random) -> Mutant | None:
    """A step that nobody does."""
    ref = draw.choice(tree.of("process"))
    data = tree.data(ref)
    index = draw.randrange(len(data["steps"]))
    step = data["steps"][index]
    alone = step.get("action", "perform") in ("perform", "draft") and not step.get("of") and not step.get("with")
    following = data["steps"][index + 1 : index + 2]
    joined = following and following[0].get("action", "perform") not in (
        "perform",
        "draft",
        "propose",
        "organise",
        "supervise",
        "decide",
    )
    if "performer" not in step or not alone or joined:
        return None
    del step["performer"]
    return Mutant("row-without-responsible", {ref: data}, f"{ref}/{step['id']}", ("steps", index))


@plants("row-without-accountable")
def drop_accountable(tree: Tree, draw: random.Random) -> Mutant | None:
    """A process and its steps name nobody who answers, and nothing in it is approved."""
    ref = draw.choice(tree.of("process"))
    data = tree.data(ref)
    if (
        any(step.get("action") in ("approve", "decide") for step in data["steps"][1:])
        or data["steps"][0].get("action") == "decide"
    ):
        return None
    data.pop("accountable", None)
    for step in data["steps"]:
        step.pop("accountable", None)
    return Mutant("row-without-accountable", {ref: data}, f"{ref}/{data['steps'][0]['id']}", ("steps", 0))


@plants("row-with-two-accountable")
def approve_twice(tree: Tree, draw: random.Random) -> Mutant | None:
    """Another party approves the same thing once more."""
    ref = draw.choice(tree.of("process"))
    data = tree.data(ref)
    steps = data["steps"]
    last = steps[-1]
    if (
        last.get("action") != "approve"
        or last.get("performer") == "post:hr-manager"
        or "next" in last
        or "branches" in last
    ):
        return None
    words = {"zh": "再批一次", "en": "Approve once more"}
    steps.append(
        {
            "id": "once-more",
            "name": words,
            "action": "approve",
            "performer": "post:hr-manager",
            **({"of": last["of"]} if "of" in last else {}),
        }
    )
    return Mutant("row-with-two-accountable", {ref: data}, f"{ref}/once-more", ("steps", len(steps) - 1))


@plants("row-with-two-accountable")
def review_becomes_approval(tree: Tree, draw: random.Random) -> Mutant | None:
    """A review before the approval is made an approval, too."""
    ref = draw.choice(tree.of("process"))
    data = tree.data(ref)
    steps = data["steps"]
    for index in range(len(steps) - 1):
        one, two = steps[index], steps[index + 1]
        same_row = one.get("of") == two.get("of")
        if (
            one.get("action") == "review"
            and two.get("action") == "approve"
            and same_row
            and not {"branches", "next"} & set(one)
        ):
            one["action"] = "approve"
            different = one.get("performer") != two.get("performer")
            return (
                Mutant("row-with-two-accountable", {ref: data}, f"{ref}/{two['id']}", ("steps", index + 1))
                if different
                else None
            )
    return None


@plants("step-without-performer")
def leave_a_step_open(tree: Tree, draw: random.Random) -> Mutant | None:
    """A review, an issue or an archiving that nobody does."""
    ref = draw.choice(tree.of("process"))
    data = tree.data(ref)
    joining = ("review", "countersign", "deliberate", "issue", "archive", "file", "inform", "consult")
    found = [i for i, step in enumerate(data["steps"]) if i and step.get("action") in joining and "performer" in step]
    if not found:
        return None
    index = draw.choice(found)
    del data["steps"][index]["performer"]
    return Mutant("step-without-performer", {ref: data}, f"{ref}/{data['steps'][index]['id']}", ("steps", index))


@plants("accountable-outside-line")
def somebody_aside_answers(tree: Tree, draw: random.Random) -> Mutant | None:
    """A post of another department is written as the one who answers."""
    ref = draw.choice(tree.of("process"))
    data = tree.data(ref)
    stranger = draw.choice(("post:hr-specialist", "post:cashier", "post:legal-counsel", "post:asset-admin"))
    found = [
        i
        for i, step in enumerate(data["steps"])
        if step.get("action") == "perform"
        and str(step.get("performer", "")).startswith("post:")
        and step["performer"] != stranger
        and not step.get("with")
    ]
    if (
        not found
        or stranger not in tree.documents
        or stranger in str(data.get("owner")) + str(data.get("accountable")) + str(data["steps"])
    ):
        return None
    index = draw.choice(found)
    joined = data["steps"][index + 1 : index + 2]
    if joined and joined[0].get("action") in (
        "approve",
        "review",
        "countersign",
        "issue",
        "archive",
        "file",
        "deliberate",
    ):
        return None
    data["steps"][index]["accountable"] = stranger
    place = ("steps", index, "accountable")
    return Mutant("accountable-outside-line", {ref: data}, f"{ref}/{data['steps'][index]['id']}", place)


@plants("accountability-overload")
def lower_the_limit(tree: Tree, draw: random.Random) -> Mutant | None:
    """The company sets a limit that its general manager is above."""
    data = tree.data("system:system")
    data.setdefault("lint", {})["limits"] = {"accountable_activities": draw.randrange(10, 40)}
    return Mutant(
        "accountability-overload", {"system:system": data}, "post:general-manager", file="post:general-manager"
    )


@plants("matrix-lead-idle")
def wrong_lead(tree: Tree, draw: random.Random) -> Mutant | None:
    """A clause is declared as led by a unit that has nothing to do with it."""
    ref = draw.choice(tree.of("basis"))
    data = tree.data(ref)
    found = [i for i, clause in enumerate(data["clauses"]) if clause.get("leads") and ".8." not in clause["id"]]
    if not found:
        return None
    index = draw.choice(found)
    stranger = "commissioning-team"
    data["clauses"][index]["leads"] = [stranger]
    subject = f"{ref}/{data['clauses'][index]['id']}"
    return Mutant("matrix-lead-idle", {ref: data}, subject, ("clauses", index, "leads", 0))


@plants("matrix-unit-undeclared")
def forget_a_unit(tree: Tree, draw: random.Random) -> Mutant | None:
    """Another unit's policy comes to realise a clause, and the matrix is left as it is."""
    source = draw.choice(
        ("process:payroll", "process:tax-filing", "process:recruitment", "process:site-6s", "process:warehouse-patrol")
    )
    data = tree.data(source)
    clauses = {"iso9001.8.3.1": "rd", "iso9001.9.2": "quality", "iso9001.7.1.5.1": "quality", "iso9001.4.3": "quality"}
    known = tree.documents["basis:iso-9001"].data["clauses"]
    places = [i for i, clause in enumerate(known) if clause["id"] in clauses and clause.get("leads")]
    if not places:
        return None
    index = draw.choice(places)
    clause = known[index]
    home = {
        "process:payroll": "hr",
        "process:tax-filing": "finance",
        "process:recruitment": "hr",
        "process:site-6s": "workshop",
        "process:warehouse-patrol": "warehouse",
    }
    declared = {*clause.get("leads", ()), *clause.get("main", ()), *clause.get("supports", ()), "company", "production"}
    if home[source] in declared or "company" in {*clause.get("leads", ()), *clause.get("main", ())}:
        return None
    data["basis"] = [*data.get("basis", []), clause["id"]]
    return Mutant(
        "matrix-unit-undeclared",
        {source: data},
        f"basis:iso-9001/{clause['id']}",
        ("clauses", index),
        file="basis:iso-9001",
    )


@plants("many-responsible")
def everybody_does_it(tree: Tree, draw: random.Random) -> Mutant | None:
    """A step is given to seven posts at once."""
    ref = draw.choice(tree.of("process"))
    data = tree.data(ref)
    index = draw.randrange(len(data["steps"]))
    step = data["steps"][index]
    after = data["steps"][index + 1 : index + 2]
    if step.get("action") != "perform" or (after and after[0].get("action") not in ("perform", "draft", "organise")):
        return None
    posts = draw.sample([post for post in tree.of("post") if post not in str(data)], 7)
    step["performer"] = {"any": posts}
    step.pop("duty", None)
    return Mutant("many-responsible", {ref: data}, f"{ref}/{step['id']}", ("steps", index))


@plants("group-accountable")
def all_departments_answer(tree: Tree, draw: random.Random) -> Mutant | None:
    """Everybody, or somebody outside, is written as the one who answers."""
    ref = draw.choice(tree.of("process"))
    data = tree.data(ref)
    who = draw.choice(("group:departments", "group:senior-management", "external:supplier"))
    if draw.random() < 0.3:
        data["accountable"] = who
        return Mutant("group-accountable", {ref: data}, ref, ("accountable",))
    index = draw.randrange(len(data["steps"]))
    data["steps"][index]["accountable"] = who
    place = ("steps", index, "accountable")
    return Mutant("group-accountable", {ref: data}, f"{ref}/{data['steps'][index]['id']}", place)
