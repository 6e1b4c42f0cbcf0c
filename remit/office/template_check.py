"""What is wrong with the tags of a Word template, found before anything is filled in, in every branch of it.

Tags say little on purpose: names, `for`, `if`, comparisons and a few filters. Nothing is called, nothing is reckoned, so
that a template cannot do more than arrange what it is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from remit.office.xmltext import escape

if TYPE_CHECKING:
    from remit.office.template_tags import Place, Tag

FILTERS = ("join", "upper", "lower", "trim", "length", "default")
_TESTS = ("defined", "none", "equalto", "eq", "ne")
_OPENING, _MIDDLE, _CLOSING = ("for", "if"), ("elif", "else"), {"endfor": "for", "endif": "if"}
_KEYWORDS = (*_OPENING, *_MIDDLE, *_CLOSING)
_SCOPES = ("", "p", "tr")
_DEEPEST = 12  # repetitions in each other; Python itself ends at twenty


@dataclass(frozen=True, slots=True)
class Shape:
    """What a name stands for: text, picture, blocks, group (with `fields`) or list (of `item`, usually called `each`)."""

    kind: str
    fields: Mapping[str, Shape] = field(default_factory=dict)
    item: Shape | None = None
    each: str = ""
    meaning: Mapping[str, str] = field(default_factory=dict)


TEXT = Shape("text")
_LOOP = Shape("group", dict.fromkeys(("index", "first", "last", "length"), TEXT))


@dataclass(frozen=True, slots=True)
class Problem:
    """A defect of a template: its name in the catalogue of findings, where it stands, and what the message tells."""

    name: str
    place: Place | None = None
    params: Mapping[str, object] = field(default_factory=dict)


class TagEnvironment(ImmutableSandboxedEnvironment):
    """A dot reaches the entries of what is given and nothing else: not the methods of a dictionary."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """The entry of that name; an undefined value where there is none."""
        if isinstance(obj, Mapping):
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)


def environment() -> TagEnvironment:
    """Where tags are parsed and filled in: sandboxed, escaping, strict, without functions."""
    made = TagEnvironment(autoescape=True, undefined=StrictUndefined, finalize=_in_xml, keep_trailing_newline=True)
    made.globals.clear()
    made.filters = {name: made.filters[name] for name in FILTERS}
    made.tests = {name: made.tests[name] for name in _TESTS}
    return made


def _in_xml(value: object) -> object:
    """A value as XML holds it; what brings its own XML brings it as it is."""
    if hasattr(value, "__html__"):
        return value
    # docxtpl makes {{ of {_{ once all is filled in.
    return Markup(escape(str(value)).replace("_", "&#95;"))  # noqa: S704  (escaped here)


def source_of(tag: Tag) -> str:
    """A tag as the environment reads it."""
    return f"{{{{ {tag.body} }}}}" if tag.mark == "{" else f"{{% {tag.body} %}}"


def check_tags(tags: Sequence[Tag], known: Mapping[str, Shape]) -> tuple[list[Problem], set[str]]:
    """What is wrong with the tags of one part, and the dotted names that it prints."""
    checker = _Checker(known)
    sound = [tag for tag in tags if checker.is_sound(tag)]
    whole = checker.pairs(tags)
    if whole and len(sound) == sum(tag.mark != "#" for tag in tags):
        checker.names(sound)
    else:
        checker.names_alone(sound)
    return checker.problems, checker.printed


class _Checker:
    def __init__(self, known: Mapping[str, Shape]) -> None:
        self.known = known
        self.problems: list[Problem] = []
        self.printed: set[str] = set()
        self.environment = environment()
        self._tag: Sequence[Tag] = ()
        self._targets: dict[str, str] = {}

    def _problem(self, name: str, tag: Tag, **params: str) -> None:
        self.problems.append(Problem(name, tag.place, {"tag": tag.written, **params}))

    def is_sound(self, tag: Tag) -> bool:
        """Whether a tag can be understood by itself and stands where it may."""
        if tag.mark == "#":
            return False
        if tag.scope not in _SCOPES or (tag.scope == "tr" and tag.home is None):
            self._problem("template-tag-misplaced", tag)
            return False
        if not tag.alone:
            self._problem("template-tag-not-alone" if tag.scope == "p" else "template-row-not-alone", tag)
        if tag.mark == "{":
            return self._parses(tag, source_of(tag))
        word = tag.body.split(" ", 1)[0] if tag.body else ""
        if word not in _KEYWORDS:
            near = get_close_matches(word, _KEYWORDS, 1, 0.6)
            self._problem("template-statement-unknown", tag, value=word, nearest=near[0] if near else "")
            return False
        frame = {
            "for": "{}{% endfor %}",
            "if": "{}{% endif %}",
            "elif": "{% if x %}{}{% endif %}",
            "else": "{% if x %}{}{% endif %}",
            "endfor": "{% for x in y %}{}",
            "endif": "{% if x %}{}",
        }[word]
        return self._parses(tag, frame.replace("{}", source_of(tag), 1))

    def _parses(self, tag: Tag, source: str) -> bool:
        try:
            self.environment.parse(source)
        except (TemplateSyntaxError, RecursionError):
            self._problem("template-tag-broken", tag)
            return False
        return True

    def pairs(self, tags: Sequence[Tag]) -> bool:
        """Whether every for and if is closed in its surroundings, in the same form."""
        before = len(self.problems)
        opened: list[Tag] = []
        for tag in tags:
            if tag.mark != "%":
                continue
            word = tag.body.split(" ", 1)[0]
            if word in _OPENING:
                opened.append(tag)
                if len(opened) > _DEEPEST:
                    self._problem("template-not-allowed", tag)
            if word not in _MIDDLE and word not in _CLOSING:
                continue
            wanted = _CLOSING.get(word)
            first = opened[-1] if opened else None
            if first is None or (wanted and first.body.split(" ", 1)[0] != wanted):
                self._problem("template-end-without-begin", tag)
                continue
            if (tag.scope, tag.home) != (first.scope, first.home):
                self._problem("template-pair-apart", tag, begin=first.written)
            if wanted:
                opened.pop()
        for tag in opened:
            self._problem("template-begin-without-end", tag, end=f"end{tag.body.split(' ', 1)[0]}")
        return len(self.problems) == before

    def names(self, tags: Sequence[Tag]) -> None:
        """Every name of the tags, in all branches."""
        self._tag = tags
        tree = self.environment.parse("\n".join(source_of(tag) for tag in tags))
        for loop in tree.find_all(nodes.For):
            if isinstance(loop.target, nodes.Name):
                self._targets[loop.target.name] = _written(loop.iter)
        self._statements(tree.body, dict(self.known))

    def names_alone(self, tags: Sequence[Tag]) -> None:
        """The names of values, where statements do not yet say what is repeated: anything may stand for an item."""
        values = [tag for tag in tags if tag.mark == "{"]
        scope = dict(self.known)
        for tag in tags:
            if tag.mark == "%" and tag.body.startswith("for "):
                scope[tag.body.split()[1].rstrip(",")] = _ANYTHING
        self._tag = values
        tree = self.environment.parse("\n".join(source_of(tag) for tag in values))
        self._statements(tree.body, {**scope, "loop": _LOOP})

    def _at(self, node: nodes.Node) -> Tag:
        return self._tag[min(node.lineno, len(self._tag)) - 1]

    def _statements(self, body: Iterable[nodes.Node], scope: Mapping[str, Shape]) -> None:
        for node in body:
            if isinstance(node, nodes.Output):
                for part in node.nodes:
                    self._output(part, scope)
            elif isinstance(node, nodes.If):
                self._expression(node.test, scope)
                for branch in (node.body, node.elif_, node.else_):
                    self._statements(branch, scope)
            elif isinstance(node, nodes.For):
                self._loop(node, scope)
            else:
                self._problem("template-not-allowed", self._at(node))

    def _output(self, node: nodes.Expr, scope: Mapping[str, Shape]) -> None:
        if isinstance(node, nodes.TemplateData):
            return
        shape = self._expression(node, scope)
        if shape is None:
            return
        tag = self._at(node)
        if isinstance(node, nodes.Getattr | nodes.Name):
            self.printed.add(_written(node))
        if shape.kind in ("list", "group"):
            name = "template-list-printed" if shape.kind == "list" else "template-group-printed"
            inside = ", ".join(shape.fields) or (shape.each or "item")
            self._problem(name, tag, value=_written(node), fields=inside, each=shape.each or "item")
        elif (shape.kind == "blocks") != (tag.scope == "p"):
            self._problem("template-tag-misplaced", tag)

    def _loop(self, node: nodes.For, scope: Mapping[str, Shape]) -> None:
        tag = self._at(node)
        shape = self._expression(node.iter, scope)
        if not isinstance(node.target, nodes.Name) or node.recursive:
            self._problem("template-not-allowed", tag)
            return
        item: Shape | None = None
        if shape is not None and (shape.kind != "list" or shape.item is None):
            lists = [name for name, one in scope.items() if one.kind == "list"]
            self._problem("template-not-a-list", tag, value=_written(node.iter), fields=", ".join(lists))
        elif shape is not None:
            item = shape.item
        inner = {**scope, node.target.name: item or _ANYTHING, "loop": _LOOP}
        if node.test is not None:
            self._expression(node.test, inner)
        self._statements(node.body, inner)
        self._statements(node.else_, scope)

    def _expression(self, node: nodes.Node, scope: Mapping[str, Shape]) -> Shape | None:
        """The shape of an expression; None where a problem has been noted or nothing can be said."""
        if isinstance(node, nodes.Const):
            return TEXT
        if isinstance(node, nodes.Name):
            return self._name(node, scope)
        if isinstance(node, nodes.Getattr):
            return self._field(node, node.attr, scope)
        if isinstance(node, nodes.Filter):
            return self._filter(node, scope)
        if isinstance(node, _PLAIN):
            for child in node.iter_child_nodes():
                self._expression(child, scope)
            return TEXT
        if isinstance(node, nodes.Operand):
            return self._expression(node.expr, scope)
        self._problem("template-not-allowed", self._at(node))
        return None

    def _name(self, node: nodes.Name, scope: Mapping[str, Shape]) -> Shape | None:
        shape = scope.get(node.name)
        if shape is None:
            tag = self._at(node)
            if node.name in self._targets:
                self._problem("template-outside-loop", tag, value=node.name, list=self._targets[node.name])
            else:
                near = get_close_matches(node.name, list(scope), 1, 0.5)
                self._problem("template-name-unknown", tag, value=node.name, nearest=near[0] if near else "")
            return None
        return None if shape is _ANYTHING else shape

    def _field(self, node: nodes.Getattr, name: str, scope: Mapping[str, Shape]) -> Shape | None:
        base = self._expression(node.node, scope)
        if base is None:
            return None
        found = base.fields.get(name)
        if found is not None:
            return found
        written = _written(node.node)
        near = get_close_matches(name, list(base.fields), 1, 0.5)
        nearest = f"{written}.{near[0]}" if near else self._elsewhere(name, scope)
        self._problem("template-name-unknown", self._at(node), value=f"{written}.{name}", nearest=nearest)
        return None

    def _elsewhere(self, name: str, scope: Mapping[str, Shape]) -> str:
        """A field of another group that has just this name."""
        return next((f"{group}.{name}" for group, shape in scope.items() if name in shape.fields), "")

    def _filter(self, node: nodes.Filter, scope: Mapping[str, Shape]) -> Shape | None:
        if node.name not in FILTERS or node.node is None:
            near = get_close_matches(node.name, FILTERS, 1, 0.5)
            value, nearest = f"| {node.name}", f"| {near[0]}" if near else ""
            self._problem("template-name-unknown", self._at(node), value=value, nearest=nearest)
            return None
        base = self._expression(node.node, scope)
        for argument in (*node.args, *(pair.value for pair in node.kwargs)):
            self._expression(argument, scope)
        if base is None:
            return None
        takes_list = node.name in ("join", "length")
        if base.kind not in (("list", "text") if takes_list else ("text",)) or (
            node.name == "join" and (base.item is None or base.item.kind != "text")
        ):
            self._problem("template-filter-unfit", self._at(node), value=_written(node.node), filter=node.name)
            return None
        return TEXT


_ANYTHING = Shape("anything")
_PLAIN = (nodes.Compare, nodes.And, nodes.Or, nodes.Not, nodes.Test, nodes.CondExpr, nodes.Concat)


def _written(node: nodes.Node | None) -> str:
    """A name as the template has it."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{_written(node.node)}.{node.attr}"
    if isinstance(node, nodes.Filter):
        return _written(node.node)
    return "…"
