"""The contestants of `spbe ukur permintaan`: one page, four ways to find its instansi. Each runs in a process of its own."""
