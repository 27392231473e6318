"""The conversation of `geokg review` in a terminal: shows a name, takes a key, saves the answer.

Every answer is on disk before the next name is shown; nothing is ever taken out of the file, since taking
back is an answer, too.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from rich.console import Console
from rich.text import Text

from loader.knowledge import Suggestion
from loader.link import JudgementFile
from loader.link.judgements import Scope
from loader.link.judgements.file import now, verdict_from
from loader.model import Judgement, Verdict
from loader.pipeline import Pipeline
from loader.reviewing import Case, candidates, quotes
from loader.store import Library

KEYS = (
    "1-5 choose · a accept ▸ · i type an id · n none of these · u unsure · s skip"
    " · w where · t note · z undo · q quit"
)
_STOP = ("q", "\x03", "\x04")


class Session:
    """One person at one terminal.

    Args:
        pipeline: knows the entities and what was decided before.
        library: open for reading; sentences come from it.
        file: where answers go.
        who: the person.
        console: what is shown on.
        key: waits for a key.
        line: asks for a line.
    """

    def __init__(
        self,
        pipeline: Pipeline,
        library: Library,
        file: JudgementFile,
        who: str,
        console: Console,
        key: Callable[[], str],
        line: Callable[[str], str],
    ) -> None:
        self._pipeline, self._library, self._file, self._who = pipeline, library, file, who
        self._console, self._key, self._line = console, key, line
        self._given: dict[int, Judgement] = {}

    def run(self, queue: Sequence[Case]) -> int:
        """Go through the queue until it ends or the person does; how many were decided."""
        at = 0
        while at < len(queue):
            answer = self._ask(queue[at], f"{at + 1} of {len(queue)}")
            if answer == "quit":
                return len(self._given)
            if answer == "undo":
                at = max(at - 1, 0)
                self._take_back(at)
                continue
            if isinstance(answer, Judgement):
                self._file.append([answer])
                self._given[at] = answer
            at += 1
        self._console.print("That was the last one.")
        return len(self._given)

    def _take_back(self, at: int) -> None:
        given = self._given.pop(at, None)
        if given is not None:
            self._file.append([replace(given, verdict=Verdict.WITHDRAWN, qid=None, when=now(), note="")])

    def _ask(self, case: Case, place: str) -> Judgement | str:
        """Show a case and wait for what is decided, or "skip", "undo" or "quit"."""
        found = candidates(self._pipeline, self._library, case)
        accepted = next((qid for qid, _ in case.now.most_common() if qid), None)
        accepted = accepted or (found[0].facts.qid if found else None)
        scopes = [case.scope, *self._narrower(case)]
        chosen, note = 0, ""
        self._show(case, place, found, accepted)
        while True:
            self._console.print(Text(f"{self._where(scopes[chosen])}  ", style="cyan"), end="")
            try:
                key = self._key().lower()
            except (KeyboardInterrupt, EOFError):
                key = "q"
            self._console.print()
            verdict: tuple[Verdict, str | None] | None = None
            if key in _STOP:
                return "quit"
            if key in ("s", "z"):
                return "skip" if key == "s" else "undo"
            if key == "w":
                chosen = (chosen + 1) % len(scopes)
            elif key == "t":
                note = self._line("note")
            elif key == "n":
                verdict = Verdict.NONE, None
            elif key == "u":
                verdict = Verdict.UNSURE, None
            elif key == "a" and accepted:
                verdict = Verdict.ENTITY, accepted
            elif key == "i":
                verdict = self._typed()
            elif key.isdecimal() and 1 <= int(key) <= len(found):
                verdict = Verdict.ENTITY, found[int(key) - 1].facts.qid
            else:
                self._console.print(KEYS, style="dim", markup=False)
            if verdict is not None:
                return self._judgement(case, scopes[chosen], verdict, note)

    def _typed(self) -> tuple[Verdict, str | None] | None:
        """A Wikidata id, or its address; None when it is neither or the person thinks better of it."""
        text = self._line("Wikidata id")
        if not text:
            return None
        try:
            verdict, qid = verdict_from(text)
        except ValueError as error:
            self._console.print(str(error), style="red", markup=False)
            return None
        facts = self._pipeline.knowledge.facts(qid) if qid else None
        if qid and facts is None:
            self._console.print(
                f"{qid} is not in the index; its name stays as the article has it.", markup=False
            )
        elif facts is not None:
            self._console.print(f"{qid} is {facts.label}.", markup=False)
        return verdict, qid

    def _judgement(
        self, case: Case, scope: Scope, verdict: tuple[Verdict, str | None], note: str
    ) -> Judgement:
        return Judgement(
            name=case.name,
            verdict=verdict[0],
            who=self._who,
            when=now(),
            qid=verdict[1],
            type=case.type,
            country=scope.country,
            article=scope.article,
            note=note,
        )

    def _narrower(self, case: Case) -> list[Scope]:
        """Where a judgement may hold instead of everywhere: where a state is named, or in one article."""
        if case.article is not None:
            return []
        scopes = [case.scope._replace(country=qid) for qid in case.countries()]
        return [*scopes, case.scope._replace(article=case.places[0].version.identity)]

    def _where(self, scope: Scope) -> str:
        if scope.article is not None:
            return f"in the article {scope.article} only"
        if scope.country is None:
            return "everywhere"
        facts = self._pipeline.knowledge.facts(scope.country)
        return f"in articles that name {facts.label if facts else scope.country}"

    def _show(self, case: Case, place: str, found: Sequence[Suggestion], accepted: str | None) -> None:
        show = self._console.print
        self._console.rule(style="dim")
        head = Text(case.name, style="bold yellow")
        counts = f"{case.reports} reports, {case.articles} articles, {case.mentions} mentions"
        head.append(f"  {case.type} · {counts} · {place}", style="dim")
        show(head)
        for quote in quotes(self._library, case):
            text = Text(f"  “{quote.text}” ", style="italic")
            text.stylize("bold yellow", 3 + quote.start, 3 + quote.end)
            text.append(quote.source, style="dim")
            show(text)
        for number, one in enumerate(found, start=1):
            mark = "▸" if one.facts.qid == accepted else " "
            line = Text(f"{mark}{number}  {one.facts.label}", style="bold")
            line.append(f"  {one.facts.qid}  {one.description}  {one.score:.2f}", style="not bold")
            show(line)
            words = ", ".join(f"{'+' if weight > 0 else '−'} {reason}" for reason, weight in one.reasons)
            show(Text(f"      {words}", style="dim"))
        if not found:
            show(Text("  no candidates in the index", style="dim"))
        now_linked = ", ".join(f"{qid or 'unknown'} ({count})" for qid, count in case.now.most_common())
        show(Text(f"  now: {now_linked}", style="dim"))
        for said in self._pipeline.judgements.said(case.scope):
            show(
                Text(
                    f"  {said.who} said {said.qid or said.verdict} on {said.when[:10]} {said.note}",
                    style="dim",
                )
            )
        show(Text(KEYS, style="dim"))
