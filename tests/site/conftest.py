"""A small bilingual site with what real pages hold: tables, a matrix, a drawing, codes, compounds, hostile text."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest

from remit.site import LanguageSite, Page, Section, render_site

LABELS = {
    "zh": {
        "language": "中文",
        "choose": "选择语言",
        "home": "首页",
        "edit": "本页来源：",
        "permalink": "本节链接",
        "light": "浅色",
        "dark": "深色",
        "more": "另有 {count} 项",
        "licences": "许可",
    },
    "en": {
        "language": "English",
        "choose": "Choose a language",
        "home": "Home",
        "edit": "Source:",
        "permalink": "Link to this section",
        "light": "Light",
        "dark": "Dark",
        "more": "{count} more",
        "licences": "Licences",
    },
}
HOSTILE = '<b onclick="x">&amp; [链接](javascript:x) `码` *星* _线_ {#假} \\'


SCRIPT = "<script>if (1 < 2 && '*a*') { var list = ['<b>', '_'];\n\n  list.pop(); }</script><p>after</p>"


def buyer_html(zh: bool) -> str:
    columns = "".join(f"<th>{'质量管理部经理' if zh else 'Quality manager'} {n}</th>" for n in range(14))
    cells = '<td><span class="letter letter--A">A</span><span class="letter letter--R">R</span></td>' * 14
    text = (
        "<p>采购由部门经理批准（HR-POL-001），见岗位7。Nonconforming goods 退回。</p>"
        if zh
        else "<p>Approved by the department manager.</p>"
    )
    return (
        f'<h1>{"采购员" if zh else "Buyer"}</h1>\n<p class="meta"><span>HR-POS-002</span></p>'
        f'<h2 id="duties">{"职责与权限" if zh else "Duties"} <em>*1*</em></h2>\n\n{text}\n'
        '<div class="tablewrap"><table>\n\n<tbody><tr><td>a</td>\n\n<td>b</td></tr></tbody></table></div>'
        f'<h3 id="a_1" class="article">{escape(HOSTILE)}</h3><pre>one\n\n    two</pre>'
        '<figure class="diagram"><svg width="900" height="40"><text>图中字</text></svg></figure>'
        '<h2 id="raci">RACI</h2><div class="tablewrap tablewrap--matrix"><table class="matrix"><thead><tr>'
        f"<th>{'活动' if zh else 'Activity'}</th>{columns}</tr></thead><tbody><tr><th>x</th>{cells}</tr>"
        "</tbody></table></div>"
    )


def language(lang: str) -> LanguageSite:
    zh = lang == "zh"
    pages = [
        Page(
            "index.html", "手册" if zh else "Handbook", f"<h1>{'手册' if zh else 'Handbook'}</h1><p>.</p>{SCRIPT}", ""
        ),
        Page("posts/index.html", "岗位" if zh else "Posts", "<h1>posts</h1><p>all</p>", "posts"),
        Page(
            "posts/buyer/index.html",
            "采购员" if zh else "Buyer",
            buyer_html(zh),
            "posts",
            keywords=("HR-POS-002", "采购专员"),
            group="采购部" if zh else "Purchasing",
            edit="policies/posts/buyer.yaml",
            kind="post",
        ),
        Page("posts/head/index.html", "部门经理" if zh else "Head", "<h1>head</h1><p>head</p>", "posts"),
        Page("policies/index.html", "制度" if zh else "Policies", "<h1>policies</h1><p>none</p>", "policies"),
    ]
    if zh:
        pages.append(Page("policies/only/index.html", "仅中文", "<h1>仅中文</h1><p>x</p>", "policies"))
    return LanguageSite(
        lang,
        "手册" if zh else "Handbook",
        (
            Section("posts", "岗位" if zh else "Posts", "posts/index.html"),
            Section("policies", "制度" if zh else "Policies", "policies/index.html"),
        ),
        tuple(pages),
        LABELS[lang],
        "内部资料" if zh else "Internal",
        ("部门经理", "质量管理部"),
    )


@pytest.fixture(scope="session")
def sites() -> tuple[LanguageSite, ...]:
    return language("zh"), language("en")


@pytest.fixture(scope="session")
def files(sites: tuple[LanguageSite, ...], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return render_site(sites, tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def folder(files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site on disk."""
    root = tmp_path_factory.mktemp("site")
    for path, data in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    return root
