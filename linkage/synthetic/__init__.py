"""Made-up ads with known operators behind them: seeded, streaming, with the traps of real data."""

from linkage.synthetic.files import write_files, write_hubs, write_jsonl, write_truth, write_world
from linkage.synthetic.labels import Trap
from linkage.synthetic.planted import Planted
from linkage.synthetic.profile import CLEAN, DEFAULT, EASY, HARD, WORLDS, Profile
from linkage.synthetic.world import SyntheticAd, generate

__all__ = [
    "CLEAN",
    "DEFAULT",
    "EASY",
    "HARD",
    "WORLDS",
    "Planted",
    "Profile",
    "SyntheticAd",
    "Trap",
    "generate",
    "write_files",
    "write_hubs",
    "write_jsonl",
    "write_truth",
    "write_world",
]
