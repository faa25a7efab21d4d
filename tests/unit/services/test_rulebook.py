from __future__ import annotations

from pathlib import Path

import pytest

from linkage.bootstrap import build, rulebook
from linkage.errors import InvalidInputError
from linkage.link.rules import DEFAULT_RULES, read_rules
from linkage.model import Delta, Identifier, Kind, Verdict
from linkage.resolve import make_resolver
from linkage.services.audit import Actor
from linkage.services.rulebook import read_rulebook, rules_out
from linkage.settings import Settings, load
from tests.support.ads import ad, observe


def test_shown_rules_are_a_file_that_says_the_same(tmp_path: Path) -> None:
    file = tmp_path / "my.toml"
    file.write_text("small = 7\n[kinds.phone]\nsilence = 'none'\n")
    book = read_rulebook(str(file))
    assert f"small = 7  # {file}" in book.toml()
    assert "sample = 32  # shipped" in book.toml()
    assert "[vectors]  # nothing" in book.toml()
    assert read_rules(book.toml(), "shown", DEFAULT_RULES) == book.rules
    origins = {one.key: one.origin for one in rules_out(book).rules}
    local = {key for key, origin in origins.items() if origin != "shipped"}
    assert local == {"version", "small", "kinds.phone.silence"}


def test_the_settings_name_the_rules(tmp_path: Path) -> None:
    file = tmp_path / "my.toml"
    file.write_text("small = 7\n")
    settings = load(env={"LINKAGE_RULES": str(file), "LINKAGE_STORE": str(tmp_path / "x.db")})
    assert rulebook(settings).rules.small == 7
    with build(settings) as app:
        assert app.rules.small == 7
    assert rulebook(Settings()).rules == DEFAULT_RULES


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes(b"version = '\xff'")
    for name in ("none.toml", "latin.toml"):
        with pytest.raises(InvalidInputError, match=name):
            read_rulebook(str(tmp_path / name))


def warned(value: str, name: str = "ours") -> str:
    head = f'name = "{name}"\nversion = "3"\n'
    return f'{head}[[entries]]\nkind = "phone"\nreason = "our desk"\nvalues = ["{value}"]\n'


def test_local_lists_stand_beside_the_shipped_ones(tmp_path: Path) -> None:
    (tmp_path / "b.toml").write_text(warned("+1 202 555 0123"))
    (tmp_path / "a.toml").write_text(warned("+1 202 555 0199", "other"))
    for place, names in ((tmp_path, ["other", "ours"]), (tmp_path / "b.toml", ["ours"])):
        book = read_rulebook(None, str(place))
        shown = rules_out(book).lists
        assert [one.name for one in shown if one.origin != "shipped"] == names
        assert book.rules.warned > DEFAULT_RULES.warned
        assert book.rules.listed[Identifier(Kind.PHONE, "+12025550123")].reason == "our desk"
    with pytest.raises(InvalidInputError, match=r"no \*.toml"):
        read_rulebook(None, str(make(tmp_path / "empty")))


def make(folder: Path) -> Path:
    folder.mkdir()
    return folder


def test_a_warned_identifier_is_generic_and_says_which_list_and_why(tmp_path: Path) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(warned("+1 202 555 0123"))
    settings = Settings(store=str(tmp_path / "x.db"), warnings=str(file))
    with build(settings) as app:
        seen = (ad("1", phones=("+12025550123",)), ad("2", phones=("+12025550123",)))
        app.store.apply(Delta(tuple(map(observe, seen))), "b", make_resolver(app.rules), 0)
        answer = app.query.identifier("phone", "+12025550123", by=Actor("ines", ""))
        (holder,) = answer.identifier.holders
        assert (holder.verdict, holder.reason) == (Verdict.GENERIC, "warning-list")
        assert holder.words == "it is on the warning list “ours” “3”: “our desk”"
        assert len(app.query.networks(by=Actor("ines", "")).networks) == 0
