"""The other addresses of a platform's pages: for phones, for a language, for a tab of a profile."""

from __future__ import annotations

import re

from linkage.normalise.links import Link
from linkage.normalise.spans import words

_SUBDOMAIN = re.compile(
    r"(?:[a-z]{1,2}(?:-[a-z]{2})?|mobile|mbasic|business|web|touch|story|account|old|new|free)"
)
_SUBDOMAINED = words("""
    instagram.com facebook.com twitter.com x.com tiktok.com youtube.com reddit.com snapchat.com venmo.com
    twitch.tv vk.com threads.net threads.com
    """)
"""Sites whose subdomains of that shape show the same pages."""
_MOVED = {
    ("m.me", ""): "facebook.com",
    ("messenger.com", "t"): "facebook.com",
    ("ig.me", "m"): "instagram.com",
    ("paypal.com", "paypalme"): "paypal.me",
    ("instagram.com", "_u"): "instagram.com",
    ("instagram.com", "_n"): "instagram.com",
    ("instagram.com", "stories"): "instagram.com",
    ("facebook.com", "pg"): "facebook.com",
    ("venmo.com", "u"): "venmo.com",
}
"""Host and first part of a path behind which a name stands, and whose name that is."""
_TABS = {
    "instagram.com": words("reels reel p tagged channel guides live"),
    "facebook.com": words(
        "photos videos about reviews posts community services reels photos_stream photos_by"
    ),
    "x.com": words("media status with_replies likes highlights articles photo followers"),
    "twitter.com": words("media status with_replies likes highlights articles photo followers"),
    "onlyfans.com": words("media photos videos posts"),
    "fansly.com": words("media posts"),
    "tiktok.com": words("video photo live"),
    "youtube.com": words("videos shorts streams featured about community playlists live"),
    "threads.net": words("post replies media"),
    "threads.com": words("post replies media"),
    "twitch.tv": words("videos about clips schedule"),
}
"""Parts of a profile by their second, or last but one, word."""
_SUMMED = frozenset({"paypal.me", "cash.app", "t.me", "instagram.com"})
"""Where a sum, or the number of a message or story, may stand behind the name."""
_NUMBER = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,2})?[a-zA-Z]{0,3}")
_NAMED_USER = re.compile(r"/intent/(?:user|follow)/?")
_IN_FRAGMENT = re.compile(r"#(?:!/)?@?([A-Za-z0-9_]{3,32})/?")


def base_host(host: str) -> str:
    """The host that shows the same pages: `facebook.com` for `de-de.facebook.com`."""
    sub, _, rest = host.partition(".")
    return rest if rest in _SUBDOMAINED and _SUBDOMAIN.fullmatch(sub) else host


def usual(link: Link) -> Link:
    """The address of the profile that a link shows a part of, or the link itself."""
    host = base_host(link.host)
    if host.endswith(".t.me") and link.path == "/":
        return link._replace(host="t.me", path="/" + host.removesuffix(".t.me"))
    if link.fragment and link.path in {"/", "/k/", "/a/", "/z/"}:
        named = _IN_FRAGMENT.fullmatch(link.fragment)
        if named and (host == "twitter.com" or (host == "web.telegram.org" and "@" in link.fragment)):
            return link._replace(host="t.me" if host == "web.telegram.org" else host, path="/" + named[1])
    if host in {"twitter.com", "x.com"} and _NAMED_USER.fullmatch(link.path):
        return link._replace(host=host, path="/" + (link.parameter("screen_name") or "intent"))
    parts = link.path.strip("/").split("/")
    for lead in (1, 0):
        moved = _MOVED.get((host, parts[0] if lead else ""))
        if moved and len(parts) > lead:
            host, parts = moved, parts[lead:]
            break
    if len(parts) > 1:
        tabbed = parts[1].lower() in _TABS.get(host, ())
        summed = host in _SUMMED and len(parts) == 2 and _NUMBER.fullmatch(parts[1])
        parts = parts[:1] if tabbed or summed else parts
    return link._replace(host=host, path="/" + "/".join(parts))
