"""Refusals in the user's words. `inti.middleware.GalatMiddleware` turns them into pages and fragments."""


class Galat(Exception):
    """A request that cannot be done; `pesan` is shown to the person, `saran` says what to do instead."""

    status = 400
    judul = "Permintaan tidak dapat diproses"

    def __init__(self, pesan: str, *, saran: str = "") -> None:
        super().__init__(pesan)
        self.pesan = pesan
        self.saran = saran


class Bentrok(Galat):
    """Somebody or something else was first; nothing was changed."""

    status = 409
    judul = "Sudah berubah"


class TransisiTidakSah(Bentrok):
    """The workflow does not allow this step from the present status."""

    judul = "Langkah ini tidak dapat dilakukan"


class TidakBerhak(Galat):
    """The person lacks the right for this."""

    status = 403
    judul = "Anda tidak berhak"


class MasukanSalah(Galat):
    """Input that must be corrected; `bidang` maps a field's name to its sentence."""

    status = 422
    judul = "Isian perlu diperbaiki"

    def __init__(self, pesan: str, *, bidang: dict[str, str] | None = None, saran: str = "") -> None:
        super().__init__(pesan, saran=saran)
        self.bidang = bidang or {}
