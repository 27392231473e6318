"""Who leads a state on a day: 40 states on five days, as the linker answers. Read by linking.py.

Asked twice: with the office given as an entity, and with nothing given but the sentence.
"""

from collections.abc import Callable, Iterator

from loader.knowledge import Tenure
from loader.link import Index, Linker
from loader.link.dates import held_on
from loader.model import Article, Entity, EntityType, Extraction, Mention, MentionKind, StatementType

STATES = (
    "Argentina", "Armenia", "Australia", "Austria", "Azerbaijan", "Belarus", "Brazil", "Canada",
    "Chile", "China", "Colombia", "Egypt", "Finland", "France", "Georgia", "Germany", "Greece",
    "Hungary", "India", "Iran", "Israel", "Italy", "Japan", "Kazakhstan", "Kenya", "Kyrgyzstan",
    "Mexico", "Nigeria", "Pakistan", "Poland", "Russia", "South Africa", "South Korea", "Spain",
    "Tajikistan", "Turkey", "Ukraine", "United Kingdom", "United States", "Uzbekistan",
)  # fmt: skip
DAYS = ("2002-06-15", "2008-06-15", "2013-06-15", "2018-06-15", "2024-06-15")
OFFICES = (("president", "head_of_state"), ("prime minister", "head_of_government"))
_SURE = 1.0


def holders(index: Index, state: str, word: str, category: str, day: str) -> set[str]:
    """Who held an office for sure on a day, as the index has it; by the title where one has the word."""
    held = [t for t in index.tenures_at(state, frozenset({category})) if held_on(t, day) >= _SURE]
    return {t.holder for t in held if _titled(t, word)}


def _titled(tenure: Tenure, word: str) -> bool:
    return word in tenure.office.lower()


def questions(index: Index) -> Iterator[tuple[str, str, str, str]]:
    """State, office, day and the one holder; days on which the index has none or several are left out."""
    for name in STATES:
        state = index.lookup(name)[0].qid
        for word, category in OFFICES:
            for day in DAYS:
                found = holders(index, state, word, category, day)
                if len(found) == 1:
                    yield name, word, day, found.pop()


def sentence(state: str, word: str, day: str) -> Article:
    """One sentence that names nobody but the office."""
    office = f"{word} of {'the ' if state.startswith('United') else ''}{state}"
    text = f"The {office} said on Monday that talks would go on."
    return Article(f"{state} {word} {day}", text, published=day)


def given(article: Article) -> Extraction:
    """The record of a sentence in which the office is an entity."""
    office = article.text[4 : article.text.index(" said")]
    person = Entity("e1", EntityType.PERSON, office, (Mention(4, 4 + len(office), MentionKind.NOMINAL),))
    return Extraction(article, (person,))


def linked(linker: Linker, extraction: Extraction) -> set[str]:
    """The people whom a record is linked to, by an office held as far as it tells of any."""
    people = {entity.id for entity in extraction.entities if entity.type is EntityType.PERSON}
    holders = {
        holder
        for statement in extraction.statements
        if statement.type is StatementType.OFFICE_HOLDING
        for holder in statement.roles.get("holder", ())
    }
    wanted = people & holders if extraction.statements else people
    return {link.qid for link in linker.link(extraction) if link.qid and link.entity in wanted}


def report(linker: Linker, extract: Callable[[Article], Extraction]) -> None:
    """Print the answers to the office given, and then to the sentence alone as `extract` reads it."""
    print("The office given as an entity:")
    _report(linker, given)
    print("From the raw sentence, by who is said to hold the office:")
    _report(linker, extract)


def _report(linker: Linker, read: Callable[[Article], Extraction]) -> None:
    """Print how many questions got the holder of that day, and how many another person or none."""
    right = wrong = none = 0
    by_sentence: dict[tuple[str, str], set[str]] = {}
    wanted: dict[tuple[str, str], set[str]] = {}
    for state, word, day, holder in questions(linker.index):
        people = linked(linker, read(sentence(state, word, day)))
        right += people == {holder}
        none += not people
        wrong += bool(people - {holder})
        if people != {holder}:
            print(f"  {word} of {state} on {day}: {', '.join(sorted(people)) or 'nobody'} for {holder}")
        by_sentence.setdefault((state, word), set()).update(people)
        wanted.setdefault((state, word), set()).add(holder)
    total = right + wrong + none
    moved = [key for key, found in wanted.items() if len(found) > 1]
    followed = sum(by_sentence[key] == wanted[key] for key in moved)
    print(f"{total} questions: {right} right, {wrong} wrong, {none} unanswered")
    print(f"{len(moved)} sentences whose holder changes with the date: {followed} followed on every day")
