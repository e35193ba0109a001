"""The gate: permits, tickets and the ledger of every read, enforced by PostgreSQL (schema `gerbang`, ADR 0010)."""
