"""The forms of the lexicons: what each YAML file may hold, checked when it is read.

Each file describes its own format in its head comment. Nothing is read here; that is `lexicon`'s.
"""

from dataclasses import field
from typing import Literal

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass as checked

from loader.extract.attempts import Tried
from loader.model import EntityType, Modality, StatementType

_STRICT = ConfigDict(extra="forbid")

OfficeScope = Literal["state", "body", "place", "any"]


@checked(frozen=True, config=_STRICT)
class OfficeTitle:
    """One title of offices.yaml."""

    title: str
    category: str
    body: str | None = None
    of: OfficeScope = "any"
    plural: str | None = None


@checked(frozen=True, config=_STRICT)
class Offices:
    """offices.yaml."""

    titles: tuple[OfficeTitle, ...]
    status: dict[str, str]
    rule_verbs: dict[str, str]
    link_verbs: frozenset[str]
    deputies: frozenset[str] = frozenset()
    peers: frozenset[str] = frozenset()
    ungoverned: frozenset[str] = frozenset()


@checked(frozen=True, config=_STRICT)
class NameHeads:
    """Words of an organisation's name that tell its type."""

    type: EntityType
    words: frozenset[str]


@checked(frozen=True, config=_STRICT)
class Types:
    """types.yaml."""

    ner: dict[str, EntityType | None]
    heads: tuple[NameHeads, ...]
    titles: frozenset[str]
    rules: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()


@checked(frozen=True, config=_STRICT)
class Antecedent:
    """What "the alliance" may refer back to."""

    types: frozenset[EntityType]
    recent: bool = False
    focus: bool = False
    called: bool = False


@checked(frozen=True, config=_STRICT)
class Nominals:
    """nominals.yaml."""

    actors: dict[EntityType, frozenset[str]]
    definite: dict[str, Antecedent]
    pronouns: dict[str, frozenset[EntityType]]
    genders: dict[str, frozenset[str]] = field(default_factory=dict)
    descriptions: dict[EntityType, frozenset[str]] = field(default_factory=dict)


@checked(frozen=True, config=_STRICT)
class Hedges:
    """Words that make a claim possible only."""

    adverbs: frozenset[str]
    verbs: frozenset[str]
    nouns: frozenset[str]
    adjectives: frozenset[str]


@checked(frozen=True, config=_STRICT)
class Plans:
    """Words that put what is below them in the future."""

    verbs: frozenset[str]
    demands: frozenset[str]
    grants: frozenset[str]
    nouns: frozenset[str]


@checked(frozen=True, config=_STRICT)
class Reporting:
    """reporting.yaml."""

    says: frozenset[str]
    quotes: frozenset[str]
    tells: frozenset[str]
    accuses: frozenset[str]
    claims: frozenset[str]
    commits: frozenset[str]
    according: frozenset[str]
    denials: frozenset[str]
    denies_claims_only: frozenset[str]
    negates: dict[str, str]
    hedges: Hedges
    plans: Plans
    conditions: frozenset[str]
    speakers: dict[EntityType, frozenset[str]]
    documents: frozenset[str]
    doubts: frozenset[str]
    tried: Tried
    modals: dict[str, Modality]


@checked(frozen=True, config=_STRICT)
class Forces:
    """Nouns for what is deployed."""

    people: frozenset[str]
    units: frozenset[str]
    groups: frozenset[str]
    grouping: frozenset[str]
    equipment: frozenset[str]
    civil: frozenset[str]
    used: frozenset[str]
    sided: frozenset[str]
    single: frozenset[str]
    helpless: frozenset[str]
    military: frozenset[str]
    strength_only: frozenset[str]


@checked(frozen=True, config=_STRICT)
class MovementVerb:
    """A verb of deployment.yaml."""

    lemma: str
    direction: str
    force: Literal["object", "subject"]
    status: str | None = None
    particle: frozenset[str] = frozenset()
    place: Literal["object"] | None = None
    needs: Literal["destination", "place", "abroad"] | None = None
    alone: bool = False
    group: bool = False


@checked(frozen=True, config=_STRICT)
class Movements:
    """deployment.yaml."""

    forces: Forces
    vessels: dict[str, str]
    sites: frozenset[str]
    areas: frozenset[str]
    missions: frozenset[str]
    verbs: tuple[MovementVerb, ...]
    nouns: dict[str, str]
    standing: frozenset[str]
    alone: frozenset[str]
    ordered: frozenset[str]
    ordering: frozenset[str]
    destination: frozenset[str]
    origin: frozenset[str]
    stayed: frozenset[str]


@checked(frozen=True, config=_STRICT)
class HarmVerb:
    """A verb of casualties.yaml."""

    lemma: str
    outcome: str
    victims: Literal["object", "subject"]
    one: bool = False
    deadly: frozenset[str] | None = None


@checked(frozen=True, config=_STRICT)
class HarmPhrase:
    """A verb of casualties.yaml that harms only with a word behind it; `word` itself may be counted."""

    verb: str
    word: str
    outcome: str
    victims: Literal["object", "subject", "word"]


