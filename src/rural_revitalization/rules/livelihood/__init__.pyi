from . import certificate_grant as certificate_grant
from . import employment_services as employment_services
from . import enterprise_grants as enterprise_grants
from . import guard_posts as guard_posts
from . import household_relocation as household_relocation
from . import one_worker as one_worker
from . import relocation_loans as relocation_loans
from . import vocational_grant as vocational_grant
