"""Words that stand for the marks of an e-mail address, and providers known by one name."""

from __future__ import annotations

from linkage.normalise.folding import folded, skeleton
from linkage.normalise.spans import words


def _read(text: str) -> frozenset[str]:
    """Words as they look in a folded text with look-alike letters replaced."""
    return frozenset(skeleton(folded(word)) for word in words(text))


AT = _read("""
    at arroba arobase arobas arrobase arobaze chiocciola chiocciolina klammeraffe klammeraff affenschwanz
    małpa zavináč kukac apenstaartje snabel-a snabela krøllalfa собака собачка сабака собачка παπάκι
    at-sign atsign שטרודל et-merkki apestaart apestaartje at-zeichen at-teken at-tecken kattehale malpka
    """) | frozenset({"at sign", "at symbol", "at the rate of", "at the rate", "snabel a", "kuyruklu a"})
UNSPACED_AT = _read("アットマーク アット 艾特 골뱅이")
"""In scripts written without spaces, so that anything may stand beside them."""
DOT = _read("""
    dot d0t punto ponto point punkt kropka tečka bodka pont punt nokta punct prik точка тчк крапка τελεία
    נקודה dott tocka
    """)
UNSPACED_DOT = _read("ドット 点 點 닷")
LAST_DOT = words("period nokta")
"""Only inside a domain: "trial period anna at ..." is a sentence."""
UNDERSCORE = _read("""
    underscore under_score unterstrich guionbajo underline подчеркивание подчёркивание podkreślnik
    podkreślenie
    podkreslnik podtržítko understreck understrek aláhúzás sublinhado altçizgi alttire alaviiva subguion
    """) | frozenset(
    skeleton(folded(mark))
    for mark in (
        "guion bajo", "guión bajo", "tiret bas", "tiret du bas", "trattino basso", "traço baixo",
        "hífen baixo", "under score", "unter strich", "alt çizgi", "alt tire", "garis bawah",
        "liggend streepje", "laag streepje", "lage streep", "dolna kreska", "dolny myślnik",
        "linea baja", "barra baja", "barra baixa", "linha baixa",
        "нижнее подчеркивание", "нижнее подчёркивание", "нижний пробел",
    )
)  # fmt: skip
DASH = _read("dash hyphen minus guion guión tiret bindestrich trattino дефис тире")
HALVES = frozenset({mark.split()[-1] for mark in UNDERSCORE if " " in mark} | {"baja", "basse", "lage"})
"""The second halves of such signs, whatever the first is."""
JOINTS = {
    **dict.fromkeys(DOT | UNSPACED_DOT, "."),
    **dict.fromkeys(UNDERSCORE, "_"),
    **dict.fromkeys(DASH, "-"),
}

USUAL = {
    name: domain
    for domain in words("""
        gmail.com googlemail.com hotmail.com outlook.com yahoo.com ymail.com rocketmail.com icloud.com
        protonmail.com aol.com msn.com tutanota.com fastmail.com libero.it wanadoo.fr laposte.net rambler.ru
        ukr.net seznam.cz naver.com hanmail.net qq.com 163.com 126.com rediffmail.com comcast.net
        verizon.net sbcglobal.net bellsouth.net earthlink.net virgilio.it hushmail.com t-online.de
        btinternet.com
        """)
    for name in [domain.partition(".")[0]]
}
"""Providers whose name alone says the domain."""
PROVIDER_NAMES = frozenset(USUAL) | words("""
    gmx yandex proton tuta zoho orange free sfr live mail web inbox bk tiscali alice terra uol bol freenet
    wp onet interia o2
    """)
"""Also providers with several domains, and those whose name is a word."""
KNOWN_DOMAINS = frozenset(USUAL.values()) | words("""
    yahoo.co.uk yahoo.fr yahoo.es yahoo.it yahoo.de yahoo.com.br yahoo.com.mx yahoo.co.in yahoo.co.jp yahoo.ca
    hotmail.co.uk hotmail.fr hotmail.es hotmail.it hotmail.de outlook.es outlook.fr outlook.de outlook.it
    live.com live.co.uk live.fr me.com mac.com proton.me pm.me tuta.com gmx.de gmx.net gmx.com gmx.at gmx.ch
    web.de mail.ru yandex.ru yandex.com bk.ru inbox.ru list.ru orange.fr free.fr sfr.fr zoho.com wp.pl onet.pl
    """)
