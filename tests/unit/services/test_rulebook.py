from __future__ import annotations

from pathlib import Path

import pytest

from linkage.bootstrap import build, rulebook
from linkage.errors import InvalidInputError
from linkage.link.rules import DEFAULT_RULES, read_rules
from linkage.services.rulebook import read_rulebook, rules_out
from linkage.settings import Settings, load


def test_shown_rules_are_a_file_that_says_the_same(tmp_path: Path) -> None:
    file = tmp_path / "my.toml"
    file.write_text("small = 7\n[kinds.phone]\nsilence = 'none'\n")
    book = read_rulebook(str(file))
    assert f"small = 7  # {file}" in book.toml()
    assert "sample = 32  # shipped" in book.toml()
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
