"""Intake without the counter: residents with a code, desa officials with an account, drafts."""
