"""What a project asset lacks (扶贫项目资产问题清单), with the section that asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from attrs import field, frozen

from ..errors import NotStated, check_kinds, discreet, quoted
from ..fields import specs
from ..fields.citations import Source, cited_on
from ..policy import Policy
from ..policy.in_period import check_in_period
from ..policy.pack import shipped_packs
from ..policy.register import source_of
from ..policy.titles import cited
from ..wording import Language, called, check_language, say
from .asset import ProjectAsset
from .asset_checks import CHECKS, CONSOLIDATION_PERIOD, SCOPE, Check, Met


class AssetState(StrEnum):
    """State of a finding (问题状态): 存在问题, 待核实."""

    LACKING = "lacking"
    OPEN = "open"


@frozen(kw_only=True)
class AssetFinding:
    """One thing an asset lacks, or that is open for want of a fact.

    `asset` is the asset's id and `check` what is asked. `fact` names the fact that leaves it open, None where it is
    lacking; `not_stated` says that it is the document which does not state it. `in_principle` marks what is asked
    原则上, from which a locality may depart.
    """

    asset: str = field(repr=quoted)
    check: str
    state: AssetState
    source: Source
    fact: str | None = None
    not_stated: bool = False
    in_principle: bool = False

    def words(self, lang: Language = "en") -> str:
        """What is lacking, or what is open and which fact is missing. Raises `InvalidInput` unless "en" or "zh"."""
        check_language(lang)
        lack = say("assets", self.check, lang)
        if self.fact is None:
            return lack + (say("assets", "in_principle", lang) if self.in_principle else "")
        key = "not_stated" if self.not_stated else "open"
        return say("assets", key, lang, lack=lack, fact=_label(self.fact, lang))

    def line(self, lang: Language = "en") -> str:
        """The finding as a line: the asset, its words and the section. Raises `InvalidInput` unless "en" or "zh"."""
        words, rests = self.words(lang), cited(self.source.document, self.source.section, lang)
        return say("assets", "line", lang, asset=self.asset, words=words, source=rests)


def _label(fact: str, lang: Language) -> str:
    if fact == CONSOLIDATION_PERIOD:
        return say("assets", CONSOLIDATION_PERIOD, lang)
    spec = specs(ProjectAsset)[fact]
    return called(spec, lang)


@discreet
def findings(asset: ProjectAsset, policy: Policy, *, on: date | None = None) -> tuple[AssetFinding, ...]:
    """Return what an asset lacks on a day, one finding per lack; nothing where it meets all that is asked.

    Each rests on the document in force that goes first and asks for it. An asset formed before the 18th Party Congress
    is not asked for anything where the documents restrict themselves to later ones. `on` defaults to the policy's day.

    Raises `NotStated` if no document of the policy speaks of project assets, and `OutsidePeriod` for a day that one of
    them does not cover.

    >>> import rural_revitalization as rr
    >>> policy = rr.load_policy("guizhou", on=date(2022, 6, 1))
    >>> kiosk = ProjectAsset(id="A-1", kind="household", owner="household", keeper="household", title_registered=False)
    >>> [finding.words() for finding in findings(kiosk, policy)]
    ['its rights are not registered']
    """
    check_kinds("findings", asset=(asset, ProjectAsset), policy=(policy, Policy), on=(on, date, None))
    day = policy.on if on is None else on
    met = [(check, document, check.met(asset, day, document)) for check, document in _asked(policy, day)]
    if not met:
        raise NotStated("project assets", policy.documents)
    if (SCOPE, False) in ((check, found) for check, _, found in met):
        return ()
    return tuple(_finding(asset, check, document, found, policy) for check, document, found in met if found is not True)


def _asked(policy: Policy, on: date) -> Iterator[tuple[Check, str]]:
    """Yield what is asked, each with the document in force that goes first of those that ask for it."""
    for check in CHECKS:
        document = next((document for document in policy.documents if document in check.registers), None)
        if document is not None:
            if document not in policy.carried_on:
                pack = shipped_packs()[document]
                check_in_period(on, document, pack.since, pack.until)
            yield check, document


def _finding(asset: ProjectAsset, check: Check, document: str, met: Met, policy: Policy) -> AssetFinding:
    fact = met if isinstance(met, str) else None
    return AssetFinding(
        asset=asset.id,
        check=check.name,
        state=AssetState.LACKING if fact is None else AssetState.OPEN,
        source=cited_on(source_of(check.registers[document]), policy.carried_on),
        fact=fact,
        not_stated=fact == CONSOLIDATION_PERIOD,
        in_principle=check.in_principle,
    )
