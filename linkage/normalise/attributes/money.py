"""Words and signs of prices: currencies, amounts, durations. Folded: lower case, no accents."""

from __future__ import annotations

from linkage.normalise.spans import words

SIGNS = {
    "€": "EUR", "£": "GBP", "₽": "RUB", "₹": "INR", "₺": "TRY", "₴": "UAH", "₪": "ILS", "₩": "KRW",
    "฿": "THB", "₫": "VND", "₱": "PHP", "$": "$", "¥": "yen",
}  # fmt: skip
"""A code (ISO 4217), or a name that `currency` resolves by country."""

PREFIXES = {
    "us": "USD", "au": "AUD", "a": "AUD", "ca": "CAD", "c": "CAD", "nz": "NZD", "hk": "HKD", "s": "SGD",
    "sg": "SGD", "r": "BRL", "mx": "MXN", "nt": "TWD",
}  # fmt: skip
"""Letters before a dollar sign."""

_CODES = words(
    "usd eur gbp cad aud nzd chf sek nok dkk pln czk huf ron bgn rub uah kzt aed sar qar kwd bhd inr thb"
    " sgd hkd cny rmb jpy krw twd myr idr php vnd zar ngn kes brl mxn cop ars clp pen ils gel"
)
CAPITALS = words("try mad all top")
"""Codes that are also English words: only in capitals."""
_NAMES = {
    "euro": "EUR", "euros": "EUR", "eu": "EUR", "евро": "EUR", "quid": "GBP", "pounds": "pound",
    "pound": "pound",
    "dollars": "$", "dollar": "$", "dolares": "$", "dolar": "$", "bucks": "$", "pesos": "peso",
    "peso": "peso",
    "reais": "BRL", "real": "real", "zl": "PLN", "zloty": "PLN", "zlotych": "PLN", "kc": "CZK", "kr": "kr",
    "kronor": "SEK", "kroner": "kr", "francs": "CHF", "franken": "CHF", "lei": "lei", "ft": "ft",
    "руб": "RUB", "рублей": "RUB", "р": "RUB", "грн": "UAH", "тг": "KZT", "тенге": "KZT",
    "dhs": "AED",
    "dirhams": "AED", "rs": "INR", "rupees": "INR", "baht": "THB", "yen": "JPY", "yuan": "CNY", "rand": "ZAR",
    "naira": "NGN", "soles": "PEN", "rmb": "CNY", "roses": "", "rosas": "", "rozes": "", "kisses": "",
    "besos": "", "rosen": "", "donation": "", "donations": "",
}  # fmt: skip
WORDS = {code: code.upper() for code in _CODES | CAPITALS} | _NAMES
"""Written before or after an amount. Empty: money in disguise, of no known currency."""

_DOLLARS = {
    "US": "USD", "CA": "CAD", "AU": "AUD", "NZ": "NZD", "SG": "SGD", "HK": "HKD", "TW": "TWD", "MX": "MXN",
    "CO": "COP", "AR": "ARS", "CL": "CLP", "JM": "JMD", "TT": "TTD", "BS": "BSD", "BB": "BBD", "FJ": "FJD",
    "NA": "NAD", "UY": "UYU", "DO": "DOP", "BR": "BRL",
}  # fmt: skip
_BY_COUNTRY = {
    "$": _DOLLARS,
    "peso": {"MX": "MXN", "CO": "COP", "AR": "ARS", "CL": "CLP", "UY": "UYU", "DO": "DOP", "PH": "PHP"},
    "kr": {"SE": "SEK", "NO": "NOK", "DK": "DKK", "IS": "ISK"},
    "yen": {"JP": "JPY", "CN": "CNY"},
    "pound": {"GB": "GBP", "IM": "GBP", "JE": "GBP", "GG": "GBP", "EG": "EGP", "LB": "LBP"},
    "real": {"BR": "BRL"},
    "lei": {"RO": "RON", "MD": "MDL"},
    "ft": {"HU": "HUF"},
}
_ONLY_THERE = frozenset({"pound", "real", "lei", "ft"})
"""Words that mean something else outside the countries that pay in them."""


def currency(mark: str, country: str | None) -> str | None:
    """The ISO-4217 code of a sign or a word in a country; empty when that does not tell.

    None: no money at all, since pounds are a weight where nobody pays in them.
    """
    table = _BY_COUNTRY.get(mark)
    if table is None:
        return mark
    found = table.get(country or "")
    if found is None and mark in _ONLY_THERE:
        return None
    # Outside the dollar countries a dollar is the American one.
    return found or ("USD" if mark == "$" and country else "")


_HOURS = words("h hr hrs hour hours heure heures hora horas stunde stunden std uur ora ore час часа часов ч")
_MINUTES = words("min mins minute minutes minuto minutos minuti minuten minuut мин минут")
UNITS = dict.fromkeys(_HOURS, 60) | dict.fromkeys(_MINUTES, 1)
"""Minutes of a unit."""
SHORT = {
    "hh": 30, "hhr": 30, "halfhour": 30, "halfhr": 30, "halbstunde": 30, "mezzora": 30, "qv": 15, "ss": 15,
    "fh": 60, "полчаса": 30, "overnight": 720, "ночь": 720,
}  # fmt: skip
"""Minutes of what needs no count, by convention: quick visit and short stay 15, a night 720."""
NIGHTS = dict.fromkeys(words("night noche nuit nacht notte noite"), 720)
"""Only behind an amount with a currency."""
DURATIONS = UNITS | SHORT | NIGHTS
COUNTS = (
    dict.fromkeys(words("half halve halbe media demi meia mezza mezz пол ½"), 0.5)
    | dict.fromkeys(words("a an one un una une uma eine один"), 1.0)
    | dict.fromkeys(words("two dos deux zwei due duas dois два"), 2.0)
    | dict.fromkeys(words("three tres trois drei tre три"), 3.0)
)
STRONG = words("per for por pour pro fur für each за")
"""They say that the duration behind them is what the amount buys."""
WEAK = words("la l al a de all le the")
CUES = words(
    "rate rates price prices donation donations fee precio precios tarifa tarif tarifs prix preis preise"
    " prezzo preco valor цена стоимость"
)
