"""The same data in many layouts: order of keys, quotes, indentation, width, remarks, line ends."""

from __future__ import annotations

import json
from typing import Any

import yaml
from hypothesis import strategies as st


def shuffled(value: Any, draw: Any) -> Any:
    if isinstance(value, dict):
        return {key: shuffled(value[key], draw) for key in draw(st.permutations(list(value)))}
    return [shuffled(item, draw) for item in value] if isinstance(value, list) else value


@st.composite
def layouts(draw: st.DrawFn, whole: Any) -> str:
    """Data as other people and other editors would write it."""
    data = shuffled(whole, draw)
    style = draw(st.sampled_from(['"', "'", None]))
    if draw(st.booleans()):
        return json.dumps(data, ensure_ascii=False, indent=draw(st.sampled_from([None, 1, 4])))
    text = yaml.dump(
        data,
        Dumper=_dumper(style),
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=draw(st.sampled_from([True, False, None])),
        indent=draw(st.integers(2, 6)),
        width=draw(st.sampled_from([20, 80, 1000])),
    )
    remark = draw(st.sampled_from(["", "# a remark\n", "\n\n# 备注：暂不修改\n\n"]))
    return (remark + text + remark).replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


def _dumper(style: str | None) -> type[yaml.SafeDumper]:
    class Dumper(yaml.SafeDumper):
        """Writes every text in one style of quotes."""

    Dumper.add_representer(
        str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)
    )
    return Dumper
