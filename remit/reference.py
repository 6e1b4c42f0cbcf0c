"""Writes docs/language.md, docs/rules.md, docs/commands.md, docs/word-templates.md and docs/changes.md: `python -m remit.reference` in a checkout.

What they say comes from the schemas, the message catalogue, the rules' docstrings, docs/examples and click; how they
say it stands in docs/templates. A test fails on drift.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import click
import jinja2

from remit.change.grading import table
from remit.change.model import GRADES
from remit.change.telling import sentences
from remit.language.schemas import Kind, Schema, common_definitions, in_language, kinds, resolved
from remit.messages import FindingType, catalogue
from remit.office import placeholders
from remit.rules import rules
from remit.words import words

DOCS = Path(__file__).resolve().parent.parent / "docs"
_LANGUAGES = ("zh", "en")
_HEADING = re.compile(r"(Why|Example|Instead|Guess|Source): ")
_BLANK_LINES = re.compile(r"\n{3,}")
_SHARED = ("control", "kpi-assignment")
_VALUES = ("text", "ref", "deliverable", "performer", "timing", "target", "named", "duration", "date", "id", "subid")


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a field takes, with its name for people by language."""

    value: str
    label: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Field:
    """One row of a table of fields. `path` is dotted, with [] where a list begins; `type` is the name of a shared
    value, or what JSON calls it; `refers` is the kind of a reference, `table` the list of ids it takes one from."""

    path: str
    label: Mapping[str, str]
    help: Mapping[str, str]
    type: str
    many: bool
    required: bool
    normative: bool
    refers: str
    table: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A kind, or a shared value: its name, labels and help by language, its fields and its example."""

    name: str
    label: Mapping[str, str]
    help: Mapping[str, str]
    fields: tuple[Field, ...]
    example: str


@dataclass(frozen=True, slots=True)
class KindSection(Section):
    """A kind with its folder, and whether it is approved as a document."""

    folder: str
    is_document: bool


def documents() -> dict[str, str]:
    """Every generated document, by path below docs/. Raises FileNotFoundError for a kind without an example."""
    environment = jinja2.Environment(  # noqa: S701  (Markdown, made of our own words)
        loader=jinja2.FileSystemLoader(DOCS / "templates"),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["cell"] = _cell
    context: dict[str, Mapping[str, Any]] = {
        "language": {"kinds": [_kind(kind) for kind in kinds().values()], "shared": list(_shared())},
        "rules": {"families": _families()},
        "commands": {"commands": _commands()},
        "changes": {"grades": list(_grades())},
        "word-templates": {"kinds": [_template(kind) for kind in placeholders.kinds()]},
    }
    rendered = {name: environment.get_template(f"{name}.md.jinja").render(**context[name]) for name in context}
    return {f"{name}.md": _BLANK_LINES.sub("\n\n", text).strip() + "\n" for name, text in rendered.items()}


def _grades() -> Iterator[dict[str, Any]]:
    """The grades of changes, the weightiest first, each with its reasons and what they are given for."""
    given: dict[str, list[str]] = {}
    for field, reason in table()["fields"].items():
        given.setdefault(reason, []).append(field)
    for name, events in table()["entries"].items():
        for event, reason in events.items():
            given.setdefault(reason, []).append(f"{name} {event}")
    for name, events in table()["entities"].items():
        for event, reason in events.items():
            given.setdefault(reason, []).append(f"{name}: {event}")
    for grade in reversed(GRADES):
        named = sentences()["grades"][grade]
        reasons = [
            {"source": "", "name": name, **reason, "given": sorted(given.get(name, ()))}
            for name, reason in table()["reasons"].items()
            if reason["grade"] == grade
        ]
        yield {"name": grade, **named, "reasons": reasons}


def _template(kind: str) -> dict[str, Any]:
    """What a company's own Word template of a kind can use, with the name of the kind in both languages."""
    named = {lang: words(f"template_kind.{kind}", lang) for lang in _LANGUAGES}
    return {"name": kind, "rows": placeholders.table(kind), **named}


def _kind(kind: Kind) -> KindSection:
    example = (DOCS / "examples" / f"{kind.name}.yaml").read_text("utf-8")
    fields = tuple(_fields(kind.schema))
    return KindSection(
        kind.name, _labels(kind.schema, "title"), _labels(kind.schema, "description"), fields, example,
        kind.folder, kind.is_document,
    )  # fmt: skip


def _shared() -> Iterator[Section]:
    for name in (*_VALUES, *_SHARED):
        node = common_definitions()[name]
        branches = (node, *node.get("oneOf", ()))
        fields = tuple(field for branch in branches for field in _fields(branch) if _is_own(node, branch))
        yield Section(name, _labels(node, "title"), _labels(node, "description"), fields, _example(name))


def _is_own(node: Schema, branch: Schema) -> bool:
    """Whether a branch's fields belong into the table: not those of an alternative, which the examples show."""
    return branch is node or not branch.get("required")


def _example(name: str) -> str:
    """The written forms of a shared value, where it has more than one."""
    path = DOCS / "examples" / "values" / f"{name}.yaml"
    return path.read_text("utf-8") if path.is_file() else ""


