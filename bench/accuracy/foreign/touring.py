"""Operators who change cities and numbers, among much that says nothing about who is behind an ad."""

from __future__ import annotations

from bench.accuracy.foreign.draft import Draft
from bench.accuracy.foreign.pictures import Album, Picture, picture, recoded
from bench.accuracy.foreign.places import City
from bench.accuracy.foreign.travellers import HORIZON, Traveller, travellers
from bench.accuracy.foreign.words import edited, filled, prose, title
from bench.accuracy.foreign.world import World

_SITES = tuple(
    f"{tree}.example" for tree in ("maple", "birch", "cedar", "elm", "hazel", "rowan", "alder", "poplar")
)
_STOCK = 80
_STOCK_WEIGHTS = [1 / (rank + 1) for rank in range(_STOCK)]
_HEIRS = 0.02
"""Operators that get a number which somebody else gave up."""
_IDLE_DAYS = (300, 425)
"""For so long such a number was nobody's."""
_OVERLAP_DAYS = 10
"""For so long after a change the number before is still told."""


class _Touring:
    def __init__(self, seed: int, ads: int) -> None:
        self.world = world = World("touring", seed, _SITES)
        self.rng = rng = world.rng
        self._told_helpline, self._helpline = world.phones(2)
        world.share("phone", self._told_helpline)
        world.share("phone", self._helpline)
        self._mailboxes = {site: f"support@{site.split('.')[0]}.example.com" for site in _SITES}
        for mailbox in self._mailboxes.values():
            world.share("email", mailbox)
        self._stock: list[list[Picture]] = []
        for rank in range(_STOCK):
            original = picture(rng)
            self._stock.append([original, *(recoded(rng, original) for _ in range(3 if rank < 20 else 1))])
            for file in self._stock[-1]:
                world.share_picture(file)
        self.operators = travellers(world, ads)
        self._last_use: dict[str, int] = {}
        """Last day of each operator's own numbers, second lines included."""

    def run(self) -> None:
        """Post everything. Heirs come last, when it is known which numbers are given up."""
        rng = self.rng
        # A number comes back late, so an heir must not post for long.
        late = [n for n, one in enumerate(self.operators) if one.size >= 2 and one.span < 300]
        heirs = rng.sample(late, min(len(late), int(_HEIRS * len(self.operators))))
        for number in range(len(self.operators)):
            if number not in heirs:
                self._post(number)
        least, most = _IDLE_DAYS
        end = HORIZON - most - 25  # what is given up later comes back too late
        free = sorted((day, phone) for phone, day in self._last_use.items() if day < end)
        rng.shuffle(free)
        for number in heirs:
            if free:
                heir = self.operators[number]
                day, heir.phones[0] = free.pop()
                heir.start = day + rng.randint(least, most)
            self._post(number)

    def _post(self, number: int) -> None:
        """All ads of one operator; each of its workers is in another city every week."""
        rng, by = self.rng, self.operators[number]
        days = sorted(by.start + rng.randrange(by.span) for _ in range(by.size))
        ways: dict[str, list[City]] = {}
        album = Album(rng, [*by.pictures, *by.stolen], anew=0.25, files=4)
        for day in days:
            name = rng.choice(by.names)
            way = ways.setdefault(name, [])
            while len(way) <= (day - by.start) // 7:
                way.append(self._next_city(by, way))
            ad, city = self.world.draft(), way[(day - by.start) // 7]
            self._describe(ad, by, name, city, day)
            site = rng.choice(by.sites)
            self._contact(ad, by, city, day, site)
            if (by.pictures or by.stolen) and rng.random() < 0.7:
                for one in album.some(3):
                    ad.picture(one)
            if rng.random() < 0.08:
                ad.picture(rng.choice(rng.choices(self._stock, _STOCK_WEIGHTS)[0]))
            if rng.random() < 0.3:
                ad.fields["price"] = str(rng.randrange(30, 160, 5))
            ad.fields["category"] = by.trade
            self.world.emit(f"t{number}", ad, site)

    def _next_city(self, by: Traveller, way: list[City]) -> City:
        """Another one than the week before; venues draw people back."""
        back = self.rng.random() < 0.5 and by.venues
        cities = [venue.city for venue in by.venues] if back else by.cities
        return self.rng.choice([city for city in cities if not way or city != way[-1]] or by.cities)

    def _describe(self, ad: Draft, by: Traveller, name: str, city: City, day: int) -> None:
        """Where, when and what."""
        rng = self.rng
        if rng.random() < 0.92:
            ad.place(city, exact=0.3)
        ad.date(day)
        ad.fields["title"] = title(rng, by.trade, city.name)
        if rng.random() < 0.6:
            ad.fields["name"] = name
        text = ["{name}", "{city}", *prose(rng, rng.randint(20, 60))] if by.improvises else by.text
        words = edited(rng, text, 0 if by.has_agency and rng.random() < 0.6 else 0.07)
        slots = {"name": name, "city": city.name, "price": f"${rng.randrange(30, 160, 5)}"}
        ad.fields["body"] = filled(" ".join(words), slots)
        if by.tells_helpline:
            number = ad.spelled(self._told_helpline)
            ad.fields["body"] += f" Feeling unsafe at work? Free helpline {number}."
            ad.shown.append(("phone", self._told_helpline))

    def _contact(self, ad: Draft, by: Traveller, city: City, day: int, site: str) -> None:
        rng = self.rng
        phones = self._own_phones(by, day) if rng.random() < 0.85 else []
        receptions = [venue.phone for venue in by.venues if venue.city == city]
        if receptions and rng.random() < 0.7:
            phones = [rng.choice(receptions), *(phones if rng.random() < 0.6 else ())]
        elif rng.random() < 0.01:  # the number of somebody else, by mistake
            phones = [rng.choice(rng.choice(self.operators).phones)]
        for phone in {*phones} & {*by.phones, by.second_phone}:
            self._last_use[phone] = max(day, self._last_use.get(phone, 0))
        if rng.random() < 0.004:
            phones = [*phones, self._helpline]
        emails = [rng.choice(by.emails)] if by.emails and rng.random() < 0.4 else []
        if rng.random() < 0.03:
            emails = [*emails, self._mailboxes[site]]
        handles = [rng.choice(by.handles)] if by.handles and rng.random() < 0.4 else []
        ad.contacts(phones, emails, handles, hidden=0.2)

    def _own_phones(self, by: Traveller, day: int) -> list[str]:
        """The number of the day, with the one before it just after a change, or the second line."""
        rng = self.rng
        held = by.span / len(by.phones)
        turn = (day - by.start) / held
        now = min(int(turn), len(by.phones) - 1)
        phones = [by.phones[now]]
        if now and turn - now < _OVERLAP_DAYS / held and rng.random() < 0.35:
            return [*phones, by.phones[now - 1]]
        if by.second_phone and rng.random() < 0.4:
            return [by.second_phone, *(phones if rng.random() < 0.5 else ())]
        return phones


def make(seed: int, ads: int) -> World:
    """The world of a seed."""
    touring = _Touring(seed, ads)
    touring.run()
    return touring.world
