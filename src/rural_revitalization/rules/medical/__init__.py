"""Medical security (医疗保障): contribution subsidy, three layers, and the settlement of bills."""
