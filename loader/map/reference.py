"""Write what is generated from the ontology: `python -m loader.map.reference docs ontology`.

The reference page of its terms and the JSON-LD context, made from the Turtle files and `mapping.yaml`
alone and the same each time; a test holds that those in the checkout are current.
"""

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, URIRef

from loader.map.context import CONTEXT, context_text, local, own_terms, read_ontology, short
from loader.map.rules import load_rules
from loader.rdf import GEOKG, OFFICE, PLOVER
from loader.resources import ontology_dir

PAGE = "ontology-reference.md"
ONTOLOGY = URIRef("https://w3id.org/geokg/ontology")
OWN = (str(GEOKG), str(OFFICE), str(PLOVER))

_HEAD = """\
<!-- Made by `make ontology-docs` from the ontology itself; do not edit. -->

# Reference of the ontology
Every class, property and concept of geokg. How they play together is told in [ontology.md](ontology.md).

"""
_PICTURE = """
## In one picture
```mermaid
flowchart LR
  Article["<b>Article</b><br/>headline, publisher,<br/>datePublished, textHash"]
  Statement["<b>Statement</b><br/>polarity, modality, confidence;<br/>status, counts, words"]
  Evidence["<b>Evidence</b><br/>exact, start, end"]
  Entity["<b>Entity</b><br/>{entities}"]
  Situation["<b>Situation</b><br/>{situations}"]
  Statement -- "hadPrimarySource" --> Article
  Statement -- "evidence" --> Evidence
  Statement -- "attributedTo" --> Entity
  Statement == "asserts" ==> Situation
  Situation == "participant: {roles}, ..." ==> Entity
  Mention -- "refersTo" --> Entity
  Link -- "linkedEntity" --> Entity
  LoadRun -- "generated" --> Article
```
An article states, in a sentence, that something is, was, may be or is not so: a *statement*. What it states,
apart from who says it, is a *situation*; several articles may state the same one. *Entities* take part in it.
"""

Row = tuple[str, ...]


def page_text(folder: Path) -> str:
    """The reference page, as Markdown."""
    graph = read_ontology(folder)
    properties = ("property", "below", "from", "to", "means", "related", "since")
    parts = [_HEAD, _about(graph), _picture(folder), "\n## Classes\n"]
    classes = own_terms(graph, OWL.Class)
    parts.append(_table(("class", "below", "means", "related", "since"), classes, _class_row(graph)))
    for title, kind in (
        ("Properties that lead to things", OWL.ObjectProperty),
        ("Properties that hold values", OWL.DatatypeProperty),
        ("Properties of terms", OWL.AnnotationProperty),
    ):
        parts.append(f"\n## {title}\n")
        parts.append(_table(properties, own_terms(graph, kind), _property_row(graph)))
    parts.append("\n## Concepts\n`skos:notation` is the word of the extraction record.\n")
    for scheme in sorted(URIRef(str(s)) for s in graph.subjects(RDF.type, SKOS.ConceptScheme)):
        concepts = sorted(URIRef(str(c)) for c in graph.subjects(SKOS.inScheme, scheme))
        parts.append(f"\n### {short(scheme)}\n{graph.value(scheme, RDFS.comment)}\n\n")
        columns = ("concept", "notation", "means", "broader", "CAMEO", "since")
        parts.append(_table(columns, concepts, _concept_row(graph)))
    return "".join(parts)


def _about(graph: Graph) -> str:
    """What the ontology says of itself."""
    return (
        f"- Namespace `{GEOKG}`, prefix `geokg:`; version {graph.value(ONTOLOGY, OWL.versionInfo)}, "
        f"`{graph.value(ONTOLOGY, OWL.versionIRI)}`\n"
        f"- {graph.value(ONTOLOGY, DCTERMS.description)}\n- {graph.value(ONTOLOGY, RDFS.comment)}\n"
        f"- Licence: {graph.value(ONTOLOGY, DCTERMS.license)}\n"
        "- As JSON-LD: `ontology/context.jsonld` gives each class and property the name without its prefix.\n"
        "- *Related* names terms of other vocabularies: ⊂ below it, ⇄ its inverse, ~ near it. "
        "These stand in `ontology/alignments/`.\n"
    )


