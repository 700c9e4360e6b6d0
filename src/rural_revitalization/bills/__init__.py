"""A year of medical bills, settled one by one through the layers of insurance and assistance."""
