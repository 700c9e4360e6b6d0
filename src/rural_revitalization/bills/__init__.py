"""A year of medical bills, settled one by one through the layers that pay of them."""
