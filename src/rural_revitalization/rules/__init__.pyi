from . import allowance as allowance
from . import credit as credit
from . import exit as exit  # noqa: A004 - the documents' word (退出)
from . import form as form
from . import guarantees as guarantees
from . import livelihood as livelihood
from . import medical as medical
from . import monitoring as monitoring
from . import overlap as overlap
from . import places as places
