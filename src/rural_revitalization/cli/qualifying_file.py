"""The list of whom a help is for, from files of people and households, written whole or not at all."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import attrs
import polars as pl

from .. import frames
from ..catalogue import in_force
from ..entitlements.entitlement import Entitlement
from ..errors import InvalidInput, Mismatch, heading, quoted
from ..fields import Spec, specs
from ..frames.columns.column_names import safe
from ..frames.population.asking import asked_of
from ..frames.population.linked import LOCAL, NAMES
from ..frames.population.qualifying import OF_HOUSEHOLDS, OF_PEOPLE
from ..models import Household, LocalFigures, Person
from ..policy import Policy
from ..policy.titles import title_of
from ..wording import called
from ..wording.words import Language, words
from ..wording.words import say as text_of
from .arguments import chosen_policy
from .batches import batched
from .good_rows import Tally, good_rows
from .header_mapping import FactMapping
from .headers import MatchedColumns, matched
from .json_parts import parts_of_local, structured
from .named_choices import Choices
from .near_names import near
from .notes import warn
from .parsing import cells_of, text_cells
from .recognised_encoding import encoding_of
from .rejecting import check_files
from .results import results_to
from .terminal import say
from .whole import whole

_TEXT: Final = ("text", "choice")
"""The kinds of facts whose cells are taken as they are: keys, and codes."""
_KEYS: Final[Mapping[str, Mapping[str, Spec]]] = {
    "people": {"household": specs(Household)["id"], "id": specs(Person)["id"]},
    "households": {"id": specs(Household)["id"]},
}
_WORDS: Final = {"yes": "yes", "undetermined": "open"}
_BETWEEN: Final[Mapping[Language, str]] = {"en": ", ", "zh": "、"}


def run(options: argparse.Namespace) -> int:
    """List whom a help is for according to the options, print how many they are, and return the exit status."""
    read = {"PEOPLE": options.people, "HOUSEHOLDS": options.households, "--local": options.local}
    check_files(read | {"--overlay": options.overlay, "--out": options.out})
    policy = chosen_policy(options)
    grants = [item for item in in_force(policy, policy.on) if item.name == options.name]
    people, households, marked = _tables(options, grants)
    found = frames.who_qualifies(
        options.name,
        people,
        households,
        policy,
        _figures(options.local),
        absent=options.absent,
        keep=[safe(name) for name in options.keep],
    )
    with whole(options.out) as (part,):
        assert part is not None, "there is always a file for the list"
        sheet = text_of("sheets", "results", options.lang)
        with results_to(part, options.out, sheet=sheet, marked=marked) as results:
            results.write(_written(found, grants, policy, options))
    name = options.name if options.lang == "en" else called(grants[0], "zh")
    say([_summary(name, found, policy, options)])
    return 0


def _summary(name: str, found: pl.DataFrame, policy: Policy, options: argparse.Namespace) -> str:
    counts = {word: found.filter(pl.col("outcome") == word).height for word in _WORDS}
    return text_of(
        "command_line",
        "qualify",
        options.lang,
        name=name,
        yes=f"{counts['yes']:,}",
        open=f"{counts['undetermined']:,}",
        on=policy.on,
        documents=_BETWEEN[options.lang].join(policy.titled(options.lang)),
    )


# -- reading --------------------------------------------------------------------------------------------------


def _tables(options: argparse.Namespace, grants: list[Entitlement]) -> tuple[pl.DataFrame, pl.DataFrame, bool]:
    """The tables of people and of households, and whether text begins with a byte-order mark.

    Raises `InvalidInput` with all columns that are lacking, and with all cells that cannot be read.
    """
    asked, about = asked_of((), grants), "households" if any(item.about == "household" for item in grants) else "people"
    facts = {
        "people": {name: spec for name, spec in OF_PEOPLE.items() if name in asked.people},
        "households": {
            **(NAMES if asked.local else {}),
            **{name: spec for name, spec in OF_HOUSEHOLDS.items() if name in asked.households},
        },
    }
    read, wrong, marked = list[pl.DataFrame](), list[Mismatch](), False
    for name, file in (("people", options.people), ("households", options.households)):
        try:
            kept = options.keep if name == about else ()
            table, has_mark = _table(file, {**_KEYS[name], **facts[name]}, options, kept)
            read.append(table)
            marked = marked or has_mark
        except InvalidInput as error:
            wrong.extend(item.under(f"{name}.") for item in error.mismatches)
    if wrong:
        raise InvalidInput(wrong, about="tables that cannot be read")
    people, households = read
    return people, households, marked


def _table(file: Path, facts: Mapping[str, Spec], options: argparse.Namespace, keep: Any) -> tuple[pl.DataFrame, bool]:
    """The columns asked for of a file, under the names of the facts, and those to keep under their own."""
    source = batched(file, encoding_of(file, options.encoding))
    keys = [name for name, spec in facts.items() if spec.kind.name == "text"]
    needed = {*(facts if options.absent == "error" else keys)} - NAMES.keys()
    columns = matched(source.headers, facts, FactMapping(), needed=needed)
    lacking = [_no_column(name, source.headers) for name in keep if name not in source.headers]
    if lacking:
        raise InvalidInput(lacking)
    warn(*_reports(columns))
    cells = cells_of(attrs.evolve(columns, read=_parsed(columns)), source.types, None)
    tally = Tally()
    wanted = [
        *(_codes(name, columns) for name in columns.read if name not in _parsed(columns)),
        *(pl.col(item.held).alias(item.fact) for item in cells),
        *(text_cells(header).alias(safe(header)) for header in keep),
    ]
    parts = [good_rows(batch, cells, tally, None).select(wanted) for batch in source.batches()]
    if tally.rejected:
        raise InvalidInput(tally.wrong())
    return pl.concat(parts), source.marked


def _codes(name: str, columns: MatchedColumns) -> pl.Expr:
    """A column of keys as they are, or of codes, which may stand there by what people call them."""
    spec, cells = columns.facts[name], text_cells(columns.read[name].header)
    if spec.kind.name == "choice":
        words = Choices.of_enum(spec.of).words
        cells = cells.replace({word: code for code, called in words.items() for word in called})
    return cells.alias(name)


def _no_column(name: str, headers: Sequence[str]) -> Mismatch:
    likely = map(heading, near([name], headers))
    return Mismatch("--keep", "a header of the file", quoted(name), suggestions=likely)


def _parsed(columns: MatchedColumns) -> dict[str, Any]:
    """The columns whose cells are numbers and truths."""
    return {name: source for name, source in columns.read.items() if columns.facts[name].kind.name not in _TEXT}


def _reports(columns: MatchedColumns) -> Iterator[str]:
    """The notes on the match that matter: a column that was not asked for is no news, nor a county without one."""
    absent = tuple(name for name in columns.absent if name not in NAMES)
    yield from attrs.evolve(columns, passed=(), absent=absent).reports()


def _figures(file: Path | None) -> LocalFigures | list[LocalFigures] | None:
    """The figures of the county, or of several; raises `InvalidInput` with all faults."""
    if file is None:
        return None
    wrong: list[Mismatch] = []
    found = structured(LocalFigures, [(path, data) for path, _, data in parts_of_local(file)], wrong)
    if wrong or not found:
        raise InvalidInput(wrong or [Mismatch("$", "the figures of a county", "none")], about=str(file))
    return found[0] if len(found) == 1 else found


# -- writing --------------------------------------------------------------------------------------------------


def _written(
    found: pl.DataFrame, grants: list[Entitlement], policy: Policy, options: argparse.Namespace
) -> pl.DataFrame:
    """The list in the words of a language, under its headers."""
    lang: Language = options.lang
    facts = {**OF_PEOPLE, **OF_HOUSEHOLDS, **LOCAL}
    labels = {name: called(spec, lang) for name, spec in facts.items()}
    left = {item.name: called(item, lang) for grant in grants for item in grant.leaves_open}
    titles = {item.source.document: _cited(item, policy, lang) for item in grants}
    outcomes = {word: words("command_line")[key][lang] for word, key in _WORDS.items()}
    said = {
        "document": lambda name: titles[name],
        "outcome": lambda word: outcomes[word],
        "to_record": lambda names: _listed(names, labels, lang),
        "not_stated": lambda names: _listed(names, left, lang),
    }
    told = found.with_columns(_in_words(found, column, word) for column, word in said.items())
    headers = {name: words("command_line")[f"listed_{name}"][lang] for name in found.columns[:_OWN]}
    return told.rename(headers | {safe(name): name for name in options.keep})


def _cited(item: Entitlement, policy: Policy, lang: Language) -> str:
    """The document of a help by its title, and the section that grants it."""
    source, between = item.source, " " if lang == "zh" else ", "
    return f"{title_of(source.document, lang, policy.titles)}{between}{source.section}"


_OWN: Final = 6
"""How many columns the list has of its own."""


def _in_words(found: pl.DataFrame, column: str, word: Any) -> pl.Series:
    """A column of names as words; each that occurs is put into words once."""
    every = {name: word(name) for name in found[column].unique().to_list()}
    return found[column].replace_strict(every, return_dtype=pl.String).alias(column)


def _listed(names: str, labels: Mapping[str, str], lang: Language) -> str:
    return _BETWEEN[lang].join(dict.fromkeys(labels.get(name, name) for name in names.split(", ") if name))
