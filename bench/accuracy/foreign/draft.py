"""An ad in the making."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, NamedTuple

from bench.accuracy.foreign.pictures import Key, Picture
from bench.accuracy.foreign.places import City

_FIRST_DAY = datetime(2023, 1, 2, tzinfo=UTC)
_NORTH_AMERICA = ("US", "CA")


class Leads(NamedTuple):
    """How a text leads up to a contact; a handle has two slots, its platform and its name."""

    phone: Sequence[str]
    email: Sequence[str]
    handle: Sequence[str]


LEADS = Leads(
    phone=("Call {}", "Text or call {}", "Phone: {}", "Reach us on {}", "Tel {}"),
    email=("mail {}", "Write to {}", "E-mail: {}"),
    handle=("find me on {} as @{}", "{}: @{}"),
)


class Draft:
    """The fields of a record, and the identifiers that it shows in lists or in its text."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self.fields: dict[str, Any] = {}
        self.shown: list[Key] = []

    def place(self, city: City, *, exact: float) -> None:
        """Set the location, with coordinates at this rate."""
        rng = self._rng
        location: dict[str, object] = {"country": city.country, "city": city.name}
        if rng.random() < 0.7:
            location["region"] = city.region
        if rng.random() < exact:
            location["lat"] = round(city.lat + rng.gauss(0, 0.03), 4)
            location["lon"] = round(city.lon + rng.gauss(0, 0.03), 4)
        self.fields["location"] = location

    def date(self, day: int) -> None:
        """Set when it was posted and, mostly, when it was crawled."""
        rng = self._rng
        posted = _FIRST_DAY + timedelta(days=day, seconds=rng.randrange(86_400))
        self.fields["posted_at"] = _written(posted)
        if rng.random() < 0.6:
            self.fields["crawled_at"] = _written(posted + timedelta(hours=rng.randint(1, 90)))

    def spelled(self, phone: str) -> str:
        """The number as people write it, without its country code only where the ad is from there."""
        country = self.fields.get("location", {}).get("country")
        if phone.startswith("+1"):
            a, b, c = phone[2:5], phone[5:8], phone[8:]
            forms = [phone, f"+1 {a} {b} {c}", f"+1-{a}-{b}-{c}"]
            if country in _NORTH_AMERICA:
                forms += [f"{a}-{b}-{c}", f"({a}) {b}-{c}", f"{a}.{b}.{c}", a + b + c, f"{a} {b} {c}"]
        else:
            a, b = phone[3:7], phone[7:]
            forms = [phone, f"+44 {a} {b}"]
            if country == "GB":
                forms.append(f"0{a} {b}")
        return self._rng.choice(forms)

    def contacts(
        self,
        phones: Iterable[str] = (),
        emails: Iterable[str] = (),
        handles: Iterable[str] = (),
        *,
        hidden: float,
        leads: Leads = LEADS,
    ) -> None:
        """Put contacts in the lists, in the text alone (at the rate `hidden`), or in both.

        A handle is always in its list. The body must be there already.
        """
        rng = self._rng
        listed = rng.random() >= hidden
        told = not listed or rng.random() < 0.25
        tail: list[str] = []
        for phone in phones:
            if told:
                tail.append(rng.choice(leads.phone).format(self.spelled(phone)))
            if listed:
                self._list("phones", self.spelled(phone))
            self.shown.append(("phone", phone))
        for email in emails:
            if told:
                tail.append(rng.choice(leads.email).format(email))
            if listed:
                self._list("emails", email)
            self.shown.append(("email", email))
        for handle in handles:
            self._list("handles", handle)
            # A messenger's handle is the phone number, which is told already.
            if told and listed and not handle.startswith("whatsapp"):
                tail.append(rng.choice(leads.handle).format(*handle.split(":", 1)))
            self.shown.append(("handle", handle))
        if tail:
            self.fields["body"] += f" {'. '.join(tail)}."

    def picture(self, shown: Picture) -> None:
        """Add a picture, once."""
        wire = shown.wire()
        if wire not in self.fields.get("images", ()):
            self._list("images", wire)
            self.shown += shown.identifiers()

    def _list(self, field: str, item: object) -> None:
        self.fields.setdefault(field, []).append(item)


def _written(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
