"""Administrator's screens of the service catalogue: versions, standards, import and export."""
