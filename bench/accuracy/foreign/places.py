"""Cities, roads between countries, and area codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import NamedTuple


class City(NamedTuple):
    """A city and where it lies."""

    country: str
    region: str
    name: str
    lat: float
    lon: float


CITIES = (
    City("US", "NY", "New York", 40.71, -74.01),
    City("US", "CA", "Los Angeles", 34.05, -118.24),
    City("US", "IL", "Chicago", 41.88, -87.63),
    City("US", "TX", "Houston", 29.76, -95.37),
    City("US", "AZ", "Phoenix", 33.45, -112.07),
    City("US", "PA", "Philadelphia", 39.95, -75.17),
    City("US", "TX", "Dallas", 32.78, -96.8),
    City("US", "WA", "Seattle", 47.61, -122.33),
    City("US", "CO", "Denver", 39.74, -104.99),
    City("US", "GA", "Atlanta", 33.75, -84.39),
    City("US", "FL", "Miami", 25.76, -80.19),
    City("US", "MA", "Boston", 42.36, -71.06),
    City("US", "OR", "Portland", 45.52, -122.68),
    City("US", "NV", "Reno", 39.53, -119.81),
    City("US", "MN", "Minneapolis", 44.98, -93.27),
    City("US", "MO", "Saint Louis", 38.63, -90.2),
    City("US", "NC", "Charlotte", 35.23, -80.84),
    City("US", "OH", "Columbus", 39.96, -83.0),
    City("US", "TN", "Nashville", 36.16, -86.78),
    City("US", "UT", "Salt Lake City", 40.76, -111.89),
    City("US", "CA", "Fresno", 36.74, -119.79),
    City("US", "CA", "Sacramento", 38.58, -121.49),
    City("US", "IA", "Des Moines", 41.59, -93.62),
    City("US", "NE", "Omaha", 41.26, -95.93),
    City("CA", "ON", "Toronto", 43.65, -79.38),
    City("CA", "QC", "Montreal", 45.5, -73.57),
    City("CA", "BC", "Vancouver", 49.28, -123.12),
    City("CA", "AB", "Calgary", 51.05, -114.07),
    City("CA", "ON", "Ottawa", 45.42, -75.7),
    City("GB", "England", "London", 51.51, -0.13),
    City("GB", "England", "Manchester", 53.48, -2.24),
    City("GB", "England", "Birmingham", 52.48, -1.9),
    City("GB", "England", "Leeds", 53.8, -1.55),
    City("GB", "Scotland", "Glasgow", 55.86, -4.25),
    City("GB", "Wales", "Cardiff", 51.48, -3.18),
    City("GB", "England", "Bristol", 51.45, -2.59),
    City("IE", "Leinster", "Dublin", 53.35, -6.26),
    City("IE", "Munster", "Cork", 51.9, -8.47),
    City("DE", "Berlin", "Berlin", 52.52, 13.4),
    City("DE", "Hamburg", "Hamburg", 53.55, 9.99),
    City("DE", "Bavaria", "Munich", 48.14, 11.58),
    City("NL", "North Holland", "Amsterdam", 52.37, 4.9),
    City("NL", "South Holland", "Rotterdam", 51.92, 4.48),
    City("BE", "Brussels", "Brussels", 50.85, 4.35),
    City("BE", "Flanders", "Antwerp", 51.22, 4.4),
    City("FR", "Ile-de-France", "Paris", 48.86, 2.35),
    City("FR", "Auvergne-Rhone-Alpes", "Lyon", 45.76, 4.84),
    City("ES", "Madrid", "Madrid", 40.42, -3.7),
    City("ES", "Catalonia", "Barcelona", 41.39, 2.17),
    City("PT", "Lisbon", "Lisbon", 38.72, -9.14),
)
US_CITIES = tuple(city for city in CITIES if city.country == "US")
_NEAR: Mapping[str, Sequence[str]] = {
    "US": ("CA", "GB"),
    "CA": ("US", "GB"),
    "GB": ("IE", "FR", "NL"),
    "IE": ("GB", "FR"),
    "DE": ("NL", "BE", "FR"),
    "NL": ("BE", "DE", "GB"),
    "BE": ("NL", "FR", "DE"),
    "FR": ("BE", "ES", "DE"),
    "ES": ("PT", "FR"),
    "PT": ("ES", "FR"),
}
_CODES = """
    201 202 203 205 206 207 208 209 210 212 213 214 215 216 217 218 219 224 225 228 229 231 234 239
    240 248 251 252 253 254 256 260 262 267 269 270 276 281 301 302 303 304 305 307 308 309 310 312
    313 314 315 316 317 318 319 320 321 323 325 330 334 336 337 346 347 351 352 360 361 385 386 401
    402 404 405 406 407 408 409 410 412 413 414 415 417 419 423 424 425 430 432 434 435 440 443 469
    470 475 478 479 480 484 501 502 503 504 505 507 508 509 510 512 513 515 516 517 518 520 530 540
    541 551 559 561 562 563 567 570 571 573 574 575 580 585 586 601 602 603 605 606 607 608 609 610
    612 614 615 616 617 618 619 620 623 626 630 631 636 641 646 650 651 660 661 662 678 682 701 702
    703 704 706 707 708 712 713 714 715 716 717 718 719 720 724 727 731 732 734 740 754 757 760 763
    765 770 772 773 774 775 781 785 786 801 802 803 804 805 806 808 810 812 813 814 815 816 817 818
    828 830 831 832 843 845 847 848 850 856 857 858 859 860 862 863 864 865 870 878 901 903 904 906
    907 908 909 910 912 913 914 915 916 917 918 919 920 925 928 931 936 937 940 941 947 949 951 952
    954 956 970 971 972 973 978 979 980 985 989
"""
AREA_CODES = tuple(_CODES.split())
"""Of North America."""


def tour(rng: Random, most: int, countries: int) -> list[City]:
    """Up to so many cities in up to so many countries, each a neighbour of the one before."""
    home = rng.choice(CITIES)
    lands = [home.country]
    while len(lands) < countries:
        beyond = [land for land in _NEAR[lands[-1]] if land not in lands]
        if not beyond:
            break
        lands.append(rng.choice(beyond))
    rest = [city for land in lands for city in CITIES if city.country == land and city != home]
    return [home, *rng.sample(rest, min(most - 1, len(rest)))]
