"""What tells the country of a phone that is written without one."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import phonenumbers

from linkage.model import Record
from linkage.normalise.regions import region_code
from linkage.normalise.spans import words


class Hint(NamedTuple):
    """A region (alpha-2) and what speaks for it, as in `forms.REGION_SOURCES`."""

    region: str
    source: str


_GENERIC = words("""
    io co me tv ai cc ws fm to ly gg la st tk ml ga cf gq nu vc sx pw ag am at-large gl im li mn ms sc sh so
    tf vg xxx su
    """)
"""Country domains that are sold to anybody."""
_CITIES = {
    "US": """newyork manhattan brooklyn queens bronx losangeles chicago houston philadelphia phoenix dallas
        sandiego sanjose austin sanfrancisco sf seattle denver boston detroit nashville memphis portland
        lasvegas baltimore milwaukee atlanta miami orlando tampa sacramento minneapolis cleveland
        neworleans honolulu pittsburgh cincinnati stlouis kansascity indianapolis columbus charlotte
        alabama alaska arizona arkansas california colorado connecticut delaware florida hawaii idaho
        illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota
        mississippi missouri montana nebraska nevada newhampshire newjersey newmexico northcarolina
        northdakota ohio oklahoma oregon pennsylvania rhodeisland southcarolina southdakota tennessee texas
        utah vermont westvirginia wisconsin wyoming northjersey jerseyshore longisland""",
    "CA": """toronto montreal calgary ottawa edmonton mississauga winnipeg vancouver kitchener alberta
        ontario quebec saskatoon regina manitoba saskatchewan novascotia newbrunswick""",
    "GB": "london birminghamuk manchesteruk leeds glasgow sheffield liverpool edinburgh bristol cardiff",
    "IE": "dublin cork galway",
    "AU": "sydney melbourne brisbane perth adelaide canberra goldcoast darwin hobart",
    "NZ": "auckland wellington christchurch",
    "FR": "paris marseille lyon toulouse bordeaux strasbourg",
    "DE": "berlin hamburg munich muenchen frankfurt cologne koeln stuttgart dusseldorf duesseldorf leipzig",
    "ES": "madrid barcelona valencia sevilla malaga mallorca",
    "IT": "roma rome milano milan napoli torino firenze bologna",
    "AT": "vienna wien",
    "CH": "zurich zuerich geneva basel",
    "NL": "amsterdam rotterdam",
    "BE": "brussels antwerp",
    "DK": "copenhagen",
    "SE": "stockholm",
    "NO": "oslo",
    "FI": "helsinki",
    "PL": "warsaw warszawa krakow",
    "RU": "moscow moskva saintpetersburg",
    "TR": "istanbul ankara",
    "JP": "tokyo osaka",
    "HK": "hongkong",
    "SG": "singapore",
    "MY": "malaysia kualalumpur",
    "TH": "bangkok",
    "IN": "delhi mumbai bangalore chennai kolkata hyderabad pune ahmedabad",
    "AE": "dubai abudhabi",
    "MX": "mexicocity guadalajara monterrey tijuana",
    "BR": "saopaulo riodejaneiro brasilia",
    "AR": "buenosaires",
    "CO": "bogota medellin",
    "PE": "lima",
    "CL": "santiago",
    "EC": "quito guayaquil",
}
"""Host labels of classified sites (`melbourne.ads.example`): big cities, and states and provinces."""
_BY_CITY = {city: region for region, cities in _CITIES.items() for city in cities.split()}


def hints(record: Record, region: str | None = None) -> tuple[Hint, ...]:
    """Regions for a record's phones, surest first. `region` is what the caller assumes.

    Where the record says the ad is comes alone: nothing is guessed against it.
    """
    location = region_code(record.country)
    if location:
        return (Hint(location, "location"),)
    found = []
    assumed = region_code(region)
    if assumed:
        found.append(Hint(assumed, "option"))
    site = site_region(record.url) if record.url else None
    if site and site != assumed:
        found.append(Hint(site, "site"))
    return tuple(found)


@lru_cache(maxsize=4_096)
def site_region(url: str) -> str | None:
    """The region of a site by its address: its country's domain, or a city as its host's first label."""
    host = url.partition("://")[2] or url
    host = host.partition("/")[0].rpartition("@")[2].partition(":")[0].rstrip(".").lower()
    labels = [label for label in host.split(".") if label != "www"]
    if len(labels) < 2:
        return None
    last = labels[-1]
    if len(last) == 2 and last not in _GENERIC:
        code = "GB" if last == "uk" else last.upper()
        if code in phonenumbers.SUPPORTED_REGIONS:
            return code
    return _BY_CITY.get(labels[0].replace("-", "")) if len(labels) > 2 else None
