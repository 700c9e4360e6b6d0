from . import county_exit as county_exit
from . import household_exit as household_exit
from . import village_exit as village_exit
