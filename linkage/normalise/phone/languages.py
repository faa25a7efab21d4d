"""What the language of an ad says about where its phones are: the last resort, and only where it is sure."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

SURE = 0.8
"""Probability from which a language is believed."""
_MIN_LETTERS = 20
_READ = 2_000
"""Characters that are looked at."""

REGIONS = {
    "ar": "EG SA AE MA DZ TN IQ JO LB KW QA BH OM",
    "bg": "BG",
    "cs": "CZ",
    "da": "DK",
    "de": "DE AT CH",
    "el": "GR CY",
    "es": "ES MX AR CO CL PE VE EC UY PY BO CR PA GT HN NI SV",
    "et": "EE",
    "fi": "FI",
    "fr": "FR BE CH",
    "he": "IL",
    "hr": "HR BA",
    "hu": "HU",
    "id": "ID",
    "it": "IT CH",
    "ja": "JP",
    "ko": "KR",
    "lt": "LT",
    "lv": "LV",
    "nb": "NO",
    "nl": "NL BE",
    "no": "NO",
    "pl": "PL",
    "pt": "PT BR AO MZ",
    "ro": "RO MD",
    "ru": "RU KZ",
    "sk": "SK",
    "sl": "SI",
    "sr": "RS",
    "sv": "SE FI",
    "th": "TH",
    "tr": "TR",
    "uk": "UA",
    "vi": "VN",
    "zh": "CN TW HK SG MO",
}
"""Countries whose ads are mostly in a language. English, Hindi and others of the whole world say nothing."""
_KNOWN = (*REGIONS, "en", "hi", "ms", "tl")


@lru_cache(maxsize=1_024)
def language_regions(text: str) -> tuple[str, ...]:
    """Regions (alpha-2) that a text's language speaks for, none where it is unsure or spoken anywhere."""
    if sum(map(str.isalpha, text[:_READ])) < _MIN_LETTERS:
        return ()
    language, probability = _identifier().classify(text[:_READ])
    return tuple(REGIONS[language].split()) if probability >= SURE and language in REGIONS else ()


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    # 0.6 s and 60 MB: for records that say nothing of where they are, if they hold a phone.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - slow, rarely needed

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([name for name in _KNOWN if name in identifier.nb_classes])
    return identifier
