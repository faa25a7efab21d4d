"""Countries as records write them, as ISO-3166 alpha-2 codes."""

from __future__ import annotations

from functools import lru_cache

import phonenumbers

_NAMES = {
    "uk": "GB",
    "united kingdom": "GB",
    "great britain": "GB",
    "england": "GB",
    "scotland": "GB",
    "wales": "GB",
    "gbr": "GB",
    "usa": "US",
    "u.s.": "US",
    "u.s.a.": "US",
    "united states": "US",
    "united states of america": "US",
    "america": "US",
    "canada": "CA",
    "can": "CA",
    "mexico": "MX",
    "méxico": "MX",
    "australia": "AU",
    "aus": "AU",
    "new zealand": "NZ",
    "ireland": "IE",
    "france": "FR",
    "germany": "DE",
    "deutschland": "DE",
    "spain": "ES",
    "españa": "ES",
    "italy": "IT",
    "italia": "IT",
    "portugal": "PT",
    "brazil": "BR",
    "brasil": "BR",
    "netherlands": "NL",
    "the netherlands": "NL",
    "belgium": "BE",
    "switzerland": "CH",
    "austria": "AT",
    "poland": "PL",
    "romania": "RO",
    "sweden": "SE",
    "norway": "NO",
    "denmark": "DK",
    "finland": "FI",
    "greece": "GR",
    "turkey": "TR",
    "türkiye": "TR",
    "ukraine": "UA",
    "india": "IN",
    "china": "CN",
    "japan": "JP",
    "south korea": "KR",
    "hong kong": "HK",
    "singapore": "SG",
    "malaysia": "MY",
    "thailand": "TH",
    "philippines": "PH",
    "vietnam": "VN",
    "south africa": "ZA",
    "nigeria": "NG",
    "colombia": "CO",
    "argentina": "AR",
    "chile": "CL",
    "peru": "PE",
}


@lru_cache(maxsize=4096)
def region_code(country: str | None) -> str | None:
    """The alpha-2 code of a country with a numbering plan, or None when it is not understood."""
    if not country:
        return None
    name = country.strip()
    code = _NAMES.get(name.lower(), name.upper())
    return code if code in phonenumbers.SUPPORTED_REGIONS else None
