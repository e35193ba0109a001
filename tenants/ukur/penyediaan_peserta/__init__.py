"""The contestants of `spbe ukur penyediaan`: three ways to make an instansi ready to log in, each in a process of its own."""