def _fields(schema: Schema, prefix: str = "") -> Iterator[Field]:
    """The fields of an object schema, those of nested objects after their own."""
    required = schema.get("required", ())
    for name, node in schema.get("properties", {}).items():
        path, many, inner = f"{prefix}{name}", False, node
        shown = _type(inner)
        while shown == "array":
            inner = resolved(inner)["items"]
            path, many, shown = f"{path}[]", True, _type(inner)
        whole, item = resolved(node), resolved(inner)
        # Help of a shared value is told once, with the value; what a list refers to stands on its items.
        yield Field(
            path, _labels(whole, "title"), _labels(node, "description"), shown, many, name in required,
            bool(whole.get("x-normative", True)), item.get("x-ref", ""),
            item.get("x-ref-local") or whole.get("x-ref-local", ""), tuple(_choices(item)),
        )  # fmt: skip
        if shown == "object":
            yield from _fields(item, f"{path}.")


def _type(node: Schema) -> str:
    """The name of a shared value where the node is one, else its JSON type."""
    target = str(node.get("$ref", "")).rpartition("/")[2]
    whole = resolved(node)
    return target if target in (*_VALUES, *_SHARED) else str(whole.get("type") or whole.get("x-type", ""))


def _choices(node: Schema) -> Iterator[Choice]:
    labels = node.get("x-labels", {})
    for value in node.get("enum", ()):
        label = labels.get(value, str(value))
        yield Choice(str(value), {lang: in_language(label, lang) for lang in _LANGUAGES})


def _labels(node: Schema, key: str) -> Mapping[str, str]:
    return {lang: in_language(str(node.get(key, "")), lang) for lang in _LANGUAGES}


def _cell(text: str) -> str:
    """A text as one cell of a Markdown table."""
    return text.replace("|", "\\|").replace("\n", " ")


@dataclass(frozen=True, slots=True)
class FindingSection:
    """A finding: its entry, and the parts of its rule's docstring by their headings (What, Why, Example, Instead, Guess)."""

    entry: FindingType
    parts: Mapping[str, str]


def _families() -> Mapping[str, list[FindingSection]]:
    """The findings by family, in the order of their codes."""
    found: dict[str, list[FindingSection]] = {}
    for entry in catalogue().values():
        rule = rules().get(entry.name)
        found.setdefault(entry.family, []).append(FindingSection(entry, _parts(rule.documentation if rule else "")))
    return found


def _parts(documentation: str) -> dict[str, str]:
    """The paragraphs of a rule's docstring by the word they begin with; one without such a word continues the one before."""
    parts: dict[str, str] = {}
    name = "What"
    for paragraph in documentation.split("\n\n"):
        heading = _HEADING.match(paragraph)
        name = heading[1] if heading else name
        text = " ".join(paragraph[heading.end() if heading else 0 :].split())
        parts[name] = f"{parts[name]} {text}" if name in parts else text
    return parts


@dataclass(frozen=True, slots=True)
class Parameter:
    """An argument or an option of a command, as it is written."""

    written: str
    help: str
    choices: tuple[str, ...]
    required: bool
    many: bool


@dataclass(frozen=True, slots=True)
class Command:
    """A command in one language; "" is the program itself."""

    name: str
    usage: str
    help: str
    parameters: tuple[Parameter, ...]


def commands() -> list[Command]:
    """The program and its commands in the language of the environment, without --help and what is hidden."""
    from remit.cli import program

    context = click.Context(program, info_name="remit")
    found = [_command("", program, context)]
    for name in program.list_commands(context):
        command = program.get_command(context, name)
        if command is not None:
            found.append(_command(name, command, click.Context(command, info_name=name, parent=context)))
    return found


def _command(name: str, command: click.Command, context: click.Context) -> Command:
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    return Command(name, usage, command.help or "", tuple(filter(None, map(_parameter, command.params))))


def _parameter(item: click.Parameter) -> Parameter | None:
    """An option, or an argument that is one of a few words; the usage says all there is to say of the others."""
    choices = tuple(map(str, item.type.choices)) if isinstance(item.type, click.Choice) else ()
    if isinstance(item, click.Option) and not item.hidden and not item.is_eager:
        value = "" if item.is_flag else f" {(item.metavar or item.type.name).upper()}"
        return Parameter(", ".join(item.opts) + value, item.help or "", choices, item.required, item.multiple)
    if isinstance(item, click.Argument) and choices:
        return Parameter(item.human_readable_name, "", choices, item.required, item.nargs == -1)
    return None


def _commands() -> list[dict[str, Any]]:
    """The commands with both languages beside each other. click takes its words when a command is imported, hence one
    process a language."""
    by_language = {lang: _in_own_process(lang) for lang in _LANGUAGES}
    return [{"zh": zh, "en": en} for zh, en in zip(by_language["zh"], by_language["en"], strict=True)]


@cache
def _in_own_process(lang: str) -> list[dict[str, Any]]:
    environment = os.environ | {"REMIT_LANG": lang, "PYTHONPATH": str(DOCS.parent)}
    arguments = [sys.executable, "-m", "remit.reference", "--commands"]
    done = subprocess.run(arguments, env=environment, capture_output=True, check=True)  # noqa: S603  (this module)
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def main(arguments: list[str]) -> None:
    """Write the documents; with --commands, print the commands in the language of the environment as JSON."""
    if arguments == ["--commands"]:
        sys.stdout.write(json.dumps([asdict(command) for command in commands()]))
        return
    for name, text in documents().items():
        (DOCS / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
