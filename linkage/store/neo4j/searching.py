"""Full text in Neo4j."""

from __future__ import annotations

from collections.abc import Sequence

from linkage.ports import TextHit
from linkage.store.neo4j.connection import Query
from linkage.store.words import Word, snippet, tokens_of, words_of


def lucene(words: Sequence[Word]) -> str:
    """A query for all of the words. It holds letters, digits and our own marks, so nothing is syntax.

    `OR`, `AND` and `NOT` are folded like all words, and so are words.
    """
    parts = []
    for word in words:
        tokens = tokens_of(word.text)
        last = tokens.pop() if word.prefix and tokens else None
        if tokens:
            parts.append('+"' + " ".join(tokens) + '"')
        if last is not None:
            parts.append(f"+{last}*")
    return " ".join(parts)


def index_words(title: str, body: str) -> str:
    """What the index of words holds of a record: the tokens that SQLite's index would find, folded.

    Neo4j's own analyzers either leave out English stop words or keep diacritics. The bar keeps
    phrases from reaching from the title into the body.
    """
    return " ".join((*tokens_of(title), "|", *tokens_of(body)))


def search_text(query: Query, text: str, limit: int) -> Sequence[TextHit]:
    """See `Store.search_text`."""
    words = words_of(text)
    wanted = lucene(words)
    if not wanted or limit < 1:
        return []
    rows = query.rows(
        "CALL db.index.fulltext.queryNodes('words', $wanted) YIELD node, score "
        "MATCH (a:Ad)-[:SEEN_AS]->(node) WITH a, score, node ORDER BY score DESC "
        "WITH a, max(score) AS best, head(collect(node)) AS o ORDER BY best DESC, a.ad_id LIMIT $limit "
        "RETURN a.ad_id, best, o.title, o.body",
        wanted=wanted,
        limit=limit,
    )
    return [TextHit(ad_id, snippet((title, body), words), best) for ad_id, best, title, body in rows]
