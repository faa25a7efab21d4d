"""More cues of platforms: inflected, in other scripts, with look-alike digits."""

from __future__ import annotations

from collections.abc import Iterator

from linkage.normalise.spans import words

_LOOKALIKES = {"a": "4", "e": "3", "i": "1", "l": "1i", "o": "0", "s": "5"}
_DISGUISED = ("instagram", "telegram", "snapchat", "tiktok", "onlyfans", "wechat", "discord", "facebook")


def _disguised(word: str) -> Iterator[str]:
    """The word with one letter replaced by a digit or letter that looks like it."""
    for at, letter in enumerate(word):
        for other in _LOOKALIKES.get(letter, ""):
            yield word[:at] + other + word[at + 1 :]


_WORDS = {
    "instagram": """
        instagramie instagramu instagramem instagramda instagramdan instagramım instagrama instagramm
        instagrame instagramban instagramon инсту инсте инсты инстой инстаграме инстаграму инстаграма
        інстаграм інста інстаграмі ινσταγκραμ ινσταγραμ ινστα इंस्टाग्राम इंस्टा इन्स्टाग्राम ইনস্টাগ্রাম
        ไอจี อินสตาแกรม
    """,
    "telegram": """
        telegramie telegramu telegramem telegramda telegramdan telegramım telegrama telegrame telegramban
        telegramon телегу телеге телеги телегой телеграме телеграму телеграмм телеграма телеграмі
        τελεγκραμ τηλεγκραμ टेलीग्राम เทเลแกรม 纸飞机 紙飛機
    """,
    "snapchat": "snapie snapchatu snapchacie snapchatda snapa σναπτσατ स्नैपचैट สแนปแชท",
    "tiktok": "tiktoku tiktokta tiktokie тиктоке тиктока 抖音号 抖音號 टिकटॉक ติ๊กต็อก",
    "facebook": "facebooku facebookta facebooka фейсбуке φέισμπουκ फेसबुक เฟซบุ๊ก เฟสบุ๊ค",
    "line": "加賴 加赖 加line แอดไลน์ ไอดีไลน์ ไลน์ไอดี 라인아이디 lineid",
    "wechat": "加微信号 微信id",
    "youtube": "ютуб юtube youtubie",
    "reddit": "reddita",
}
_VAGUE = {
    "telegram": "tele 飞机 飛機",
    "line": "賴 赖",
    "facebook": "face",
    "youtube": "yt",
    "threads": "threads",
}
SURE = {
    name: words(_WORDS.get(name, "")) | frozenset(_disguised(name) if name in _DISGUISED else ())
    for name in {*_WORDS, *_DISGUISED}
}
VAGUE = {name: words(text) for name, text in _VAGUE.items()}
"""Ordinary words as well: see `platforms.Platform`."""
