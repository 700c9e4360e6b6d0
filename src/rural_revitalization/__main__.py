"""`python -m rural_revitalization`: see `cli`."""

from __future__ import annotations

import sys
from typing import Final

_INTERRUPTED: Final = 130


def main() -> int:
    """Run the command line and return the exit status; an interrupt ends it with 130, at any time."""
    try:
        from .cli import main as run  # noqa: PLC0415 - an interrupt while it is loading is one too

        return run()
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)  # noqa: T201 - console output
        return _INTERRUPTED


if __name__ == "__main__":
    raise SystemExit(main())
