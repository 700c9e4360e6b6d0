"""The case a rule is applied to and the facts derived from it, for both records and tables."""

from . import bills, caps, case, deriving, drawn_facts, guarantees, households, loans, origins, people, work
from .bills import *  # noqa: F403 - re-exported, see `__all__`
from .caps import *  # noqa: F403
from .case import *  # noqa: F403
from .deriving import *  # noqa: F403
from .drawn_facts import *  # noqa: F403
from .guarantees import *  # noqa: F403
from .households import *  # noqa: F403
from .loans import *  # noqa: F403
from .origins import *  # noqa: F403
from .people import *  # noqa: F403
from .work import *  # noqa: F403

__all__: list[str] = []
__all__ += bills.__all__
__all__ += caps.__all__
__all__ += case.__all__
__all__ += deriving.__all__
__all__ += drawn_facts.__all__
__all__ += guarantees.__all__
__all__ += households.__all__
__all__ += loans.__all__
__all__ += origins.__all__
__all__ += people.__all__
__all__ += work.__all__
