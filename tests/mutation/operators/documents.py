"""Plants the defects of approval and document control."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

from remit.evidence.document_uses import relying
from remit.evidence.line import stands_above
from remit.model import canonical
from remit.model.entities import Post
from remit.model.ledger import entries, states
from remit.source.document import Document
from tests.mutation.tree import Mutant, Tree, plants

_CONTROLLED = ("policy", "process", "post", "authority")


def _document(tree: Tree, draw: random.Random, *kinds: str) -> str:
    """A document that is approved as it stands."""
    register = states(tree.organisation)
    return draw.choice(
        [ref for kind in kinds or _CONTROLLED for ref in tree.of(kind) if register[ref].state == "approved"]
    )


def _entry(tree: Tree, ref: str) -> str:
    """The last approval of a document."""
    return entries(tree.organisation)[ref][-1].ref


def _approval(tree: Tree, ref: str, data: Any, day: str) -> Any:
    """The last approval of a document, given anew for other content on another day."""
    found = tree.data(_entry(tree, ref))
    document: Document = next(item for item in tree.with_files({ref: data}) if item.ref == ref)
    text = canonical.content(document, tree.organisation.languages[0])
    signed = {key: found[key] for key in ("document", "version") if key in found}
    return {**signed, "digest": canonical.digest(text), "approved": {**found["approved"], "on": day}, "content": text}


def _post(tree: Tree, draw: random.Random, below: str) -> str:
    """A post that stands beside or below another, and is neither it nor the head of it."""
    other = tree.organisation.find(below)
    found = [post for post in tree.organisation.all(Post) if isinstance(other, Post) and post is not other]
    return draw.choice([post.ref for post in found if isinstance(other, Post) and not stands_above(post, other)])


def _named(data: Mapping[str, Any]) -> str:
    by = data.get("control", {}).get("approved_by")
    return by if isinstance(by, str) and by.startswith("post:") else ""


@plants("unapproved-document")
def lose_approval(tree: Tree, draw: random.Random) -> Mutant | None:
    """The entry was never made."""
    ref = _document(tree, draw, *_CONTROLLED, "kpi")
    return Mutant("unapproved-document", {_entry(tree, ref): None}, ref, file=ref)


@plants("changed-after-approval")
def reword(tree: Tree, draw: random.Random) -> Mutant | None:
    """A word is changed without anybody being asked."""
    ref = _document(tree, draw, *_CONTROLLED, "kpi")
    data = tree.data(ref)
    data["name"]["zh"] += "（试行）"
    return Mutant("changed-after-approval", {ref: data}, ref)


@plants("changed-after-approval")
def turn_date(tree: Tree, draw: random.Random) -> Mutant | None:
    """The document begins to hold on another day."""
    ref = _document(tree, draw)
    data = tree.data(ref)
    data["control"]["effective"] = "2026-02-01"
    return Mutant("changed-after-approval", {ref: data}, ref)


@plants("approval-digest-wrong")
def edit_ledger(tree: Tree, draw: random.Random) -> Mutant | None:
    """The ledger is edited by hand."""
    ref = draw.choice(tree.of("approval"))
    data = tree.data(ref)
    data["content"] = data["content"].replace('"name": "', '"name": "新', 1)
    return Mutant("approval-digest-wrong", {ref: data}, ref, ("digest",))


@plants("approved-by-preparer")
def sign_own(tree: Tree, draw: random.Random) -> Mutant | None:
    """Who prepared approves."""
    ref = draw.choice(tree.of("approval"))
    data = tree.data(ref)
    data["approved"]["by"] = data["prepared"]["by"]
    return Mutant("approved-by-preparer", {ref: data}, ref, ("approved",))


@plants("approved-by-preparer")
def name_preparer(tree: Tree, draw: random.Random) -> Mutant | None:
    """The document itself names one post for both."""
    ref = _document(tree, draw)
    data = tree.data(ref)
    data["control"]["approved_by"] = data["control"]["prepared_by"]
    return Mutant("approved-by-preparer", {ref: data}, ref, ("control", "approved_by"))


@plants("duplicate-number")
def copy_number(tree: Tree, draw: random.Random) -> Mutant | None:
    """A file is copied and keeps its number."""
    kind = draw.choice(("policy", "process", "post", "authority", "record"))
    first, second = sorted(draw.sample(tree.of(kind), 2))
    one, other = tree.data(first), tree.data(second)
    if kind == "record":
        other["number"] = one["number"]
        return Mutant("duplicate-number", {second: other}, second, ("number",))
    other["control"]["number"] = one["control"]["number"]
    return Mutant("duplicate-number", {second: other}, second, ("control", "number"))


@plants("uncontrolled-document")
def drop_control(tree: Tree, draw: random.Random) -> Mutant | None:
    """A field of the control data is forgotten."""
    ref = _document(tree, draw)
    data = tree.data(ref)
    owned = ref.startswith(("authority:", "process:"))
    del data["control"][draw.choice(["number", "version"] if owned else ["number", "version", "owner"])]
    return Mutant("uncontrolled-document", {ref: data}, ref, ("control",))


@plants("uncontrolled-document")
def drop_all_control(tree: Tree, draw: random.Random) -> Mutant | None:
    """A new file has no control data."""
    ref = _document(tree, draw)
    data = tree.data(ref)
    del data["control"]
    return Mutant("uncontrolled-document", {ref: data}, ref)


@plants("affected-document")
def revise_kpi(tree: Tree, draw: random.Random) -> Mutant | None:
    """A KPI gets a new definition and is approved; the job description is not reissued."""
    ref = _document(tree, draw, "post")
    assigned = [item["kpi"] for item in tree.data(ref).get("kpis", ())]
    if not assigned:
        return None
    kpi = f"kpi:{draw.choice(assigned)}"
    data = tree.data(kpi)
    data["name"]["zh"] += "（新口径）"
    files = {kpi: data, f"approval:{kpi.partition(':')[2]}-new": _approval(tree, kpi, data, "2026-05-01")}
    return Mutant("affected-document", files, ref, file=ref)


@plants("affected-document")
def revise_process(tree: Tree, draw: random.Random) -> Mutant | None:
    """A step of the post changes and is approved."""
    ref = _document(tree, draw, "process")
    data = tree.data(ref)
    step = draw.choice(data["steps"])
    post = step.get("performer")
    register = states(tree.organisation)
    if not isinstance(post, str) or not post.startswith("post:") or register[post].state != "approved":
        return None
    step["name"]["zh"] += "并留底"
    files = {ref: data, f"approval:{ref.partition(':')[2]}-new": _approval(tree, ref, data, "2026-05-01")}
    return Mutant("affected-document", files, post, file=post)


@plants("review-overdue")
def forget_review(tree: Tree, draw: random.Random) -> Mutant | None:
    """The interval is short, or the document is old."""
    ref = _document(tree, draw)
    data = tree.data(ref)
    files: dict[str, Any] = {ref: data}
    if draw.random() < 0.5:
        data["control"]["review_every"] = draw.choice(["3 months", "1 quarter", "12 weeks"])
    else:
        data["control"]["effective"] = "2024-01-01"
        files[_entry(tree, ref)] = None
    return Mutant("review-overdue", files, ref, ("control", "review_every"))


@plants("document-expired")
def let_expire(tree: Tree, draw: random.Random) -> Mutant | None:
    """A trial rule that nobody decided on."""
    ref = _document(tree, draw)
    data = tree.data(ref)
    data["control"]["expires"] = draw.choice(["2026-06-29", "2026-03-31"])
    return Mutant("document-expired", {ref: data}, ref, ("control", "expires"))


@plants("approval-in-the-future")
def postdate(tree: Tree, draw: random.Random) -> Mutant | None:
    """A slip of the year."""
    ref = draw.choice(tree.of("approval"))
    data = tree.data(ref)
    data["approved"]["on"] = "2026-12-19"
    data["effective"] = "2027-01-01"
    return Mutant("approval-in-the-future", {ref: data}, ref, ("approved", "on"))


@plants("dates-out-of-order")
def approve_early(tree: Tree, draw: random.Random) -> Mutant | None:
    """Approved before it was reviewed, or in force before it was approved."""
    ref = draw.choice(tree.of("approval"))
    data = tree.data(ref)
    if draw.random() < 0.5:
        data["approved"]["on"] = "2025-12-01"
        return Mutant("dates-out-of-order", {ref: data}, ref, ("approved", "on"))
    data["effective"] = "2025-11-01"
    return Mutant("dates-out-of-order", {ref: data}, ref, ("effective",))


@plants("dates-out-of-order")
def hear_late(tree: Tree, draw: random.Random) -> Mutant | None:
    """Staff were heard after the approval, or told before it."""
    ref = _document(tree, draw, "policy")
    data = tree.data(ref)
    field, day = draw.choice(
        [("consultation", "2026-01-15"), ("publication", "2025-11-01"), ("publication", "2026-03-01")]
    )
    if field not in data:
        return None
    data[field]["on"] = day
    return Mutant("dates-out-of-order", {ref: data}, ref, (field, "on"))


@plants("two-effective-dates")
def other_day(tree: Tree, draw: random.Random) -> Mutant | None:
    """The clerk enters another day than the document has."""
    ref = _entry(tree, _document(tree, draw))
    data = tree.data(ref)
    data["effective"] = draw.choice(["2026-02-01", "2027-01-01"])
    return Mutant("two-effective-dates", {ref: data}, ref, ("effective",))


@plants("versions-out-of-order")
def same_version(tree: Tree, draw: random.Random) -> Mutant | None:
    """New content is approved under the old version, or the document's own goes back."""
    ref = _document(tree, draw)
    data = tree.data(ref)
    new = f"approval:{ref.replace(':', '-')}-new"
    if draw.random() < 0.5:
        data["name"]["zh"] += "（修订）"
        return Mutant(
            "versions-out-of-order", {new: _approval(tree, ref, data, "2026-05-01"), ref: data}, new, ("version",)
        )
    entry = tree.data(_entry(tree, ref))
    entry["version"] = "A/3"
    return Mutant("versions-out-of-order", {ref: data, _entry(tree, ref): entry}, ref, ("control", "version"))


