"""API keys: made once, shown once, stored as a keyed hash.

A key reads `lk_<id>_<secret>`: 12 hex digits that name it in logs and 160 random bits in base32,
a shape that secret scanners recognise. A random secret needs no slow hash; HMAC-SHA-256 under a
pepper keeps a copy of the store from being searched, and costs microseconds a request.
"""

from __future__ import annotations

import base64
import hmac
import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from linkage.errors import ConflictError, InvalidInputError
from linkage.ports import ApiKey, AuditEntry, Ledger
from linkage.security.errors import NotAuthenticatedError
from linkage.security.roles import Role

SECRET_BYTES = 20
ID_BYTES = 6
MAX_NAME = 100
_KEY = re.compile(r"lk_([0-9a-f]{12})_([a-z2-7]{32})", re.ASCII)
_ABSENT = ApiKey(key_id="", name="", role="", digest=bytes(32), created_at=0)


@dataclass(frozen=True, slots=True)
class Principal:
    """Who presented a good key."""

    key_id: str
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class KeyService:
    """Makes, checks and revokes keys. `clock` gives seconds since 1970; `pepper` keys the hash.

    Every method raises StoreError. Making and revoking leave an entry in the audit.
    """

    ledger: Ledger
    clock: Callable[[], int]
    pepper: bytes = field(repr=False)

    def create(
        self, name: str, role: Role | str, *, by: str = "system", reason: str = ""
    ) -> tuple[ApiKey, str]:
        """A new key as stored, and its text, which nothing can show again.

        Raises InvalidInputError for an unknown role or an unusable name.
        """
        known = _known_role(role)
        if not name.strip() or len(name) > MAX_NAME or not name.isprintable():
            raise InvalidInputError(f"a key needs a printable name of 1 to {MAX_NAME} characters")
        key_id = secrets.token_hex(ID_BYTES)
        secret = base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode("ascii").lower()
        now = self.clock()
        key = ApiKey(key_id, name, known.value, self._digest(key_id, known.value, secret), now)
        # Audited first: a key that nobody can account for must not exist.
        self._audit(now, by, "key-create", f"{key_id} {known.value} {name}", reason)
        self.ledger.add_key(key)
        return key, f"lk_{key_id}_{secret}"

    def verify(self, text: str) -> Principal:
        """Whose key the text is. Raises NotAuthenticatedError, the same whatever is wrong."""
        match = _KEY.fullmatch(text)
        if match is None:
            raise NotAuthenticatedError("that is not a good key")
        key_id, secret = match.groups()
        key = self.ledger.key(key_id) or _ABSENT
        good = hmac.compare_digest(self._digest(key_id, key.role, secret), key.digest)
        if not good or key.revoked_at is not None or key.role not in set(Role):
            raise NotAuthenticatedError("that is not a good key")
        return Principal(key.key_id, key.name, Role(key.role))

    def revoke(self, key_id: str, *, by: str = "system", reason: str = "") -> None:
        """Make a key useless from the next request on.

        Raises NotFoundError, and ConflictError when it was revoked before.
        """
        known = self.ledger.key(key_id)
        if known is not None and known.revoked_at is not None:
            raise ConflictError(f"key {key_id} was revoked before")
        now = self.clock()
        self.ledger.revoke_key(key_id, now)
        self._audit(now, by, "key-revoke", key_id, reason)

    def list(self) -> Sequence[ApiKey]:
        """All keys, revoked ones included."""
        return self.ledger.keys()

    def _digest(self, key_id: str, role: str, secret: str) -> bytes:
        """The role is hashed too: raising it in the store by hand voids the key."""
        data = f"api-key\0{key_id}\0{role}\0{secret}".encode()
        return hmac.new(self.pepper, data, sha256).digest()

    def _audit(self, at: int, by: str, action: str, subject: str, reason: str) -> None:
        self.ledger.audit(AuditEntry(at, by, action, subject, reason, 1))


def _known_role(role: Role | str) -> Role:
    try:
        return Role(role)
    except ValueError:
        raise InvalidInputError(f"no role is called that; known are {', '.join(Role)}") from None
