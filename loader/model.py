"""What travels between the packages: frozen dataclasses, nothing else.

An `Article` is read by `ingest`; `extract` finds `Entity` and `Statement` in it and returns an
`Extraction`; `link` answers with a `Link` per entity. All text offsets count Unicode code points of
`Article.text`, end exclusive. Dates are ISO strings at the precision known: "2022", "2022-01",
"2022-01-07". No behaviour beyond what follows from the values themselves lives here.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class EntityType(StrEnum):
    """What kind of thing an entity is."""

    PERSON = "Person"
    STATE = "State"
    ALLIANCE = "Alliance"
    GOVERNMENT_BODY = "GovernmentBody"
    ARMED_FORCE = "ArmedForce"
    ARMED_GROUP = "ArmedGroup"
    PARTY = "Party"
    MEDIA = "Media"
    ORGANIZATION = "Organization"
    PLACE = "Place"
    CONFLICT = "Conflict"
    AGREEMENT = "Agreement"
    NAMED_EVENT = "NamedEvent"


class MentionKind(StrEnum):
    """How a mention refers: by name (Tokayev), adjective (Russian), noun (the president), pronoun."""

    NAME = "name"
    ADJECTIVE = "adjective"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"


class Reference(StrEnum):
    """Why a mention is taken for an entity that the article names otherwise."""

    ACRONYM = "acronym"
    """AU, behind or for African Union."""
    SHORT_NAME = "short name"
    """Tokayev or Xi, of one person named in full; Mr Kim of Kim Jong Un."""
    ALIAS = "alias"
    """Burma and Myanmar: the entity index has both as names of one thing."""
    DEMONYM = "demonym"
    """Russian, of Russia."""
    APPOSITION = "apposition"
    """The strongman, beside his name."""
    OFFICE = "office"
    """Kazakhstan's president: the index knows whom of those named in the article."""
    DEMONYM_AND_ROLE = "demonym and role"
    """The Kazakh leader: the one person whom the article calls its head."""
    ROLE = "role"
    """The minister: the one person whom the article calls so."""
    AGE = "age"
    """The 81-year-old: the one person of whom this age is told."""
    HEAD_NOUN = "head noun"
    """The alliance: the one that the article names, or named last."""
    TOPIC = "topic"
    """The country: the state that the article is about."""
    PRONOUN = "pronoun"
    """She: the last subject, or the person named last, of whom it can be said."""


class StatementType(StrEnum):
    """The twelve kinds of statement."""

    OFFICE_HOLDING = "OfficeHolding"
    OFFICE_CHANGE = "OfficeChange"
    MEMBERSHIP = "Membership"
    AFFILIATION = "Affiliation"
    LOCATION = "Location"
    PART = "Part"
    DEPLOYMENT = "Deployment"
    EVENT = "Event"
    CASUALTIES = "Casualties"
    AGREEMENT = "Agreement"
    STANCE = "Stance"
    QUOTATION = "Quotation"


class Polarity(StrEnum):
    """Whether the text says that it is so or that it is not."""

    AFFIRMED = "affirmed"
    NEGATED = "negated"


class Modality(StrEnum):
    """How surely it is said; who says it is a matter of `Statement.sources`."""

    ASSERTED = "asserted"
    POSSIBLE = "possible"
    FUTURE = "future"
    CONDITIONAL = "conditional"


class Origin(StrEnum):
    """Whether the article says it, the entity index knows it, or it follows from what the article says."""

    TEXT = "text"
    BACKGROUND = "background"
    DERIVED = "derived"


def _digest(*parts: str | None) -> str:
    """32 hexadecimal digits of SHA-256 over the parts, none of which can run into the next."""
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()[:32]


class DateSource(StrEnum):
    """What gave an article's date."""

    FIELD = "field"
    METADATA = "metadata"
    ADDRESS = "address"
    DATELINE = "dateline"
    FILE_NAME = "file_name"


@dataclass(frozen=True, slots=True)
class DateEvidence:
    """How the date of publication was found, and how sure that makes it, in [0, 1]."""

    source: DateSource
    confidence: float


