"""What an ad says about itself that links nothing: prices, ages, names, places, dates."""

from __future__ import annotations

from linkage.normalise.attributes.extract import EXTRACTORS, attributes

__all__ = ["EXTRACTORS", "attributes"]
