"""The log: no token, tracking code or signed payload of an address ends up in it."""

import logging
import re

ALAMAT_RAHASIA = re.compile(r"(/akun/undangan/|/akun/sandi/baru/|/lacak/|/v/)[^/\s?]+")


def samarkan(teks: str) -> str:
    return ALAMAT_RAHASIA.sub(r"\1…", teks)


class TanpaRahasia(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(samarkan(a) if isinstance(a, str) else a for a in record.args)
        record.msg = samarkan(str(record.msg))
        return True
