from . import basic_insurance as basic_insurance
from . import contribution_subsidy as contribution_subsidy
from . import headings as headings
from . import inpatient_level as inpatient_level
from . import medical_assistance as medical_assistance
from . import serious_illness as serious_illness
from . import settlement as settlement
from . import tilted_assistance as tilted_assistance
