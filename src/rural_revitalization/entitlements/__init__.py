"""Entitlements: help that a document grants without a figure, as rows of who, what, when and source."""
