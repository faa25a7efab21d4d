"""Monero addresses: base58 in blocks of eight bytes, and a Keccak checksum over network, keys and id."""

from __future__ import annotations

LENGTHS = (95, 106)
"""Characters of an address; of one with a payment's id built in."""
_NETWORKS = {95: frozenset({18, 42}), 106: frozenset({19})}
"""First byte: a standard address, a subaddress; an integrated one. Of the main network only."""
_ALPHABET = {c: i for i, c in enumerate("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz")}
_BLOCK = 11
_BYTES = {11: 8, 7: 5}
"""Bytes that a block of so many characters holds. 95 and 106 characters end in a block of seven."""
_CHECK = 4


def payload(address: str) -> bytes | None:
    """Network byte, keys and payment id of an address whose checksum holds, else None."""
    networks = _NETWORKS.get(len(address))
    if networks is None:
        return None
    first = _decoded(address[:_BLOCK])
    # Most words of this length fail here, before anything costs.
    if first is None or first[0] not in networks:
        return None
    blocks = [first]
    for at in range(_BLOCK, len(address), _BLOCK):
        block = _decoded(address[at : at + _BLOCK])
        if block is None:
            return None
        blocks.append(block)
    data = b"".join(blocks)

    from eth_hash.auto import keccak  # noqa: PLC0415 - loads a crypto library, rarely needed

    return data[:-_CHECK] if keccak(data[:-_CHECK])[:_CHECK] == data[-_CHECK:] else None


def _decoded(block: str) -> bytes | None:
    number = 0
    for character in block:
        digit = _ALPHABET.get(character)
        if digit is None:
            return None
        number = number * 58 + digit
    size = _BYTES[len(block)]
    return number.to_bytes(size, "big") if number < 1 << (8 * size) else None
