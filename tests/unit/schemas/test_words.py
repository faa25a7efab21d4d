"""Sentences have words for everything that extractors say of how something was written."""

from __future__ import annotations

from linkage.normalise.forms import FORMS, PLAIN, REGION_SOURCES
from linkage_schemas import words


def test_every_form_and_every_source_has_words() -> None:
    assert words._FORMS.keys() == set(FORMS) - {PLAIN}
    assert words._COUNTRIES.keys() == set(REGION_SOURCES)


def test_what_is_plain_needs_none() -> None:
    assert words.writing_words(PLAIN, None) == ""
    assert words.writing_words(PLAIN, "site") == ", country from the site"
    assert words.writing_words("glued", None) == ", run into the words beside it"


def test_what_another_linkage_wrote_is_quoted() -> None:
    said = words.writing_words("in \u202emorse", "stars")
    assert said == ", written as “in \\u202emorse”, country from “stars”"
