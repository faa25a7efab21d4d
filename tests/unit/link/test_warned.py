from __future__ import annotations

import pytest

from linkage.errors import InvalidInputError
from linkage.link.rules import DEFAULT_RULES, SHIPPED_LISTS, Rules, warning
from linkage.link.warned import Listed, read_list
from linkage.model import Identifier, Kind
from linkage.normalise.links.shorteners import is_shortener
from linkage.normalise.registry import identifier
from tests.support.worlds import POOL

LIST = """
name = "ours"
version = "3"

[[entries]]
kind = "phone"
reason = "our own desk"
values = ["+1 (202) 555-0123"]

[[entries]]
kind = "email"
reason = "a partner"
values = ["Desk@Partner.example"]
locals = ["info", "help"]
domains = ["one.example", "two.example"]
"""


def test_shipped_values_are_what_normalisers_make_of_them() -> None:
    for one in SHIPPED_LISTS:
        assert one.entries
        assert one.version
        assert all(one.entries.values())
        if one.name == "shorteners":
            assert all(name.kind is Kind.URL and is_shortener(name.value) for name in one.entries)
        else:
            assert [name for name in one.entries if identifier(*name) != name] == []


def test_what_made_up_worlds_use_is_on_no_shipped_list() -> None:
    assert DEFAULT_RULES.warned.isdisjoint(POOL)


def test_a_list_is_read_in_the_words_of_whoever_wrote_it() -> None:
    found = read_list(LIST, "/ours.toml", identifier)
    phone, desk = Identifier(Kind.PHONE, "+12025550123"), Identifier(Kind.EMAIL, "desk@partner.example")
    assert found.listed()[phone] == Listed("ours", "3", "our own desk")
    assert found.entries.keys() == {
        phone,
        desk,
        *(Identifier(Kind.EMAIL, f"{a}@{b}.example") for a in ("info", "help") for b in ("one", "two")),
    }


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("+1 (202) 555-0123", "12", "'12' is no phone"),
        ('kind = "phone"', 'kind = "fax"', r"entries\[0\].kind must be one of phone"),
        ('reason = "our own desk"', "", r"entries\[0\].reason is missing"),
        ('name = "ours"', "", "name is missing"),
        ("locals", "local", r"unknown key entries\[1\].local"),
        ('version = "3"', "version = 3", "version must be a text"),
        ('name = "ours"', "name = ", "not valid TOML"),
    ],
)
def test_what_is_wrong_with_a_list_is_named(old: str, new: str, said: str) -> None:
    assert old in LIST
    with pytest.raises(InvalidInputError, match=said) as caught:
        read_list(LIST.replace(old, new), "/ours.toml", identifier)
    assert str(caught.value).startswith("/ours.toml")


def test_the_digest_covers_the_lists_and_not_their_words() -> None:
    ours = read_list(LIST, "/ours.toml", identifier)
    rules = warning(Rules(), [ours])
    assert rules.digest() != Rules().digest()
    renamed = warning(Rules(), [ours._replace(name="theirs")])
    assert renamed == rules
    assert renamed.digest() == rules.digest()
    assert rules.listed != renamed.listed
    assert warning(rules, []).digest() == Rules().digest()
