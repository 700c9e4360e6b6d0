"""Medical security (医疗保障): contribution subsidy, serious-illness insurance."""
