"""The procedure of Perbup Tanah Bumbu 25/2019 Ps 12: request, recommendation, decision; the order of the Bupati."""
