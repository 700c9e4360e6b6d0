from . import identification as identification
from . import net_income as net_income
from . import risk_elimination as risk_elimination
from . import warning_signal as warning_signal
