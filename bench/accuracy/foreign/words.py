"""Words, and the prose, titles and made-up names that are put together from them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from random import Random


def _words(text: str) -> Sequence[str]:
    return tuple(text.split())


NAMES = _words(
    """
    Ada Ben Cara Dan Elsa Finn Gwen Hugo Iris Jonas Kira Leo Mona Nils Olga Paul Rita Sam Tara Uwe
    Vera Walt Xenia Yann Zoe Alma Boris Celia Dario Edith Felix Greta Henry Ines Jules Karin Lars
    Maya Nora Oscar Petra Quinn Rosa Stan Tessa Ulla Victor Wanda Yusuf Zelda Amir Bea Carl Dora
    Emil Freya Gus Hana Ivan Jill
    """
)
_ADJECTIVES = _words(
    """
    calm careful bright early flexible friendly gentle honest quick patient quiet reliable tidy warm
    modern private local trained weekly affordable simple spotless classic thorough relaxed clever
    steady fresh deep light soft firm modest certified polite punctual sunny central spacious
    comfortable rustic digital handy personal detailed cheerful practical genuine seasonal discreet
    regular mobile portable ample new seasoned helpful clear sensible balanced neat restful serene
    fair crisp sturdy elegant smooth natural organic swift tailored
    """
)
_NOUNS = _words(
    """
    studio session massage shoulder back neck lesson tutor grammar algebra physics exam essay
    reading kitchen window carpet oven office garden stair hallway floor curtain sofa laundry
    ironing family student teacher client neighbour team morning evening weekend afternoon schedule
    visit booking parking entrance street corner station bridge market square river harbour museum
    library bakery lamp towel oil music tea chair table blanket cushion candle stone heat cream
    bottle cloth brush bucket vacuum polish paper pencil notebook tablet lecture homework chemistry
    history piano guitar violin spelling vocabulary accent conversation project deadline certificate
    training course method routine comfort posture sleep stress muscle tension balance breath walk
    sport runner cyclist desk screen flat house villa cottage apartment attic cellar balcony terrace
    fence hedge lawn tree flower kettle fridge shelf cupboard drawer mirror tile drain pipe door key
    lift discount voucher gift package offer price deposit card cash receipt
    """
)
_VERBS = _words(
    """
    offer bring arrange prepare teach explain clean polish ease loosen improve support plan keep
    save restore refresh organise deliver check practise review repair sort wash welcome visit
    answer book cancel confirm compare begin finish share recommend adjust warm stretch mend carry
    collect replace
    """
)
_ADVERBS = _words(
    """
    gladly calmly weekly quickly slowly together carefully early late often always soon today
    tomorrow properly patiently quietly daily indoors outdoors nearby everywhere upstairs downtown
    afterwards
    """
)
TRADES = (
    "massage",
    "tutoring",
    "cleaning",
    "house cleaning",
    "sports massage",
    "maths tutoring",
    "language lessons",
    "office cleaning",
    "garden help",
    "music lessons",
)
_BANK = (*_ADJECTIVES, *_NOUNS, *_VERBS, *_ADVERBS)
_KINDS: Mapping[str, Sequence[str]] = {
    "ADJ": _ADJECTIVES,
    "NOUN": _NOUNS,
    "VERB": _VERBS,
    "ADV": _ADVERBS,
}
_KIND = re.compile("ADJ|NOUN|VERB|ADV")
_SENTENCES = (
    "ADJ NOUN and NOUN for a ADJ NOUN",
    "we VERB your NOUN ADV with ADJ NOUN",
    "I VERB and VERB the NOUN near the NOUN",
    "ask about the ADJ NOUN ADV",
    "ADV a ADJ NOUN, no NOUN needed",
    "NOUN, NOUN or NOUN: ADJ and ADJ",
    "let us VERB a NOUN before your ADJ NOUN",
    "my NOUN is ADJ, the NOUN ADJ",
    "VERB the NOUN ADV and VERB a NOUN",
)
_SYLLABLES = tuple(
    onset + vowel
    for onset in _words("b d f g k l m n p r s t v z br dr kl st tr sh")
    for vowel in _words("a e i o u ai ou")
)


def made_word(rng: Random, least: int = 2, most: int = 4) -> str:
    """A word of so many syllables that no language has."""
    return "".join(rng.choice(_SYLLABLES) for _ in range(rng.randint(least, most)))


def prose(rng: Random, words: int) -> list[str]:
    """So many words of sentences that say little; the last one may be cut short."""
    found: list[str] = []
    while len(found) < words:
        found += _sentence(rng).split()
    return found[:words]


def _sentence(rng: Random) -> str:
    text = _KIND.sub(lambda kind: rng.choice(_KINDS[kind[0]]), rng.choice(_SENTENCES))
    return text[0].upper() + text[1:] + "."


def edited(rng: Random, words: Sequence[str], share: float) -> list[str]:
    """The words with about this share of them replaced, followed by another or left out; slots stay."""
    found: list[str] = []
    for word in words:
        if "{" in word or rng.random() >= share:
            found.append(word)
            continue
        way = rng.random()
        if way < 0.7:
            found.append(rng.choice(_BANK))
        elif way < 0.85:
            found += [word, rng.choice(_BANK)]
    return found


def filled(text: str, slots: Mapping[str, object]) -> str:
    """The text with `{slot}` replaced by its value; other braces are left alone."""
    for slot, value in slots.items():
        text = text.replace("{" + slot + "}", str(value))
    return text


def title(rng: Random, trade: str, city: str | None = None) -> str:
    """A title for a trade, often with the city where there is one."""
    start = f"{rng.choice(_ADJECTIVES).capitalize()} {trade}"
    if city and rng.random() < 0.6:
        return f"{start} in {city}"
    return f"{start}, {rng.choice(_ADJECTIVES)} {rng.choice(_NOUNS)}"
