"""Event: political events after PLOVER, between actor and recipient."""

from collections.abc import Iterator

from spacy.tokens import Token

from loader.extract.attempts import foiled_by, only_tried
from loader.extract.entities import PLACES, LocalEntity
from loader.extract.events.actors import ActorReader
from loader.extract.events.frames import Frame, FrameReader
from loader.extract.events.heads import depth
from loader.extract.events.joining import Told, joined, retold
from loader.extract.events.lexicon import EventFile, EventLexicon, event_lexicon
from loader.extract.events.triggers import Trigger, TriggerFinder
from loader.extract.places import where
from loader.extract.quotes import Quote
from loader.extract.reading import Reading
from loader.extract.statements.draft import Draft
from loader.extract.syntax import agents, children, is_passive, objects, prepositional
from loader.model import Count, EntityType, StatementType

_SURE = 0.85
_BY_NOUN = 0.7
_SUPPOSED = 0.6
_DEEPER = 0.03
_STRIKING = frozenset({"hit", "strike"})
_FIRST = frozenset({"begin", "start", "erupt", "break out"})
_BY_SOMEONE = frozenset({"ASSAULT", "ACCUSE"})
_UNSAID = frozenset({"PROTEST", "COERCE", "ASSAULT"})


class EventExtractor:
    """From verbs, nouns and light verbs that tell a political event."""

    type = StatementType.EVENT

    def extract(self, reading: Reading, quotes: list[Quote]) -> Iterator[Draft]:
        """One draft a trigger with enough of a frame."""
        del quotes
        lexicon = event_lexicon()
        finder = TriggerFinder(lexicon)
        actors = ActorReader(reading, lexicon)
        frames = FrameReader(actors, lexicon)
        drafts: list[Draft] = []
        for sentence in reading.document.sentences:
            if sentence.heading:
                continue
            found: dict[int, Frame] = {}
            frames.before = []

            def told(trigger: Trigger, found: dict[int, Frame] = found) -> bool:
                frame = found[trigger.token.i] = frames.read(trigger)
                if not self._told(trigger, frame, actors, lexicon):
                    return False
                frames.before = frame.recipients or frames.before
                return True

            triggers = finder.find(sentence.span, told)
            events = [Told(trigger, found[trigger.token.i]) for trigger in triggers]
            told_once = joined(events, lexicon.file.harms)
            drafts += [self._draft(reading, e.trigger, e.frame, actors) for e in told_once]
        yield from retold(drafts)

    def _told(self, trigger: Trigger, frame: Frame, actors: ActorReader, lexicon: EventLexicon) -> bool:
        """Whether the frame has what the entry asks for."""
        entry = trigger.entry
        if trigger.nominal and actors.is_name(trigger.token):
            return False
        if _by_no_one(trigger, frame, actors, lexicon.file) or (entry.agent and not frame.actors):
            return False
        if entry.needs in {"recipient", "people", "persons"} and not frame.recipients:
            return False
        if entry.needs == "people" and all(e.type is EntityType.PLACE for e in frame.recipients):
            return False
        if entry.needs == "persons" and any(e.type is EntityType.STATE for e in frame.recipients):
            return False
        if entry.needs == "sides" and not all(
            any(map(actors.political, side)) for side in (frame.actors, frame.recipients)
        ):
            return False
        if entry.root == "CONSULT" and trigger.nominal and not (frame.recipients or trigger.light):
            return False
        sides = (frame.actors, frame.recipients) if entry.root == "CONSULT" else ()
        if any(side and all(map(actors.reporting, side)) for side in sides):
            return False
        if entry.needs == "content" and not frame.recipients and not _has_content(trigger):
            return False
        if entry.needs == "place" and not any(e.named and e.type in PLACES for e in frame.recipients):
            return False
        if entry.needs == "state" and not any(e.type is EntityType.STATE for e in frame.recipients):
            return False
        if entry.needs == "political" and not any(actors.political(e) for e in frame.actors):
            return False
        if entry.needs == "private" and any(e.type is EntityType.STATE for e in frame.actors):
            return False
        if frame.actors or frame.recipients:
            return True
        told = is_passive(trigger.token) or entry.alone
        main = trigger.token.dep_ == "ROOT" and not trigger.nominal and told
        going_on = main or _goes_on(trigger.token, lexicon.file.occurring)
        return entry.root in _UNSAID and (going_on or _in_passing(trigger.token, lexicon.file.circumstance))

    def _draft(self, reading: Reading, trigger: Trigger, frame: Frame, actors: ActorReader) -> Draft:
        roles: dict[str, list[LocalEntity]] = {}
        foilers = actors.all_of(foiled_by(trigger.token, reading.lexicons.reporting.tried))
        acting = [e for e in frame.actors if e not in foilers]
        if acting:
            roles["actor"] = acting
        if frame.recipients:
            roles["recipient"] = frame.recipients
        place = where(reading, trigger.token) if trigger.entry.mode != "phone" else None
        if place is not None:
            roles["location"] = [place]
        values: dict[str, str | Count] = {"event": trigger.entry.root}
        if trigger.entry.mode:
            values["mode"] = trigger.entry.mode
        if only_tried(trigger.token, reading.lexicons.reporting.tried):
            values["outcome"] = "failed"
        values["trigger"] = reading.document.text(trigger.token.i, trigger.token.i + 1)
        for role in ("actor", "recipient"):
            _describe(role, roles, values, actors)
        confidence = (_BY_NOUN if trigger.nominal else _SURE) - _DEEPER * min(depth(trigger.token), 8)
        if frame.supposed:
            confidence = min(confidence, _SUPPOSED)
        return Draft(self.type, trigger.token, roles, values, confidence=confidence)


