"""The terms of the frame around statements: article, mention, evidence, link, entity, time.

What a statement type becomes is never said here but in `mapping.yaml`.
"""

from rdflib import RDF, RDFS

from loader.rdf import GEO, GEOKG, OA, PROV, SCHEMA, SEM, SKOS

TYPE = RDF.type
LABEL = RDFS.label

ARTICLE = GEOKG.Article
STATEMENT = GEOKG.Statement
DERIVED_STATEMENT = GEOKG.DerivedStatement
EVIDENCE = GEOKG.Evidence
MENTION = GEOKG.Mention
LINK = GEOKG.Link
UNLINKED_ENTITY = GEOKG.UnlinkedEntity
BACKGROUND_FACT = GEOKG.BackgroundFact

HEADLINE = SCHEMA.headline
DATE_PUBLISHED = SCHEMA.datePublished
PUBLISHER = SCHEMA.publisher
URL = SCHEMA.url
IN_LANGUAGE = SCHEMA.inLanguage
IDENTIFIER = SCHEMA.identifier
AUTHOR = SCHEMA.author
AGENCY = SCHEMA.sourceOrganization
DATELINE = SCHEMA.dateline
DATE_EVIDENCE = GEOKG.dateEvidence
DATE_CONFIDENCE = GEOKG.dateConfidence
CONTENT_HASH = GEOKG.contentHash
TEXT_HASH = GEOKG.textHash

EXACT = OA.exact
START = OA.start
END = OA.end
MENTION_KIND = GEOKG.mentionKind
REFERS_TO = GEOKG.refersTo
REFERS_BY = GEOKG.refersBy

ASSERTS = GEOKG.asserts
POLARITY = GEOKG.polarity
MODALITY = GEOKG.modality
CONFIDENCE = GEOKG.confidence
METHOD = GEOKG.method
PRIMARY_SOURCE = PROV.hadPrimarySource
ATTRIBUTED_TO = GEOKG.attributedTo
HAS_EVIDENCE = GEOKG.evidence
CONCLUDES = GEOKG.concludes
DERIVED_FROM = PROV.wasDerivedFrom
FOLLOWS_BY_RULE = GEOKG.followsByRule
USES_BACKGROUND_OF = GEOKG.usesBackgroundOf

BEGIN = SEM.hasBeginTimeStamp
END_TIME = SEM.hasEndTimeStamp
EARLIEST_BEGIN = SEM.hasEarliestBeginTimeStamp
EARLIEST_END = SEM.hasEarliestEndTimeStamp
LATEST_END = SEM.hasLatestEndTimeStamp
REPORTED_IN = GEOKG.reportedIn

LINKED_ENTITY = GEOKG.linkedEntity
LINK_SCORE = GEOKG.linkScore
LINK_METHOD = GEOKG.linkMethod

ALT_LABEL = SKOS.altLabel
COUNTRY = GEOKG.country
ISO_CODE = GEOKG.isoCode
HAS_GEOMETRY = GEO.hasGeometry
GEOMETRY = GEO.Geometry
AS_WKT = GEO.asWKT

LOAD_RUN = GEOKG.LoadRun
STARTED = PROV.startedAtTime
ENDED = PROV.endedAtTime
GENERATED = PROV.generated
ASSOCIATED_WITH = PROV.wasAssociatedWith
SOFTWARE_AGENT = PROV.SoftwareAgent
SOFTWARE_VERSION = SCHEMA.softwareVersion
ARTICLES_LOADED = GEOKG.articlesLoaded
ARTICLES_UNCHANGED = GEOKG.articlesUnchanged
ARTICLES_SUPERSEDED = GEOKG.articlesSuperseded
ARTICLES_REJECTED = GEOKG.articlesRejected

JUDGEMENT = GEOKG.Judgement
JUDGED_NAME = GEOKG.judgedName
JUDGED_TYPE = GEOKG.judgedType
JUDGED_COUNTRY = GEOKG.judgedCountry
JUDGED_ARTICLE = GEOKG.judgedArticle
JUDGED_ENTITY = GEOKG.judgedEntity
VERDICT = GEOKG.verdict
NOTE = SKOS.note
GENERATED_AT = PROV.generatedAtTime
WAS_ATTRIBUTED_TO = PROV.wasAttributedTo
PERSON = PROV.Person
