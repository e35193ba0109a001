"""The rows of an instansi's datasets: uploads, versions, the views that apps offer (schema of each instansi)."""
