"""Letters as the desk keeps them: data, drafts, numbers, keys. Their making (Typst, PDF, PAdES) is in `layanan.dokumen`."""
