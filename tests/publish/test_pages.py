"""What a reader of the site and of Word files is told: which version holds, what is coming, and what must not be used."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from posixpath import dirname, normpath

import docx
import pytest

from publish.conftest import Company
from remit.backends import Edition, edition
from remit.registry import BACKENDS
from remit.site import markdown_project

OLD = "archive/posts/clerk/a-0/index.html"
SECRET = "一小时内受理客户订单"


@pytest.fixture
def revised(company: Company) -> Company:
    """Version A/0 superseded by B/0, C/0 approved for September, and something else being written."""

    def version(number: str, words: str) -> None:
        company.change(
            "posts/clerk.yaml", lambda text: re.sub(r"control: .*\n", "", text) + f"control: {{version: {number}}}\n"
        )
        company.change("posts/clerk.yaml", lambda text: re.sub(r"text: \{zh: [^,]*", f"text: {{zh: {words}", text))

    version("A/0", "登记订单一版")
    company.approve("2026-01-05")
    version("B/0", "登记订单二版")
    company.approve("2026-03-01", "post:clerk")
    version("C/0", "登记订单三版")
    company.approve("2026-06-01", "post:clerk", effective="2026-09-01")
    version("D/0", SECRET)
    return company


def rendered(made: Edition, *names: str) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for backend in BACKENDS:
        if backend.name in names:
            found |= backend.render(made)
    return found


def words(html: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<script.*?</script>|<[^>]*>", " ", html.decode(), flags=re.S))


@pytest.fixture
def site(revised: Company) -> dict[str, bytes]:
    return rendered(revised.edition("2026-06-30"), "site")


def test_a_page_says_that_its_version_holds_and_what_is_coming(site: dict[str, bytes]) -> None:
    zh, en = (words(site[f"{lang}/posts/clerk/index.html"]) for lang in ("zh", "en"))
    assert "登记订单二版" in zh
    assert "已生效（修订中）" in zh
    assert "本版现行有效；修订稿正在准备" in zh
    assert "版本 C/0自2026年9月1日起生效" in zh
    assert "in force, revision in preparation" in en
    assert "version C/0 takes effect on 1 September 2026" in en
    assert "已生效（修订中）" in words(site["zh/posts/index.html"])
    assert "已生效（修订中）" in words(site["zh/register/index.html"])


def test_nothing_published_tells_what_is_being_written_or_still_to_come(revised: Company) -> None:
    files = rendered(
        revised.edition("2026-06-30"), "site", "job-descriptions", "model", "workbooks", "bpmn", "calendars"
    )
    for path, data in files.items():
        text = (
            data.decode() if path.endswith((".html", ".json", ".js", ".ics", ".bpmn")) else document_words(path, data)
        )
        assert SECRET not in text, path
        assert "登记订单三版" not in text, path


def document_words(path: str, data: bytes) -> str:
    if path.endswith(".docx"):
        return word_text(data)
    if not path.endswith(".xlsx"):
        return ""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))


def word_text(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    parts = [
        document.element.body,
        *(part._element for section in document.sections for part in (section.header, section.footer)),
    ]
    return "\n".join("".join(node.text or "" for node in part.iter() if node.tag.endswith("}t")) for part in parts)


def test_a_superseded_version_is_marked_and_leads_to_what_holds(site: dict[str, bytes]) -> None:
    zh, en = site[f"zh/{OLD}"], site[f"en/{OLD}"]
    assert "请勿使用：本页是版本 A/0，自2026年3月1日起已被版本 B/0取代。" in words(zh)
    assert "Do not use: this page is version A/0, superseded by version B/0 on 1 March 2026." in words(en)
    assert "登记订单一版" in words(zh)
    assert b'<meta name="robots" content="noindex">' in zh
    assert b'class="watermark"' in zh
    assert b"job-descriptions/" not in zh
    assert b'href="../../../../posts/clerk/index.html"' in zh
    assert "approvals/posts/post-clerk-2026-01-05.yaml" in words(zh)


def test_a_superseded_version_is_found_from_the_history_of_its_document_alone(site: dict[str, bytes]) -> None:
    linking = {
        path
        for path, data in site.items()
        if path.endswith((".html", ".js", ".json", ".xml")) and b"archive/posts" in data
    }
    itself = {f"{lang}/{OLD}" for lang in ("zh", "en")}  # each leads to the same in the other language
    assert linking - itself == {"zh/posts/clerk/index.html", "en/posts/clerk/index.html"}
    assert b"noindex" not in site["zh/posts/clerk/index.html"]


def test_links_of_the_archive_lead_to_pages(site: dict[str, bytes]) -> None:
    for path in (f"zh/{OLD}", f"en/{OLD}"):
        links = re.findall(r'href="([^"#:]+\.html)', site[path].decode())
        assert links
        for link in links:
            assert normpath(f"{dirname(path)}/{link}") in site, link


def test_anchors_on_a_page_of_the_archive_are_there(site: dict[str, bytes]) -> None:
    html = re.search(r'<div class="page.*', site[f"zh/{OLD}"].decode(), re.S)
    assert html is not None
    for anchor in re.findall(r'href="#([^"]+)"', html[0]):
        assert f'id="{anchor}"' in html[0], anchor


def test_stock_mkdocs_leaves_superseded_versions_out_of_its_search(revised: Company) -> None:
    from remit.backends.pages import sites

    project = markdown_project(sites(revised.edition("2026-06-30")))
    source = project["zh/docs/archive/posts/clerk/a-0/index.md"].decode()
    assert 'search: {"exclude": true}' in source
    assert "unlisted: true" in source
    assert b"archive" not in project["zh/mkdocs.yml"]
    assert b"unlisted" not in project["zh/docs/posts/clerk/index.md"]


def test_a_word_file_of_the_version_in_force_says_that_it_is_revised_and_has_no_watermark(revised: Company) -> None:
    made = revised.edition("2026-06-30")
    zh = word_text(rendered(made, "job-descriptions")["downloads/zh/job-descriptions/clerk.docx"])
    assert "版本 B/0 · 已生效（修订中）" in zh
    assert "登记订单二版" in zh
    assert not [line for line in zh.splitlines() if line == "修订中"]


def test_a_draft_says_on_every_page_that_it_is_one(revised: Company) -> None:
    made = edition(revised.working())
    files = rendered(made, "site", "job-descriptions")
    zh = words(files["zh/posts/clerk/index.html"])
    assert SECRET in zh
    assert "工作稿：这里有批准以后的改动，不是生效文本；现行有效的是版本 C/0。" in zh
    assert not [path for path in files if "/archive/" in path]


def test_what_is_still_to_come_is_not_to_be_relied_on(company: Company) -> None:
    company.approve("2026-01-05", effective="2026-02-01")
    files = rendered(company.edition("2026-01-10"), "site", "job-descriptions")
    assert "已批准，自2026年2月1日起生效；在此之前不得作为依据。" in words(files["zh/posts/clerk/index.html"])
    assert "尚未生效" in word_text(files["downloads/zh/job-descriptions/clerk.docx"])


def test_a_version_that_was_never_translated_says_so_in_the_other_language(company: Company) -> None:
    company.approve("2026-01-05")
    path = company.root / "policies/approvals/posts/post-clerk-2026-01-05.yaml"
    path.write_text(re.sub(r"translations:\n(  .*\n)*", "", path.read_text("utf-8")), "utf-8")
    company.change(
        "posts/clerk.yaml", lambda text: text.replace("受理并登记客户订单, en: Take and enter customer orders", "改写")
    )
    files = rendered(company.edition(), "site")
    assert "Some texts of this version have no translation on record and are shown in Chinese." in words(
        files["en/posts/clerk/index.html"]
    )
    assert "受理并登记客户订单" in words(files["en/posts/clerk/index.html"])
    assert "译文" not in words(files["zh/posts/clerk/index.html"])


def test_a_site_of_a_day_that_is_past_says_so_under_every_page(revised: Company) -> None:
    then, now = (rendered(revised.edition(day), "site") for day in ("2026-02-01", "2026-06-30"))
    assert "本站反映2026年2月1日有效的体系，不是今天的。" in words(then["zh/index.html"])
    assert "本站反映" not in words(now["zh/index.html"])


def test_build_publishes_what_is_in_force_and_a_draft_stands_apart(revised: Company, tmp_path: Path) -> None:
    revised.run("build", "--only", "model", "--as-of", "2026-06-30")
    revised.run("build", "--only", "model", "--as-of", "2026-06-30", "--draft")
    published = (revised.root / "site/model.json").read_text("utf-8")
    draft = (revised.root / "site-draft/model.json").read_text("utf-8")
    assert "登记订单二版" in published
    assert SECRET not in published
    assert SECRET in draft


def test_the_same_ledger_and_day_give_the_same_bytes(revised: Company) -> None:
    first, second = (rendered(revised.edition("2026-06-30"), "site", "model", "job-descriptions") for _ in range(2))
    assert first == second
