"""Where settings come from, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from linkage.errors import InvalidInputError
from linkage.settings import Settings, load


def test_defaults_without_anything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load(env={}) == Settings()


def test_flags_beat_environment_beats_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "linkage.toml").write_text('store = "file.db"\nbatch_size = 10\nregion = "gb"\n')
    env = {"LINKAGE_STORE": "env.db", "LINKAGE_BATCH_SIZE": "20", "PATH": "/bin"}
    settings = load({"store": "flag.db", "batch_size": None}, env=env)
    assert settings.store == "flag.db"
    assert settings.batch_size == 20
    assert settings.region == "GB"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LINKAGE_STOER", "x"),
        ("LINKAGE_BATCH_SIZE", "0"),
        ("LINKAGE_BATCH_SIZE", "ten"),
        ("LINKAGE_BATCH_SIZE", "9" * 5_000),
        ("LINKAGE_REGION", "Europe"),
        ("LINKAGE_LOG_LEVEL", "loud"),
        ("LINKAGE_STORE", " "),
    ],
)
def test_unusable_values_are_refused(name: str, value: str) -> None:
    with pytest.raises(InvalidInputError, match=name.removeprefix("LINKAGE_").lower()):
        load(env={name: value})


def test_unknown_key_in_a_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "other.toml"
    file.write_text('storage = "x"\n')
    with pytest.raises(InvalidInputError, match="unknown setting 'storage'"):
        load(env={}, file=str(file))


def test_a_boolean_is_no_number(tmp_path: Path) -> None:
    file = tmp_path / "other.toml"
    file.write_text("workers = true\n")
    with pytest.raises(InvalidInputError, match="whole number"):
        load(env={}, file=str(file))


@pytest.mark.parametrize("text", ["store = ", "\udcff"])
def test_a_file_that_is_no_toml_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "other.toml"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(InvalidInputError, match="not valid TOML"):
        load(env={}, file=str(file))


def test_a_named_file_must_exist(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="cannot read"):
        load(env={}, file=str(tmp_path / "none.toml"))
