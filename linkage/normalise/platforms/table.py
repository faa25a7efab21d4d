"""Platforms where people have names, as data: hosts, path shapes, cues in text, rules for names."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from linkage.model import Identifier, Kind
from linkage.normalise.folding import folded
from linkage.normalise.links import Link
from linkage.normalise.links.shorteners import is_shortener
from linkage.normalise.placeholders import is_null
from linkage.normalise.platforms.cues import SURE, VAGUE
from linkage.normalise.platforms.hosts import base_host, usual
from linkage.normalise.spans import CACHE, words

_PLAIN = r"[a-z0-9_.]"
_ANY = r"[a-z0-9_.-]"


@dataclass(frozen=True, slots=True)
class Platform:
    """How one platform names people. Names are compared in lower case on all of them.

    `paths`: patterns of a URL path whose group 1 is the name, tried in order.
    `cues`: words before a name in text, misspelt ones and those of other languages too; `vague` cues
    are ordinary words as well and need an `@`, the word "id" or a name that is no word.
    `reserved`: path segments that are pages of the platform.
    """

    name: str
    hosts: tuple[str, ...] = ()
    paths: tuple[str, ...] = (r"/@?([^/]{1,64})/?",)
    cues: Collection[str] = ()
    vague: Collection[str] = ()
    letters: str = _PLAIN
    least: int = 3
    most: int = 32
    reserved: frozenset[str] = frozenset()
    parameter: str = ""
    """Query parameter that names a person where the path is the key in front of the `=`."""


_PAGES = words(
    "about account accounts ads api app apps blog business careers contact developer developers download "
    "explore events groups hashtag help"
    " highlights home i intent jobs legal live login logout messages notifications "
    "p pages policies policy press privacy reel reels register rules search settings share sharer signin "
    "signup stories story support tag tags terms tv watch"
)

PLATFORMS: tuple[Platform, ...] = (
    Platform(
        "instagram",
        ("instagram.com", "instagr.am"),
        cues=words("""
            instagram insta ig instagr insagram instagrm instgram 1nsta 1nstagram
            инстаграм инстаграмм инста インスタ 인스타 인스타그램 انستقرام انستا انستغرام
            اینستاگرام אינסטגרם ไอจี
        """),
        most=30,
    ),
    Platform(
        "twitter",
        ("twitter.com", "x.com", "mobile.twitter.com"),
        cues=words("twitter tweet твиттер ツイッター 推特"),
        vague=("x",),
        letters=r"[a-z0-9_]",
        most=15,
    ),
    Platform(
        "telegram",
        ("t.me", "telegram.me", "telegram.dog"),
        (r"/(?:s/)?@?([^/+]{1,64})/?",),
        words("""
            telegram tg telegrm telegramm telegam tlgrm teleg tgram telega телеграм телеграмм
            телега тг телеграма 텔레그램 テレグラム تلجرام تليجرام تلغرام تلگرام טלגרם 电报 電報
        """),
        letters=r"[a-z0-9_]",
        least=4,
        reserved=words("joinchat addstickers addlist iv share proxy socks setlanguage bg"),
    ),
    Platform(
        "snapchat",
        ("snapchat.com",),
        (r"/add/([^/]{1,64})/?", r"/@([^/]{1,64})/?"),
        words("snapchat snap snpchat sn4p снапчат снап スナチャ سناب سنابشات"),
        ("sc",),
        letters=_ANY,
        most=15,
    ),
    Platform(
        "tiktok",
        ("tiktok.com", "m.tiktok.com"),
        (r"/@([^/]{1,64})/?",),
        words("tiktok tictok тикток 抖音 틱톡"),
        most=24,
    ),
    Platform(
        "onlyfans",
        ("onlyfans.com",),
        cues=words("onlyfans onlyfan 0nlyfans онлифанс"),
        vague=("of",),
        letters=_ANY,
    ),
    Platform("fansly", ("fansly.com",), (r"/@?([^/]{1,64})(?:/posts)?/?",), ("fansly",), letters=_ANY),
    Platform(
        "facebook",
        ("facebook.com", "fb.com", "m.facebook.com", "fb.me", "web.facebook.com"),
        (r"/(?:people/[^/]{1,64}/)?([^/]{1,64})/?",),
        words("facebook fb facebk fbook фейсбук фб"),
        letters=r"[a-z0-9.]",
        least=5,
        most=50,
        reserved=words("profile.php photo.php watch marketplace permalink.php story.php l.php latest"),
        parameter="/profile.php=id",
    ),
    Platform("kik", ("kik.me",), cues=words("kik kikme"), most=20),
    Platform(
        "wechat",
        cues=words(
            "wechat weixin vx wx 微信 微信号 微信號 薇信 威信 v信 加微 加微信 加v 加vx вичат ウィーチャット"
        ),
        letters=_ANY,
        least=6,
        most=20,
    ),
    Platform(
        "line",
        ("line.me",),
        (r"/(?:R/)?ti/p/[~@]([^/]{1,64})/?",),
        vague=words("line ライン 라인 ไลน์"),
        letters=_ANY,
        most=20,
    ),
    Platform("skype", cues=words("skype скайп"), letters=r"[a-z0-9_.,:-]", least=6),
    Platform(
        "discord",
        ("discord.com", "discordapp.com"),
        (r"/users/([^/]{1,64})/?",),
        words("discord дискорд"),
        letters=r"[a-z0-9_.#]",
        most=37,
    ),
    Platform(
        "youtube",
        ("youtube.com", "m.youtube.com"),
        (r"/(?:@|c/|user/)([^/]{1,64})/?",),
        ("youtube",),
        letters=_ANY,
    ),
    Platform("threads", ("threads.net", "threads.com"), (r"/@([^/]{1,64})/?",), most=30),
    Platform(
        "reddit", ("reddit.com", "old.reddit.com"), (r"/u(?:ser)?/([^/]{1,64})/?",), ("reddit",), letters=_ANY
    ),
    Platform("vk", ("vk.com", "m.vk.com"), cues=words("vk vkontakte вк вконтакте")),
    Platform("linktree", ("linktr.ee",), cues=("linktree",)),
    Platform(
        "cashapp", ("cash.app",), (r"/\$([^/]{1,64})/?",), words("cashapp cashtag"), letters=_ANY, most=20
    ),
    Platform(
        "venmo", ("venmo.com",), (r"/(?:u/)?([^/]{1,64})/?",), ("venmo",), letters=_ANY, least=5, most=30
    ),
    Platform("paypal", ("paypal.me",), vague=("paypal",), letters=r"[a-z0-9]", most=20),
    Platform("kakaotalk", cues=words("kakaotalk kakao katalk 카카오톡 카톡 カカオ"), letters=_ANY, least=4),
    Platform("wickr", cues=words("wickr wickrme")),
    Platform("threema", cues=("threema",), letters=r"[a-z0-9*]", least=8, most=8),
    Platform("allmylinks", ("allmylinks.com",), cues=("allmylinks",), letters=_ANY),
    Platform("beacons", ("beacons.ai",), letters=_ANY),
    Platform("twitch", ("twitch.tv", "m.twitch.tv"), cues=("twitch",), letters=r"[a-z0-9_]", most=25),
)

PHONE_BOOKS = words(
    "whatsapp whatsap watsapp wa signal viber imessage zalo zelle sms tel phone ватсап вотсап вацап вайбер"
)
"""Services whose names for people are phone numbers."""

HOMEPAGES = words(
    "m.me ig.me messenger.com web.telegram.org "
    "whatsapp.com wa.me api.whatsapp.com chat.whatsapp.com signal.org viber.com wechat.com skype.com "
    "discord.gg google.com maps.google.com maps.app.goo.gl youtu.be signal.me "
    "gmail.com outlook.com yahoo.com icloud.com paypal.com apple.com microsoft.com amazon.com "
    "hotmail.com live.com msn.com aol.com ymail.com protonmail.com proton.me mail.ru yandex.ru gmx.de web.de "
    "libero.it wanadoo.fr orange.fr qq.com zoom.us zellepay.com booking.com airbnb.com uber.com netflix.com "
    "craigslist.org wikipedia.org pinterest.com linkedin.com tumblr.com wordpress.com blogspot.com"
)
"""Sites, beside the platforms', whose front page says nothing about anyone."""

