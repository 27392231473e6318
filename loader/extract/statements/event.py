"""Event: political events after PLOVER, between actor and recipient."""

from collections.abc import Iterator

from loader.extract.entities import LocalEntity
from loader.extract.events.actors import ActorReader
from loader.extract.events.frames import Frame, FrameReader, depth
from loader.extract.events.lexicon import EventLexicon, event_lexicon
from loader.extract.events.triggers import Trigger, TriggerFinder
from loader.extract.quotes import Quote
from loader.extract.reading import Reading
from loader.extract.statements.casualties import where
from loader.extract.statements.draft import Draft
from loader.model import Count, EntityType, StatementType

_SURE = 0.85
_BY_NOUN = 0.7
_DEEPER = 0.03


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
        for sentence in reading.document.sentences:
            if sentence.heading:
                continue
            found: dict[int, Frame] = {}

            def told(trigger: Trigger, found: dict[int, Frame] = found) -> bool:
                frame = found[trigger.token.i] = frames.read(trigger)
                return self._told(trigger, frame, actors, lexicon)

            for trigger in finder.find(sentence.span, told):
                yield self._draft(reading, trigger, found[trigger.token.i])

    def _told(self, trigger: Trigger, frame: Frame, actors: ActorReader, lexicon: EventLexicon) -> bool:
        """Whether the frame has what the entry asks for."""
        entry = trigger.entry
        if entry.agent and not frame.actors:
            return False
        if entry.needs in {"recipient", "people"} and not frame.recipients:
            return False
        if entry.needs == "people" and all(e.type is EntityType.PLACE for e in frame.recipients):
            return False
        if entry.needs == "political" and not any(actors.political(e) for e in frame.actors):
            return False
        if entry.needs == "private" and any(e.type is EntityType.STATE for e in frame.actors):
            return False
        if frame.actors or frame.recipients:
            return True
        token = trigger.token
        return token.dep_ == "pobj" and token.head.lower_ in lexicon.file.circumstance

    def _draft(self, reading: Reading, trigger: Trigger, frame: Frame) -> Draft:
        roles: dict[str, list[LocalEntity]] = {}
        if frame.actors:
            roles["actor"] = frame.actors
        if frame.recipients:
            roles["recipient"] = frame.recipients
        place = where(reading, trigger.token)
        if place is not None:
            roles["location"] = [place]
        values: dict[str, str | Count] = {"event": trigger.entry.root}
        if trigger.entry.mode:
            values["mode"] = trigger.entry.mode
        values["trigger"] = reading.document.text(trigger.token.i, trigger.token.i + 1)
        confidence = (_BY_NOUN if trigger.nominal else _SURE) - _DEEPER * min(depth(trigger.token), 8)
        return Draft(self.type, trigger.token, roles, values, confidence=confidence)
