"""Si Pelancong: the service desk of an instansi (Perbup Tanah Laut 126/2022)."""
