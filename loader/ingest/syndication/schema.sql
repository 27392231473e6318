-- Which articles are copies of each other. All of it follows from the articles that the ledger holds.

CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- One row a group of articles that go back to the same words, of one article or more.
CREATE TABLE cluster (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,              -- the smallest content hash in it
    lead TEXT NOT NULL,              -- the content hash of the article that leads it
    rank TEXT NOT NULL,              -- the lead's, the smallest in it
    size INTEGER NOT NULL            -- articles
);

-- One row a body of text; copies that differ in headline, case or punctuation only share it. Numbers
-- are not used again: the table of keys in memory may hold those of texts that are gone.
CREATE TABLE text (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    digest BLOB NOT NULL UNIQUE,
    shingles BLOB NOT NULL,          -- little-endian 32-bit numbers, in the order of the text
    keys BLOB NOT NULL,              -- band keys of its MinHash signatures, likewise
    cluster INTEGER NOT NULL REFERENCES cluster (id)
);
CREATE INDEX text_cluster ON text (cluster);

CREATE TABLE article (
    content_hash TEXT PRIMARY KEY,
    text INTEGER NOT NULL REFERENCES text (id),
    rank TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX article_text ON article (text);