@dataclass(frozen=True, slots=True)
class Cut:
    """What cleaning took out of a scraped text or mended in it, and the rule by which."""

    rule: str
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    """A news article as read; `text` holds the title as its first line when there is one.

    `id` is the caller's when given, else the content hash. `published` is an ISO date at the
    precision known; `language` an ISO 639-1 code. `agency` is the wire that a dateline, a credit or a
    field names, `place` where the dateline says it was written; `cuts` is what cleaning took out.
    """

    id: str
    text: str
    title: str | None = None
    url: str | None = None
    published: str | None = None
    publisher: str | None = None
    language: str = "en"
    author: str | None = None
    agency: str | None = None
    place: str | None = None
    dated_by: DateEvidence | None = None
    cuts: tuple[Cut, ...] = ()

    @property
    def content_hash(self) -> str:
        """Names this version of the article: its text and all that is known of where it comes from."""
        return _digest(self.text, self.url, self.published, self.publisher)

    @property
    def text_hash(self) -> str:
        """Same for every verbatim copy, whoever printed it."""
        return _digest(self.text)

    @property
    def identity(self) -> str:
        """What a later version of the same article shares with this one: the URL, else the id."""
        return self.url or self.id


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that refers to an entity.

    `by` says why it is taken for it, where it is not by the name that the article gives it in full.
    """

    start: int
    end: int
    kind: MentionKind = MentionKind.NAME
    by: Reference | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A Wikidata entity that a local one may be; score in [0, 1]."""

    qid: str
    score: float


@dataclass(frozen=True, slots=True)
class Entity:
    """Someone or something that the article speaks of. `qid` None with a name is NIL: real but unknown."""

    id: str
    type: EntityType
    name: str
    mentions: tuple[Mention, ...] = ()
    qid: str | None = None
    score: float = 0.0
    candidates: tuple[Candidate, ...] = ()
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """The clause or sentence that says it, and the word in it that gave it away."""

    start: int
    end: int
    trigger: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """When the thing stated holds; an end that is None is open or unknown. `text` is what was read."""

    start: str | None = None
    end: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """A number as stated: "at least 12" is min 12 with no max; "about 300" is 300..300, approximate."""

    min: int | None = None
    max: int | None = None
    approximate: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that the article says. Role fillers and sources are ids of the extraction's entities.

    `method` says what found it when no rule of language did: the model's name and what it judged by.
    What follows from other statements names the `rule` by which, and has their ids in `derived_from`.
    """

    id: str
    type: StatementType
    roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    values: Mapping[str, str | Count] = field(default_factory=dict)
    time: TimeSpan | None = None
    polarity: Polarity = Polarity.AFFIRMED
    modality: Modality = Modality.ASSERTED
    sources: tuple[str, ...] = ()
    confidence: float = 1.0
    evidence: tuple[Evidence, ...] = ()
    origin: Origin = Origin.TEXT
    method: str = ""
    derived_from: tuple[str, ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a plausibility check found wrong with something that was read, and what became of it.

    `check` names the check, `reason` tells a reader why and what became of it. `kept`: the statement stands,
    without its date or with little confidence; else it was left out.
    """

    check: str
    type: StatementType
    kept: bool
    reason: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Extraction:
    """An article and what was found in it: the extraction record. `doubts` are not statements."""

    article: Article
    entities: tuple[Entity, ...] = ()
    statements: tuple[Statement, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """What a local entity turned out to be: a Wikidata id, or NIL when `qid` is None.

    `method` names how it was decided ("label", "alias", "office", "nil", ...).
    """

    entity: str
    qid: str | None
    score: float
    method: str
    candidates: tuple[Candidate, ...] = ()


class Verdict(StrEnum):
    """What a person says that a name means."""

    ENTITY = "entity"
    """One Wikidata entity."""
    NONE = "none"
    """Nothing that Wikidata has."""
    UNSURE = "unsure"
    """It cannot be told; the program's own choice stays."""
    WITHDRAWN = "withdrawn"
    """What was said before no longer holds."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's word on what a name means: everywhere, or only where its scope says.

    `qid` is given with the verdict ENTITY alone. `type` None means entities of any type; `country` is the
    Wikidata id of a state that the article must name; `article` the identity of the only article meant.
    `when` is an ISO date and time with its zone.
    """

    name: str
    verdict: Verdict
    who: str
    when: str
    qid: str | None = None
    type: EntityType | None = None
    country: str | None = None
    article: str | None = None
    note: str = ""
