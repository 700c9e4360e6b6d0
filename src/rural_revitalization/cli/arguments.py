"""Arguments that several commands take: the policy, and the rule."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Final

from ..catalogue import DECLARED
from ..policy import JURISDICTIONS

_BY_NAME: Final[dict[str, ModuleType]] = {name: rule.module for name, rule in DECLARED.items()}


def policy_options() -> argparse.ArgumentParser:
    """The options that select the documents in force, as a parent parser."""
    options = argparse.ArgumentParser(add_help=False)
    options.add_argument("--policy", required=True, choices=tuple(JURISDICTIONS), help="jurisdiction")
    options.add_argument("--on", required=True, type=date.fromisoformat, metavar="YYYY-MM-DD", help="the day to assess")
    options.add_argument(
        "--overlay", type=Path, metavar="FILE", help="your own policy pack, which overrides the others"
    )
    options.add_argument("--no-practice", action="store_true", help="ignore national practice")
    return options


def add_rule_argument(command: argparse.ArgumentParser) -> None:
    """Add the name of a rule."""
    command.add_argument("rule", choices=tuple(_BY_NAME), metavar="RULE", help=", ".join(_BY_NAME))


def chosen_rule(options: argparse.Namespace) -> ModuleType:
    """The module of the rule that was named."""
    return _BY_NAME[options.rule]
