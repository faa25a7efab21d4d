"""Given names behind a cue: "my name is Anna", "soy Ana", "je m'appelle Anne", "меня зовут Анна"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from linkage.model import Attribute, AttributeKind
from linkage.normalise.attributes.reading import Reading
from linkage.normalise.spans import words

NAME, VERSION = "name", 1
LABEL = f"{NAME}/{VERSION}"
STRONG_CONFIDENCE = 0.85
WEAK_CONFIDENCE = 0.6

_STRONG: dict[str, tuple[str, ...]] = {
    "is": ("my name", "the name"),
    "s": ("my name",),
    "es": ("mi nombre",),
    "llamo": ("me",),
    "appelle": ("m",),
    "est": ("mon nom", "mon prenom"),
    "ist": ("mein name",),
    "heisse": ("ich",),
    "heiße": ("ich",),
    "chiamo": ("mi",),
    "e": ("mio nome", "meu nome"),
    "chamo": ("me",),
    "зовут": ("меня",),
    "named": ("",),
}
"""Last word of a cue, and what stands before it. What follows is a name, in whatever case."""
_WEAK: dict[str, tuple[str, ...]] = {
    "is": ("this",),
    "m": ("i",),
    "am": ("i",),
    "for": ("ask", "asking"),
    "me": ("call",),
    "soy": ("",),
    "suis": ("je",),
    "bin": ("ich",),
    "sono": ("",),
    "sou": ("", "eu"),
}
"""What follows is a name if it looks like one: a capital, then small letters."""
_FIELDS = words("name nombre nom prenom nome vorname имя")
"""Labels: a name follows their colon."""
_GREETINGS = words("hi hello hey its")
LANDMARKS = frozenset(_STRONG) | frozenset(_WEAK) | _FIELDS | {"here"}
_LEADS = {
    word: tuple(
        (tuple(reversed(lead.split())), strong)
        for table, strong in ((_STRONG, True), (_WEAK, False))
        for lead in table.get(word, ())
    )
    for word in _STRONG | _WEAK
}
"""By the last word of a cue: the words before it, nearest first, and whether it is strong."""
_ARTICLES = words("a o la el")

_NO_NAMES = words(
    # English
    "a an the not no so very in on at to of here now back new available ready just also only always all"
    " your you it he she we they what who this that but and or from visiting located based open free sure"
    " sorry happy waiting looking offering working professional certified licensed qualified experienced"
    " independent private trained massage masseuse therapist tutor teacher cleaner student girl woman lady"
    " man boy guy friendly honest real reliable local mobile young mature single clean sweet beautiful"
    " pretty sexy hot nice good great best details more info information appointment appointments price"
    " prices rates discount special specials directions at me him her them us my our maybe anytime today"
    " tonight tomorrow monday tuesday wednesday thursday friday saturday sunday important mr mrs ms miss"
    " dr sir madam yours half part full able about still well fully really american english british irish"
    " french german italian spanish portuguese brazilian russian ukrainian polish romanian hungarian czech"
    " bulgarian greek turkish arab lebanese persian indian pakistani thai chinese japanese korean"
    " vietnamese filipina asian european latina latin african caribbean colombian mexican venezuelan cuban"
    " dominican canadian australian swedish norwegian danish dutch swiss austrian black white mixed exotic"
    " native"
    # Spanish, Portuguese
    " una un de muy tu su nueva nuevo chica mujer hombre profesional masajista estudiante profesora"
    " independiente colombiana venezolana espanola rusa brasilena mexicana argentina latina latino cubana"
    " dominicana seria uma um muito sua seu nova novo garota mulher homem massagista professora professor"
    " brasileira portuguesa morena loira carinhosa completa discreta"
    # French
    " une le les tres votre ta ton nouvelle nouveau disponible femme fille masseur etudiante professeure"
    " independante francaise russe italienne espagnole bresilienne de du des en a la l"
    # German
    " ein eine einer die der das deine dein neu hier sehr frau mann madchen studentin student masseurin"
    " therapeutin lehrerin lehrer mobil privat selbststandig deutsche russin polin thai asiatin erreichbar"
    " im in"
    # Italian
    " una un la il molto tua tuo nuova nuovo ragazza donna uomo massaggiatrice studentessa insegnante"
    " italiana russa brasiliana disponibile qui"
    # Russian
    " не я из в на новая девушка женщина мужчина массажистка студентка"
)
_PROFESSION = re.compile(r"\w{3,30}(?:eurin|istin|erin|antin|atorin|ologe|ologin)")
_GERMAN_NAMES = words("katherin catherin kathrin catharin")
_GAP = re.compile(r" {0,2}+(?:[:=-] ?)?[\"'*]?")
_COLON = re.compile(r" ?[:=] ?[\"'*]?")


def find(reading: Reading, _country: str | None) -> Iterator[Attribute]:
    """Names of one passage."""
    for index in reading.at(LANDMARKS):
        if reading.words[index] == "here":
            yield from _here(reading, index)
            continue
        strong = _strength(reading, index)
        if strong is None:
            continue
        at = index + 1
        if reading.words[index] == "sou" and reading.word(at) in _ARTICLES:
            at += 1
        hit = _named(reading, at, strong=strong) if _GAP.fullmatch(reading.gap(at)) else None
        if hit is not None:
            yield hit


def _here(reading: Reading, index: int) -> Iterator[Attribute]:
    """The name in "Hi, Anna here": at the start of a sentence, or behind a comma or a greeting."""
    before = reading.gap(index - 1)
    opens = index < 2 or before.strip(" ") or reading.word(index - 2) in _GREETINGS
    hit = _named(reading, index - 1, strong=False) if opens and reading.gap(index) == " " else None
    if hit is not None:
        yield hit


def _strength(reading: Reading, index: int) -> bool | None:
    """True for a strong cue, False for a weak one, None for none."""
    word = reading.words[index]
    if word in _FIELDS and _COLON.fullmatch(reading.gap(index + 1)):
        return True
    for lead, strong in _LEADS.get(word, ()):
        if all(
            reading.word(index - back) == wanted and reading.spaced(index - back + 1)
            for back, wanted in enumerate(lead, 1)
        ):
            return strong
    return None


def _named(reading: Reading, index: int, *, strong: bool) -> Attribute | None:
    word = reading.word(index)
    if not 2 <= len(word) <= 20 or word in _NO_NAMES:
        return None
    start, end = reading.starts[index], reading.ends[index]
    if reading.low[end : end + 1] == "-" and reading.starts[index + 1] == end + 1:
        # "Anna-Maria", but not "Anna-call".
        following = reading.text[end + 1 : reading.ends[index + 1]] if index + 1 < len(reading.words) else ""
        end = reading.ends[index + 1] if following[:1].isupper() else end
    raw = reading.text[start:end]
    after = reading.text[end : end + 1]
    if after.isalnum() or reading.in_address(start, end):
        return None
    if not strong and not (raw[0].isupper() and raw[1:2].islower() and not _is_profession(word)):
        return None
    confidence = STRONG_CONFIDENCE if strong and raw[0].isupper() else WEAK_CONFIDENCE
    return reading.attribute(AttributeKind.NAME, _written(raw), (start, end), LABEL, confidence)


def _is_profession(word: str) -> bool:
    return word not in _GERMAN_NAMES and _PROFESSION.fullmatch(word) is not None


def _written(raw: str) -> str:
    """The name with capitals where names have them."""
    name = unicodedata.normalize("NFC", raw)
    if name.isupper() or name.islower():
        return "-".join(part[:1].upper() + part[1:].lower() for part in name.split("-"))
    return name
