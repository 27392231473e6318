"""The file of rules: what is wrong with it is told, and it fits the ontology's roles and values."""

from pathlib import Path

import pytest

from loader.closure import Rule, read_rules, shipped_rules
from loader.errors import ClosureError
from loader.map import load_rules
from loader.map.rules import ConceptRule
from loader.resources import ontology_dir

RULE = """
- name: r
  says: so
  given: [{type: Location, roles: {entity: one, place: other}}]
  then: {type: Location, roles: {entity: other, place: one}}
"""


@pytest.mark.parametrize("rule", shipped_rules(), ids=lambda rule: rule.name)
def test_roles_and_values_are_those_of_the_mapping(rule: Rule):
    """A slip such as `relation: located` would be a rule that never fires, or RDF that cannot be written."""
    statements = load_rules(ontology_dir()).statements
    asked = [(p.type, p.roles, p.values) for p in rule.given]
    concluded = (rule.then.type, rule.then.roles, {k: {v} for k, v in rule.then.values.items()})
    for kind, roles, values in (*asked, concluded):
        known = statements[kind]
        assert set(roles) <= set(known.roles)
        for name, allowed in values.items():
            value = known.values[name]
            assert isinstance(value, ConceptRule)
            assert set(allowed) <= set(value.concepts)


@pytest.mark.parametrize("rule", shipped_rules(), ids=lambda rule: rule.name)
def test_a_conclusion_has_all_that_makes_its_situation(rule: Rule):
    mapped = load_rules(ontology_dir()).statements[rule.then.type]
    needed = {n for n, v in mapped.values.items() if isinstance(v, ConceptRule) and v.on_situation}
    assert needed - {"change"} <= set(rule.then.values)
    assert set(rule.then.roles) == set(mapped.roles)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- {name: r", "cannot be read"),
        (RULE.replace("given", "if"), "given"),
        (RULE.replace("given: [{type: Location", "given: [{type: Place"), "type"),
        (RULE.replace("entity: other", "entity: it"), "what it is"),
        (RULE.replace("[{type: Location, roles: {entity: one, place: other}}]", "[]"), "nothing is given"),
        (f"{RULE}\n{RULE}", "two rules are called r"),
        (RULE.replace("says: so", "weight: 1.5\n  says: so"), "weight"),
    ],
)
def test_a_faulty_file_is_told(tmp_path: Path, text: str, told: str):
    path = tmp_path / "rules.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ClosureError, match=told) as error:
        read_rules(path)
    assert str(path) in str(error.value)


def test_a_missing_file_is_told(tmp_path: Path):
    with pytest.raises(ClosureError, match="cannot be read"):
        read_rules(tmp_path / "none.yaml")
