"""Manual mode (Perbup Tanah Laut 126/2022 Ps 12): blank forms, number blocks, entry afterwards."""
