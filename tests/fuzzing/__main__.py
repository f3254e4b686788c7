"""`python -m tests.fuzzing --examples 20000`: looks long for what breaks a law, and keeps it."""

from __future__ import annotations

import argparse
import time

from hypothesis import HealthCheck, Phase, given, settings

from tests.fuzzing.finds import keep
from tests.fuzzing.laws import LAWS
from tests.fuzzing.texts import TEXTS_FOR

# What needs a bot and a Discord for each example gets a tenth of them.
PLAYED = {"custom_id", "card", "command"}


def look(law: str, examples: int) -> bool:
    """Try so many texts on a law; keep the smallest that breaks it, and return whether one did."""
    broken: list[str] = []

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(TEXTS_FOR[law])
    def check(text: str) -> None:
        broken.append(text)
        LAWS[law](text)
        broken.pop()

    begun = time.monotonic()
    try:
        check()
    except Exception as error:  # noqa: BLE001 - whatever breaks a law is a find
        # Hypothesis tries its smallest find last of all.
        print(f"{law}: {type(error).__name__}: {error}\n  kept: {keep(law, broken[-1])}")
        return True
    print(f"{law}: {examples} texts in {time.monotonic() - begun:.0f} s, none broke it", flush=True)
    return False


def main() -> None:
    """Look at every law, or at those that are named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("laws", nargs="*", default=list(LAWS))
    parser.add_argument("--examples", type=int, default=20_000)
    given_ = parser.parse_args()
    sizes = {law: given_.examples // (10 if law in PLAYED else 1) for law in given_.laws}
    finds = [law for law, count in sizes.items() if look(law, count)]
    raise SystemExit(1 if finds else 0)


if __name__ == "__main__":
    main()
