"""One extractor a statement type, all over one `Reading`; add a type by adding it to `EXTRACTORS`.

An extractor yields drafts: roles, values and a trigger. Polarity, modality, sources, time, evidence
and the joining of repeated statements are done for all of them in `assembly`.
"""

from loader.extract.statements.affiliation import AffiliationExtractor
from loader.extract.statements.agreement import AgreementExtractor
from loader.extract.statements.casualties import CasualtiesExtractor
from loader.extract.statements.deployment import DeploymentExtractor
from loader.extract.statements.draft import StatementExtractor
from loader.extract.statements.event import EventExtractor
from loader.extract.statements.membership import MembershipExtractor
from loader.extract.statements.office_change import OfficeChangeExtractor
from loader.extract.statements.office_holding import OfficeHoldingExtractor
from loader.extract.statements.quotation import QuotationExtractor
from loader.extract.statements.stance import StanceExtractor
from loader.extract.statements.structure import LocationExtractor, PartExtractor

EXTRACTORS: tuple[StatementExtractor, ...] = (
    OfficeHoldingExtractor(),
    OfficeChangeExtractor(),
    MembershipExtractor(),
    AffiliationExtractor(),
    PartExtractor(),
    LocationExtractor(),
    StanceExtractor(),
    DeploymentExtractor(),
    CasualtiesExtractor(),
    EventExtractor(),
    AgreementExtractor(),
    QuotationExtractor(),
)

__all__ = ["EXTRACTORS", "StatementExtractor"]
