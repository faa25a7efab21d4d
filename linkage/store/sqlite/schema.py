"""The SQLite schema, by version. A released migration is never edited; a new one is appended."""

from __future__ import annotations

FIRST = """
CREATE TABLE batch (
    revision INTEGER PRIMARY KEY,
    batch_id TEXT NOT NULL UNIQUE,
    applied_at INTEGER NOT NULL,
    origin TEXT NOT NULL,
    records INTEGER NOT NULL,
    ads_new INTEGER NOT NULL,
    observations_new INTEGER NOT NULL,
    identifiers_new INTEGER NOT NULL,
    refused INTEGER NOT NULL,
    ads_erased INTEGER NOT NULL,
    identifiers_erased INTEGER NOT NULL,
    events INTEGER NOT NULL
) STRICT;

CREATE TABLE reject (
    revision INTEGER NOT NULL,
    position INTEGER NOT NULL,
    file TEXT NOT NULL,
    line INTEGER NOT NULL,
    field TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (revision, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE ad (
    ad INTEGER PRIMARY KEY,
    ad_id TEXT NOT NULL UNIQUE,
    rank INTEGER NOT NULL,
    source TEXT NOT NULL,
    source_id TEXT NOT NULL,
    label INTEGER NOT NULL,
    first_seen INTEGER,
    last_seen INTEGER,
    observations INTEGER NOT NULL
) STRICT;
CREATE INDEX ad_label ON ad (label);

CREATE TABLE observation (
    observation INTEGER PRIMARY KEY,
    ad INTEGER NOT NULL,
    sha256 BLOB NOT NULL,
    posted_at INTEGER,
    crawled_at INTEGER,
    url TEXT,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    country TEXT,
    region TEXT,
    city TEXT,
    raw BLOB,
    revision INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX observation_ad ON observation (ad, sha256);

CREATE VIRTUAL TABLE words USING fts5 (
    title, body,
    content='observation', content_rowid='observation',
    tokenize="unicode61 remove_diacritics 2"
);
-- A batch in one segment, and fewer merges: a quarter off the time to index.
INSERT INTO words (words, rank) VALUES ('hashsize', 33554432), ('automerge', 8);

-- An erased word leaves the index at once, not when its segment is next merged.
INSERT INTO words (words, rank) VALUES ('secure-delete', 1);

CREATE TABLE identifier (
    ident INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    ads INTEGER NOT NULL,
    first_seen INTEGER,
    last_seen INTEGER,
    representative INTEGER,
    tenures INTEGER NOT NULL,
    verdict TEXT,
    reason TEXT,
    segments INTEGER,
    sampled INTEGER,
    share REAL,
    cohesion REAL,
    bound INTEGER
) STRICT;
CREATE UNIQUE INDEX identifier_value ON identifier (value, kind);

CREATE TABLE holder (
    ident INTEGER NOT NULL,
    tenure INTEGER NOT NULL,
    verdict TEXT NOT NULL,
    reason TEXT NOT NULL,
    ads INTEGER NOT NULL,
    first_seen INTEGER,
    last_seen INTEGER,
    segments INTEGER NOT NULL,
    sampled INTEGER,
    share REAL,
    cohesion REAL,
    bound INTEGER,
    PRIMARY KEY (ident, tenure)
) STRICT, WITHOUT ROWID;

CREATE TABLE link (
    ident INTEGER NOT NULL,
    rank INTEGER NOT NULL,
    ad INTEGER NOT NULL,
    kind TEXT NOT NULL,
    tenure INTEGER NOT NULL,
    first_seen INTEGER,
    last_seen INTEGER,
    observations INTEGER NOT NULL,
    confidence REAL NOT NULL,
    wrong INTEGER NOT NULL,
    PRIMARY KEY (ident, rank, ad)
) STRICT, WITHOUT ROWID;
-- All that resolving reads of an ad's links, in one place: the rows themselves are scattered by identifier.
CREATE INDEX link_ad ON link (ad, ident, kind, tenure, confidence, wrong);

CREATE TABLE evidence (
    observation INTEGER NOT NULL,
    ident INTEGER NOT NULL,
    field TEXT NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    raw TEXT NOT NULL,
    extractor TEXT NOT NULL,
    confidence REAL NOT NULL,
    PRIMARY KEY (observation, ident, field, start)
) STRICT, WITHOUT ROWID;

CREATE TABLE component (
    label INTEGER PRIMARY KEY,
    founder INTEGER NOT NULL,
    founder_id TEXT NOT NULL,
    ads INTEGER NOT NULL
) STRICT;
CREATE INDEX component_size ON component (ads DESC, founder_id);

CREATE TABLE event (
    sequence INTEGER PRIMARY KEY,
    revision INTEGER NOT NULL,
    kind TEXT NOT NULL,
    network TEXT NOT NULL,
    other TEXT,
    ads INTEGER NOT NULL
) STRICT;
CREATE INDEX event_network ON event (network, sequence);
CREATE INDEX event_other ON event (other, sequence) WHERE other IS NOT NULL;

CREATE TABLE decision (
    sequence INTEGER PRIMARY KEY,
    decision_id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    at INTEGER NOT NULL,
    ad_a TEXT,
    ad_b TEXT,
    identifier_kind TEXT,
    identifier_value TEXT,
    undoes TEXT,
    undone_by TEXT,
    revision INTEGER NOT NULL
) STRICT;
CREATE INDEX decision_standing ON decision (sequence) WHERE undone_by IS NULL AND kind <> 'undo';

CREATE TABLE cut (
    ad INTEGER NOT NULL,
    ident INTEGER,
    tenure INTEGER NOT NULL,
    other INTEGER,
    decision_id TEXT NOT NULL
) STRICT;
CREATE INDEX cut_ad ON cut (ad);
CREATE INDEX cut_other ON cut (other) WHERE other IS NOT NULL;

CREATE TABLE tombstone (
    digest BLOB PRIMARY KEY,
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE api_key (
    key_id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    digest BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
    sequence INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    reason TEXT NOT NULL,
    results INTEGER NOT NULL,
    chain BLOB NOT NULL
) STRICT;
"""

