"""Every exception that linkage raises on purpose. Standard library only."""

from __future__ import annotations


class LinkageError(Exception):
    """Base of all. `code` is stable and appears in API problem bodies and CLI output."""

    code = "error"


class NotFoundError(LinkageError):
    """Nothing by that name is or was here."""

    code = "not-found"


class GoneError(LinkageError):
    """It was here and has been erased."""

    code = "erased"


class InvalidInputError(LinkageError):
    """An argument that no state of the store could make acceptable."""

    code = "invalid-input"


class ConflictError(LinkageError):
    """What is asked contradicts what stands: other decisions, another use of a name or of a store."""

    code = "conflict"


class MissingExtraError(LinkageError):
    """What is asked needs packages that were not installed; the message says how to get them."""

    code = "missing-extra"


class StoreError(LinkageError):
    """The store could not do it. A batch may be sent again: it lands once, even if it had landed already."""

    code = "store-error"


class StoreBusyError(StoreError):
    """Another process holds the writer; trying again later may help."""

    code = "store-busy"


class StoreUnavailableError(StoreError):
    """The store cannot be reached or opened."""

    code = "store-unavailable"


class SchemaTooNewError(StoreError):
    """The store was written by a newer linkage than this one."""

    code = "schema-too-new"


class RulesMismatchError(StoreError):
    """The store was resolved by other rules than the ones in use."""

    code = "rules-mismatch"


class DiskFullError(StoreError):
    """No space left; the batch was rolled back."""

    code = "disk-full"