@checked(frozen=True, config=_STRICT)
class Harms:
    """casualties.yaml."""

    verbs: tuple[HarmVerb, ...]
    phrases: tuple[HarmPhrase, ...]
    wanting: frozenset[str]
    tolls: frozenset[str]
    toll_verbs: frozenset[str]
    states: dict[str, str]
    nouns: dict[str, str]
    remains: frozenset[str]
    finds: frozenset[str]
    victims: frozenset[str]
    not_victims: frozenset[str]


@checked(frozen=True, config=_STRICT)
class BelongingVerb:
    """A verb of membership.yaml; `member` and `organization` are subject, object or a preposition."""

    lemma: str
    member: str
    organization: str
    status: str
    change: str | None = None


@checked(frozen=True, config=_STRICT)
class BelongingStep:
    """A noun of coming or going of membership.yaml, and the prepositions before the organisation."""

    prepositions: frozenset[str]
    status: str
    change: str


@checked(frozen=True, config=_STRICT)
class Belongings:
    """membership.yaml."""

    verbs: tuple[BelongingVerb, ...]
    organizations: frozenset[EntityType]
    nouns: frozenset[str]
    bids: frozenset[str]
    lists: frozenset[str]
    listed: frozenset[str]
    steps: dict[str, BelongingStep]
    once: frozenset[str]
    allied: frozenset[str] = frozenset()


@checked(frozen=True, config=_STRICT)
class OfficeVerb:
    """A verb of office_changes.yaml."""

    lemma: str
    change: str
    person: Literal["subject", "object"]
    office: Literal["required", "held"] | None = None
    particle: str | None = None
    objects: frozenset[str] = frozenset()
    counterpart: Literal["predecessor", "successor"] | None = None


@checked(frozen=True, config=_STRICT)
class OfficeChanges:
    """office_changes.yaml."""

    verbs: tuple[OfficeVerb, ...]
    nouns: dict[str, str]
    posts: frozenset[str]
    successors: frozenset[str] = frozenset()
    chosen: dict[str, str] = field(default_factory=dict)
    candidates: frozenset[str] = frozenset()
    candidacies: dict[str, str] = field(default_factory=dict)


@checked(frozen=True, config=_STRICT)
class Relations:
    """relations.yaml."""

    ministries: frozenset[str]
    based: frozenset[str]
    capital: frozenset[str]
    kinds: frozenset[str]


@checked(frozen=True, config=_STRICT)
class CandidateRule:
    """One relation of candidates.yaml."""

    statement: StatementType
    head: str
    tail: str
    values: dict[str, str]
    silent: dict[StatementType, frozenset[str]]
    types: dict[EntityType, str] = field(default_factory=dict)
    doubtful: frozenset[str] = frozenset()


@checked(frozen=True, config=_STRICT)
class StanceWord:
    """A verb or adjective of stances.yaml."""

    kind: str
    lemma: str = ""
    prepositions: frozenset[str] = frozenset()
    armed: bool = False


@checked(frozen=True, config=_STRICT)
class StanceAct:
    """Nouns of fighting or backing of stances.yaml."""

    nouns: frozenset[str]
    kind: str
    prepositions: frozenset[str]
    armed: bool = False


@checked(frozen=True, config=_STRICT)
class Stances:
    """stances.yaml."""

    participles: dict[str, str]
    nouns: dict[str, str]
    adjectives: dict[str, StanceWord]
    verbs: tuple[StanceWord, ...]
    acts: tuple[StanceAct, ...]
    shared: frozenset[str]
    taken: frozenset[str]
    beside: frozenset[str]
    together: frozenset[str]
    at_war: frozenset[str]
    peoples: frozenset[str]
    efforts: frozenset[str]
    fire: frozenset[str]
    undergo: frozenset[str]
    help: frozenset[str]
    unions: frozenset[str]


@checked(frozen=True, config=_STRICT)
class ForceStructure:
    """forces.yaml."""

    people: dict[EntityType, frozenset[str]]
    units: frozenset[str]
    prepositions: frozenset[str]
    linking: frozenset[str]
    wings: frozenset[str]
    parts: frozenset[str]
    apart: frozenset[str]
    ranks: frozenset[str]


@checked(frozen=True, config=_STRICT)
class QuantityPhrase:
    """Bounds that a phrase gives; `n`, `n+1` and `n-1` stand for the number beside it."""

    min: int | Literal["n", "n+1"] | None = None
    max: int | Literal["n", "n-1"] | None = None
    approximate: bool = False


@checked(frozen=True, config=_STRICT)
class Quantities:
    """quantities.yaml."""

    before: dict[str, QuantityPhrase]
    vague: dict[str, QuantityPhrase]
    multipliers: dict[str, int]


@checked(frozen=True, config=_STRICT)
class Times:
    """times.yaml."""

    happenings: frozenset[str]
    light: frozenset[str]
    begins: frozenset[str]
    begin_verbs: frozenset[str]
    ends: frozenset[str]
    within: frozenset[str]
    after: frozenset[str]
    together: frozenset[str]
    apart: frozenset[str]
    carriers: frozenset[str]
    sudden: frozenset[str]
    serves: frozenset[str]