def _picture(folder: Path) -> str:
    """The page's diagram, with the classes and roles of the mapping."""
    rules = load_rules(folder)
    situations = [local(rule.situation) for rule in rules.statements.values()]
    roles = ("holder", "member", "deployer", "actor")
    return _PICTURE.format(
        entities=_lines(local(kind) for kind in rules.entities.values()),
        situations=_lines(situations),
        roles=", ".join(roles),
    )


def _lines(names: Iterable[str], size: int = 3) -> str:
    names = list(names)
    groups = (", ".join(names[n : n + size]) for n in range(0, len(names), size))
    return ",<br/>".join(groups)


def _table(columns: Row, found: Iterable[URIRef], row: Callable[[URIRef], Row]) -> str:
    lines = [columns, ("---",) * len(columns), *(row(term) for term in found)]
    return "".join(f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |\n" for line in lines)


def _class_row(graph: Graph) -> Callable[[URIRef], Row]:
    return lambda term: (
        _name(term),
        _others(graph, term, RDFS.subClassOf, own=True),
        _meaning(graph, term, RDFS.comment),
        _related(graph, term),
        str(graph.value(term, GEOKG.since)),
    )


def _property_row(graph: Graph) -> Callable[[URIRef], Row]:
    return lambda term: (
        _name(term),
        _others(graph, term, RDFS.subPropertyOf, own=True),
        _others(graph, term, RDFS.domain),
        _others(graph, term, RDFS.range),
        _meaning(graph, term, RDFS.comment),
        _related(graph, term),
        str(graph.value(term, GEOKG.since)),
    )


def _concept_row(graph: Graph) -> Callable[[URIRef], Row]:
    return lambda term: (
        f"`{short(term)}`",
        str(graph.value(term, SKOS.notation)),
        _meaning(graph, term, SKOS.definition),
        _others(graph, term, SKOS.broader),
        ", ".join(sorted(str(code) for code in graph.objects(term, GEOKG.cameoRoot))),
        str(graph.value(term, GEOKG.since)),
    )


def _name(term: URIRef) -> str:
    return f'<a id="{local(term)}"></a>`{local(term)}`'


def _meaning(graph: Graph, term: URIRef, said_by: URIRef) -> str:
    """The definition, its example in italics; first of all whether to use the term no more."""
    text = re.sub(
        r"\bExample: (.*)$", r"<br/>*Example: \1*", str(graph.value(term, said_by)), flags=re.DOTALL
    )
    if (term, OWL.deprecated, None) not in graph:
        return text
    successor = _others(graph, term, DCTERMS.isReplacedBy)
    return f"**Deprecated{', use ' + successor if successor else ''}.** {text}"


def _others(graph: Graph, term: URIRef, predicate: URIRef, *, own: bool = False) -> str:
    found = sorted(str(other) for other in graph.objects(term, predicate))
    return ", ".join(f"`{short(other)}`" for other in found if not own or other.startswith(OWN))


def _related(graph: Graph, term: URIRef) -> str:
    return ", ".join(_relations(graph, term))


def _relations(graph: Graph, term: URIRef) -> Iterator[str]:
    signs = {RDFS.subClassOf: "⊂", RDFS.subPropertyOf: "⊂", OWL.inverseOf: "⇄", RDFS.seeAlso: "~"}
    for predicate, sign in signs.items():
        for other in sorted(str(other) for other in graph.objects(term, predicate)):
            if not other.startswith(OWN):
                yield f"{sign} `{short(other)}`"


if __name__ == "__main__":
    docs, ontology = (Path(argument) for argument in sys.argv[1:3])
    (docs / PAGE).write_text(page_text(ontology_dir()), encoding="utf-8")
    (ontology / CONTEXT).write_text(context_text(ontology_dir()), encoding="utf-8")
