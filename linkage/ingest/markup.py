"""The text of a page, for crawls that kept only its HTML. Linear in the page's length."""

from __future__ import annotations

import html

_SILENT = ("script", "style", "noscript", "template")


def page_text(page: str) -> str:
    """What stands between the tags, entities resolved, white space single.

    Scripts, styles and comments are left out, and so is what follows one that never ends. This
    is no HTML parser: it loses structure, never text.
    """
    parts, at = [], 0
    lower = page.lower() if page.isascii() else _ascii_lower(page)
    while (opens := page.find("<", at)) >= 0:
        parts.append(page[at:opens])
        after = _after(lower, opens)
        if after is None:
            # A `<` that begins no tag is text.
            parts.append("<")
            at = opens + 1
            continue
        parts.append(" ")
        at = after
    parts.append(page[at:])
    return " ".join(html.unescape("".join(parts)).split())


def _ascii_lower(text: str) -> str:
    """Lower case that keeps every position (str.lower makes two characters of some)."""
    return text.translate(_LOWER)


_LOWER = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}


def _after(lower: str, opens: int) -> int | None:
    """Where text goes on after the tag at `opens`, or None where there is no tag."""
    if lower.startswith("<!--", opens):
        return _behind(lower, "-->", opens + 4)
    following = lower[opens + 1 : opens + 2]
    if not (following.isalpha() or following in {"/", "!", "?"}):
        return None
    end = _behind(lower, ">", opens)
    for name in _SILENT:
        if (
            lower.startswith(name, opens + 1)
            and not lower[opens + 1 + len(name) : opens + 2 + len(name)].isalnum()
        ):
            return _behind(lower, ">", _behind(lower, f"</{name}", end))
    return end


def _behind(lower: str, mark: str, start: int) -> int:
    found = lower.find(mark, start)
    return len(lower) if found < 0 else found + len(mark)
