"""Private files of an instansi: checked by content, kept outside the web root, served only by a view."""
