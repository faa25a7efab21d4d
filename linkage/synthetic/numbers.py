"""Phone numbers that are nobody's.

The ranges kept for fiction come first: +1 NPA 555 0100-0199 for every area code in use, and the
07700 900000-900999 that Ofcom keeps for drama (phonenumbers calls those possible, not valid). They
hold 40,500 numbers, which large runs use up; then come other lines of the 555 exchange, which is not
assigned to subscribers. 555-1212 and 555-4334 are directory services and are left out.
"""

from __future__ import annotations

from linkage.errors import InvalidInputError
from linkage.synthetic.dice import Dice

_US = (
    "201 202 203 205 206 207 208 209 210 212 213 214 215 216 217 218 219 220 223 224 225 227 228 229 231"
    " 234 235 239 240 248 251 252 253 254 256 260 262 267 269 270 272 274 276 279 281 283 301 302 303 304"
    " 305 307 308 309 310 312 313 314 315 316 317 318 319 320 321 323 324 325 326 327 329 330 331 332 334"
    " 336 337 339 341 346 347 350 351 352 353 360 361 363 364 369 380 385 386 401 402 404 405 406 407 408"
    " 409 410 412 413 414 415 417 419 423 424 425 430 432 434 435 440 442 443 445 447 448 458 463 464 469"
    " 470 472 475 478 479 480 484 501 502 503 504 505 507 508 509 510 512 513 515 516 517 518 520 530 531"
    " 534 539 540 541 551 557 559 561 562 563 564 567 570 571 572 573 574 575 580 582 585 586 601 602 603"
    " 605 606 607 608 609 610 612 614 615 616 617 618 619 620 623 626 628 629 630 631 636 640 641 645 646"
    " 650 651 656 657 659 660 661 662 667 669 678 680 681 682 689 701 702 703 704 706 707 708 712 713 714"
    " 715 716 717 718 719 720 724 725 726 727 728 730 731 732 734 737 740 743 747 754 757 760 762 763 765"
    " 769 770 771 772 773 774 775 779 781 785 786 801 802 803 804 805 806 808 810 812 813 814 815 816 817"
    " 818 820 826 828 830 831 832 835 838 839 840 843 845 847 848 850 854 856 857 858 859 860 862 863 864"
    " 865 870 872 878 901 903 904 906 907 908 909 910 912 913 914 915 916 917 918 919 920 925 928 929 930"
    " 931 934 936 937 938 940 941 943 945 947 948 949 951 952 954 956 959 970 971 972 973 975 978 979 980"
    " 983 984 985 986 989"
)
_CA = (
    "204 226 236 249 250 289 306 343 365 403 416 418 431 437 438 450 506 514 519 548 579 581 587 604 613"
    " 639 647 672 705 709 778 780 782 807 819 825 867 873 902 905"
)
US_AREAS = tuple(_US.split())
CA_AREAS = tuple(_CA.split())
"""Geographic area codes whose 555 lines the plan's metadata accepts (phonenumbers 9.0)."""
SPARE_LINES = tuple(n for n in range(10_000) if not 100 <= n < 200 and n not in {1212, 4334})
STRIDE = 1_000_003
"""A prime that divides no pool's size, so that steps of it visit a whole pool once."""
HOTLINE_AREA = "800"


class Block:
    """Numbers handed out once each, in a scattered order, without a list of them."""

    __slots__ = ("areas", "given", "lines", "offset", "size")

    def __init__(self, areas: tuple[str, ...], lines: tuple[int, ...], offset: int) -> None:
        self.areas = areas
        self.lines = lines
        self.size = len(areas) * len(lines)
        self.offset = offset % self.size
        self.given = 0

    def take(self) -> str | None:
        """Area and line, `2020123`, or None when all are given."""
        if self.given == self.size:
            return None
        area, line = divmod((self.offset + self.given * STRIDE) % self.size, len(self.lines))
        self.given += 1
        return f"{self.areas[area]}{self.lines[line]:04d}"


class Numbers:
    """A supply of E.164 numbers by country; each is given once."""

    __slots__ = ("blocks", "spare", "uk")

    def __init__(self, dice: Dice) -> None:
        fiction = tuple(range(100, 200))
        self.blocks = {
            "US": Block(US_AREAS, fiction, dice.bits(32)),
            "CA": Block(CA_AREAS, fiction, dice.bits(32)),
        }
        self.uk = Block(("",), tuple(range(1_000)), dice.bits(32))
        self.spare = Block((*US_AREAS, *CA_AREAS), SPARE_LINES, dice.bits(32))

    def take(self, country: str) -> str:
        """The next number: British in GB, Canadian in CA, else from the United States.

        Where a country's are used up, the next block serves. Raises InvalidInputError when
        all 3.9 million are given.
        """
        if country == "GB" and (line := self.uk.take()) is not None:
            return "+447700900" + line[1:]
        first = self.blocks["CA" if country == "CA" else "US"]
        for block in (first, self.spare):
            if (number := block.take()) is not None:
                return f"+1{number[:3]}555{number[3:]}"
        raise InvalidInputError("no fictional phone numbers are left for so many ads")


def hotline(index: int) -> str:
    """The toll-free number of hotline `index`, from the 100 kept for fiction."""
    return f"+1{HOTLINE_AREA}5550{100 + index % 100}"


WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def disguised(dice: Dice, number: str, country: str | None) -> str:
    """A number as people write it who do not want it read by a machine. A person still reads it.

    Outside `country`, the ad's, the country code stands before it.
    """
    if number.startswith("+44"):
        abroad = country not in {"GB", None}
        digits, joints = ("" if abroad else "0") + number[3:], (4, 7) if abroad else (5, 8)
    else:
        abroad = country not in {"US", "CA", None}
        digits, joints = number[2:], (3, 6)
    code = f"{number[: -len(digits)]} " if abroad else ""
    style = dice.below(4)
    if style == 0:
        return code + " ".join(digits)
    signs = list(digits)
    if style == 1:
        signs = [WORDS[int(d)] if dice.chance(0.4) else d for d in digits]
    elif style == 2:
        signs = ["o" if d == "0" else "l" if d == "1" and dice.chance(0.5) else d for d in digits]
    joint = dice.pick(("*", "_", " . ", "~") if style == 3 else ("-", " ", ".", "*"))
    groups = (signs[: joints[0]], signs[joints[0] : joints[1]], signs[joints[1] :])
    return code + joint.join(["".join(group) for group in groups])


def written(number: str, country: str | None, style: int) -> str:
    """A number as a person would write it in an ad; `style` is any whole number.

    It is written nationally where the ad's country says how to read it. For `country` None
    the caller wants it without one.
    """
    if number.startswith("+44"):
        local = f"0{number[3:7]} {number[7:]}"
        return local if country in {"GB", None} else f"+44 {number[3:7]} {number[7:]}"
    area, exchange, line = number[2:5], number[5:8], number[8:]
    if country not in {"US", "CA", None}:
        return f"+1 {area} {exchange} {line}"
    return (
        f"({area}) {exchange}-{line}",
        f"{area}-{exchange}-{line}",
        f"{area}.{exchange}.{line}",
        f"+1 {area} {exchange} {line}" if country else f"{area} {exchange} {line}",
    )[style % 4]
