"""An ad in the making: what traps may change before it becomes a record."""

from __future__ import annotations

from datetime import UTC, datetime

from linkage.synthetic import pools
from linkage.synthetic.dice import Dice
from linkage.synthetic.labels import Trap
from linkage.synthetic.languages import BANKS
from linkage.synthetic.numbers import disguised, written
from linkage.synthetic.operators import Operator
from linkage.synthetic.places import CURRENCIES, City
from linkage.synthetic.profile import Profile
from linkage.synthetic.texts import Template
from linkage.synthetic.wording import smudged, varied
from linkage.synthetic.words import NAMES


class Draft:
    """The parts of one ad. `spoken` holds the numbers to be written into the body."""

    __slots__ = (
        "body",
        "city",
        "country",
        "emails",
        "handles",
        "hosted",
        "images",
        "notes",
        "operator",
        "phones",
        "pictures",
        "price",
        "spoken",
        "template",
        "traps",
        "urls",
        "wallets",
    )

    def __init__(self, operator: Operator, city: City) -> None:
        self.operator = operator
        self.city = city
        self.country: str | None = city.country
        self.phones: list[str] = []
        self.spoken: list[str] = []
        self.emails: list[str] = []
        self.handles: list[str] = []
        self.urls: list[str] = []
        self.wallets: list[str] = []
        self.pictures: list[pools.Picture] = []
        self.images: list[dict[str, object]] = []
        self.notes: list[str] = []
        self.traps: list[str] = []
        self.body = ""
        self.template: Template | None = None
        """What the body is written from instead of the operator's own."""
        self.price = 0
        self.hosted = False
        """Whether a venue's reception phone stands on the ad."""


def stamp(seconds: int) -> str:
    """ISO 8601 in UTC."""
    return datetime.fromtimestamp(seconds, UTC).isoformat()[:19] + "Z"


def add_contacts(dice: Dice, profile: Profile, draft: Draft) -> None:
    """The operator's own phone, e-mail, handle, page and wallet, each by its rate."""
    operator = draft.operator
    phone, email, handle = profile.phone, profile.email, profile.handle
    if operator.phone_rate is not None:
        phone = operator.phone_rate
    if operator.contact_rate is not None:
        email = handle = operator.contact_rate
    if dice.chance(phone):
        place_phone(dice, profile, draft, dice.favour(operator.phones))
    if operator.emails and dice.chance(email):
        draft.emails.append(dice.favour(operator.emails))
    if operator.handles and dice.chance(handle):
        _place_handle(dice, draft, dice.favour(operator.handles))
    if operator.page and dice.chance(0.4):
        draft.urls.append(operator.page)
    if operator.wallet and dice.chance(0.5):
        draft.wallets.append(operator.wallet)


def place_phone(dice: Dice, profile: Profile, draft: Draft, number: str) -> None:
    """Put a number in the list, in the body, or in both."""
    roll = dice.roll()
    if roll >= profile.in_body:
        draft.phones.append(number)
    if roll < 2 * profile.in_body:
        draft.spoken.append(number)


def _place_handle(dice: Dice, draft: Draft, handle: str) -> None:
    platform, _, name = handle.partition(":")
    roll = dice.roll()
    if roll < 0.7 or platform not in {"telegram", "instagram"}:
        draft.handles.append(handle)
    elif roll < 0.85:
        draft.notes.append(f"{platform.capitalize()}: @{name}")
    else:
        host = "t.me" if platform == "telegram" else "instagram.com"
        draft.notes.append(f"https://{host}/{name}")


def add_pictures(dice: Dice, profile: Profile, draft: Draft) -> None:
    """One to three of the operator's pictures, some of them encoded anew."""
    owned = draft.operator.pictures
    if not owned or not dice.chance(profile.picture):
        return
    for _ in range(dice.between(1, 3)):
        chosen = dice.favour(owned)
        if chosen not in draft.pictures:
            draft.pictures.append(chosen)
    draft.pictures = [
        pools.reencoded(dice, one) if dice.chance(profile.reencoded) else one for one in draft.pictures
    ]


def finish(dice: Dice, profile: Profile, draft: Draft) -> dict[str, object]:
    """The record's content, without the fields that name and date it."""
    operator = draft.operator
    which = dice.below(len(operator.templates))
    chosen = operator.templates[which]
    name, age = dice.favour(operator.names)
    if profile.new_name and dice.chance(profile.new_name):
        name = dice.pick(NAMES)
    city = draft.city
    body = draft.body or _body(dice, profile, draft, chosen, name)
    if dice.chance(profile.reworded):
        body = f"{body} {dice.pick(BANKS[chosen.language].extra)}"
    for number in draft.spoken:
        body = f"{body}\n{operator.leads[which]} {_spoken(dice, profile, draft, number)}"
    for note in draft.notes:
        body = f"{body}\n{note}"
    place: dict[str, object] = {"region": city.region, "city": city.name, "lat": city.lat, "lon": city.lon}
    content: dict[str, object] = {"title": chosen.title.format(city=city.name, name=name), "body": body}
    content |= {
        "phones": draft.phones,
        "emails": draft.emails,
        "handles": draft.handles,
        "urls": draft.urls,
        "wallets": draft.wallets,
        "images": [pools.image(dice, one) for one in draft.pictures] + draft.images,
    }
    content = {key: value for key, value in content.items() if value}
    content["location"] = {"country": draft.country, **place} if draft.country else place
    content |= {"name": name, "age": age, "price": draft.price, "category": chosen.category}
    return content


def _body(dice: Dice, profile: Profile, draft: Draft, chosen: Template, name: str) -> str:
    """The text of the operator's template, or of its agency's, as it is worded in this ad."""
    if draft.template is not None:
        chosen = draft.template
    if profile.rewording and dice.chance(profile.rewording):
        chosen = varied(dice, chosen, dice.between(1, 3))
        draft.traps.append(Trap.REWORDED)
    country = draft.city.country
    price = f"{draft.price} €" if country == "FR" else f"{CURRENCIES[country]}{draft.price}"
    body = chosen.body.format(name=name, price=price)
    return smudged(dice, body) if profile.smudge and dice.chance(profile.smudge) else body


def _spoken(dice: Dice, profile: Profile, draft: Draft, number: str) -> str:
    if profile.disguised and dice.chance(profile.disguised):
        draft.traps.append(Trap.DISGUISED_PHONE)
        return disguised(dice, number, draft.country)
    return written(number, draft.country, dice.below(4))