SECOND = """
ALTER TABLE evidence ADD COLUMN form TEXT NOT NULL DEFAULT 'plain';
ALTER TABLE evidence ADD COLUMN region_source TEXT;
"""

HASH_LISTS = """
CREATE TABLE hash_list (
    name TEXT PRIMARY KEY,
    digest TEXT NOT NULL,
    added_at INTEGER NOT NULL,
    md5 INTEGER NOT NULL,
    sha1 INTEGER NOT NULL,
    sha256 INTEGER NOT NULL,
    pdq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE hash_piece (
    list TEXT NOT NULL,
    algorithm TEXT NOT NULL,
    number INTEGER NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (list, algorithm, number)
) STRICT;
"""

KINSHIP = """
ALTER TABLE link ADD COLUMN belief REAL;
ALTER TABLE link ADD COLUMN via INTEGER;
DROP INDEX link_ad;
CREATE INDEX link_ad ON link (ad, ident, kind, tenure, confidence, wrong, belief, via);
ALTER TABLE identifier ADD COLUMN parties INTEGER;
ALTER TABLE identifier ADD COLUMN purity REAL;
ALTER TABLE holder ADD COLUMN parties INTEGER;
ALTER TABLE holder ADD COLUMN purity REAL;

CREATE TABLE sketch (
    ident INTEGER PRIMARY KEY,
    place INTEGER NOT NULL,
    keys BLOB NOT NULL,
    body BLOB NOT NULL,
    live INTEGER NOT NULL,
    head INTEGER,
    likeness REAL
) STRICT;
CREATE INDEX sketch_head ON sketch (head) WHERE head IS NOT NULL;

CREATE TABLE bucket (
    key INTEGER NOT NULL,
    place INTEGER NOT NULL,
    ident INTEGER NOT NULL,
    PRIMARY KEY (key, place, ident)
) STRICT, WITHOUT ROWID;
"""

RULEBOOK = """
-- Identifiers by verdict and reach; most identifiers are on one ad and reach nothing.
CREATE INDEX identifier_reach ON identifier (verdict, ads DESC, value, kind)
    WHERE ads > 1 OR verdict = 'generic';

CREATE TABLE rules (
    digest TEXT PRIMARY KEY,
    text TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO rules (digest, text)
    SELECT d.value, t.value FROM meta d JOIN meta t ON t.key = 'rules' WHERE d.key = 'rules_digest';
DELETE FROM meta WHERE key = 'rules';

ALTER TABLE batch ADD COLUMN rules TEXT;
UPDATE batch SET rules = (SELECT value FROM meta WHERE key = 'rules_digest');
"""

THIRD = HASH_LISTS + KINSHIP + RULEBOOK

META = """
CREATE TABLE IF NOT EXISTS meta (
    key TEXT PRIMARY KEY,
    value ANY NOT NULL
) STRICT, WITHOUT ROWID;
"""

MIGRATIONS: tuple[str, ...] = (FIRST, SECOND, THIRD)
"""MIGRATIONS[n] leads from version n to n + 1."""