@plants("number-off-pattern")
def misnumber(tree: Tree, draw: random.Random) -> Mutant | None:
    """Another company, a small letter, no serial, no such unit."""
    kind = draw.choice(("policy", "process", "post", "authority", "record"))
    ref = draw.choice(tree.of(kind))
    data = tree.data(ref)
    holder, pointer = (data, ("number",)) if kind == "record" else (data["control"], ("control", "number"))
    number = holder["number"]
    parts = number.split("-")
    wrong = [
        number.lower(),
        number.replace("-", "_"),
        f"XX{number}",
        number.rstrip("0123456789"),
        "-".join((*parts[:-2], "ZZ", parts[-1])),
    ]
    holder["number"] = draw.choice(wrong)
    return Mutant("number-off-pattern", {ref: data}, ref, pointer)


@plants("supersession-cycle")
def replace_itself(tree: Tree, draw: random.Random) -> Mutant | None:
    """A policy replaces itself."""
    ref = draw.choice(tree.of("policy"))
    data = tree.data(ref)
    data["supersedes"] = [ref.partition(":")[2]]
    return Mutant("supersession-cycle", {ref: data}, ref, ("supersedes", 0))


@plants("superseded-in-force")
def keep_old(tree: Tree, draw: random.Random) -> Mutant | None:
    """A policy replaces another, by reference or by name, and the other is not withdrawn."""
    new, old = draw.sample(tree.of("policy"), 2)
    data = tree.data(new)
    if draw.random() < 0.5:
        data["supersedes"] = [old.partition(":")[2]]
    else:
        data["control"]["supersedes"] = [tree.data(old)["name"]]
    return Mutant("superseded-in-force", {new: data, old: tree.data(old)}, old, ("control",), file=old)


