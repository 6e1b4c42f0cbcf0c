"""Generated from schemas/ by `python -m remit.model.generate`; do not edit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import field

from remit.model.values import Deliverable, Element, Entity, Performer, Ref, Target, Text, Timing


class Control(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    number: str | None = None
    version: str | None = None
    owner: Ref[Unit] | None = None
    classification: str | None = None
    prepared_by: Performer | None = None
    reviewed_by: tuple[Performer, ...] = ()
    countersigned_by: tuple[Performer, ...] = ()
    approved_by: Performer | None = None
    effective: str | None = None
    expires: str | None = None
    review_every: str | None = None
    distribution: tuple[Performer, ...] = ()
    controlled: bool = False
    retention: str | None = None
    supersedes: tuple[Text, ...] = ()
    status: str | None = None
    references: tuple[Text, ...] = ()


class Assignment(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    kpi: Ref[Kpi]
    weight: float | None = None
    target: Target | None = None
    role: str | None = None
    measures: tuple[str, ...] = ()
    basis: tuple[Ref[Clause], ...] = ()


class Evidence(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    type: str
    value: str


class Acknowledgement(Entity, frozen=True, eq=False, kw_only=True):
    """阅读确认 | Acknowledgement."""

    document: Ref[Any]
    version: str | None = None
    digest: str
    on: str
    by: tuple[Ref[Any], ...] = ()
    recorded_by: str | None = None
    evidence: tuple[Evidence, ...] = ()
    confidentiality: str | None = None
    restricted: Mapping[str, Any] = field(default_factory=dict)
    note: Text | None = None


class SignOff(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    by: Performer
    on: str | None = None
    on_behalf_of: Ref[Post] | None = None


class Approving(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    by: Performer
    on: str
    on_behalf_of: Ref[Post] | None = None


class Approval(Entity, frozen=True, eq=False, kw_only=True):
    """批准记录 | Approval."""

    document: Ref[Any]
    version: str | None = None
    canon: int | None = None
    digest: str
    prepared: SignOff | None = None
    reviewed: tuple[SignOff, ...] = ()
    countersigned: tuple[SignOff, ...] = ()
    approved: Approving
    effective: str | None = None
    until: str | None = None
    recorded_by: str | None = None
    evidence: tuple[Evidence, ...] = ()
    content: str
    translations: Mapping[str, Any] = field(default_factory=dict)
    marks: Mapping[str, Any] = field(default_factory=dict)
    after: str | None = None
    confidentiality: str | None = None
    restricted: Mapping[str, Any] = field(default_factory=dict)
    note: Text | None = None


class ChainLink(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    id: str | None = None
    action: str
    by: Performer
    note: Text | None = None
    basis: tuple[Ref[Clause], ...] = ()


class AuthorityTier(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    id: str
    name: Text | None = None
    above: float | None = None
    up_to: float | None = None
    class_: str | None = None
    chain: tuple[ChainLink, ...] = ()
    basis: tuple[Ref[Clause], ...] = ()


class Delegation(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    id: str | None = None
    to: Performer
    limit: float | None = None
    scope: Text | None = None
    from_: str | None = None
    until: str | None = None


class Authority(Entity, frozen=True, eq=False, kw_only=True):
    """审批权限 | Authority."""

    name: Text
    domain: str | None = None
    decision: Text | None = None
    owner: Ref[Unit] | None = None
    record: Ref[Record] | None = None
    process: Ref[Process] | None = None
    class_: str | None = None
    tiers: tuple[AuthorityTier, ...] = ()
    grantor: Performer | None = None
    delegations: tuple[Delegation, ...] = ()
    control: Control | None = None
    aliases: tuple[Text, ...] = ()
    formerly: tuple[str, ...] = ()
    confidentiality: str | None = None
    restricted: Mapping[str, Any] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)
    basis: tuple[Ref[Clause], ...] = ()
    note: Text | None = None


class Clause(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    id: str
    title: Text
    kind: str | None = None
    owner: Text | None = None
    state: str | None = None
    reason: Text | None = None
    leads: tuple[Ref[Unit], ...] = ()
    main: tuple[Ref[Unit], ...] = ()
    supports: tuple[Ref[Unit], ...] = ()


class Basis(Entity, frozen=True, eq=False, kw_only=True):
    """依据 | Basis."""

    name: Text
    edition: str | None = None
    about: Text | None = None
    matrix: bool = False
    clauses: tuple[Clause, ...] = ()
    aliases: tuple[Text, ...] = ()
    confidentiality: str | None = None
    restricted: Mapping[str, Any] = field(default_factory=dict)
    note: Text | None = None


class External(Entity, frozen=True, eq=False, kw_only=True):
    """外部相关方 | External party."""

    name: Text
    type: str | None = None
    about: Text | None = None
    contact: Ref[Post] | None = None
    aliases: tuple[Text, ...] = ()
    formerly: tuple[str, ...] = ()
    confidentiality: str | None = None
    restricted: Mapping[str, Any] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)
    basis: tuple[Ref[Clause], ...] = ()
    note: Text | None = None


class Incentive(Entity, frozen=True, eq=False, kw_only=True):
    """奖惩 | Incentive."""

    name: Text
    kind_of: str | None = None
    owner: Ref[Unit] | None = None
    applies_to: tuple[Performer, ...] = ()
    criteria: tuple[Text, ...] = ()
    forms: tuple[Text, ...] = ()
    standard_by: Performer | None = None
    proposed_by: Performer | None = None
    decided_by: Performer | None = None
    timing: Timing | None = None
    use: Text | None = None
    appeal: Text | None = None
    record: Ref[Record] | None = None
    aliases: tuple[Text, ...] = ()
    formerly: tuple[str, ...] = ()
    confidentiality: str | None = None
    restricted: Mapping[str, Any] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)
    basis: tuple[Ref[Clause], ...] = ()
    note: Text | None = None


class Kpi(Entity, frozen=True, eq=False, kw_only=True):
    """指标 | KPI."""

    name: Text
    definition: Text | None = None
    formula: Text | None = None
    unit: Text | None = None
    direction: str | None = None
    target: Target | None = None
    period: Timing | None = None
    source: tuple[Deliverable, ...] = ()
    supplied_by: Performer | None = None
    verified_by: Performer | None = None
    parent: Ref[Kpi] | None = None
    type: str | None = None
    category: str | None = None
    control: Control | None = None
    aliases: tuple[Text, ...] = ()
    formerly: tuple[str, ...] = ()
    confidentiality: str | None = None
    restricted: Mapping[str, Any] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)
    basis: tuple[Ref[Clause], ...] = ()
    note: Text | None = None


class Agenda(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    id: str | None = None
    text: Text
    basis: tuple[Ref[Clause], ...] = ()


class Decision(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    id: str | None = None
    text: Text
    record: Ref[Record] | None = None
    authority: Ref[Authority] | None = None
    basis: tuple[Ref[Clause], ...] = ()


class Meeting(Entity, frozen=True, eq=False, kw_only=True):
    """会议 | Meeting."""

    name: Text
    purpose: Text | None = None
    unit: Ref[Unit] | None = None
    chair: Performer | None = None
    stand_in: Performer | None = None
    organiser: Performer | None = None
    members: tuple[Performer, ...] = ()
    quorum: Text | None = None
    timing: Timing | None = None
    inputs: tuple[Deliverable, ...] = ()
    agenda: tuple[Agenda, ...] = ()
    decides: tuple[Decision, ...] = ()
    minutes: Ref[Record] | None = None
    recipients: tuple[Performer, ...] = ()
    aliases: tuple[Text, ...] = ()
    formerly: tuple[str, ...] = ()
    confidentiality: str | None = None
    restricted: Mapping[str, Any] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)
    basis: tuple[Ref[Clause], ...] = ()
    note: Text | None = None


class Tenure(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    post: Ref[Post]
    unit: Ref[Unit] | None = None
    from_: str | None = None
    to: str | None = None


class RoleTenure(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    role: Ref[Role]
    from_: str | None = None
    to: str | None = None


class Person(Entity, frozen=True, eq=False, kw_only=True):
    """人员 | Person."""

    name: Text
    posts: tuple[Tenure, ...] = ()
    roles: tuple[RoleTenure, ...] = ()
    confidentiality: str | None = None
    restricted: Mapping[str, Any] = field(default_factory=dict)
    note: Text | None = None


class SubItem(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    id: str | None = None
    text: Text
    basis: tuple[Ref[Clause], ...] = ()


class Item(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    id: str | None = None
    text: Text
    items: tuple[SubItem, ...] = ()
    basis: tuple[Ref[Clause], ...] = ()


class Block(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    show: str
    of: tuple[Ref[Any], ...] = ()


class PlainTable(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    head: tuple[Text, ...] = ()
    rows: tuple[tuple[Text, ...], ...] = ()


class Article(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    id: str
    title: Text | None = None
    text: Text | None = None
    paragraphs: tuple[Text, ...] = ()
    items: tuple[Item, ...] = ()
    blocks: tuple[Block, ...] = ()
    table: PlainTable | None = None
    basis: tuple[Ref[Clause], ...] = ()
    note: Text | None = None


class Chapter(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    id: str
    title: Text
    articles: tuple[Article, ...] = ()
    basis: tuple[Ref[Clause], ...] = ()


class Consultation(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    with_: tuple[Performer, ...] = ()
    how: Text | None = None
    on: str | None = None
    record: Ref[Record] | None = None


class Publication(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    how: Text | None = None
    on: str | None = None


class Parameter(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    id: str
    name: Text
    unit: str | None = None
    nominal: float | None = None
    min: float | None = None
    max: float | None = None
    text: Text | None = None
    basis: tuple[Ref[Clause], ...] = ()


class Check(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    id: str
    what: Text
    by: Performer | None = None
    sample: Text | None = None
    method: Text | None = None
    standard: Text | None = None
    parameter: str | None = None
    record: Ref[Record] | None = None
    on_fail: Text | None = None
    basis: tuple[Ref[Clause], ...] = ()


class Policy(Entity, frozen=True, eq=False, kw_only=True):
    """制度 | Policy."""

    name: Text
    outline: str | None = None
    class_: str | None = None
    summary: Text | None = None
    chapters: tuple[Chapter, ...] = ()
    annexes: tuple[Ref[Record], ...] = ()
    parts: tuple[Ref[Policy], ...] = ()
    supersedes: tuple[Ref[Policy], ...] = ()
    consultation: Consultation | None = None
    publication: Publication | None = None
    parameters: tuple[Parameter, ...] = ()
    checks: tuple[Check, ...] = ()
    control: Control | None = None
    aliases: tuple[Text, ...] = ()
    formerly: tuple[str, ...] = ()
    confidentiality: str | None = None
    restricted: Mapping[str, Any] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)
    basis: tuple[Ref[Clause], ...] = ()
    note: Text | None = None


class Placement(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    unit: Ref[Unit]
    headcount: int | None = None
    superior: Ref[Post] | None = None


class Appointment(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    nominates: Performer | None = None
    reviews: Performer | None = None
    appoints: Performer | None = None
    dismisses: Performer | None = None
    basis: tuple[Ref[Clause], ...] = ()


class Duty(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    id: str
    text: Text
    role: str | None = None
    objects: tuple[Text, ...] = ()
    tasks: tuple[Text, ...] = ()
    inputs: tuple[Deliverable, ...] = ()
    outputs: tuple[Deliverable, ...] = ()
    principal: Performer | None = None
    functions: tuple[Ref[Function | FunctionItem], ...] = ()
    timing: Timing | None = None
    duty_class: str | None = None
    share: float | None = None
    catch_all: bool = False
    assigned_by: tuple[Performer, ...] = ()
    marginal: bool = False
    basis: tuple[Ref[Clause], ...] = ()
    note: Text | None = None


class PostAuthority(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    id: str
    text: Text
    action: str | None = None
    area: str | None = None
    limit: float | None = None
    authority: Ref[Authority] | None = None
    basis: tuple[Ref[Clause], ...] = ()
    note: Text | None = None


class Qualification(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    text: Text
    preferred: bool = False


class Qualifications(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    education: tuple[Qualification, ...] = ()
    experience: tuple[Qualification, ...] = ()
    knowledge: tuple[Qualification, ...] = ()
    skills: tuple[Qualification, ...] = ()
    certificates: tuple[Qualification, ...] = ()
    languages: tuple[Qualification, ...] = ()
    competencies: tuple[Qualification, ...] = ()
    training: tuple[Qualification, ...] = ()
    physical: tuple[Qualification, ...] = ()


class Relationship(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    with_: Performer
    about: Text | None = None


class Relationships(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    internal: tuple[Relationship, ...] = ()
    external: tuple[Relationship, ...] = ()


class Conditions(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    environment: Text | None = None
    hours: Text | None = None
    travel: Text | None = None
    equipment: Text | None = None
    hazards: Text | None = None


class Career(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    from_: tuple[Ref[Post], ...] = ()
    to: tuple[Ref[Post], ...] = ()


class Post(Entity, frozen=True, eq=False, kw_only=True):
    """岗位 | Post."""

    name: Text
    code: str | None = None
    unit: Ref[Unit] | None = None
    units: tuple[Placement, ...] = ()
    superior: Ref[Post] | None = None
    also_reports_to: tuple[Ref[Post], ...] = ()
    headcount: int | None = None
    deputy: Ref[Post] | None = None
    family: Text | None = None
    grade: str | None = None
    location: Text | None = None
    employment: Text | None = None
    appointment: Appointment | None = None
    purpose: Text | None = None
    duties: tuple[Duty, ...] = ()
    authorities: tuple[PostAuthority, ...] = ()
    kpis: tuple[Assignment, ...] = ()
    qualifications: Qualifications | None = None
    relationships: Relationships | None = None
    conditions: Conditions | None = None
    career: Career | None = None
    control: Control | None = None
    aliases: tuple[Text, ...] = ()
    formerly: tuple[str, ...] = ()
    confidentiality: str | None = None
    restricted: Mapping[str, Any] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)
    basis: tuple[Ref[Clause], ...] = ()
    note: Text | None = None


class Stage(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    id: str
    name: Text
    basis: tuple[Ref[Clause], ...] = ()


class Branch(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    when: Text | None = None
    class_: str | None = None
    above: float | None = None
    up_to: float | None = None
    to: str


class Reject(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    to: str
    max: int | None = None
    escalate: Performer | None = None
    when: Text | None = None


class Escalation(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    after: str | None = None
    when: Text | None = None
    to: Performer


class Step(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    id: str
    name: Text
    action: str | None = None
    performer: Performer | None = None
    duty: Ref[Duty] | None = None
    of: str | None = None
    with_: tuple[Performer, ...] = ()
    consult: tuple[Performer, ...] = ()
    inform: tuple[Performer, ...] = ()
    accountable: Performer | None = None
    inputs: tuple[Deliverable, ...] = ()
    outputs: tuple[Deliverable, ...] = ()
    timing: Timing | None = None
    stage: str | None = None
    text: Text | None = None
    question: Text | None = None
    branches: tuple[Branch, ...] = ()
    next: tuple[str, ...] = ()
    on_reject: Reject | None = None
    escalation: Escalation | None = None
    basis: tuple[Ref[Clause], ...] = ()
    note: Text | None = None


class Risk(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    id: str | None = None
    text: Text
    response: Text | None = None
    owner: Performer | None = None
    basis: tuple[Ref[Clause], ...] = ()


class Process(Entity, frozen=True, eq=False, kw_only=True):
    """流程 | Process."""

    name: Text
    code: str | None = None
    owner: Performer | None = None
    accountable: Performer | None = None
    class_: str | None = None
    purpose: Text | None = None
    scope: Text | None = None
    triggers: tuple[Text, ...] = ()
    timing: Timing | None = None
    inputs: tuple[Deliverable, ...] = ()
    outputs: tuple[Deliverable, ...] = ()
    result: Text | None = None
    stages: tuple[Stage, ...] = ()
    steps: tuple[Step, ...] = ()
    kpis: tuple[Ref[Kpi], ...] = ()
    risks: tuple[Risk, ...] = ()
    resources: tuple[Text, ...] = ()
    control: Control | None = None
    aliases: tuple[Text, ...] = ()
    formerly: tuple[str, ...] = ()
    confidentiality: str | None = None
    restricted: Mapping[str, Any] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)
    basis: tuple[Ref[Clause], ...] = ()
    note: Text | None = None


class RecordField(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    id: str
    name: Text
    type: str | None = None
    options: tuple[Text, ...] = ()
    optional: bool = False
    help: Text | None = None
    basis: tuple[Ref[Clause], ...] = ()


class Signature(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    id: str | None = None
    action: str
    by: Performer
    basis: tuple[Ref[Clause], ...] = ()


class Record(Entity, frozen=True, eq=False, kw_only=True):
    """记录 | Record."""

    name: Text
    form: str | None = None
    number: str | None = None
    version: str | None = None
    purpose: Text | None = None
    class_: str | None = None
    maker: Performer | None = None
    custodian: Performer | None = None
    recipients: tuple[Performer, ...] = ()
    timing: Timing | None = None
    fields: tuple[RecordField, ...] = ()
    columns: tuple[RecordField, ...] = ()
    criteria: tuple[Text, ...] = ()
    contents: tuple[Text, ...] = ()
    signatures: tuple[Signature, ...] = ()
    parent: Ref[Record] | None = None
    retention: str | None = None
    permanent: bool = False
    borrowing: Text | None = None
    system: Text | None = None
    attachments: tuple[str, ...] = ()
    aliases: tuple[Text, ...] = ()
    formerly: tuple[str, ...] = ()
    confidentiality: str | None = None
    restricted: Mapping[str, Any] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)
    basis: tuple[Ref[Clause], ...] = ()
    note: Text | None = None


class Rename(Entity, frozen=True, eq=False, kw_only=True):
    """改名记录 | Rename."""

    from_: str
    to: str | None = None
    into: str | None = None
    on: str
    confidentiality: str | None = None
    restricted: Mapping[str, Any] = field(default_factory=dict)
    note: Text | None = None


class Role(Entity, frozen=True, eq=False, kw_only=True):
    """兼任角色 | Role."""

    name: Text
    purpose: Text | None = None
    appointed_by: Performer | None = None
    unit: Ref[Unit] | None = None
    holders: tuple[Ref[Post], ...] = ()
    term: str | None = None
    requirements: tuple[Text, ...] = ()
    duties: tuple[Duty, ...] = ()
    aliases: tuple[Text, ...] = ()
    formerly: tuple[str, ...] = ()
    confidentiality: str | None = None
    restricted: Mapping[str, Any] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)
    basis: tuple[Ref[Clause], ...] = ()
    note: Text | None = None


class FiscalYear(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    start: str | None = None


class Holiday(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    date: str
    to: str | None = None
    name: Text | None = None


class WorkCalendar(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    workdays: tuple[str, ...] = ()
    holidays: tuple[Holiday, ...] = ()
    makeup: tuple[str, ...] = ()


class Numbering(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    id: str
    name: Text | None = None
    applies_to: tuple[str, ...] = ()
    pattern: str


class Documents(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    design: str | None = None
    logo: str | None = None


class Level(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    id: str
    name: Text


class Criterion(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    measure: Text | None = None
    at_least: float | None = None
    above: float | None = None
    up_to: float | None = None
    below: float | None = None
    unit: Text | None = None
    text: Text | None = None


class Class(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    id: str
    name: Text
    criteria: tuple[Criterion, ...] = ()


class Classification(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    id: str
    name: Text
    about: Text | None = None
    classes: tuple[Class, ...] = ()
    basis: tuple[Ref[Clause], ...] = ()


class Group(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    id: str
    name: Text
    members: tuple[Performer, ...] = ()


class Gate(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    action: str
    by: Performer | None = None


class DocumentClass(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    id: str
    name: Text
    gates: tuple[Gate, ...] = ()
    review_every: str | None = None


class DutyClass(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    id: str
    name: Text
    incompatible: tuple[str, ...] = ()


class ExtraField(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    id: str
    kind: str
    label: Text
    type: str | None = None
    printed: tuple[str, ...] = ()


class Limits(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    direct_reports: int | None = None
    accountable_activities: int | None = None


class LintSettings(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    fail_on: str | None = None
    severity: Mapping[str, Any] = field(default_factory=dict)
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    limits: Limits | None = None


class Waiver(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    code: str
    subject: str
    reason: Text
    until: str | None = None
    by: str | None = None


class GitAccount(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    of: Ref[Any]
    from_: str | None = None
    to: str | None = None
    handle: str | None = None
    emails: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


class GitSettings(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    signed: bool = False
    accounts: tuple[GitAccount, ...] = ()


class System(Entity, frozen=True, eq=False, kw_only=True):
    """系统 | System."""

    name: Text
    short: Text | None = None
    code: str | None = None
    about: Text | None = None
    notice: Text | None = None
    languages: tuple[str, ...] = ()
    timezone: str | None = None
    currency: str | None = None
    fiscal_year: FiscalYear | None = None
    calendar: WorkCalendar | None = None
    numbering: tuple[Numbering, ...] = ()
    documents: Documents | None = None
    levels: tuple[Level, ...] = ()
    classifications: tuple[Classification, ...] = ()
    groups: tuple[Group, ...] = ()
    document_classes: tuple[DocumentClass, ...] = ()
    duty_classes: tuple[DutyClass, ...] = ()
    responsibility: str | None = None
    extra: tuple[ExtraField, ...] = ()
    lint: LintSettings | None = None
    waivers: tuple[Waiver, ...] = ()
    git: GitSettings | None = None
    restricted: Mapping[str, Any] = field(default_factory=dict)
    note: Text | None = None


class Term(Entity, frozen=True, eq=False, kw_only=True):
    """术语 | Term."""

    name: Text
    definition: Text | None = None
    see: tuple[Ref[Any], ...] = ()
    aliases: tuple[Text, ...] = ()
    formerly: tuple[str, ...] = ()
    confidentiality: str | None = None
    restricted: Mapping[str, Any] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)
    basis: tuple[Ref[Clause], ...] = ()
    note: Text | None = None


class TrainingContent(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    id: str | None = None
    text: Text
    basis: tuple[Ref[Clause], ...] = ()


class Training(Entity, frozen=True, eq=False, kw_only=True):
    """培训 | Training."""

    name: Text
    topic: Text | None = None
    objective: Text | None = None
    owner: Ref[Unit] | None = None
    audience: tuple[Performer, ...] = ()
    trainer: Performer | None = None
    timing: Timing | None = None
    hours: float | None = None
    contents: tuple[TrainingContent, ...] = ()
    assessment: Text | None = None
    record: Ref[Record] | None = None
    aliases: tuple[Text, ...] = ()
    formerly: tuple[str, ...] = ()
    confidentiality: str | None = None
    restricted: Mapping[str, Any] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)
    basis: tuple[Ref[Clause], ...] = ()
    note: Text | None = None


class FunctionItem(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    id: str
    text: Text
    objects: tuple[Text, ...] = ()
    timing: Timing | None = None
    outputs: tuple[Deliverable, ...] = ()
    basis: tuple[Ref[Clause], ...] = ()
    note: Text | None = None


class Function(Element, frozen=True, eq=False, kw_only=True):
    """Part of an entity; its fields are described in the schema."""

    id: str
    text: Text
    objects: tuple[Text, ...] = ()
    items: tuple[FunctionItem, ...] = ()
    basis: tuple[Ref[Clause], ...] = ()
    note: Text | None = None


class Unit(Entity, frozen=True, eq=False, kw_only=True):
    """组织单元 | Unit."""

    name: Text
    short: Text | None = None
    code: str | None = None
    tier: str | None = None
    parent: Ref[Unit] | None = None
    head: Ref[Post] | None = None
    leader: Ref[Post] | None = None
    members: tuple[Performer, ...] = ()
    chair: Performer | None = None
    quorum: Text | None = None
    recusal: bool = False
    mission: Text | None = None
    functions: tuple[Function, ...] = ()
    kpis: tuple[Assignment, ...] = ()
    aliases: tuple[Text, ...] = ()
    formerly: tuple[str, ...] = ()
    confidentiality: str | None = None
    restricted: Mapping[str, Any] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)
    basis: tuple[Ref[Clause], ...] = ()
    note: Text | None = None


BY_KIND: Mapping[str, type[Entity]] = {
    "acknowledgement": Acknowledgement,
    "approval": Approval,
    "authority": Authority,
    "basis": Basis,
    "external": External,
    "incentive": Incentive,
    "kpi": Kpi,
    "meeting": Meeting,
    "person": Person,
    "policy": Policy,
    "post": Post,
    "process": Process,
    "record": Record,
    "rename": Rename,
    "role": Role,
    "system": System,
    "term": Term,
    "training": Training,
    "unit": Unit,
}
BY_CLASS: Mapping[str, type[Element]] = {
    "Control": Control,
    "Assignment": Assignment,
    "Evidence": Evidence,
    "Acknowledgement": Acknowledgement,
    "SignOff": SignOff,
    "Approving": Approving,
    "Approval": Approval,
    "ChainLink": ChainLink,
    "AuthorityTier": AuthorityTier,
    "Delegation": Delegation,
    "Authority": Authority,
    "Clause": Clause,
    "Basis": Basis,
    "External": External,
    "Incentive": Incentive,
    "Kpi": Kpi,
    "Agenda": Agenda,
    "Decision": Decision,
    "Meeting": Meeting,
    "Tenure": Tenure,
    "RoleTenure": RoleTenure,
    "Person": Person,
    "SubItem": SubItem,
    "Item": Item,
    "Block": Block,
    "PlainTable": PlainTable,
    "Article": Article,
    "Chapter": Chapter,
    "Consultation": Consultation,
    "Publication": Publication,
    "Parameter": Parameter,
    "Check": Check,
    "Policy": Policy,
    "Placement": Placement,
    "Appointment": Appointment,
    "Duty": Duty,
    "PostAuthority": PostAuthority,
    "Qualification": Qualification,
    "Qualifications": Qualifications,
    "Relationship": Relationship,
    "Relationships": Relationships,
    "Conditions": Conditions,
    "Career": Career,
    "Post": Post,
    "Stage": Stage,
    "Branch": Branch,
    "Reject": Reject,
    "Escalation": Escalation,
    "Step": Step,
    "Risk": Risk,
    "Process": Process,
    "RecordField": RecordField,
    "Signature": Signature,
    "Record": Record,
    "Rename": Rename,
    "Role": Role,
    "FiscalYear": FiscalYear,
    "Holiday": Holiday,
    "WorkCalendar": WorkCalendar,
    "Numbering": Numbering,
    "Documents": Documents,
    "Level": Level,
    "Criterion": Criterion,
    "Class": Class,
    "Classification": Classification,
    "Group": Group,
    "Gate": Gate,
    "DocumentClass": DocumentClass,
    "DutyClass": DutyClass,
    "ExtraField": ExtraField,
    "Limits": Limits,
    "LintSettings": LintSettings,
    "Waiver": Waiver,
    "GitAccount": GitAccount,
    "GitSettings": GitSettings,
    "System": System,
    "Term": Term,
    "TrainingContent": TrainingContent,
    "Training": Training,
    "FunctionItem": FunctionItem,
    "Function": Function,
    "Unit": Unit,
}
