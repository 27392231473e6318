"""How well extraction does: scores of extraction records against gold sets, and floors under them.

The metrics are those of the extraction record's reference scorer, figure for figure. Nothing here
extracts, and nothing here changes a record; `cli` prints what `Report.to_json` gives.
"""

from loader.evaluate.floors import Floors, held
from loader.evaluate.reading import read_ids
from loader.evaluate.report import Report
from loader.evaluate.tasks import TASKS, score, score_records

__all__ = ["TASKS", "Floors", "Report", "held", "read_ids", "score", "score_records"]