def _by_no_one(trigger: Trigger, frame: Frame, actors: ActorReader, file: EventFile) -> bool:
    """Whether nobody does it: "a storm hit the coast", "the plane crashed, killing two"."""
    verb = trigger.token
    if trigger.nominal or trigger.entry.root not in _BY_SOMEONE:
        return False
    harm = verb.lemma_.lower() in file.harms | _STRIKING
    if harm and verb.dep_ in {"advcl", "conj"} and verb.head.lemma_.lower() in file.accidental:
        behind = agents(verb.head)
        fired = any(t.lemma_.lower() in file.instruments - file.vehicles for t in behind)
        return not (fired or any(map(actors.political, actors.all_of(behind, owned=False))))
    if verb.dep_ == "acl" and verb.tag_ != "VBG":
        return False  # "an order to attack" is not by the order
    doers = agents(verb)
    things = [t for t in doers if t.pos_ == "NOUN" or (t.pos_ in {"PROPN", "ADJ"} and t.is_lower)]
    wholes = [t for thing in things for t in prepositional(thing, frozenset({"of"}))]
    moved = file.vehicles if harm and not frame.actors else frozenset()
    striking = any(t.lemma_.lower() in file.instruments - moved for t in (*things, *wholes))
    alone = bool(things) and things == doers and not striking
    owners = frame.actors if trigger.entry.root != "ASSAULT" else actors.all_of(things, owned=False)
    return alone and not (frame.actors and owners)


def _has_content(trigger: Trigger) -> bool:
    """Whether it is told what is agreed: a clause, an object, or what stands behind "to" and "on"."""
    led = any(p.lower_ in {"to", "on"} for p in children(trigger.token, "prep"))
    return trigger.clause is not None or led or bool(objects(trigger.token))


def _goes_on(token: Token, occurring: frozenset[str]) -> bool:
    """Whether a sentence tells of nothing but that it went on: "protests continue in the capital"."""
    verb = token.head
    particles = (c.lower_ for c in verb.children if c.dep_ in {"prt", "dobj"})
    words = {verb.lemma_.lower(), *(f"{verb.lemma_.lower()} {p}" for p in particles)}
    new = bool(words & _FIRST) or not any(c.lower_ in {"the", "this", "that"} for c in token.children)
    main = token.dep_ == "nsubj" and verb.dep_ in {"ROOT", "advcl", "conj"}
    return main and new and bool(words & occurring)


def _in_passing(token: Token, circumstance: frozenset[str]) -> bool:
    """Whether an event is told as a circumstance, newly: "amid protests", not "after the attack"."""
    if token.dep_ != "pobj":
        return False
    responded = token.head.lower_ == "to" and token.head.head.lower_ == "response"
    new = token.tag_ == "NNS" or not any(c.lower_ in {"the", "this", "that"} for c in token.children)
    return responded or (new and token.head.lower_ in circumstance)


def _describe(
    role: str, roles: dict[str, list[LocalEntity]], values: dict[str, str | Count], actors: ActorReader
) -> None:
    """Add the sector and the state of who is not named: COP and Russia of "Russian police"."""
    unnamed = [e for e in roles.get(role, []) if not e.named]
    place = next(iter(roles.get("location", [])), None)
    sectors = {sector for e in unnamed if (sector := actors.sector(e)) is not None}
    states = list(dict.fromkeys(s for e in unnamed if (s := actors.state(e, place)) is not None))
    if len(sectors) == 1:
        values[f"{role}_sector"] = sectors.pop()
        if states:
            roles[f"{role}_state"] = states
