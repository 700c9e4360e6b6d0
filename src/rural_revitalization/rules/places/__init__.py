"""Places: which services are due where, and which counties may pool funds."""
