"""What can go wrong with a document, each as a sentence that the officer can act on."""

from inti.errors import Galat


class GalatTemplat(Galat):
    """The letter cannot be composed; `baris` is the line in file `templat` where Typst stopped, if known."""

    status = 422
    judul = "Surat tidak dapat disusun"

    def __init__(self, pesan: str, *, templat: str = "", baris: int | None = None, rinci: str = "") -> None:
        super().__init__(pesan)
        self.templat = templat
        self.baris = baris
        self.rinci = rinci


class GalatTandaTangan(Galat):
    """Signing did not happen; no signed bytes exist."""

    status = 502
    judul = "Surat belum ditandatangani"


class GalatPenyedia(GalatTandaTangan):
    """The certification service refused: certainly nothing was signed. `kode` is its own code."""

    status = 422

    def __init__(self, pesan: str, *, kode: str = "", saran: str = "") -> None:
        super().__init__(pesan, saran=saran)
        self.kode = kode


class TakTerjawab(GalatTandaTangan):
    """The document was sent and no usable answer came: whether it was signed there is not known."""

    status = 504
    judul = "Penyedia tanda tangan tidak menjawab"


class GalatOtoritas(GalatTandaTangan):
    """The local certificate authority cannot be opened or created."""

    judul = "Otoritas sertifikat tidak dapat dibuka"


class QrTidakSah(Galat):
    """The QR payload is malformed or was not made with the instansi's key."""

    status = 422
    judul = "QR tidak sah"
