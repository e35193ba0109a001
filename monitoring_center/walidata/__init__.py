"""Walidata: data crosses an instansi's border only by Perbup Tanah Bumbu 25/2019 Ps 11-12."""
