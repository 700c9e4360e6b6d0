"""Entitlements: help that a document grants without a figure, as declarative rows."""
