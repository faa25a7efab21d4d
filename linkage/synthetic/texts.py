"""Text templates of operators and the shared texts that belong to nobody."""

from __future__ import annotations

from typing import NamedTuple

from linkage.synthetic.dice import Dice
from linkage.synthetic.english import Bank
from linkage.synthetic.languages import BANKS
from linkage.synthetic.unspaced import MARKS
from linkage.synthetic.words import CATEGORIES, EMOJI, LOOKALIKES


class Template(NamedTuple):
    """A title and a body with the slots `{name}`, `{price}` and, in the title, `{city}`."""

    language: str
    category: str
    title: str
    body: str
    parts: tuple[str, ...] = ()
    """The body's sentences, for wording them anew, and `frame`, what the body is made of them with."""
    frame: tuple[str, str] = (" ", "")

    def composed(self, parts: tuple[str, ...]) -> Template:
        """The same template of other sentences."""
        joint, sign = self.frame
        body = joint.join(parts)
        return self._replace(parts=parts, body=f"{sign} {body} {sign}" if sign else body)


def template(dice: Dice, language: str, category: str) -> Template:
    """A new template: some eight sentences, each from its own list, with a look of its own.

    English ones number about 10^10, so two operators do not come to the same by accident.
    """
    bank = BANKS[language]
    manner, more = dice.two(bank.manner)
    parts = [dice.pick(bank.opening), _offer(dice, bank, language, category), manner]
    parts += [dice.pick(bank.hours), dice.pick(bank.terms)]
    if dice.chance(0.5):
        parts.append(more)
    if dice.chance(0.5):
        turn = 1 + dice.below(len(parts) - 1)
        parts = [parts[0], *parts[turn:], *parts[1:turn]]
    parts.append(dice.pick(bank.closing))
    joint = dice.pick((" ", " ", " ", "\n", f" {dice.pick(EMOJI)} "))
    if joint == " " and language in MARKS:
        joint = MARKS[language][2]
    sign = dice.pick(EMOJI) if dice.chance(0.3) else ""
    blank = Template(language, category, _title(dice, bank, category), "", frame=(joint, sign))
    return blank.composed(tuple(parts))


def _offer(dice: Dice, bank: Bank, language: str, category: str) -> str:
    offer = dice.pick(bank.offer[category]).replace("{adj}", dice.pick(bank.adjective))
    first, second = dice.two(bank.detail)
    comma, stop, _ = MARKS.get(language, (", ", ".", " "))
    return f"{offer}{comma}{first}{comma}{second}{stop}"


def _title(dice: Dice, bank: Bank, category: str) -> str:
    adjective = dice.pick(bank.adjective).capitalize()
    sign = f"{dice.pick(EMOJI)} " if dice.chance(0.2) else ""
    return sign + dice.pick(
        (
            f"{adjective} {category} - {{city}}",
            f"{{name}}, {category} in {{city}}",
            f"{{city}}: {adjective.lower()} {category}",
            f"{category.capitalize()} {{city}}",
        )
    )


def shared_bodies(dice: Dice, count: int, with_hotline: int, hotline: str) -> tuple[str, ...]:
    """Bodies that many operators copy; the first `with_hotline` of them print `hotline` inside."""
    bodies = [template(dice, "en", dice.pick(CATEGORIES)).body for _ in range(count)]
    return tuple(
        f"{body}\nQuestions about this page? Ring {hotline}." if n < with_hotline else body
        for n, body in enumerate(bodies)
    )


def lookalike(dice: Dice) -> str:
    """A line of digits that is no phone: prices, dates, references."""
    if dice.chance(0.5):
        return f"Order no. 4{dice.bits(40) % 10**12:012d}"
    return dice.pick(LOOKALIKES)
