"""Recruiters who post one job on several sites again and again, from the same phrases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple

from bench.accuracy.foreign.draft import Draft
from bench.accuracy.foreign.jobs import CHINESE, ENGLISH, SPANISH, Wording
from bench.accuracy.foreign.pictures import Picture, picture, recoded
from bench.accuracy.foreign.places import US_CITIES, City
from bench.accuracy.foreign.words import filled, made_word, prose
from bench.accuracy.foreign.world import World

_SITES = tuple(f"jobs-{name}.example" for name in ("one", "two", "three", "four", "five", "six"))
_BRANCHES = ("Foods", "Logistics", "Farms", "Care", "Fruit", "Storage", "Homes", "Packing")
_FRANCHISED = 0.4
"""About the share of recruiters under the logo of a franchise."""


class _Listing(NamedTuple):
    """A job, posted so many times on each of its sites."""

    sites: list[str]
    times: int


@dataclass(slots=True)
class _Recruiter:
    listings: list[_Listing]
    home: City
    phones: list[str]
    emails: list[str]
    messenger: bool
    pictures: list[Picture]
    employers: list[str]
    own_words: list[str]
    language: float
    """Where it stands between languages, in [0, 1)."""
    logos: list[Picture] = field(default_factory=list)
    """Files of one picture."""


@dataclass(frozen=True, slots=True)
class _Job:
    wording: Wording
    place: City
    slots: Mapping[str, object]
    text: str
    phones: list[str]
    day: int
    pay: int


@dataclass(frozen=True, slots=True)
class _Shared:
    """What says nothing about a recruiter: a helpline, and a mailbox of each site."""

    helpline: str
    mailboxes: Mapping[str, str]


def make(seed: int, ads: int) -> World:
    """The world of a seed."""
    world = World("labour", seed, _SITES)
    shared = _Shared(world.phone(), {site: f"apply@{site.split('.')[0]}.example.com" for site in _SITES})
    world.share("phone", shared.helpline)
    for mailbox in shared.mailboxes.values():
        world.share("email", mailbox)
    recruiters = _recruiters(world, ads)
    _brand(world, recruiters)
    for number, recruiter in enumerate(recruiters):
        for listing in recruiter.listings:
            job = _job(world.rng, recruiter)
            day = job.day
            for _ in range(listing.times):
                # The last recruiter may have more to post than the world has room for.
                for site in listing.sites[: ads - len(world)]:
                    world.emit(f"l{number}", _ad(world, recruiter, job, day, site, shared), site)
                day += world.rng.randint(2, 6)
    return world


def _recruiters(world: World, ads: int) -> list[_Recruiter]:
    """As many as it takes for so many ads."""
    rng = world.rng
    each = max(6, ads // 800)
    employers = [f"{made_word(rng, 2, 3).capitalize()} {branch}" for branch in _BRANCHES for _ in range(each)]
    recruiters: list[_Recruiter] = []
    planned = 0
    while planned < ads:
        listings = [_listing(rng) for _ in range(min(8, int(rng.paretovariate(1.1))))]
        planned += sum(len(one.sites) * one.times for one in listings)
        recruiters.append(_recruiter(world, listings, employers))
    return recruiters


def _listing(rng: Random) -> _Listing:
    sites = rng.sample(_SITES, rng.choices((1, 2, 3), (5, 3, 2))[0])
    return _Listing(sites, min(25, int(rng.paretovariate(1.0) * 1.5)))


def _recruiter(world: World, listings: list[_Listing], employers: Sequence[str]) -> _Recruiter:
    rng = world.rng
    return _Recruiter(
        listings=listings,
        home=rng.choice(US_CITIES),
        phones=world.phones(rng.choices((1, 2, 3), (6, 3, 1))[0]),
        emails=world.emails(rng.choice((0, 1, 1, 2))),
        messenger=rng.random() < 0.5,
        pictures=[picture(rng) for _ in range(rng.choice((0, 0, 1, 2)))],
        employers=rng.sample(employers, rng.randint(1, 3)),
        own_words=prose(rng, rng.randint(15, 40)) if rng.random() < 0.5 else [],
        language=rng.random(),
    )


def _brand(world: World, recruiters: Sequence[_Recruiter]) -> None:
    """Give groups of 5 to 20 recruiters one logo each, in three files."""
    rng = world.rng
    order = list(recruiters)
    rng.shuffle(order)
    left = int(_FRANCHISED * len(order))
    while left > 0:
        logo = picture(rng)
        files = [logo, recoded(rng, logo, 0, 6), recoded(rng, logo, 0, 6)]
        for file in files:
            world.share_picture(file)
        size = rng.randint(5, 20)
        for _ in range(min(size, len(order))):
            order.pop().logos = files
        left -= size


def _job(rng: Random, by: _Recruiter) -> _Job:
    """A job with a text of its own, mostly in the recruiter's language."""
    wording = _wording(by.language if rng.random() < 0.8 else rng.random())
    place = by.home if rng.random() < 0.75 else rng.choice(US_CITIES)
    slots = {
        "employer": rng.choice(by.employers),
        "place": place.name,
        "job": rng.choice(wording.job),
        "count": rng.randint(2, 40),
        "rent": f"${rng.randrange(60, 160, 5)}",
    }
    parts = [rng.choice(part) for part in (wording.intro, wording.duty, wording.pay, wording.end)]
    if wording is ENGLISH and by.own_words:
        parts.insert(3, " ".join(by.own_words) + ".")
    return _Job(
        wording=wording,
        place=place,
        slots=slots,
        text=wording.between.join(parts),
        phones=rng.sample(by.phones, 1 if rng.random() < 0.7 else min(2, len(by.phones))),
        day=rng.randrange(300),
        pay=rng.randrange(12, 24),
    )


def _wording(language: float) -> Wording:
    if language < 0.10:
        return SPANISH
    return CHINESE if language < 0.15 else ENGLISH


def _ad(world: World, by: _Recruiter, job: _Job, day: int, site: str, shared: _Shared) -> Draft:
    rng, ad, wording = world.rng, world.draft(), job.wording
    if rng.random() < 0.9:
        ad.place(job.place, exact=0.2)
    ad.date(day + rng.randint(0, 1))
    pay = job.pay if rng.random() < 0.8 else job.pay + 1
    slots = {**job.slots, "pay": f"${pay}", "start": rng.choice(wording.start)}
    ad.fields["title"] = filled(wording.title, slots)
    ad.fields["body"] = filled(job.text, slots)
    if rng.random() < 0.03:
        ad.fields["body"] += " " + wording.helpline.format(ad.spelled(shared.helpline))
        ad.shown.append(("phone", shared.helpline))
    phones = job.phones if rng.random() < 0.85 else []
    emails = [rng.choice(by.emails)] if by.emails and rng.random() < 0.5 else []
    if rng.random() < 0.02:
        emails = [*emails, shared.mailboxes[site]]
    handles = [f"whatsapp:{by.phones[0]}"] if by.messenger and rng.random() < 0.5 else []
    ad.contacts(phones, emails, handles, hidden=0.35, leads=wording.leads)
    if by.logos and rng.random() < 0.8:
        ad.picture(rng.choices(by.logos, (8, 1, 1))[0])
    if by.pictures and rng.random() < 0.4:
        ad.picture(rng.choice(by.pictures))
    ad.fields["category"] = "jobs"
    if rng.random() < 0.3:
        contract = rng.choice(("seasonal", "permanent"))
        ad.fields["extra"] = {"employer": slots["employer"], "contract": contract}
    return ad