_BY_NAME = {p.name: p for p in PLATFORMS}
_BY_HOST = {host: p for p in PLATFORMS for host in p.hosts}
_OTHER_HOSTS = frozenset({"m.me", "ig.me"})
_CHATS = frozenset({"wa.me", "api.whatsapp.com", "web.whatsapp.com"})
_ALIASES = {cue: p.name for p in PLATFORMS for cue in (*p.cues, *p.vague)}
CUES = {folded(cue): p for p in PLATFORMS for cue in (*p.cues, *SURE.get(p.name, ()))}
VAGUE_CUES = {folded(cue): p for p in PLATFORMS for cue in (*p.vague, *VAGUE.get(p.name, ()))}
_PATHS = {p.name: tuple(re.compile(shape, re.IGNORECASE) for shape in p.paths) for p in PLATFORMS}
_NAMES = {p.name: re.compile(f"{p.letters}{{{p.least},{p.most}}}") for p in PLATFORMS}
_UNKNOWN_PLATFORM = re.compile(r"[a-z0-9][a-z0-9_.-]{1,31}")
_UNKNOWN_NAME = re.compile(r"[^\s:/@,;\"'<>]{2,64}")
_RESERVED = {p.name: p.reserved | _PAGES for p in PLATFORMS}
_WHICH = re.compile(r"[?&](?:v|fbid|id|story_fbid|list|set)=[^&]")
"""What tells pages of a site apart that are all one path."""
_PHONE_PATH = re.compile(r"/\+?([0-9]{7,15})/?")


