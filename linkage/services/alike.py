"""How alike what two ads carry is: the template of two texts, the distance of two pictures or vectors."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import LCSseq

from linkage.link.rules import Rules
from linkage.link.similar import PDQ_BITS, bits_apart, cosine
from linkage.model import Identifier, Kind
from linkage.normalise.vector import model_of
from linkage.ports import StandingView, Store
from linkage_schemas.answers import AlikeOut, PartOut
from linkage_schemas.words import chance_number, quote

MAX_WORDS = 1_000
"""Words of each text that are compared."""
MAX_CHARACTERS = 20_000
MAX_PARTS = 60
MAX_PART = 400
"""Characters shown of a run or of what is in a slot."""
MAX_TOLD = 8
"""Parts that a sentence tells."""
TOLD_RUN, TOLD_SLOT = 60, 24
FEW_WORDS, LONG_WORDS = 8, 12
"""Fewer words, or longer ones on average, and a text counts as written without spaces."""


def texts_alike(a: str, b: str) -> AlikeOut:
    """The runs of words that two texts have in common, and the slots between them.

    Words are compared whatever their case; texts without spaces by characters.
    """
    left, right = _words(a), _words(b)
    joint = "" if _unspaced(a) and _unspaced(b) else " "
    if not joint:
        left, right = _characters(a), _characters(b)
    numbers: dict[str, int] = {}
    one, other = ([numbers.setdefault(w.casefold(), len(numbers)) for w in words] for words in (left, right))
    parts: list[PartOut] = []
    for step in LCSseq.opcodes(one, other):
        in_a = left[step.src_start : step.src_end]
        in_b = right[step.dest_start : step.dest_end]
        if step.tag == "equal":
            parts.append(PartOut(slot=False, text=_cut(joint.join(in_a))))
        elif parts and parts[-1].slot:
            before = parts.pop()
            parts.append(_slot([before.a, *in_a], [before.b, *in_b], joint))
        else:
            parts.append(_slot(in_a, in_b, joint))
    cut = len(parts) > MAX_PARTS or any(_is_cut(text) for text in (a, b))
    return AlikeOut(parts=parts[:MAX_PARTS], truncated=cut)


def _slot(a: Sequence[str], b: Sequence[str], joint: str) -> PartOut:
    return PartOut(slot=True, a=_cut(joint.join(filter(None, a))), b=_cut(joint.join(filter(None, b))))


def _words(text: str) -> list[str]:
    return text[:MAX_CHARACTERS].split()[:MAX_WORDS]


def _characters(text: str) -> list[str]:
    return list("".join(text[:MAX_CHARACTERS].split())[:MAX_WORDS])


def _unspaced(text: str) -> bool:
    words = _words(text)
    return len(words) < FEW_WORDS or sum(map(len, words)) > LONG_WORDS * len(words)


def _is_cut(text: str) -> bool:
    if len(text) > MAX_CHARACTERS or len(text.split(None, MAX_WORDS)) > MAX_WORDS:
        return True
    return _unspaced(text) and len(text) > MAX_WORDS


def _cut(text: str) -> str:
    return text if len(text) <= MAX_PART else text[: MAX_PART - 1] + "…"


def values_alike(store: Store, a: Identifier, b: Identifier, rules: Rules) -> AlikeOut | None:
    """How alike two pictures or embeddings are, the ads' own ones."""
    if a.kind is Kind.VECTOR:
        model = model_of(a.value)
        return AlikeOut(model=model, cosine=_cosine(store, a, b), least_cosine=rules.vectors.get(model))
    if a.kind is not Kind.PICTURE or a == b:
        return None
    return AlikeOut(bits=bits_apart(a.value, b.value), of_bits=PDQ_BITS)


def _cosine(store: Store, a: Identifier, b: Identifier) -> float | None:
    """Of two stored embeddings; None where one is not kept any more."""
    if a == b:
        return 1.0

    def read(view: StandingView) -> float | None:
        numbers = view.numbers((a, b))
        bodies = view.bodies(numbers.values())
        kept = [bodies[numbers[name]] for name in (a, b) if numbers.get(name) in bodies]
        return cosine(*kept) if len(kept) == 2 else None

    return store.view(read)


def alike_words(alike: AlikeOut | None) -> str:
    """The same as a sentence; nothing where there is nothing to say."""
    if alike is None:
        return ""
    if alike.bits is not None:
        return f"Their hashes differ in {alike.bits} of {alike.of_bits} bits."
    if alike.model is not None:
        return _vectors_words(alike, alike.model)
    if all(not part.slot for part in alike.parts) and not alike.truncated:
        return "The two texts say the same word for word."
    told = " ".join(map(_told, alike.parts[:MAX_TOLD]))
    more = " …" if len(alike.parts) > MAX_TOLD or alike.truncated else ""
    return f"What the two texts have in common, with what differs in brackets: {told}{more}."


def _vectors_words(alike: AlikeOut, model: str) -> str:
    is_ = "is not known any more" if alike.cosine is None else f"is {chance_number(alike.cosine)}"
    start = f"The cosine of their embeddings by the model {quote(model)} {is_}"
    least = alike.least_cosine
    if least is None:
        return f"{start}; the rules declare no threshold for that model, so only equal ones are alike."
    below = alike.cosine is not None and alike.cosine < least
    why = ", as each of these two is to the one that stands for both" if below else ""
    return f"{start}; by the rules two of that model are alike from {chance_number(least)} on{why}."


def _told(part: PartOut) -> str:
    if not part.slot:
        return quote(part.text, TOLD_RUN)
    return f"[{' | '.join(quote(text, TOLD_SLOT) if text else 'nothing' for text in (part.a, part.b))}]"
