"""The one way through extraction: analyse, find names, join them to entities, read statements."""

from dataclasses import replace

from loader.errors import ExtractionError
from loader.extract.appositions import refer_appositions
from loader.extract.coreference import refer_ages, refer_offices
from loader.extract.document import analyse
from loader.extract.entities import build_entities
from loader.extract.events.lexicon import event_lexicon
from loader.extract.holders import HolderFinder
from loader.extract.judge import RelationJudge, shipped_judge
from loader.extract.language_model import language_model
from loader.extract.lexicon import Lexicons, lexicons
from loader.extract.name_types import NameTyper, shipped_typer
from loader.extract.names import NameFinder
from loader.extract.nested import add_states_within
from loader.extract.offices import OfficeFinder
from loader.extract.quantity import QuantityReader
from loader.extract.quotes import find_quotes
from loader.extract.reading import Reading
from loader.extract.statements import EXTRACTORS
from loader.extract.statements.assembly import Assembler
from loader.extract.statements.candidates import CandidateStatements
from loader.extract.statements.units import UnitStatements
from loader.knowledge import Knowledge
from loader.model import Article, Extraction, Reference


class Extractor:
    """Turns articles into extractions. Holds the language model and the gazetteer; make one and keep it.

    The result depends on the article and the knowledge alone. Not safe for use by several threads.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        judge: RelationJudge | None = None,
        words: Lexicons | None = None,
        typer: NameTyper | None = None,
        without: frozenset[Reference] = frozenset(),
    ) -> None:
        """Load the model and build the gazetteer.

        `judge` is asked where rules are silent, `typer` for a second opinion on what kind of thing a name is;
        `words` are lexicons to read by in place of the ones that ship with geokg; `without` are reasons for
        which nothing is to be taken for something else, to see what each of them brings.

        Raises:
            ExtractionError: the language model is missing or altered, or a lexicon is faulty.
        """
        self._knowledge = knowledge
        self._model = language_model()
        self._lexicons = _silenced(words or lexicons(), without)
        self._without = without
        self._names = NameFinder(knowledge, self._lexicons, typer or shipped_typer())
        self._offices = OfficeFinder(self._lexicons)
        self._holders = HolderFinder(knowledge, self._lexicons)
        self._candidates = CandidateStatements(judge or shipped_judge())
        self._units = UnitStatements()
        self._verbs = frozenset(event_lexicon().verbs) | self._lexicons.reporting.says
        self._quantities = QuantityReader(self._lexicons.quantities)

    def extract(self, article: Article) -> Extraction:
        """Find the entities and statements of an article.

        Raises:
            ExtractionError: the text is longer than the model can read.
        """
        if len(article.text) > self._model.max_length:
            raise ExtractionError(
                f"article {article.id}: {len(article.text)} characters are more than "
                f"the language model reads at once ({self._model.max_length}); split the article"
            )
        reading = self.read(article)
        quotes = find_quotes(reading)
        assembler = Assembler(reading, quotes)
        drafts = [draft for extractor in EXTRACTORS for draft in extractor.extract(reading, quotes)]
        drafts.extend(self._units.extract(reading, tuple(drafts)))
        drafts.extend(self._candidates.extract(reading, tuple(drafts)))
        opened = assembler.assemble(drafts)
        used = {id(e) for s in opened for fillers in (*s.draft.roles.values(), s.sources) for e in fillers}
        entities = tuple(reading.table.finished(used))
        return Extraction(article, entities, assembler.finish(opened), tuple(assembler.doubts))

    def read(self, article: Article) -> Reading:
        """An article with its names, offices and holders found: what statements are read from."""
        document = analyse(article, self._model, self._verbs)
        names = self._names.find(document, self._offices.title_tokens(document))
        table = build_entities(document, names, self._knowledge, without=self._without)
        add_states_within(table, self._knowledge)
        offices = self._offices.find(document, table)
        self._holders.fill(document, table, offices)
        if Reference.APPOSITION not in self._without:
            refer_appositions(document, table, offices, self._lexicons.nominals.descriptions)
        if Reference.ROLE not in self._without:
            refer_offices(document, table, offices)
        if Reference.AGE not in self._without:
            refer_ages(document, table)
        return Reading(document, table, offices, self._lexicons, self._quantities, self._knowledge)


def _silenced(words: Lexicons, without: frozenset[Reference]) -> Lexicons:
    """Lexicons without the words that are resolved for these reasons."""
    nominals = words.nominals
    definite = {
        noun: rule
        for noun, rule in nominals.definite.items()
        if (Reference.TOPIC if rule.focus else Reference.HEAD_NOUN) not in without
    }
    pronouns = {} if Reference.PRONOUN in without else nominals.pronouns
    return replace(words, nominals=replace(nominals, definite=definite, pronouns=pronouns))
