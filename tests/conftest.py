"""What holds for every test."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# How long an example takes depends on what else the machine does; what it shows does not.
# A verdict on a commit must repeat, so CI draws the same examples; everybody else draws new ones.
settings.register_profile(
    "linkage",
    deadline=None,
    print_blob=True,
    derandomize=os.environ.get("CI") == "true",
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("linkage")