def handle(platform: str, name: str) -> Identifier | None:
    """The canonical handle, or None when the platform would not allow such a name."""
    return _handle(platform.strip().lower(), name.strip().removeprefix("@").lower())


@lru_cache(maxsize=CACHE)
def _handle(platform: str, name: str) -> Identifier | None:
    platform = _ALIASES.get(platform, platform)
    if is_null(platform) or is_null(name) or is_phone_book(platform):
        return None
    known = _BY_NAME.get(platform)
    if known is None:
        allowed = bool(_UNKNOWN_PLATFORM.fullmatch(platform) and _UNKNOWN_NAME.fullmatch(name))
    else:
        allowed = bool(_NAMES[platform].fullmatch(name)) and name not in _RESERVED[platform]
    return Identifier(Kind.HANDLE, f"{platform}:{name}") if allowed else None


def is_phone_book(platform: str) -> bool:
    """Whether the platform's names are phone numbers."""
    return platform.strip().lower() in PHONE_BOOKS


def is_known(platform: str) -> bool:
    """Whether the table holds the platform, under this name or another."""
    return _ALIASES.get(platform, platform) in _BY_NAME


def is_known_host(host: str) -> bool:
    """Whether a host belongs to the table, so that it counts even without a scheme."""
    return host in _OTHER_HOSTS or base_host(host) in _BY_HOST or host in _CHATS


def is_front_page(link: Link) -> bool:
    """Whether a link names a big site and nobody on it."""
    path = link.path.strip("/").lower()
    if link.host == "web.telegram.org" and len(path) == 1:
        return True
    platform = _BY_HOST.get(base_host(link.host))
    if platform is not None:
        return not path or (path in _RESERVED[platform.name] and not _WHICH.search(link.query))
    return not path and (link.host in HOMEPAGES or is_shortener(link.host))


def handle_of(link: Link) -> Identifier | None:
    """The person that a platform's link names, or None."""
    link = usual(link)
    platform = _BY_HOST.get(link.host)
    if platform is None:
        return None
    if platform.parameter:
        path, _, key = platform.parameter.partition("=")
        value = link.parameter(key) if link.path == path else None
        if value:
            return handle(platform.name, value)
    for shape in _PATHS[platform.name]:
        match = shape.fullmatch(link.path)
        if match:
            return handle(platform.name, match.group(1))
    return None


def phone_of(link: Link) -> str | None:
    """Digits, country code first, of the phone that a chat link opens, or None."""
    if link.host not in _CHATS:
        return None
    match = _PHONE_PATH.fullmatch(link.path)
    if match:
        return match.group(1)
    value = link.parameter("phone") or ""
    digits = "".join(c for c in value if "0" <= c <= "9")
    return digits if 7 <= len(digits) <= 15 else None
