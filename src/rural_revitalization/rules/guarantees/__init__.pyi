from . import compulsory_education as compulsory_education
from . import drinking_water as drinking_water
from . import housing_renovation as housing_renovation
from . import safe_housing as safe_housing
from . import school_attendance as school_attendance
