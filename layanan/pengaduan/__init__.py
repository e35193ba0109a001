"""Complaints about a permohonan, handed over to SP4N-LAPOR."""
