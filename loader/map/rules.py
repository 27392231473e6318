"""What `mapping.yaml` says, read and checked: which statement type becomes which RDF.

The format is described in `docs/ontology.md`. Every term is looked up in the ontology, so a rule
that names an undefined one never reaches an article. Enumerates no statement type and no property.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rdflib import XSD, URIRef

from loader.map.literals import DATATYPES
from loader.map.vocabulary import TermKind, Vocabulary, expand, read_vocabulary
from loader.map.yamlnodes import YamlNode, read_yaml
from loader.rdf import GEOKG, PREFIXES

FILE_NAME = "mapping.yaml"
Concepts = dict[str, URIRef]


@dataclass(frozen=True, slots=True)
class RoleRule:
    """A role's property; it stands on the situation, or on the statement when not part of `identity`.

    `named_only`: part of the identity when the article names the filler, and not when it only describes it.
    `distribute`: several fillers make several situations, one of each, and not one of all together.
    """

    property: URIRef
    identity: bool = True
    named_only: bool = False
    distribute: bool = False


@dataclass(frozen=True, slots=True)
class ConceptRule:
    """A value that is one of the concepts of a scheme; part of the identity when on the situation.

    `below` names another value of the statement, whose concept stands above this one; the notation is then
    that value's word and this one's, joined by a hyphen ("CONSULT-visit").
    """

    property: URIRef
    concepts: Concepts
    on_situation: bool
    below: str | None = None

    def notation(self, word: str, values: Mapping[str, object]) -> str:
        """What the concept of a statement's word is known by, given all values of the statement."""
        return f"{values.get(self.below)}-{word}" if self.below else word


@dataclass(frozen=True, slots=True)
class LiteralRule:
    """A value written as a literal on the statement; `identity` also tells situations apart by it."""

    property: URIRef
    datatype: URIRef
    identity: bool


@dataclass(frozen=True, slots=True)
class CountRule:
    """A number as stated, on the statement."""

    min: URIRef
    max: URIRef
    approximate: URIRef
    text: URIRef


ValueRule = ConceptRule | LiteralRule | CountRule


@dataclass(frozen=True, slots=True)
class Condition:
    """A value is one of `allowed`, or a role's filler has one of these entity types; None is absent."""

    name: str
    on_role: bool
    allowed: frozenset[str | None]


@dataclass(frozen=True, slots=True)
class ShortcutRule:
    """A plain triple between the fillers of two roles, given when every condition holds."""

    subject: str
    property: URIRef
    object: str
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class UntimedRule:
    """That situations of which no time is stated are told apart by the month, or the day, of the report.

    Not where a filler of one of the roles `unless` tells them apart already.
    """

    unless: frozenset[str] = frozenset()
    by_day: bool = False


@dataclass(frozen=True, slots=True)
class StatementRule:
    """All that a statement type becomes; `untimed` is None for what lasts and needs no date to be one."""

    situation: URIRef
    roles: dict[str, RoleRule]
    values: dict[str, ValueRule]
    shortcuts: tuple[ShortcutRule, ...]
    untimed: UntimedRule | None = None


@dataclass(frozen=True, slots=True)
class TenureRule:
    """What a tenure of the entity index becomes."""

    situation: URIRef
    holder: URIRef
    of: URIRef
    category: ConceptRule
    office: URIRef
    leaders: frozenset[str]
    """Office categories whose tenures are given for a state."""


@dataclass(frozen=True, slots=True)
class MembershipRule:
    """What a membership of the entity index becomes."""

    situation: URIRef
    member: URIRef
    organization: URIRef


@dataclass(frozen=True, slots=True)
class MappingRules:
    """The whole of `mapping.yaml`, keyed by the words of the extraction record."""

    entities: dict[str, URIRef]
    polarity: Concepts
    modality: Concepts
    mention_kind: Concepts
    date_evidence: Concepts
    statements: dict[str, StatementRule]
    tenures: TenureRule
    memberships: MembershipRule


def load_rules(folder: Path) -> MappingRules:
    """Read `mapping.yaml` of an ontology folder and check it against the ontology beside it.

    Raises:
        MappingError: a fault in either; the message tells the file and the line.
    """
    return _Reader(read_vocabulary(folder)).rules(read_yaml(folder / FILE_NAME))