@plants("superseded-before-replaced")
def withdraw_early(tree: Tree, draw: random.Random) -> Mutant | None:
    """The old policy is withdrawn while the new one waits."""
    new, old = draw.sample(tree.of("policy"), 2)
    data, other = tree.data(new), tree.data(old)
    data["supersedes"] = [old.partition(":")[2]]
    other["control"]["status"] = "withdrawn"
    if draw.random() < 0.5:
        data["control"]["status"] = "draft"
    return Mutant(
        "superseded-before-replaced", {new: data, old: other, _entry(tree, new): None}, new, ("supersedes", 0)
    )


@plants("approver-without-authority")
def wrong_approver(tree: Tree, draw: random.Random) -> Mutant | None:
    """Somebody else signs."""
    document = _document(tree, draw)
    named = _named(tree.data(document))
    ref = _entry(tree, document)
    data = tree.data(ref)
    if not named:
        return None
    data["approved"]["by"] = _post(tree, draw, named)
    if data["approved"]["by"] == data["prepared"]["by"]:
        return None
    return Mutant("approver-without-authority", {ref: data}, ref, ("approved", "by"))


@plants("missing-signoff")
def skip_review(tree: Tree, draw: random.Random) -> Mutant | None:
    """Nobody reviewed, or somebody else did."""
    document = _document(tree, draw)
    ref = _entry(tree, document)
    data = tree.data(ref)
    if draw.random() < 0.5:
        del data["reviewed"]
        return Mutant("missing-signoff", {ref: data}, ref)
    data["reviewed"] = [{"by": data["prepared"]["by"], "on": "2025-12-12"}]
    signed = tree.data(document)["control"]["reviewed_by"]
    return (
        None
        if data["prepared"]["by"] in signed
        else Mutant("missing-signoff", {ref: data}, ref, ("reviewed",), key=True)
    )


