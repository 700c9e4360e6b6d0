"""An assessment for a post as a guard (护林员、护渔员考察)."""

from __future__ import annotations

from datetime import date

from .. import fields
from ..fields.annotations import RequiredDay, TruthRecord
from .answers import all_of


@fields.model_class
class GuardAssessment:
    """What was found of a person who may become a guard of forests or fisheries (岗位考察); the last one counts."""

    on: RequiredDay = fields.day("assessed on", zh="考察日期", required=True)
    healthy: TruthRecord = fields.truth("healthy", zh="身体健康")
    law_abiding: TruthRecord = fields.truth("law-abiding", zh="遵纪守法")
    responsible: TruthRecord = fields.truth("responsible", zh="责任心强")
    fit_for_patrol: TruthRecord = fields.truth("able to patrol in the open", zh="能胜任野外巡护")
    good_character: TruthRecord = fields.truth("of good character", zh="品行端正")
    knows_water: TruthRecord = fields.truth("at home on the water", zh="熟悉水性")
    public_spirited: TruthRecord = fields.truth("public-spirited", zh="热心公益")
    fisher: TruthRecord = fields.truth("fishes for a living", zh="渔民")
    trained: TruthRecord = fields.truth("trained, with practice done", zh="经培训实习")

    def came_by(self, on: date) -> bool:
        """Test whether it was made by a date."""
        return self.on <= on

    @property
    def fit_for_forests(self) -> bool | None:
        """Whether it finds all that a forest guard must be (护林员条件); None if it is open."""
        return all_of((self.healthy, self.law_abiding, self.responsible, self.fit_for_patrol))

    @property
    def fit_for_fisheries(self) -> bool | None:
        """Whether it finds all that a fishery guard must be (护渔员条件); None if it is open."""
        of_person = (self.healthy, self.law_abiding, self.responsible, self.good_character)
        return all_of((*of_person, self.knows_water, self.public_spirited, self.fisher))
