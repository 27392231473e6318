"""How well geokg links: learns the weights of the ranking, and scores it beside the best known bearers.

    python benchmarks/linking.py fit [--bench FOLDER] [--cache FOLDER]
    python benchmarks/linking.py report [--bench FOLDER] [--cache FOLDER]
    python benchmarks/linking.py dates

`fit` learns from the development sets alone, each entity as the extractor finds it in the raw text, writes
loader/link/data/ranking.yaml, and prints how reliable scores are on articles that were held out, in five
folds. `report` scores every set with the ranking that ships: recall on what the index holds and precision,
by kind, and the same for always taking the best known bearer of the name (the baseline). `dates` asks
who leads 40 states on five days, of the linker alone and from raw text. Texts are extracted once and kept in
the cache folder, where one is named.
"""

import argparse
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import linkdates
import yaml
from linkfit import best, fit
from linkgold import Case, cases, documents, extractions

from loader import __version__
from loader.link import Linker
from loader.link.classify import read_yaml
from loader.link.ranking import Ranking, default_ranking
from loader.link.shipped import DATA
from loader.pipeline import Pipeline
from loader.settings import Settings

LEARNT = ("dwie/train", "linking/kore50", "linking/derczynski")
HELD_OUT = ("dwie/dev", "linking/msnbc", "linking/reuters-128", "linking/oke-2015-eval")
FOLDS = 5
RIDGE = 1.0
"""Penalty on the squared weights; a weight has to be worth more than this in log-likelihood."""
THRESHOLD = 0.45
"""Just under even chances: what is found is worth a little more than what is wrong, which its score tells."""
HEAD = """\
# How candidates are ranked and when the answer is "unknown" (NIL).
# Made by `python benchmarks/linking.py fit`.
#
# Conditional logit: each candidate gets the sum of its features times these weights, NIL gets `nil`, and
# the exponentials are shared out to one. The winner's share is the score of the link.
#
# Learnt by maximum likelihood with a squared penalty of {ridge} from {cases:,} named entities of {articles:,}
# articles of {sets},
# as geokg {version} finds them in the texts, on {day}.
# What a feature says is told in features.yaml; docs/index.md has the figures on held-out sets.
"""

Answer = Callable[[Case], str | None]


@dataclass(frozen=True, slots=True)
class Figures:
    """Of the entities that the index holds how many were got right, of the links how many are right."""

    known: int
    recall: float
    precision: float
    accuracy: float
    """Of all entities, those for which NIL is right included."""

    @property
    def f1(self) -> float:
        """The harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def figures(found: Sequence[Case], answer: Answer) -> Figures:
    """Score answers against the gold ids."""
    answers = [(case.gold, answer(case)) for case in found]
    known = sum(gold is not None for gold, _ in answers)
    links = sum(given is not None for _, given in answers)
    right = sum(given is not None and given == gold for gold, given in answers)
    same = sum(given == gold for gold, given in answers)
    return Figures(known, right / max(known, 1), right / max(links, 1), same / max(len(answers), 1))


def decided(ranking: Ranking) -> Answer:
    """The linker's answer: the likeliest candidate over the threshold."""

    def answer(case: Case) -> str | None:
        qid, score = best(ranking, case)
        return qid if score >= ranking.threshold else None

    return answer


def learn(found: Sequence[Case]) -> Ranking:
    """The ranking with weights learnt from cases."""
    content = read_yaml("features.yaml")
    fixed = content["by_hand"]
    weights, nil = fit(found, [name for name in content["words"] if name not in fixed], fixed, RIDGE)
    return Ranking(weights | fixed, nil, THRESHOLD)


def held_out(found: Sequence[Case]) -> list[tuple[Case, Ranking]]:
    """Each case with the ranking learnt from the articles of the other folds."""
    articles = {name: number % FOLDS for number, name in enumerate(sorted({case.article for case in found}))}
    rankings = [learn([case for case in found if articles[case.article] != fold]) for fold in range(FOLDS)]
    return [(case, rankings[articles[case.article]]) for case in found]


def reliability(scored: Iterable[tuple[Case, Ranking]]) -> None:
    """Print the reliability diagram of the best candidate's score in ten bins."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(10)]
    for case, ranking in scored:
        qid, score = best(ranking, case)
        if qid is not None:
            bins[min(9, int(score * 10))].append((score, qid == case.gold))
    print("| score | entities | mean score | right |\n|---|---|---|---|")
    for number, entries in enumerate(bins):
        if entries:
            mean = sum(score for score, _ in entries) / len(entries)
            right = sum(ok for _, ok in entries) / len(entries)
            print(
                f"| {number / 10:.1f}-{(number + 1) / 10:.1f} | {len(entries)} | {mean:.2f} | {right:.1%} |"
            )


def table(sets: Mapping[str, Sequence[Case]], ranking: Ranking) -> None:
    """Print recall, precision and F1 of the linker and of the baseline, by set and, for DWIE, by kind."""
    print(
        "| set | in index | recall | precision | F1 | all right "
        "| baseline: recall | precision | F1 | all right |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|")
    for name, found in sets.items():
        kinds = sorted({case.kind for case in found}) if name.startswith("dwie/") else []
        for label, kind in [(name, None), *((f"- {kind}", kind) for kind in kinds)]:
            chosen = [case for case in found if kind is None or case.kind == kind]
            ours, theirs = figures(chosen, decided(ranking)), figures(chosen, lambda case: case.by_prior)
            cells = [f"{x:.1%}" for f in (ours, theirs) for x in (f.recall, f.precision, f.f1, f.accuracy)]
            print(f"| {label} | {ours.known} | {' | '.join(cells)} |")


def write(ranking: Ranking, found: Sequence[Case]) -> None:
    """Write the weights, with where they come from and what they mean."""
    words = read_yaml("features.yaml")
    head = HEAD.format(
        ridge=RIDGE,
        cases=len(found),
        articles=len({case.article for case in found}),
        sets=", ".join(LEARNT),
        version=__version__,
        day=datetime.now(UTC).date(),
    )
    lines = [
        f"  {name}: {ranking.weights[name]}  # {meaning}{'; set by hand' if name in words['by_hand'] else ''}"
        for name, meaning in words["words"].items()
    ]
    rest = yaml.safe_dump({"nil": ranking.nil, "threshold": ranking.threshold}, sort_keys=False)
    text = f"{head}\nweights:\n" + "\n".join(lines) + f"\n\n{rest}"
    (DATA / "ranking.yaml").write_text(text, encoding="utf-8")


def main() -> None:
    """Learn, report or ask."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("task", choices=["fit", "report", "dates"])
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"))
    parser.add_argument("--cache", type=Path)
    given = parser.parse_args()
    pipeline = Pipeline(Settings())
    linker = Linker(pipeline.knowledge)
    if given.task == "dates":
        linkdates.report(linker, pipeline.extractor.extract)
        return
    sets = {
        name: list(
            cases(
                linker,
                documents(given.bench, name),
                extractions(pipeline, given.bench, name, given.cache),
                name,
            )
        )
        for name in (LEARNT if given.task == "fit" else LEARNT + HELD_OUT)
    }
    if given.task == "fit":
        found = [case for name in LEARNT for case in sets[name]]
        write(learn(found), found)
        reliability(held_out(found))
    else:
        table(sets, default_ranking())
        for name in HELD_OUT[:1]:
            print(f"\nReliability on {name}\n")
            reliability((case, default_ranking()) for case in sets[name])


if __name__ == "__main__":
    main()