class _Reader:
    """Turns the nodes of the file into rules, looking every term up."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def rules(self, root: YamlNode) -> MappingRules:
        parts = root.fields(frozenset({"entities", "concepts", "background", "statements"}))
        entities = {
            name: self._class(node, GEOKG.Entity, name) for name, node in parts["entities"].entries().items()
        }
        concepts = parts["concepts"].fields(
            frozenset({"polarity", "modality", "mention_kind", "date_evidence"})
        )
        statements = {
            name: self._statement(node, frozenset(entities))
            for name, node in parts["statements"].entries().items()
        }
        background = parts["background"].fields(frozenset({"tenures", "memberships", "leaders"}))
        return MappingRules(
            entities=entities,
            polarity=self._scheme(concepts["polarity"]),
            modality=self._scheme(concepts["modality"]),
            mention_kind=self._scheme(concepts["mention_kind"]),
            date_evidence=self._scheme(concepts["date_evidence"]),
            statements=statements,
            tenures=_tenures(background["tenures"], background["leaders"], statements),
            memberships=_memberships(background["memberships"], statements),
        )

    def _statement(self, node: YamlNode, entity_types: frozenset[str]) -> StatementRule:
        parts = node.fields(frozenset({"situation", "roles"}), frozenset({"values", "shortcuts", "untimed"}))
        roles = {name: self._role(value) for name, value in parts["roles"].entries().items()}
        values: dict[str, ValueRule] = {}
        entries = parts["values"].entries() if "values" in parts else {}
        for name, value in entries.items():
            if name in roles:
                raise value.fault(f"{name} is a role already; a value needs another name")
            values[name] = self._value(value)
        for name, rule in values.items():
            above = rule.below if isinstance(rule, ConceptRule) else None
            if above is not None and not isinstance(values.get(above), ConceptRule):
                raise entries[name].fault(f"{name} stands below {above}, which is no value with concepts")
        shortcuts = [
            self._shortcut(item, roles, values, entity_types)
            for item in (parts["shortcuts"].items() if "shortcuts" in parts else ())
        ]
        return StatementRule(
            situation=self._class(parts["situation"], GEOKG.Situation, "situation"),
            roles=roles,
            values=values,
            shortcuts=tuple(shortcuts),
            untimed=_untimed(parts["untimed"], roles) if "untimed" in parts else None,
        )

    def _role(self, node: YamlNode) -> RoleRule:
        if not node.is_mapping:
            return RoleRule(self._term(node, TermKind.OBJECT_PROPERTY))
        parts = node.fields(frozenset({"property"}), frozenset({"identity", "distribute"}))
        identity = parts["identity"].choice("true", "false", "named") if "identity" in parts else "true"
        rule = RoleRule(
            property=self._term(parts["property"], TermKind.OBJECT_PROPERTY),
            identity=identity != "false",
            named_only=identity == "named",
            distribute=_flag(parts, "distribute", default=False),
        )
        if rule.distribute and not rule.identity:
            raise parts["distribute"].fault("what is not part of the identity makes no situations of its own")
        return rule

    def _value(self, node: YamlNode) -> ValueRule:
        if "count" in node.entries():
            count = node.fields(frozenset({"count"}))["count"]
            parts = count.fields(frozenset({"min", "max", "approximate", "text"}))
            return CountRule(
                self._literal(parts["min"], XSD.integer),
                self._literal(parts["max"], XSD.integer),
                self._literal(parts["approximate"], XSD.boolean),
                self._literal(parts["text"], XSD.string),
            )
        if "concepts" in node.entries():
            parts = node.fields(frozenset({"property", "concepts"}), frozenset({"on", "below"}))
            on = parts["on"].choice("statement", "situation") if "on" in parts else "statement"
            return ConceptRule(
                self._term(parts["property"], TermKind.OBJECT_PROPERTY),
                self._scheme(parts["concepts"]),
                on == "situation",
                parts["below"].text() if "below" in parts else None,
            )
        parts = node.fields(frozenset({"property"}), frozenset({"datatype", "identity"}))
        datatype = self._datatype(parts["datatype"]) if "datatype" in parts else XSD.string
        identity = _flag(parts, "identity", default=False)
        return LiteralRule(self._literal(parts["property"], datatype), datatype, identity)

    def _shortcut(
        self,
        node: YamlNode,
        roles: dict[str, RoleRule],
        values: dict[str, ValueRule],
        entity_types: frozenset[str],
    ) -> ShortcutRule:
        parts = node.fields(frozenset({"triple"}), frozenset({"when"}))
        triple = parts["triple"].items()
        if len(triple) != 3:
            raise parts["triple"].fault("expected [role, property, role]")
        ends = [end.choice(*roles) for end in (triple[0], triple[2])]
        conditions = [
            _condition(name, allowed, roles, values, entity_types)
            for name, allowed in (parts["when"].entries().items() if "when" in parts else ())
        ]
        term = self._term(triple[1], TermKind.OBJECT_PROPERTY)
        return ShortcutRule(ends[0], term, ends[1], tuple(conditions))

    def _term(self, node: YamlNode, kind: TermKind) -> URIRef:
        name = node.text()
        term = expand(name)
        if term is None:
            raise node.fault(f"{name!r} has no prefix that geokg knows; prefixes are {', '.join(PREFIXES)}")
        if term not in self._vocabulary.kinds:
            raise node.fault(
                f"{name} is not defined in the ontology; define it in a .ttl file beside this one"
            )
        if self._vocabulary.kinds[term] != kind:
            raise node.fault(f"{name} is a {self._vocabulary.kinds[term]}; here stands a {kind}")
        return term

    def _class(self, node: YamlNode, top: URIRef, what: str) -> URIRef:
        term = self._term(node, TermKind.CLASS)
        if not self._vocabulary.is_subclass(term, top):
            raise node.fault(f"{what}: {node.text()} is not a subclass of {top}")
        return term

    def _literal(self, node: YamlNode, datatype: URIRef) -> URIRef:
        term = self._term(node, TermKind.DATATYPE_PROPERTY)
        declared = self._vocabulary.ranges.get(term, datatype)
        if declared != datatype:
            raise node.fault(f"{node.text()} has range {declared} in the ontology, not {datatype}")
        return term

    def _datatype(self, node: YamlNode) -> URIRef:
        datatype = expand(node.text())
        if datatype not in DATATYPES:
            raise node.fault(f"{node.text()} is none of {', '.join(d.n3() for d in DATATYPES)}")
        return datatype

    def _scheme(self, node: YamlNode) -> Concepts:
        scheme = self._term(node, TermKind.SCHEME)
        if not (concepts := self._vocabulary.concepts.get(scheme)):
            raise node.fault(f"{node.text()} has no concepts; give some concept skos:inScheme {node.text()}")
        return concepts


def _flag(parts: dict[str, YamlNode], name: str, *, default: bool) -> bool:
    return parts[name].choice("true", "false") == "true" if name in parts else default


def _untimed(node: YamlNode, roles: dict[str, RoleRule]) -> UntimedRule:
    if not node.is_mapping:
        return UntimedRule(by_day=_by_day(node))
    parts = node.fields(frozenset({"period", "unless"}))
    unless = frozenset(item.choice(*roles) for item in parts["unless"].items())
    return UntimedRule(unless, by_day=_by_day(parts["period"]))


def _by_day(node: YamlNode) -> bool:
    return node.choice("publication_month", "publication_day") == "publication_day"


def _condition(
    name: str,
    node: YamlNode,
    roles: dict[str, RoleRule],
    values: dict[str, ValueRule],
    entity_types: frozenset[str],
) -> Condition:
    rule = values.get(name)
    if name in roles:
        known = entity_types
    elif isinstance(rule, ConceptRule) and rule.below is None:
        known = frozenset(rule.concepts)
    else:
        raise node.fault(f"{name} is neither a role nor a value with concepts of this type")
    allowed = {item.text_or_none(): item for item in node.items()}
    for word, item in allowed.items():
        if word is not None and word not in known:
            raise item.fault(f"{word!r} is none of {', '.join(sorted(known))}")
    return Condition(name, name in roles, frozenset(allowed))


def _tenures(node: YamlNode, leaders: YamlNode, statements: dict[str, StatementRule]) -> TenureRule:
    parts = node.fields(frozenset({"statement", "holder", "of", "category", "office"}))
    rule = statements[parts["statement"].choice(*statements)]
    category = rule.values[parts["category"].choice(*rule.values)]
    office = rule.values[parts["office"].choice(*rule.values)]
    if not isinstance(category, ConceptRule) or not isinstance(office, LiteralRule):
        raise node.fault("category must be a value with concepts, office one with a literal")
    return TenureRule(
        situation=rule.situation,
        holder=rule.roles[parts["holder"].choice(*rule.roles)].property,
        of=rule.roles[parts["of"].choice(*rule.roles)].property,
        category=category,
        office=office.property,
        leaders=frozenset(item.choice(*category.concepts) for item in leaders.items()),
    )


def _memberships(node: YamlNode, statements: dict[str, StatementRule]) -> MembershipRule:
    parts = node.fields(frozenset({"statement", "member", "organization"}))
    rule = statements[parts["statement"].choice(*statements)]
    return MembershipRule(
        situation=rule.situation,
        member=rule.roles[parts["member"].choice(*rule.roles)].property,
        organization=rule.roles[parts["organization"].choice(*rule.roles)].property,
    )
