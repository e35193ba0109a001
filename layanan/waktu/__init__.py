"""The clock of a permohonan: the instansi's calendar, stages, promises, and what happens when they are broken."""
