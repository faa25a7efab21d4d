from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass, field, fields, is_dataclass, replace
from importlib import resources
from types import MappingProxyType
from typing import Any

import pytest

from linkage.errors import InvalidInputError
from linkage.link.plain import Reader, flat, plain
from linkage.link.rules import APART, BOUNDS, DEFAULT_RULES, SHIPPED, KindRule, Rules, kept_rules, read_rules
from linkage.model import Identifier, Kind, Verdict


def shipped() -> dict[str, Any]:
    return tomllib.loads(resources.files("linkage.link").joinpath(SHIPPED).read_text("utf-8"))


def test_the_shipped_file_is_the_default() -> None:
    assert replace(DEFAULT_RULES, warned=frozenset(), weights={}, generic_weights={}) == Rules()


def test_the_shipped_file_leaves_nothing_to_the_code() -> None:
    said = flat(shipped())
    assert said.keys() == flat({k: v for k, v in plain(DEFAULT_RULES).items() if k not in APART}).keys()
    for key in said:
        data = shipped()
        table = data
        *path, name = key.split(".")
        for part in path:
            table = table[part]
        del table[name]
        with pytest.raises(InvalidInputError, match=rf"rules: {key} is missing"):
            read_rules(toml(data), "rules")


def toml(data: dict[str, Any]) -> str:
    """Plain data as TOML, tables of tables last."""
    rows = [f"{name} = {json.dumps(value)}" for name, value in data.items() if not isinstance(value, dict)]
    for name, value in data.items():
        if isinstance(value, dict):
            inner = {f"{name}.{key}": one for key, one in value.items() if isinstance(one, dict)}
            rows += [f"[{name}]", toml({k: v for k, v in value.items() if not isinstance(v, dict)})]
            rows += [f"[{key}]\n{toml(one)}" for key, one in inner.items()]
    return "\n".join(rows)


def test_a_weight_of_no_feature_is_refused() -> None:
    with pytest.raises(InvalidInputError, match=r"my\.toml: unknown key weights\.by_place"):
        read_rules("[weights]\nby_place = 1.0", "my.toml", DEFAULT_RULES)


def test_every_number_has_bounds() -> None:
    def numbers(value: Any) -> set[str]:
        found = set()
        for one in fields(value):
            held = getattr(value, one.name)
            if isinstance(held, int | float):
                found.add(one.name)
            for inner in held.values() if isinstance(held, MappingProxyType) else (held,):
                if is_dataclass(inner):
                    found |= numbers(inner)
        return found

    assert numbers(Rules()) == BOUNDS.keys()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("smal = 3", "unknown key smal"),
        ("warned = []", "unknown key warned"),
        ("small = 'x'", "small must be a whole number, not 'x'"),
        ("small = true", "small must be a whole number"),
        ("small = 2.5", "small must be a whole number"),
        ("small = 0", "small must be from 1 to"),
        ("support = nan", "support must be finite"),
        ("support = 'none'", "support must be a number"),
        ("linked = 1.01", "linked must be from 0 to 1, not 1.01"),
        ("version = ''", "version must be a text"),
        ("kinds = 3", "kinds must be a table"),
        ("kinds.phone = 3", "kinds.phone must be a table"),
        ("kinds.fax.purity = 0.5", "'fax'"),
        ("kinds.phone.purity = -0.1", "kinds.phone.purity must be from 0 to 1"),
        ("kinds.phone.purty = 0.1", "unknown key kinds.phone.purty"),
        ("kinds.phone.default = 'maybe'", "kinds.phone.default must be one of linking"),
        ("kinds.phone.silence = 1", "kinds.phone.silence must be from 86400"),
        ("small", "not valid TOML"),
        ("vectors.x = 2", "vectors.x must be above 0 and at most 1, not 2.0"),
        ("vectors.x = -1", "vectors.x must be above 0"),
    ],
)
def test_what_is_wrong_is_named(text: str, said: str) -> None:
    with pytest.raises(InvalidInputError, match=said) as caught:
        read_rules(text, "/my.toml", DEFAULT_RULES)
    assert str(caught.value).startswith("/my.toml")


def test_a_local_file_changes_what_it_says_and_nothing_else() -> None:
    text = "small = 7\nlinked = 1\n[kinds.phone]\nsilence = 'none'\ndefault = 'weak'\n"
    rules = read_rules(text, "my.toml", DEFAULT_RULES)
    phone = KindRule(DEFAULT_RULES.kinds[Kind.PHONE].family, Verdict.WEAK, 0.95, None)
    assert rules == replace(
        DEFAULT_RULES,
        version=f"{DEFAULT_RULES.version}+local",
        small=7,
        linked=1.0,
        kinds={**DEFAULT_RULES.kinds, Kind.PHONE: phone},
    )
    assert isinstance(rules.linked, float)
    assert rules.digest() != DEFAULT_RULES.digest()
    assert read_rules("small = 20", "my.toml", DEFAULT_RULES) == DEFAULT_RULES
    assert read_rules("version = 'ours'\nsmall = 7", "my.toml", DEFAULT_RULES).version == "ours"


@dataclass(frozen=True, slots=True)
class Inner:
    weight: float = 0.5
    on: bool = True


@dataclass(frozen=True, slots=True)
class Outer:
    inner: Inner = Inner()
    some: tuple[int, ...] = ()
    name: str | None = None
    by_kind: dict[Kind, Inner] = field(default_factory=dict)


def test_fields_of_any_depth_are_read() -> None:
    data = {"inner": {"on": False}, "some": [1, 2], "name": "x", "by_kind": {"phone": {"weight": 1}}}
    found = Reader("x").whole(Outer, data)
    assert found == Outer(Inner(on=False), (1, 2), "x", {Kind.PHONE: Inner(1.0)})
    assert Reader("x").over(found, {"name": "none", "by_kind": {"phone": {"on": False}}}) == Outer(
        Inner(on=False), (1, 2), None, {Kind.PHONE: Inner(1.0, on=False)}
    )
    assert plain(found)["by_kind"] == {"phone": {"weight": 1.0, "on": True}}
    with pytest.raises(InvalidInputError, match=r"some\[1\] must be a whole number"):
        Reader("x").whole(Outer, {"some": [1, "2"]})


@pytest.mark.parametrize(
    "rules",
    [
        DEFAULT_RULES,
        replace(DEFAULT_RULES, small=5, vectors={"face-v2": 0.72}, warned=frozenset()),
        replace(DEFAULT_RULES, warned=frozenset({Identifier(Kind.EMAIL, "a@site.example")})),
    ],
)
def test_rules_come_back_from_what_a_store_keeps(rules: Rules) -> None:
    found = kept_rules(rules.canonical())
    assert found == rules
    assert found.digest() == rules.digest()


def test_what_another_linkage_kept_is_read_as_far_as_it_is_known() -> None:
    data = json.loads(DEFAULT_RULES.canonical())
    del data["linked"], data["warned"]
    found = kept_rules(json.dumps(data | {"unheard_of": 1, "small": 7}))
    assert (found.small, found.linked, found.warned) == (7, DEFAULT_RULES.linked, frozenset())


@pytest.mark.parametrize(
    "text", ["", "2026.1", "[]", "1", '{"small": "x"}', '{"warned": [["nothing", "x"]]}']
)
def test_what_is_no_set_of_rules_is_refused(text: str) -> None:
    with pytest.raises(InvalidInputError, match="the rules of the store"):
        kept_rules(text)
