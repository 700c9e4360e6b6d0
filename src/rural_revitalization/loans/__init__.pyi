from . import ledger as ledger
from . import several as several
from . import sums as sums