@plants("acted-without-mandate")
def sign_for_another(tree: Tree, draw: random.Random) -> Mutant | None:
    """A post signs for another that never asked it to."""
    document = _document(tree, draw)
    named = _named(tree.data(document))
    if not named:
        return None
    ref, signer = _entry(tree, document), _post(tree, draw, named)
    data = tree.data(ref)
    if tree.data(named).get("deputy") == signer.partition(":")[2]:
        return None
    data["approved"] |= {"by": signer, "on_behalf_of": named.partition(":")[2]}
    return Mutant("acted-without-mandate", {ref: data}, ref, ("approved", "on_behalf_of"))


def _delegated(tree: Tree, draw: random.Random, **given: Any) -> tuple[str, Any, int]:
    """An authority with a delegation added at the end; `given` overrides what would be right."""
    ref = draw.choice([item for item in tree.of("authority") if tree.data(item).get("tiers")])
    data = tree.data(ref)
    right = {"id": "planted", "to": "post:it-engineer", "limit": 1, "from": "2026-01-01", "until": "2026-12-31"}
    data["delegations"] = [
        *data.get("delegations", ()),
        {key: value for key, value in (right | given).items() if value is not None},
    ]
    return ref, data, len(data["delegations"]) - 1


@plants("delegation-expired")
def leave_expired(tree: Tree, draw: random.Random) -> Mutant | None:
    """Nobody deletes the delegation."""
    ref, data, index = _delegated(tree, draw, until="2026-03-31")
    return Mutant("delegation-expired", {ref: data}, f"{ref}/planted", ("delegations", index, "until"))


@plants("open-ended-delegation")
def leave_open(tree: Tree, draw: random.Random) -> Mutant | None:
    """No last day."""
    ref, data, index = _delegated(tree, draw, until=None)
    return Mutant("open-ended-delegation", {ref: data}, f"{ref}/planted", ("delegations", index))


@plants("delegation-exceeds-limit")
def delegate_more(tree: Tree, draw: random.Random) -> Mutant | None:
    """More than the highest case of the authority."""
    ref, data, index = _delegated(tree, draw, limit=900_000_000)
    tiers = data["tiers"]
    if not all("up_to" in tier for tier in tiers):
        for tier in tiers:
            tier.setdefault("up_to", 5_000_000)
    return Mutant("delegation-exceeds-limit", {ref: data}, f"{ref}/planted", ("delegations", index, "limit"))


