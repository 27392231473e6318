"""The plainest baseline: spaCy's names, and an event for each noun-verb-noun, as extraction records.

    python benchmarks/nounverbnoun.py gold/dev.jsonl > records.jsonl
    geokg score statements gold/dev.jsonl records.jsonl

The language model that geokg uses too, and nothing else of geokg: names as the model labels them, one entity
a spelling; for each verb with a subject and an object (or an object of its preposition) an Event between the
two. Its kind is what geokg's list of event verbs has first for the verb alone.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from spacy.tokens import Doc, Token

from loader.extract import language_model
from loader.extract.language_model import language_model as load_model

TYPES = {
    "PERSON": "Person",
    "GPE": "State",
    "ORG": "Organization",
    "NORP": "State",
    "LOC": "Place",
    "FAC": "Place",
}
ASKING = {"object", "subject", "near", "below", "under", "clause"}
"""What an entry has that goes by more than the verb."""
VERBS = Path(language_model.__file__).parent / "lexicons" / "events.yaml"


def roots() -> dict[str, str]:
    """Verb -> PLOVER root: the first that the lexicon gives it, entries that ask for more last."""
    found: dict[str, str] = {}
    entries = yaml.safe_load(VERBS.read_text(encoding="utf-8"))["verbs"]
    for entry in sorted(entries, key=lambda entry: bool(ASKING & set(entry))):
        for word in entry["words"]:
            found.setdefault(word, entry["root"])
    return found


def record(article: dict[str, Any], doc: Doc, kinds: dict[str, str]) -> dict[str, Any]:
    """What the baseline finds in one article."""
    entities: dict[str, dict[str, Any]] = {}
    at: dict[int, str] = {}
    for name in doc.ents:
        if name.label_ in TYPES:
            entity = entities.setdefault(
                name.text,
                {"id": f"e{len(entities)}", "type": TYPES[name.label_], "name": name.text, "mentions": []},
            )
            entity["mentions"].append([name.start_char, name.end_char])
            at |= dict.fromkeys(range(name.start, name.end), entity["id"])
    return {
        "article": article,
        "entities": list(entities.values()),
        "statements": list(events(doc, at, kinds)),
    }


def events(doc: Doc, at: dict[int, str], kinds: dict[str, str]) -> Iterator[dict[str, Any]]:
    """One for each verb between two names."""
    for verb in doc:
        if verb.pos_ != "VERB" or verb.lemma_.lower() not in kinds:
            continue
        actors = named(verb, at, {"nsubj"}) or named(verb, at, {"agent"})
        recipients = named(verb, at, {"dobj", "nsubjpass"}) or named(verb, at, {"prep"})
        if actors and recipients:
            span = {"start": verb.sent.start_char, "end": verb.sent.end_char}
            yield {
                "type": "Event",
                "roles": {"actor": actors, "recipient": recipients},
                "values": {"event": kinds[verb.lemma_.lower()]},
                "evidence": [{**span, "trigger": [verb.idx, verb.idx + len(verb)]}],
            }


def named(verb: Token, at: dict[int, str], labels: set[str]) -> list[str]:
    """Names in the phrases that hang on a verb by these labels."""
    phrases = [child.subtree for child in verb.children if child.dep_ in labels]
    return list(dict.fromkeys(at[token.i] for phrase in phrases for token in phrase if token.i in at))[:1]


def main() -> None:
    """Read a gold set of task statements, write a record for each of its articles."""
    model, kinds = load_model(), roots()
    for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines():
        article = json.loads(line)["article"]
        print(json.dumps(record(article, model(article["text"]), kinds)))


if __name__ == "__main__":
    main()
