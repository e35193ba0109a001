"""Retention and the rights of data subjects (UU 27/2022)."""
