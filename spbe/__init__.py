"""SPBE governance and maturity evaluation (Perbup Tanah Bumbu 25/2019; Perbup Bengkulu Selatan 23/2018)."""
