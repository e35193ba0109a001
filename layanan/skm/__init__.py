"""Survei Kepuasan Masyarakat (Permen PANRB 14/2017): nine unsur, one invitation per finished permohonan."""
