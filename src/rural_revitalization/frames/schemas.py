"""Schemas of tables: the columns a rule reads and writes, with type, unit and label."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any, Final

from attrs import frozen

from ..errors import discreet
from ..fields import Spec, specs
from ..fields.protocols import RuleModule
from ..fields.units import UNITS
from ..models import LocalFigures, Person
from .options import check_rule, name_of
from .population.asking import only_for_help
from .population.linked import CODES, CODES_OF_ENTITLEMENTS, DIAGNOSES, HOUSEHOLDS, LOCAL, PEOPLE, UNKNOWABLE
from .reading import column_type


class ColumnUse(StrEnum):
    """What a rule does with a column."""

    READ = "read"
    WRITTEN = "written"


@frozen(kw_only=True)
class Field:
    """A column (字段): its name, what the rule does with it, type, unit and labels.

    Null means not recorded, or not determined. `type` is decimal, integer, boolean or text; amounts in decimals are
    yuan. `least` and `most` bound the values; None means no bound.
    """

    name: str
    use: ColumnUse
    type: str
    unit: str
    label: str
    zh: str
    least: object = None
    most: object = None

    @property
    def unit_zh(self) -> str:
        """The Chinese term of the unit."""
        return UNITS[self.unit]


@discreet
def schema(rule: RuleModule[Any, Any, Any], *, prefix: str | None = None) -> tuple[Field, ...]:
    """Return the columns a rule reads, then those it writes (输入输出字段); `prefix` is as for `apply`.

    >>> from rural_revitalization.rules.medical import contribution_subsidy
    >>> [field.name for field in schema(contribution_subsidy)][-2:]
    ['contribution_subsidy__subsidy', 'contribution_subsidy__own_payment']
    """
    check_rule(rule)
    called = prefix or name_of(rule)
    written = (_field(f"{called}__{name}", spec, ColumnUse.WRITTEN) for name, spec in specs(rule.Worksheet).items())
    return (*_read(specs(rule.Facts)), *written)


@discreet
def template(rules: Iterable[RuleModule[Any, Any, Any]]) -> tuple[Field, ...]:
    """Return the columns that several rules read, without duplicates (数据模板): the header of a table to fill in.

    >>> from rural_revitalization.rules.monitoring import identification, risk_elimination
    >>> [field.name for field in template([identification, risk_elimination])][:3]
    ['exited', 'household_net_income', 'members']
    """
    found: dict[str, Field] = {}
    for rule in rules:
        check_rule(rule)
        for field in _read(specs(rule.Facts)):
            found.setdefault(field.name, field)
    return tuple(found.values())


@discreet
def people_schema(*, entitlements: bool = False) -> tuple[Field, ...]:
    """Return the columns of people that `assess` reads (人员表字段): keys, codes, then facts.

    With `entitlements`, the columns read only for entitlements are included.

    >>> [field.name for field in people_schema()][:3]
    ['household', 'id', 'unknowable']
    """
    keys = (
        _plain("household", "text", "record key of the household", "户编号"),
        _plain("id", "text", "record key", "人员编号"),
    )
    coded = (*CODES, *(CODES_OF_ENTITLEMENTS if entitlements else ()))
    codes = (_plain(name, "text", specs(Person)[name].label, specs(Person)[name].zh) for name in coded)
    of_rules = {name: spec for name, spec in PEOPLE.items() if name not in only_for_help()}
    return (*keys, _UNKNOWABLE, *codes, *_read({**PEOPLE, **DIAGNOSES} if entitlements else of_rules))


@discreet
def households_schema() -> tuple[Field, ...]:
    """Return the columns of households that `assess` reads (农户表字段): keys, then facts."""
    keys = (_plain("id", "text", "record key", "户编号"), _plain("county", "text", "county", "县（市、区）"))
    return (*keys, _UNKNOWABLE, *_read(HOUSEHOLDS))


@discreet
def local_schema() -> tuple[Field, ...]:
    """Return the columns of a table of county figures (当地标准表字段): county and year, then the figures."""
    year = _field("year", specs(LocalFigures)["year"], ColumnUse.READ)
    return (_plain("county", "text", "county", "县（市、区）"), year, *_read(LOCAL))


def _read(declared: Mapping[str, Spec]) -> Iterator[Field]:
    for name, spec in declared.items():
        yield _field(name, spec, ColumnUse.READ)
        if spec.kind.name == "ceiling":
            yield _plain(f"no_{name}", "boolean", f"there is no {spec.label}", f"无{spec.zh}")


def _field(name: str, spec: Spec, use: ColumnUse) -> Field:
    truth = spec.kind.name == "truth"
    return Field(
        name=name,
        use=use,
        type=column_type(spec),
        unit=spec.unit,
        label=spec.label,
        zh=spec.zh,
        least=None if truth else spec.low,
        most=None if truth else spec.high,
    )


def _plain(name: str, kind: str, label: str, zh: str) -> Field:
    return Field(name=name, use=ColumnUse.READ, type=kind, unit="", label=label, zh=zh)


_UNKNOWABLE: Final = _plain(UNKNOWABLE, "text", "columns that were asked for and cannot be known", "不详的列")
