from . import courses as courses
from . import day as day
from . import layers as layers
from . import statement as statement
from . import unrecorded as unrecorded
from . import used as used
from . import used_caps as used_caps
from . import year as year