@plants("delegation-to-grantor")
def delegate_to_self(tree: Tree, draw: random.Random) -> Mutant | None:
    """The grantor gives it to himself."""
    ref, data, index = _delegated(tree, draw)
    data["delegations"][index]["to"] = data["grantor"]
    return Mutant("delegation-to-grantor", {ref: data}, f"{ref}/planted", ("delegations", index, "to"))


@plants("delegation-to-preparer")
def delegate_to_drafter(tree: Tree, draw: random.Random) -> Mutant | None:
    """To whoever drafts in every case."""
    ref, data, index = _delegated(tree, draw, limit=None, scope={"zh": "出差期间", "en": "While travelling"})
    makers = [
        {str(link["by"]) for link in tier.get("chain", ()) if link["action"] in ("draft", "propose")}
        for tier in data["tiers"]
    ]
    common = sorted(by for by in set.intersection(*makers) if by.startswith("post:")) if makers else []
    if not common:
        return None
    data["delegations"][index]["to"] = draw.choice(common)
    return Mutant("delegation-to-preparer", {ref: data}, f"{ref}/planted", ("delegations", index, "to"))


@plants("delegated-on")
def pass_on(tree: Tree, draw: random.Random) -> Mutant | None:
    """The receiver grants a second authority for the same record to a third post."""
    ref, data, _ = _delegated(tree, draw)
    if "record" not in data:
        return None
    second = {
        "name": {"zh": "加急事项审批权限", "en": "Authority for urgent cases"},
        "record": data["record"],
        "grantor": "post:it-engineer",
        "delegations": [{"id": "on", "to": "post:cashier", "until": "2026-12-31"}],
    }
    return Mutant(
        "delegated-on", {"authority:planted": second, ref: data}, "authority:planted/on", ("delegations", 0, "to")
    )


@plants("status-contradicts-approval")
def mark_draft(tree: Tree, draw: random.Random) -> Mutant | None:
    """The mark of the draft is left in."""
    ref = _document(tree, draw)
    data = tree.data(ref)
    data["control"]["status"] = draw.choice(["draft", "consultation"])
    return Mutant("status-contradicts-approval", {ref: data}, ref, ("control", "status"))


@plants("draft-in-use")
def rely_on_draft(tree: Tree, draw: random.Random) -> Mutant | None:
    """What others rest on is only a draft."""
    ref = _document(tree, draw, "policy", "process", "authority", "kpi")
    data = tree.data(ref)
    if not relying(tree.organisation, states(tree.organisation)[ref]):
        return None
    data.setdefault("control", {})["status"] = draw.choice(["draft", "consultation"])
    return Mutant("draft-in-use", {ref: data, _entry(tree, ref): None}, ref, ("control", "status"))


@plants("withdrawn-in-use")
def withdraw_cited(tree: Tree, draw: random.Random) -> Mutant | None:
    """A document is withdrawn, and those that cite it stay as they are."""
    ref = _document(tree, draw, "policy", "process", "authority", "kpi")
    data = tree.data(ref)
    uses = relying(tree.organisation, states(tree.organisation)[ref])
    if not uses:
        return None
    use = draw.choice(uses)
    data.setdefault("control", {})["status"] = "withdrawn"
    owner = tree.organisation.owner_of(use.source)
    files = {owner.ref: tree.data(owner.ref), ref: data}
    return Mutant("withdrawn-in-use", files, use.source.ref, use.ref.origin.pointer, file=owner.ref)


@plants("rename-not-followed")
def pass_off(tree: Tree, draw: random.Random) -> Mutant | None:
    """One post is passed off as another that is there too."""
    old, new = draw.sample(tree.of("post"), 2)
    return _renamed(old, new)


@plants("rename-not-followed")
def rename_to_nothing(tree: Tree, draw: random.Random) -> Mutant | None:
    """The new name was misspelt by hand."""
    old = draw.choice(tree.of("kpi"))
    return _renamed(f"{old}-before", f"{old}-after")


def _renamed(old: str, new: str) -> Mutant:
    entry = {"from": old, "to": new, "on": "2026-06-01"}
    return Mutant("rename-not-followed", {"rename:r": entry}, "rename:r", ("to",))
