"""The names of how an identifier was written, and of what told a phone's country."""

from __future__ import annotations

PLAIN = "plain"
"""Written to be read: digits and the usual separators, an ordinary address, a profile's link."""
NUMBER_WORDS = "number words"
"""Every digit spelled out."""
MIXED = "digits and words"
"""Spelled-out and written digits together, in one word or side by side."""
LETTERS = "letters for digits"
"""O, l, I, S, B, Z where digits stand."""
KEYCAPS = "keycaps"
FANCY = "fancy digits"
"""Fullwidth, mathematical, circled, superscript and suchlike digits or letters."""
SCRIPT = "other script"
"""Arabic-Indic, Devanagari, Thai and other digits; digits written in Chinese."""
HOMOGLYPHS = "homoglyphs"
INVISIBLE = "invisible characters"
"""Zero-width or bidirectional control characters, or combining marks, inside."""
SEPARATORS = "odd separators"
"""Separators that no plan of numbers has: emoji, stars, semicolons, brackets, one for each digit."""
GLUED = "glued"
"""Run into a word before or after it."""
LINES = "split"
"""Broken over lines, or between title and body."""
MARKUP = "markup"
"""Read through HTML tags or entities."""
LINK = "link"
"""Inside a link that opens a chat, a call or a profile."""
URL = "in a url"
"""In a host name or a path."""
CUE = "cue word"
"""A name behind the word for its platform."""
AT_DOT = "at and dot words"
"""An address whose @ or dots are spelled out or bracketed."""
SPACED = "spaced letters"
PROVIDER = "provider name"
"""An address whose provider stands without its dot: `name at gmail`."""

FORMS = (
    PLAIN, NUMBER_WORDS, MIXED, LETTERS, KEYCAPS, FANCY, SCRIPT, HOMOGLYPHS, INVISIBLE, SEPARATORS,
    GLUED, LINES, MARKUP, LINK, URL, CUE, AT_DOT, SPACED, PROVIDER,
)  # fmt: skip

REGION_SOURCES = ("plus", "link", "location", "option", "site", "language")
"""Surest first: the number's own country code; a link that opens a call or a chat; where the record
says the ad is; the region the caller assumes; the site's country; the text's language."""
