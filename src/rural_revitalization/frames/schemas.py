"""Which columns a rule reads and writes, with type, unit and label: the contract between a table and a rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from types import ModuleType

from attrs import frozen

from ..fields import Spec, specs
from .applying import name_of
from .reading import column_type

__all__ = ["Field", "Use", "schema", "template"]


class Use(StrEnum):
    """What a rule does with a column."""

    READ = "read"
    WRITTEN = "written"


@frozen(kw_only=True)
class Field:
    """A column (字段): its name, what the rule does with it, type, unit and labels.

    Null is what was not recorded, or is not determined. `type` is decimal, integer or boolean; decimals of money are
    yuan. `least` and `most` bound the values, None being
    no bound.
    """

    name: str
    use: Use
    type: str
    unit: str
    unit_zh: str
    label: str
    zh: str
    least: object = None
    most: object = None


def schema(rule_module: ModuleType, *, prefix: str | None = None) -> tuple[Field, ...]:
    """The columns a rule reads, then those it writes (输入输出字段); `prefix` as for `apply`.

    >>> from rural_revitalization.rules.medical import contribution_subsidy
    >>> [field.name for field in schema(contribution_subsidy)][-2:]
    ['contribution_subsidy__subsidy', 'contribution_subsidy__own_payment']
    """
    return (*_read(rule_module), *_written(rule_module, prefix or name_of(rule_module)))


def template(rule_modules: Iterable[ModuleType]) -> tuple[Field, ...]:
    """The columns that some rules read between them, each once (数据模板): the heads of a table to fill in.

    >>> from rural_revitalization.rules.monitoring import identification, risk_elimination
    >>> [field.name for field in template([identification, risk_elimination])][:3]
    ['exited', 'per_capita_net_income', 'monitoring_line']
    """
    found: dict[str, Field] = {}
    for rule_module in rule_modules:
        for field in _read(rule_module):
            found.setdefault(field.name, field)
    return tuple(found.values())


def _read(rule_module: ModuleType) -> Iterator[Field]:
    for name, spec in specs(rule_module.Facts).items():
        yield _field(name, spec, Use.READ)
        if spec.kind.name == "ceiling":
            yield Field(
                name=f"no_{name}",
                use=Use.READ,
                type="boolean",
                unit="",
                unit_zh="",
                label=f"there is no {spec.label}",
                zh=f"无{spec.zh}",
            )


def _written(rule_module: ModuleType, prefix: str) -> Iterator[Field]:
    for name, spec in specs(rule_module.Worksheet).items():
        yield _field(f"{prefix}__{name}", spec, Use.WRITTEN)


def _field(name: str, spec: Spec, use: Use) -> Field:
    truth = spec.kind.name == "truth"
    return Field(
        name=name,
        use=use,
        type=column_type(spec),
        unit=spec.unit,
        unit_zh=spec.unit_zh,
        label=spec.label,
        zh=spec.zh,
        least=None if truth else spec.low,
        most=None if truth else spec.high,
    )
