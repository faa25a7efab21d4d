from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkage.normalise.folding import folded, skeleton, view


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("CALL Me", "call me"),
        ("２０２-５５５", "202-555"),
        ("𝟚𝟘𝟚 ②⓪② ❷ ➁ ²⁰² ₂", "202 202 2 2 202 2"),
        ("٢٠٢ २०२ ๒๐๒", "202 202 202"),
        ("2️⃣0️⃣🔟", "2010"),
        ("⑫ ½", "12 ½"),
        ("zéro FÜNF três łódź", "zero funf tres lodz"),
        ("ᴛᴡᴏ Ⓣⓦⓞ 🅾🅱 ﬁve", "two two ob five"),
        ("2\u200b0\u202e2\u0336", "202"),
        ("a&nbsp;b &#50;&#x30; &amp;#50; &copy", "a b 20 2 &copy"),
        ("2<b>0</b>2<br>5<!-- - -- x -->6", "202\n56"),
        ("I <3 you & me < 4", "i <3 you & me < 4"),
        ("İstanbul й ё", "istanbul и е"),
        ("전화 ゼロ", "전화 ゼロ"),
        ("➕44", "+44"),
    ],
)
def test_what_a_text_looks_like_folded(text: str, plain: str) -> None:
    assert view(text).text == plain


@pytest.mark.parametrize(
    ("text", "part", "raw"),
    [
        ("x 2️⃣0️⃣2️⃣ y", "202", "2️⃣0️⃣2️⃣"),
        ("x 2<b>0</b>2 y", "202", "2<b>0</b>2"),
        ("x &#50;0&#50; y", "202", "&#50;0&#50;"),
        ("x \u200b2\u200b02\u200b y", "202", "2\u200b02"),
        ("x 2\u03360\u03362\u0336 y", "202", "2\u03360\u03362\u0336"),
        ("x ⑫ y", "12", "⑫"),
        ("x ⑫ y", "1", "⑫"),
        ("x ２０２ y", "202", "２０２"),
    ],
)
def test_places_lead_back(text: str, part: str, raw: str) -> None:
    shown = view(text)
    at = shown.text.index(part)
    start, end = shown.place(at, at + len(part))
    assert text[start:end] == raw


@given(
    st.lists(
        st.one_of(
            st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
            st.sampled_from(["<b>", "<br/>", "&#50;", "&amp;", "2️⃣", "\u200b", "ﷺ", "İ", "⑫", "é"]),
        ),
        max_size=12,
    ).map("".join)
)
def test_every_place_is_one_of_the_original(text: str) -> None:
    shown = view(text)
    ends = 0
    for at in range(len(shown.text)):
        start, end = shown.place(at, at + 1)
        assert 0 <= start < end <= len(text)
        assert start >= ends or text[start:end] == text[ends_of(shown, at - 1)]
        ends = start
    assert folded(shown.text) == shown.text or "<" in text or "&" in text


def ends_of(shown: object, at: int) -> slice:
    start, end = shown.place(at, at + 1)  # type: ignore[attr-defined]
    return slice(start, end)


@pytest.mark.parametrize(("word", "looks"), [("fоur", "four"), ("ѕіх", "six"), ("2О2", "2o2"), ("Зб", "36")])
def test_look_alikes(word: str, looks: str) -> None:
    assert skeleton(folded(word)) == looks
