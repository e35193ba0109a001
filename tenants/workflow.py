"""The life of an instansi as one table. Buttons, actions and tests are derived from it.

draf -> aktif is not in it: only the last step of the provisioning makes that change (`tenants.penyediaan`).
"""

from dataclasses import dataclass

from inti.akun.hak import Hak
from inti.errors import MasukanSalah, TidakBerhak, TransisiTidakSah
from tenants.enums import StatusInstansi
from tenants.models import Instansi


@dataclass(frozen=True)
class Transisi:
    nama: str
    dari: frozenset[str]
    ke: str
    label: str
    wajib_alasan: bool
    nada: str
    akibat: str  # what the person who confirms should know

    def boleh(self, instansi: Instansi) -> bool:
        return instansi.status in self.dari

    def periksa(self, instansi: Instansi, oleh: object, alasan: str) -> None:
        """Raise TidakBerhak, TransisiTidakSah or MasukanSalah. `oleh=None` is the command line of the owner."""
        if oleh is not None and not oleh.punya(Hak.INSTANSI_KELOLA):  # type: ignore[attr-defined]
            raise TidakBerhak("Anda tidak berhak mengubah status instansi.")
        if not self.boleh(instansi):
            raise TransisiTidakSah(
                f"{instansi.nama} berstatus {instansi.get_status_display().lower()}; "
                f"{self.label.lower()} tidak dapat dilakukan."
            )
        if self.wajib_alasan and not alasan.strip():
            raise MasukanSalah("Alasan wajib diisi.", bidang={"alasan": "Tuliskan alasannya."})


_S = StatusInstansi
ALUR: dict[str, Transisi] = {
    t.nama: t
    for t in (
        Transisi(
            nama="tangguhkan",
            dari=frozenset({_S.AKTIF, _S.DITANGGUHKAN}),
            ke=_S.DITANGGUHKAN,
            label="Tangguhkan",
            wajib_alasan=True,
            nada="peringatan",
            akibat="Situs instansi ditutup sementara; pengunjung melihat sampai kapan dan harus menghubungi siapa. "
            "Data tidak berubah dan tugas yang menunggu dijalankan setelah diaktifkan.",
        ),
        Transisi(
            nama="aktifkan",
            dari=frozenset({_S.DITANGGUHKAN, _S.ARSIP}),
            ke=_S.AKTIF,
            label="Aktifkan",
            wajib_alasan=False,
            nada="sukses",
            akibat="Situs instansi dibuka kembali dengan data dan pengguna seperti semula.",
        ),
        Transisi(
            nama="arsipkan",
            dari=frozenset({_S.AKTIF, _S.DITANGGUHKAN}),
            ke=_S.ARSIP,
            label="Arsipkan",
            wajib_alasan=True,
            nada="bahaya",
            akibat="Semua alamat instansi ditutup dan namanya hilang dari direktori. Data tetap tersimpan di skemanya dan "
            "dapat diaktifkan kembali.",
        ),
    )
}


def transisi_untuk(instansi: Instansi) -> list[Transisi]:
    """What may be done with the instansi as it is now."""
    return [t for t in ALUR.values() if t.boleh(instansi)]
