"""The outbox of background work: one table in every schema. `inti.tasks` is the API."""
