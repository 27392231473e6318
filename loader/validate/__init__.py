"""Whether RDF is what the SHACL shapes of `ontology/shapes/` ask for; changes nothing and repairs nothing.

Two engines read the same shapes: pySHACL, which is the reference (the extra `geokg[validate]`), and one
that compiles them to plain checks, fast enough to look at every article that is loaded.
"""

from loader.validate.articles import check, validate_article, validate_graph
from loader.validate.compiled import CompiledShapes
from loader.validate.dataset import open_dataset, validate_dataset, validate_file
from loader.validate.reference import PySHACL
from loader.validate.report import Engine, Report, Severity, Violation
from loader.validate.shapes import Shapes, read_shapes, shipped_shapes

__all__ = [
    "CompiledShapes",
    "Engine",
    "PySHACL",
    "Report",
    "Severity",
    "Shapes",
    "Violation",
    "check",
    "open_dataset",
    "read_shapes",
    "shipped_shapes",
    "validate_article",
    "validate_dataset",
    "validate_file",
    "validate_graph",
]
