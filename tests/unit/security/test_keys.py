"""Keys: what is stored, what verifies, and what no longer does."""

from __future__ import annotations

import hmac
import re
from dataclasses import replace

import pytest

from linkage.errors import ConflictError, InvalidInputError, NotFoundError
from linkage.security import KeyService, NotAuthenticatedError, Role
from tests.unit.security.conftest import MemoryLedger

NOW = 1_767_225_600
PEPPER = b"a pepper of thirty-two bytes ..."


@pytest.fixture
def keys(ledger: MemoryLedger) -> KeyService:
    return KeyService(ledger, lambda: NOW, PEPPER)


def test_a_key_verifies_as_what_it_was_made_for(keys: KeyService) -> None:
    stored, text = keys.create("Rosa's desk", Role.INVESTIGATOR)
    principal = keys.verify(text)
    assert (principal.key_id, principal.name, principal.role) == (
        stored.key_id,
        "Rosa's desk",
        Role.INVESTIGATOR,
    )


def test_a_key_has_160_random_bits(keys: KeyService) -> None:
    texts = {keys.create("desk", "analyst")[1] for _ in range(200)}
    assert len({text.split("_")[2] for text in texts}) == 200
    assert all(re.fullmatch(r"lk_[0-9a-f]{12}_[a-z2-7]{32}", text) for text in texts)
    for place in range(32):  # five bits a letter: every place varies
        assert len({text[-1 - place] for text in texts}) > 20


def test_the_store_never_holds_the_secret(keys: KeyService, ledger: MemoryLedger) -> None:
    stored, text = keys.create("desk", Role.ANALYST)
    secret = text.split("_")[2]
    assert len(stored.digest) == 32
    assert secret not in repr((ledger.stored, ledger.entries, keys))
    assert secret.encode() not in stored.digest


def test_a_key_is_good_under_its_pepper_only(keys: KeyService, ledger: MemoryLedger) -> None:
    _, text = keys.create("desk", Role.ANALYST)
    other = KeyService(ledger, lambda: NOW, PEPPER[::-1])
    with pytest.raises(NotAuthenticatedError):
        other.verify(text)


def test_every_changed_character_voids_a_key(keys: KeyService) -> None:
    _, text = keys.create("desk", Role.ANALYST)
    for place, char in enumerate(text):
        changed = text[:place] + ("2" if char != "2" else "3") + text[place + 1 :]
        with pytest.raises(NotAuthenticatedError):
            keys.verify(changed)


@pytest.mark.parametrize(
    "shape",
    [
        "",
        "lk_",
        "lk__",
        "{key}\n",
        " {key}",
        "{key}\0",
        "{key}{key}",
        "{upper}",
        "lk_000000000000_" + "a" * 32,
        "lk_00000000000\u00e9_" + "a" * 32,
        "lk_" + "\u0660" * 12 + "_" + "a" * 32,
        "a" * 100_000,
    ],
)
def test_what_is_no_key_is_refused_in_the_same_words(keys: KeyService, shape: str) -> None:
    _, text = keys.create("desk", Role.ANALYST)
    with pytest.raises(NotAuthenticatedError, match=r"^that is not a good key$"):
        keys.verify(shape.format(key=text, upper=text.upper()))


def test_two_keys_cannot_lend_each_other_their_secrets(keys: KeyService) -> None:
    (_, one), (_, two) = keys.create("one", Role.ANALYST), keys.create("two", Role.ANALYST)
    mixed = "_".join((*one.split("_")[:2], two.split("_")[2]))
    with pytest.raises(NotAuthenticatedError):
        keys.verify(mixed)


def test_a_hash_moved_to_another_key_by_hand_voids_that_key(keys: KeyService, ledger: MemoryLedger) -> None:
    (own, text), (other, _) = keys.create("own", Role.ANALYST), keys.create("other", Role.ANALYST)
    ledger.stored[other.key_id] = replace(other, digest=own.digest)
    with pytest.raises(NotAuthenticatedError):
        keys.verify(text.replace(own.key_id, other.key_id))


def test_a_role_raised_in_the_store_by_hand_voids_the_key(keys: KeyService, ledger: MemoryLedger) -> None:
    stored, text = keys.create("crawler", Role.INGEST)
    ledger.stored[stored.key_id] = replace(stored, role=Role.ANALYST)
    with pytest.raises(NotAuthenticatedError):
        keys.verify(text)


def test_a_role_of_another_release_is_no_role(keys: KeyService, ledger: MemoryLedger) -> None:
    stored, text = keys.create("desk", Role.ANALYST)
    secret = text.split("_")[2]
    digest = keys._digest(stored.key_id, "owner", secret)
    ledger.stored[stored.key_id] = replace(stored, role="owner", digest=digest)
    with pytest.raises(NotAuthenticatedError):
        keys.verify(text)


def test_revoked_is_revoked_at_once(keys: KeyService, ledger: MemoryLedger) -> None:
    stored, text = keys.create("desk", Role.ANALYST)
    keys.revoke(stored.key_id)
    with pytest.raises(NotAuthenticatedError):
        keys.verify(text)
    assert [key.revoked_at for key in keys.list()] == [NOW]
    with pytest.raises(ConflictError):
        keys.revoke(stored.key_id)
    with pytest.raises(NotFoundError):
        keys.revoke("000000000000")
    assert [entry.action for entry in ledger.entries] == ["key-create", "key-revoke"]


def test_an_unknown_key_costs_the_same_hash(keys: KeyService, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[tuple[bytes, bytes]] = []

    def compare(a: bytes, b: bytes) -> bool:
        compared.append((a, b))
        return a == b

    monkeypatch.setattr(hmac, "compare_digest", compare)
    with pytest.raises(NotAuthenticatedError):
        keys.verify("lk_000000000000_" + "a" * 32)
    assert [(len(a), len(b)) for a, b in compared] == [(32, 32)]


@pytest.mark.parametrize("name", ["", "  ", "x" * 101, "two\nlines", "\x1b[31m", "\u202eright to left"])
def test_unusable_names_are_refused(keys: KeyService, ledger: MemoryLedger, name: str) -> None:
    with pytest.raises(InvalidInputError):
        keys.create(name, Role.ANALYST)
    assert not ledger.stored


def test_unknown_roles_are_refused(keys: KeyService, ledger: MemoryLedger) -> None:
    with pytest.raises(InvalidInputError, match="investigator"):
        keys.create("desk", "root")
    assert not ledger.stored


def test_who_made_a_key_is_audited(keys: KeyService, ledger: MemoryLedger) -> None:
    stored, _ = keys.create("desk", Role.AUDITOR, by="cli:ana", reason="new colleague")
    entry = ledger.entries[0]
    assert (entry.at, entry.actor, entry.action, entry.reason) == (
        NOW,
        "cli:ana",
        "key-create",
        "new colleague",
    )
    assert entry.subject == f"{stored.key_id} auditor desk"
