"""Tenants as the manual of django-tenants declares them: for the contestants that run it unchanged."""
