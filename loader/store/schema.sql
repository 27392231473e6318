-- The ledger: what was loaded, what it gave, and what the store has yet to be told.

CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- One row a version of an article, in the order of loading. Superseded and retracted ones stay, as history.
CREATE TABLE article (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    identity TEXT NOT NULL,          -- what versions share: the URL, else the id
    state TEXT NOT NULL CHECK (state IN ('loaded', 'superseded', 'retracted')),
    content_hash TEXT NOT NULL,
    text_hash TEXT NOT NULL,
    graph TEXT NOT NULL,             -- IRI of its named graph
    id TEXT NOT NULL,
    title TEXT,
    url TEXT,
    published TEXT,
    publisher TEXT,
    article TEXT NOT NULL,           -- all that was read of it but its text, as JSON
    record INTEGER REFERENCES record (id)
);
CREATE UNIQUE INDEX article_loaded ON article (identity) WHERE state = 'loaded';
CREATE INDEX article_content ON article (content_hash);
CREATE INDEX article_text ON article (text_hash);
CREATE INDEX article_id ON article (id);

-- What was extracted, once for articles that gave exactly the same: zlib of the record's JSON, article left out.
CREATE TABLE record (
    id INTEGER PRIMARY KEY,
    digest BLOB NOT NULL UNIQUE,
    json BLOB NOT NULL
);

-- The text of an article, once for verbatim copies: zlib of UTF-8.
CREATE TABLE body (text_hash TEXT PRIMARY KEY, text BLOB NOT NULL) WITHOUT ROWID;

-- What each entity of an article's record turned out to be; no qid: not known to the index.
CREATE TABLE link (
    article INTEGER NOT NULL REFERENCES article (seq),
    entity TEXT NOT NULL,
    qid TEXT,
    score REAL NOT NULL,
    method TEXT NOT NULL,
    candidates TEXT NOT NULL,        -- JSON: [[qid, score], ...]
    PRIMARY KEY (article, entity)
) WITHOUT ROWID;

-- Statements of an article by type, so that counting needs no record.
CREATE TABLE statement_count (
    article INTEGER NOT NULL REFERENCES article (seq),
    type TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (article, type)
) WITHOUT ROWID;

-- Quads outside article graphs, kept while an article supports them. `live` is the content in the store.
CREATE TABLE block (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    live INTEGER REFERENCES content (id)
);
CREATE TABLE content (
    id INTEGER PRIMARY KEY,
    block INTEGER NOT NULL REFERENCES block (id),
    digest BLOB NOT NULL,
    quads TEXT NOT NULL,             -- lines of N-Quads
    UNIQUE (block, digest)
);
CREATE TABLE support (
    article INTEGER NOT NULL REFERENCES article (seq),
    content INTEGER NOT NULL REFERENCES content (id),
    PRIMARY KEY (article, content)
) WITHOUT ROWID;
CREATE INDEX support_content ON support (content);

-- In how many live blocks a quad stands: it leaves the store with the last of them.
CREATE TABLE shared_quad (digest BLOB PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID;

-- SPARQL updates, in order, that the store may not have on disk yet: zlib of UTF-8.
CREATE TABLE outbox (seq INTEGER PRIMARY KEY AUTOINCREMENT, sparql BLOB NOT NULL);
