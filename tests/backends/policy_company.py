"""The small company of fixture/ with the policies and forms of policy_fixture/, one policy approved twice."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from remit.backends import Edition, edition
from remit.compiler import compile_tree
from remit.model.ledger import states

HERE = Path(__file__).parent
Change = Callable[[dict[str, Any]], None]


def written(root: Path) -> Path:
    """The files of the company below `root`."""
    shutil.copytree(HERE / "fixture", root)
    shutil.copytree(HERE / "policy_fixture", root / "policies", dirs_exist_ok=True)
    return root


def compiled(root: Path) -> Edition:
    """The edition of the company as written."""
    organisation = compile_tree(root, "2026-06-30").organisation
    assert organisation is not None
    return edition(organisation)


def change(root: Path, path: str, edit: Change) -> None:
    """A file of the company with its data edited; a new one where there is none."""
    file = root / "policies" / path
    data: dict[str, Any] = _named_keys(yaml.safe_load(file.read_text("utf-8"))) if file.exists() else {}
    edit(data)
    file.parent.mkdir(exist_ok=True)
    file.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")


def _named_keys(value: Any) -> Any:
    """PyYAML takes the key `on` for true."""
    if isinstance(value, dict):
        return {"on" if key is True else key: _named_keys(part) for key, part in value.items()}
    return [_named_keys(part) for part in value] if isinstance(value, list) else value


def approve(root: Path, policy: str, version: str, on: str, note: str = "") -> None:
    """An entry of the ledger for the policy as it stands now."""
    organisation = compiled(root).organisation
    state = states(organisation)[f"policy:{policy}"]
    entry: dict[str, Any] = {
        "document": f"policy:{policy}",
        "version": version,
        "canon": 1,
        "digest": state.digest,
        "prepared": {"by": "post:keeper", "on": "2026-01-05"},
        "reviewed": [{"by": "post:sales-manager", "on": "2026-01-20"}, {"by": "post:clerk", "on": "2026-01-21"}],
        "countersigned": [{"by": "unit:council", "on": "2026-02-01"}],
        "approved": {"by": "post:director", "on": on, "on_behalf_of": "sales-manager"},
        "effective": "2026-03-01",
        "evidence": [{"type": "office", "value": "OA-7"}],
        "content": state.content,
    }
    if note:
        entry["note"] = {"zh": note, "en": note}
    change(root, f"approvals/{policy}-{on}.yaml", lambda data: data.update(entry))


def published(root: Path) -> Edition:
    """The company with goods-rules approved twice, an article of it changed and one added in between."""
    written(root)

    def before(data: dict[str, Any]) -> None:
        del data["chapters"][1]["articles"][1]
        data["chapters"][0]["articles"][0]["title"] = {"zh": "旧目的", "en": "Old purpose"}

    now = (root / "policies/policies/goods-rules.yaml").read_text("utf-8")
    change(root, "policies/goods-rules.yaml", before)
    approve(root, "goods-rules", "A/0", "2025-02-10")
    (root / "policies/policies/goods-rules.yaml").write_text(now, "utf-8")
    approve(root, "goods-rules", "A/1", "2026-02-10", "引用条文")
    return compiled(root)
