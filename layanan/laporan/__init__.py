"""Registers, recaps and charts of the service desk (Ps 10)."""
