"""What a field declares (字段声明): its kind, label in English and Chinese, unit and bounds.

Explanations, JSON, documentation, dataframe schemas and Hypothesis strategies are all derived from these declarations.
A field checks only its kind and bounds; zero is valid.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

import attrs

from ..algebra.exact import ONE, ZERO
from ..algebra.operand import NO_CEILING, PLAIN, Operand, Schedule
from ..algebra.unknown import Unknown
from ..errors import HIDDEN, Mismatch, close_to, kind_of, shown, unlike_items
from .kinds import CONTROLS, LARGEST_COUNT, LINE, MOST_DIGITS, SHARES, SUMS, Kind, is_too_large, of_per_cent
from .units import UNITS

__all__ = ["Spec", "comparable", "figure_of", "specs"]

_AMOUNTS: Final = ("money", "ceiling", "area", "rate", "number")
SPEC: Final = "rural_revitalization.spec"
"""The key of a field's `Spec` in its metadata."""


@attrs.frozen(kw_only=True)
class Spec:
    """The declaration of a field.

    `low` and `high` bound the value, and an unrecorded value lies between them (None = unbounded). In a worksheet,
    `answer` marks a result of the rule, `reading` is the documented reading it relies on (a key of
    `wording.READINGS`), and `criteria` are the fields that make up a decision; `only_if` names the line without which
    this one does not apply: where that is False or 0, it reads "not applicable". A term that `may_be_unset` is `UNSET`
    if no document sets it; `within` names another term whose stated limit also applies to this one, `figure` the figure
    that fills it where that is another rule's. A fact that is `part_of` another is at most that one, and so are all its
    parts together. `private` values never appear in `repr` or errors; `of` is the class or enumeration of the values,
    and `widen` makes one of a record that says less.
    """

    kind: Kind
    label: str
    zh: str
    unit: str = attrs.field(validator=attrs.validators.in_(UNITS))
    low: Any = None
    high: Any = None
    required: bool = False
    may_be_unset: bool = False
    within: str | None = None
    figure: str | None = None
    part_of: str | None = None
    private: bool = False
    answer: bool = False
    reading: str | None = None
    criteria: tuple[str, ...] = ()
    only_if: str | None = None
    of: Any = None
    widen: Any = None

    @property
    def unit_zh(self) -> str:
        """The Chinese term of the unit."""
        return UNITS[self.unit]

    @property
    def expected(self) -> str:
        """The accepted values, in words."""
        most = LARGEST_COUNT if self.kind.name == "count" and self.high is None else self.high
        sides = (("at least", self.low), ("at most", most))
        bounds = [f"{side} {bound}" for side, bound in sides if bound is not None and not isinstance(bound, bool)]
        return ", ".join([self.kind.expected, *bounds])

    def parse(self, value: Any) -> Any:
        """Return the plain value in canonical form; raise `ValueError`, `TypeError` or `ArithmeticError` if invalid."""
        plain = self.kind.parse(value)
        if not self.kind.operand or plain is NO_CEILING or type(plain) is Schedule:
            return plain
        if (self.low is not None and plain < self.low) or (self.high is not None and plain > self.high):
            raise ValueError
        return plain

    def unknown(self, name: str) -> Unknown[Any]:
        """The value if not recorded: anywhere within the bounds, depending on the fact `name`."""
        return Unknown(self.low, self.high, name)

    def not_stated(self, name: str) -> Any:
        """The value of a figure granted without a stated value: a range that depends on the figure `name`."""
        if self.kind is SHARES:
            return (Unknown(Decimal(0), ONE, name),)
        if self.kind is SUMS:  # neither from which contribution on nor how much
            return ((Unknown(ZERO, None, name), Unknown(ZERO, None, name)),)
        return self.unknown(name)

    @property
    def grantable(self) -> bool:
        """Whether a document may grant the figure without stating it: whether `not_stated` has a value for it."""
        return self.kind.operand or self.kind.name in (SHARES.name, SUMS.name)

    def operand(self, value: Any) -> Any:
        """Return an operand of this kind; a range must lie within the bounds."""
        if type(value) in PLAIN:
            return self.parse(value)
        if type(value) is Unknown:
            if value.low is self.low and value.high is self.high:  # made by `unknown`
                return value
            low = self.low if value.low is None else self.parse(value.low)
            high = self.high if value.high is None else self.parse(value.high)
            return low if low is not None and low == high else Unknown(low, high, value.facts)
        return value if isinstance(value, Operand) else self.parse(value)

    def mismatches(self, path: str, value: Any) -> tuple[Mismatch, ...]:
        """Return the mismatches of an invalid value, of records those of each item; private values are hidden."""
        if self.kind.name == "records" and value is not False:
            taken = self.of if self.widen is None else self.of.__mro__[1]
            return tuple(unlike_items(path, value, taken)) or (Mismatch(path, self.expected, kind_of(value)),)
        given = HIDDEN if self.private else shown(value)
        return (Mismatch(path, self._expected_of(value), given, suggestions=self._meant_by(value)),)

    def _expected_of(self, value: Any) -> str:
        """The accepted values, in words, with what is seldom wrong only where it is."""
        if self.kind is LINE and isinstance(value, str) and CONTROLS.search(value):
            return "text without line breaks and control characters"
        if self.kind.name in _AMOUNTS and is_too_large(value):
            return f"{self.expected}, of at most {MOST_DIGITS} digits before the point"
        return self.expected

    def _meant_by(self, value: Any) -> tuple[str, ...]:
        """What a value that is not accepted may have been meant as, in JSON: a code, a share, or no record at all."""
        if self.kind.name == "choice":
            return close_to(value, (str(member.value) for member in self.of))
        if self.kind.name == "records":
            return () if self.required else ("[]",)
        share = of_per_cent(value) if self.kind.name == "rate" else None
        try:
            return () if share is None else (f"{self.parse(share):f}",)
        except ValueError:
            return ()


_DECLARED: Final[dict[type[Any], Mapping[str, Spec]]] = {}


def specs(cls: type[Any]) -> Mapping[str, Spec]:
    """Return the declared fields of a class by name, in order of declaration."""
    found = _DECLARED.get(cls)
    if found is None:
        declared = {item.name: item.metadata[SPEC] for item in attrs.fields(cls) if SPEC in item.metadata}
        found = _DECLARED[cls] = MappingProxyType(declared)
    return found


def figure_of(rule: str, term: str, spec: Spec) -> str:
    """Return the name of the figure that fills a term of a rule: `rule.term`, unless it is another rule's."""
    return spec.figure or f"{rule}.{term}"


def comparable(value: Any) -> Any:
    """Return a comparison key for values that refuse `==`: an `Unknown` compares by its ends and facts."""
    if type(value) in PLAIN:
        return value
    if type(value) is Unknown:
        return value.low, value.high, value.facts
    if type(value) is tuple:
        return tuple(map(comparable, value))
    if type(value) is Schedule:
        return value.measured_on, tuple((band.up_to, comparable(band.rate)) for band in value.bands)
    return {name: comparable(item) for name, item in value.items()} if isinstance(value, Mapping) else value
