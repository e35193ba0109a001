"""The catalogue of datasets: metadata that every instansi may see, the duplicate ban, open data."""
