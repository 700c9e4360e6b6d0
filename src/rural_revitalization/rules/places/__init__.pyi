from . import collective_investment as collective_investment
from . import fund_pooling as fund_pooling
from . import land_contracts as land_contracts
from . import service_thresholds as service_thresholds
