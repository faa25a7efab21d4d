"""The schema in Neo4j, by version. A released migration is never edited; a new one is appended.

Every statement may be run again, since Neo4j gives each a transaction of its own: a migration that
was cut off is begun anew.
"""

from __future__ import annotations

from typing import LiteralString

from linkage.model import Kind

LABELS: dict[Kind, str] = {
    Kind.PHONE: "Phone",
    Kind.NATIONAL: "National",
    Kind.EMAIL: "Email",
    Kind.HANDLE: "Handle",
    Kind.USERNAME: "Username",
    Kind.URL: "Url",
    Kind.WALLET: "Wallet",
    Kind.IMAGE: "Image",
    Kind.PICTURE: "Picture",
    Kind.TEXT: "Text",
    Kind.VECTOR: "Vector",
}
"""The second label of an identifier."""

_UNIQUE: tuple[LiteralString, ...] = (
    "CREATE CONSTRAINT ad_id IF NOT EXISTS FOR (a:Ad) REQUIRE a.ad_id IS UNIQUE",
    "CREATE CONSTRAINT ad_number IF NOT EXISTS FOR (a:Ad) REQUIRE a.ad IS UNIQUE",
    "CREATE CONSTRAINT identifier_uid IF NOT EXISTS FOR (i:Identifier) REQUIRE i.uid IS UNIQUE",
    "CREATE CONSTRAINT identifier_number IF NOT EXISTS FOR (i:Identifier) REQUIRE i.ident IS UNIQUE",
    "CREATE CONSTRAINT observation_number IF NOT EXISTS FOR (o:Observation) REQUIRE o.observation IS UNIQUE",
    "CREATE CONSTRAINT network_id IF NOT EXISTS FOR (n:Network) REQUIRE n.network_id IS UNIQUE",
    "CREATE CONSTRAINT network_label IF NOT EXISTS FOR (n:Network) REQUIRE n.label IS UNIQUE",
    "CREATE CONSTRAINT event_sequence IF NOT EXISTS FOR (e:Event) REQUIRE e.sequence IS UNIQUE",
    "CREATE CONSTRAINT batch_id IF NOT EXISTS FOR (b:Batch) REQUIRE b.batch_id IS UNIQUE",
    "CREATE CONSTRAINT batch_revision IF NOT EXISTS FOR (b:Batch) REQUIRE b.revision IS UNIQUE",
    "CREATE CONSTRAINT decision_id IF NOT EXISTS FOR (d:Decision) REQUIRE d.decision_id IS UNIQUE",
    "CREATE CONSTRAINT tombstone_digest IF NOT EXISTS FOR (t:Tombstone) REQUIRE t.digest IS UNIQUE",
    "CREATE CONSTRAINT key_id IF NOT EXISTS FOR (k:ApiKey) REQUIRE k.key_id IS UNIQUE",
    "CREATE CONSTRAINT audit_sequence IF NOT EXISTS FOR (e:Audit) REQUIRE e.sequence IS UNIQUE",
    "CREATE CONSTRAINT meta_key IF NOT EXISTS FOR (m:Meta) REQUIRE m.key IS UNIQUE",
)
_INDEXED: tuple[LiteralString, ...] = (
    "CREATE INDEX ad_label IF NOT EXISTS FOR (a:Ad) ON (a.label)",
    "CREATE INDEX ad_network IF NOT EXISTS FOR (a:Ad) ON (a.network_id)",
    "CREATE INDEX ad_source IF NOT EXISTS FOR (a:Ad) ON (a.source, a.source_id)",
    "CREATE INDEX identifier_value IF NOT EXISTS FOR (i:Identifier) ON (i.value)",
    "CREATE INDEX identifier_network IF NOT EXISTS FOR (i:Identifier) ON (i.network_id)",
    "CREATE INDEX network_size IF NOT EXISTS FOR (n:Network) ON (n.ads)",
    "CREATE INDEX event_network IF NOT EXISTS FOR (e:Event) ON (e.founder)",
    "CREATE INDEX event_other IF NOT EXISTS FOR (e:Event) ON (e.other)",
    "CREATE INDEX cut_ad IF NOT EXISTS FOR (c:Cut) ON (c.ad)",
    "CREATE INDEX cut_other IF NOT EXISTS FOR (c:Cut) ON (c.other)",
    "CREATE INDEX cut_identifier IF NOT EXISTS FOR (c:Cut) ON (c.ident)",
    "CREATE INDEX reject_revision IF NOT EXISTS FOR (r:Reject) ON (r.revision)",
    (
        "CREATE FULLTEXT INDEX words IF NOT EXISTS FOR (o:Observation) ON EACH [o.words] "
        "OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace', `fulltext.eventually_consistent`: false}}"
    ),
)

_LONGER_PIECES: tuple[LiteralString, ...] = ()
"""Nothing to run: evidence says from now on how it was written and what told its country. What is
there is read as it is; the version keeps an older linkage, which cannot read the longer pieces, out.
"""

_HASH_LISTS: tuple[LiteralString, ...] = (
    "CREATE CONSTRAINT hash_list_name IF NOT EXISTS FOR (l:HashList) REQUIRE l.name IS UNIQUE",
    "CREATE INDEX hash_piece IF NOT EXISTS FOR (p:HashPiece) ON (p.list, p.algorithm, p.number)",
)
_KINSHIP: tuple[LiteralString, ...] = (
    "CREATE CONSTRAINT sketch_identifier IF NOT EXISTS FOR (s:Sketch) REQUIRE s.ident IS UNIQUE",
    "CREATE INDEX sketch_head IF NOT EXISTS FOR (s:Sketch) ON (s.head)",
    "CREATE INDEX bucket_order IF NOT EXISTS FOR (b:Bucket) ON (b.key, b.place, b.ident)",
)
_RULEBOOK: tuple[LiteralString, ...] = (
    "CREATE INDEX identifier_reach IF NOT EXISTS FOR (i:Identifier) ON (i.verdict, i.ads)",
    "CREATE CONSTRAINT rules_digest IF NOT EXISTS FOR (r:Rules) REQUIRE r.digest IS UNIQUE",
    (
        "MATCH (m:Meta {key: 'rules_digest'}) WHERE m.rules IS NOT NULL "
        "MERGE (r:Rules {digest: m.value}) SET r.text = m.rules REMOVE m.rules"
    ),
    ("MATCH (m:Meta {key: 'rules_digest'}) MATCH (b:Batch) WHERE b.rules IS NULL SET b.rules = m.value"),
)
"""Until now a store knew one set of rules, and every batch was resolved by it."""

MIGRATIONS: tuple[tuple[LiteralString, ...], ...] = (
    (*_UNIQUE, *_INDEXED),
    _LONGER_PIECES,
    (*_HASH_LISTS, *_KINSHIP, *_RULEBOOK),
)
"""MIGRATIONS[n] leads from version n to n + 1."""


def graph_cypher() -> str:
    """Every statement of the newest schema, as `schemas/graph.cypher` holds them."""
    head = "// The schema of linkage in Neo4j. Generated; `make schemas` writes it anew.\n"
    return head + "".join(f"{statement};\n" for version in MIGRATIONS for statement in version)
