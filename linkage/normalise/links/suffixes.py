"""Endings of host names that count where nothing else says that a word is a host.

The public suffix list holds a thousand more, among them ordinary words ("studio", "call", "fun") that
a missing space after a full stop would turn into hosts.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from linkage.normalise.spans import CACHE, words

if TYPE_CHECKING:
    from tldextract import TLDExtract

GENERIC = words("com net org info biz edu gov mobi name pro xyz online site website app dev")
COUNTRY = words("""
    ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz
    ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk
    fm fo fr ga gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir
    is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk
    ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl
    pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sk sl sm sn so sr ss st su sv sx sy sz tc
    td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw
    """)
RESERVED = words("example test invalid")
"""RFC 2606. Nobody owns them, and made-up records use them."""
WORDY = words("""
    ad ag al am as at be bi by do es et gd id il im in is it je la ma me mo mr ms mu my na ne no nu om pa pe
    pm pro name py md re sa sh si so st su th to va vi
    """)
"""Those that are words or abbreviations too, so that "call.me" and "7.pm" are no hosts."""
GENERIC_WORDS = words("info name pro online site website app dev")
"""Endings that are words, behind which an ordinary word is no host: "massage.online"."""
SITE_WORDS = words("vip top club massage spa beauty salon studio shop store")
"""Endings that are words, and count where a path or a hyphen says that no sentence is meant."""
TECHNOLOGIES = words("""
    asp.net ado.net vb.net ml.net socket.io draw.io passport.js discord.py web.py readme.md changelog.md
    license.md
    main.py setup.py manage.py app.py test.py index.py script.py run.py main.rs lib.rs script.sh run.sh
    setup.sh
    install.sh build.sh d.ts index.ai
    """)
"""Names with a dot of programs and of their files."""
SECOND_LEVEL = words("co com org net gov edu ac or ne")
"""What stands before a country's ending and is nobody's name: `studio.co.uk`."""
SUFFIXES = GENERIC | COUNTRY | RESERVED
CLOSED = words("com net org ru de fr it es")
"""Endings that hardly anything follows: what does is the next sentence."""


@lru_cache(maxsize=CACHE)
def registered_domain(host: str) -> str:
    """What somebody registered of a host name (`studio.co.uk` of `www.studio.co.uk`).

    Sites whose customers have a name each count as suffixes (`studio.github.io`). The last two
    labels where the ending is on no list; an address of digits is returned as it is.
    """
    name = host.partition(":")[0].strip(".").lower()
    if name.replace(".", "").isdigit():
        return name
    parts = _extract()(name)
    if parts.suffix:
        return f"{parts.domain}.{parts.suffix}" if parts.domain else parts.suffix
    return ".".join(name.split(".")[-2:])


def is_listed(host: str) -> bool:
    """Whether a host name ends in a public suffix."""
    return bool(_extract()(host).suffix)


@lru_cache(maxsize=1)
def _extract() -> TLDExtract:
    from tldextract import TLDExtract  # noqa: PLC0415 - slow to import, rarely needed

    # No addresses of lists: the one that the package ships is used, and none is fetched.
    return TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)
