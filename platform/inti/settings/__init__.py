"""`utama` for every process, `uji` for the tests. Everything that differs between machines comes from the environment."""
