"""The Monitoring Center: only what the head of an instansi approved leaves it (Tanah Bumbu 25/2019 Ps 11)."""
