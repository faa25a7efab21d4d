"""Real cities for made-up journeys. Coordinates to two decimals are about a kilometre."""

from __future__ import annotations

from typing import NamedTuple


class City(NamedTuple):
    """A city; latitude and longitude in degrees."""

    country: str
    region: str
    name: str
    lat: float
    lon: float


def _cities(country: str, table: str) -> tuple[City, ...]:
    rows = (line.split(";") for line in table.strip().splitlines())
    return tuple(City(country, region, name, float(lat), float(lon)) for name, region, lat, lon in rows)


MARKETS: dict[str, tuple[City, ...]] = {
    "US": _cities(
        "US",
        """
Seattle;WA;47.61;-122.33
Portland;OR;45.52;-122.68
Sacramento;CA;38.58;-121.49
San Francisco;CA;37.77;-122.42
Los Angeles;CA;34.05;-118.24
San Diego;CA;32.72;-117.16
Las Vegas;NV;36.17;-115.14
Phoenix;AZ;33.45;-112.07
Salt Lake City;UT;40.76;-111.89
Denver;CO;39.74;-104.99
Albuquerque;NM;35.08;-106.65
El Paso;TX;31.76;-106.49
San Antonio;TX;29.42;-98.49
Austin;TX;30.27;-97.74
Houston;TX;29.76;-95.37
Dallas;TX;32.78;-96.80
Oklahoma City;OK;35.47;-97.52
Kansas City;MO;39.10;-94.58
St. Louis;MO;38.63;-90.20
Minneapolis;MN;44.98;-93.27
Milwaukee;WI;43.04;-87.91
Chicago;IL;41.88;-87.63
Indianapolis;IN;39.77;-86.16
Detroit;MI;42.33;-83.05
Columbus;OH;39.96;-83.00
Cleveland;OH;41.50;-81.69
Nashville;TN;36.16;-86.78
Memphis;TN;35.15;-90.05
New Orleans;LA;29.95;-90.07
Atlanta;GA;33.75;-84.39
Miami;FL;25.76;-80.19
Orlando;FL;28.54;-81.38
Charlotte;NC;35.23;-80.84
Richmond;VA;37.54;-77.44
Washington;DC;38.91;-77.04
Baltimore;MD;39.29;-76.61
Philadelphia;PA;39.95;-75.17
New York;NY;40.71;-74.01
Hartford;CT;41.76;-72.67
Boston;MA;42.36;-71.06
""",
    ),
    "CA": _cities(
        "CA",
        """
Vancouver;BC;49.28;-123.12
Calgary;AB;51.05;-114.07
Edmonton;AB;53.55;-113.49
Winnipeg;MB;49.90;-97.14
Toronto;ON;43.65;-79.38
Ottawa;ON;45.42;-75.70
Montreal;QC;45.50;-73.57
Halifax;NS;44.65;-63.58
""",
    ),
    "GB": _cities(
        "GB",
        """
London;England;51.51;-0.13
Bristol;England;51.45;-2.59
Birmingham;England;52.48;-1.90
Manchester;England;53.48;-2.24
Leeds;England;53.80;-1.55
Newcastle;England;54.98;-1.61
Glasgow;Scotland;55.86;-4.25
Edinburgh;Scotland;55.95;-3.19
Cardiff;Wales;51.48;-3.18
Belfast;Northern Ireland;54.60;-5.93
""",
    ),
    "ES": _cities(
        "ES",
        """
Madrid;Madrid;40.42;-3.70
Barcelona;Catalonia;41.39;2.17
Valencia;Valencia;39.47;-0.38
Seville;Andalusia;37.39;-5.98
""",
    ),
    "FR": _cities(
        "FR",
        """
Paris;Île-de-France;48.86;2.35
Lyon;Auvergne-Rhône-Alpes;45.76;4.84
Marseille;Provence-Alpes-Côte d'Azur;43.30;5.37
Lille;Hauts-de-France;50.63;3.06
""",
    ),
    "DE": _cities(
        "DE",
        """
Berlin;Berlin;52.52;13.41
Hamburg;Hamburg;53.55;9.99
Cologne;North Rhine-Westphalia;50.94;6.96
Munich;Bavaria;48.14;11.58
""",
    ),
}

MARKET_SHARES = (("US", 0.62), ("CA", 0.12), ("GB", 0.14), ("ES", 0.05), ("FR", 0.04), ("DE", 0.03))
LANGUAGES = {"US": "en", "CA": "en", "GB": "en", "ES": "es", "FR": "fr", "DE": "de"}
CURRENCIES = {"US": "$", "CA": "$", "GB": "£", "ES": "€", "FR": "€", "DE": "€"}
SOURCES = (
    "board-a.example",
    "board-b.example",
    "city-listings.example",
    "local-ads.example",
    "market-square.example",
    "service-finder.example",
    "the-notice.example",
    "weekly-board.example",
)
