"""Hosts whose links stand for other links. Host and path are what identifies one."""

from __future__ import annotations

from linkage.normalise.spans import words

_HOSTS = words("""
    bit.ly bitly.com j.mp tinyurl.com t.co goo.gl ow.ly buff.ly is.gd v.gd cutt.ly rb.gy rebrand.ly t.ly
    shorturl.at shorturl.asia s.id tiny.cc tiny.one tinu.be bl.ink lnk.to lnkd.in adf.ly shorte.st soo.gd
    clck.ru vk.cc u.to goo.su x.gd qr.ae qrco.de l.ead.me wa.link db.tt dlvr.it fb.watch amzn.to
    youtu.be redd.it trib.al surl.li shrtco.de short.gy short.io urlz.fr 2no.co grabify.link ouo.io
    snip.ly smarturl.it hyperurl.co han.gl me2.do url.kr buly.kr bom.so bit.do po.st zpr.io
    urly.it lc.cx kutt.it dub.sh t2m.io onelink.to
    """)


def is_shortener(host: str) -> bool:
    """Whether a host, or the site it is part of, shortens links."""
    return host in _HOSTS or host.partition(".")[2] in _SUBDOMAINED


_SUBDOMAINED = words("page.link app.link")
