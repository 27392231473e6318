"""States named within the names of others: "US troops", "Polish government".

Such a name only describes its bearer, and hides who acts; the state becomes an entity of its own. A name in
capitals ("Polish Cabinet") is left whole.
"""

from loader.extract.entities import EntityTable
from loader.knowledge import Knowledge, NameKind
from loader.model import EntityType, MentionKind

_OF_STATES = (EntityType.GOVERNMENT_BODY, EntityType.ARMED_FORCE, EntityType.ORGANIZATION)


def add_states_within(table: EntityTable, knowledge: Knowledge) -> None:
    """Make entities of the states behind which a name goes on in small letters."""
    for body in table.of_type(*_OF_STATES):
        for start, end, kind in list(body.mentions):
            if kind is MentionKind.NAME and end - start > 1:
                _add_state_within(table, knowledge, start, end)


def _add_state_within(table: EntityTable, knowledge: Knowledge, first: int, last: int) -> None:
    """The state that a name only describes another by: the United States of "US troops"."""
    document = table.document
    if not document.doc[last - 1].is_lower:
        return
    for end in range(last - 1, first, -1):
        names = knowledge.lookup(document.text(first, end))
        if names and names[0].type is EntityType.STATE:
            facts = knowledge.facts(names[0].qid)
            kind = MentionKind.ADJECTIVE if names[0].kind is NameKind.DEMONYM else MentionKind.NAME
            if facts is not None:
                table.add_nested(first, end, facts, kind)
            return
