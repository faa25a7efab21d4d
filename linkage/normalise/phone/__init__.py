"""Phones out of hostile text.

`digits` finds runs of digits in whatever form (`tokens`, `numerals` and `completing` read words),
`windows` decides which of them are phones (`scoring`, `shape`, `noise`, `cues`), `plans` knows the numbering
plans and `hints` the countries; `extractor` and `links` put them together.
"""

from linkage.normalise.phone.extractor import (
    EXTRACTOR,
    canonical_national,
    canonical_phone,
    digits_of,
    find,
    read,
)

__all__ = ["EXTRACTOR", "canonical_national", "canonical_phone", "digits_of", "find", "read"]
