"""The same ad in slightly other words, as people write it from one day to the next."""

from __future__ import annotations

from linkage.synthetic.dice import Dice
from linkage.synthetic.languages import BANKS
from linkage.synthetic.texts import Template
from linkage.synthetic.words import EMOJI

SYNONYMS = {
    "en": (
        ("happy to", "glad to"),
        ("clean and quiet", "tidy and calm"),
        ("every day", "each day"),
        ("Every day", "All week"),
        ("I offer", "I provide"),
        ("Thank you", "Thanks"),
        ("See you", "Hope to see you"),
        ("an hour", "per hour"),
        ("Hello", "Hey"),
        ("near the", "close to the"),
        ("Please be", "Kindly be"),
        ("practice", "experience"),
        ("my name is", "I am"),
        ("first ", "1st "),
        (" and ", " & "),
        ("Get ", "Get your "),
        ("message", "text"),
        ("my page", "my ad"),
    ),
    "es": (
        ("Hola", "Buenas"),
        ("Gracias", "Mil gracias"),
        ("y ", "e "),
        ("lugar", "sitio"),
        ("la hora", "por hora"),
    ),
    "fr": (("Bonjour", "Coucou"), ("Merci", "Un grand merci"), (" et ", " & "), ("endroit", "lieu")),
    "de": (("Hallo", "Hi"), ("Danke", "Vielen Dank"), (" und ", " & "), ("Bitte", "Gern"), ("Ort", "Platz")),
    "zh": (("你好", "您好"), ("提供", "专做"), ("欢迎", "期待"), ("环境", "地方"), ("可以", "能")),
    "ja": (("こんにちは", "どうも"), ("毎日", "いつでも"), ("場所", "所"), ("料金", "お値段")),
    "th": (("ขอบคุณ", "ขอบพระคุณ"), ("ทุกวัน", "เปิดทุกวัน"), ("โทร", "โทรหา"), ("สะอาด", "สะอาดมาก")),
}
"""Ways to say the same thing, by language. Neither side touches a slot."""
FEWEST = 4
"""Sentences that stay whatever is dropped."""


def varied(dice: Dice, template: Template, steps: int) -> Template:
    """The template after so many steps: a sentence dropped, added or moved, words replaced."""
    parts = list(template.parts)
    for _ in range(steps):
        kind = dice.below(5)
        if kind == 0 and len(parts) > FEWEST:
            del parts[dice.below(len(parts))]
        elif kind == 1:
            bank = BANKS[template.language]
            source = dice.pick((bank.manner, bank.hours, bank.extra))
            parts.insert(1 + dice.below(len(parts)), dice.pick(source))
        elif kind == 2:
            at = dice.below(len(parts) - 1)
            parts[at], parts[at + 1] = parts[at + 1], parts[at]
        else:
            _replace_words(dice, parts, template.language)
    return template.composed(tuple(parts))


def _replace_words(dice: Dice, parts: list[str], language: str) -> None:
    """Say something in other words, where the text has one of a few phrases drawn."""
    pairs = SYNONYMS[language]
    for _ in range(3):
        old, new = dice.pick(pairs)
        for place, part in enumerate(parts):
            if old in part:
                parts[place] = part.replace(old, new, 1)
                return


def smudged(dice: Dice, text: str) -> str:
    """Small marks of a hand: a slip, an emoji, a shout, doubled signs. Half of the texts get none."""
    kind = dice.below(8)
    if kind == 0:
        return _slip(dice, text)
    if kind == 1:
        at = text.find(" ", dice.below(len(text)))
        return text if at < 0 else f"{text[:at]} {dice.pick(EMOJI)}{text[at:]}"
    if kind == 2:
        return text.replace(".", dice.pick(("!", "!!", " ...")), 1 + dice.below(3))
    if kind == 3:
        head, dot, rest = text.partition(".")
        return head.upper() + dot + rest
    return text


def _slip(dice: Dice, text: str) -> str:
    """Two neighbouring letters in the wrong order, or one of them lost; never a digit."""
    at = dice.below(max(1, len(text) - 2))
    pair = text[at : at + 2]
    if not pair.isalpha():
        return text
    return text[:at] + (pair[::-1] if dice.chance(0.5) else pair[0]) + text[at + 2 :]
