"""The table of roles, and what must never be in it."""

from __future__ import annotations

import pytest

from linkage.security import PERMISSIONS, Permission, Role, allows

P = Permission


def test_every_role_is_in_the_table() -> None:
    assert set(PERMISSIONS) == set(Role)


@pytest.mark.parametrize(
    ("role", "granted"),
    [
        (Role.INGEST, {P.INGEST}),
        (Role.INVESTIGATOR, {P.LOOK_UP, P.DECIDE}),
        (Role.ANALYST, {P.LOOK_UP, P.DECIDE, P.ENUMERATE, P.EXPORT}),
        (Role.AUDITOR, {P.AUDIT}),
        (Role.ADMIN, {P.ERASE, P.MANAGE_KEYS}),
    ],
)
def test_a_role_may_do_this_and_nothing_else(role: Role, granted: set[Permission]) -> None:
    assert {permission for permission in Permission if allows(role, permission)} == granted | {
        P.DOCUMENTATION
    }


def test_every_permission_is_somebodys() -> None:
    assert set().union(*PERMISSIONS.values()) == set(Permission)


def test_what_the_table_does_not_know_is_denied() -> None:
    assert not allows("owner", P.LOOK_UP)  # type: ignore[arg-type]  # what a bug would pass
    assert not allows(Role.ANALYST, "everything")  # type: ignore[arg-type]
