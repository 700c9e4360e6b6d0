from . import small_loan as small_loan
