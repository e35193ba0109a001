"""Letters of an instansi: compose (Typst), sign (PAdES), seal (QR) and check. Pure functions, no Django models.

Usual order, inside the signing action::

    from layanan.dokumen.rakit import data_surat
    from layanan.dokumen.susun import susun_pdf
    from layanan.dokumen.sidik import sidik_data
    from layanan.dokumen.qr import kunci_qr, muatan_qr
    from layanan.dokumen.otoritas import OtoritasLokal
    from layanan.dokumen.tanda_tangan import Penanda, periksa

    templat, data = data_surat(kode="KEC-03", kop=instansi.kop, nomor="500.3.2/0042/KEC-BTL/XI/2026", ...)
    kunci = kunci_qr(master, instansi.slug)                        # Ed25519, derived, never stored
    data["qr"] = muatan_qr({"nomor": ..., "tanggal": date, "instansi": slug, "sidik": sidik_data(data),
                            "penanda": "Drs. H. …, M.Si"}, kunci, alamat="https://<host>/v/")
    pdf = susun_pdf(templat, data, kertas="A4")                    # or "F4"
    pdf = penandatangan.tandatangani(pdf, penanda=Penanda(...), alasan="…", lokasi="Batulicin")
    hasil = periksa(pdf, akar=penandatangan.akar())                # store the bytes, THEN check, THEN move the status
    assert hasil.utuh and hasil.tepercaya

susun       ``susun_pdf(templat, data, *, kertas="A4") -> bytes`` (PDF/A-2),
            ``susun_png(templat, data, *, kertas="A4", ppi=96) -> list[bytes]`` one PNG a page (live preview),
            ``TEMPLAT``, ``KERTAS``. Raises ``GalatTemplat(pesan)`` with ``.templat``, ``.baris`` (line or None).
peta        ``PETA_TEMPLAT: dict[kode, Resep]``: which template, title, wording for each of the 25 services.
rakit       ``data_surat(...) -> (templat, data)``, ``data_tanda_terima(...)``, ``data_penolakan(...)``: build the
            dict below from what a Permohonan knows. ``tanggal_id(date)``, ``rupiah(n)``, ``bulan_romawi(n)``.
sidik       ``sidik_data(data) -> str``: sha256 hex of the letter's data (without "qr" and "konsep"). Store it with
            the document; the QR carries its first 16 bytes.
qr          ``kunci_qr(induk: bytes, instansi: str)``, ``kunci_publik_qr(induk, instansi)``,
            ``muatan_qr(data, kunci, *, alamat) -> str`` URL; ``periksa_muatan(teks, kunci_publik) -> dict`` or raises
            ``QrTidakSah``; ``instansi_muatan(teks) -> str`` (unverified: only to choose the key); ``qr_svg(teks) -> str``.
tanda_tangan ``PenandaTangan`` (Protocol), ``Penanda(nama, jabatan, instansi, nip)``,
            ``periksa(pdf, *, akar) -> HasilPeriksa(ditandatangani, utuh, tepercaya, penanda, pada, keterangan)``;
            never raises on bad input. ``GalatTandaTangan`` when signing fails.
otoritas    ``OtoritasLokal(folder, sandi)``: local certificate authority, created on first use, safe to share by
            threads and processes (keep one object per process); ``.akar() -> list[Certificate]``, ``.akar_pem()``.
            ``sandi_otoritas(induk: bytes) -> bytes`` derives the passphrase from the master key.
ukur        ``ukur_dokumen(n) -> dict`` median milliseconds of susun, tandatangani, periksa.

The dict that a letter takes (all text is plain text; Typst markup in it is printed as it stands)::

    kop       {pemerintah, nama, alamat, telepon, surel, laman}      = Instansi.kop
    nomor     str ("" prints dots: a draft)        tanggal  "2026-11-23" or date         tempat  "Batulicin"
    judul     "SURAT KETERANGAN DOMISILI USAHA"
    penanda   {nama, jabatan, nip, pangkat, sifat: ""|"Plt."|"Plh.", atas_nama: []}
              atas_nama ["CAMAT BATULICIN"]                          -> a.n. CAMAT … / jabatan
              atas_nama ["CAMAT BATULICIN", "SEKRETARIS KECAMATAN"]  -> a.n. … / SEKRETARIS … / u.b. / jabatan
    mode      "elektronik" (QR and footer note) | "basah" (space for ink and stamp)
    qr        URL of muatan_qr, "" for none        konsep   True prints KONSEP across the page
    isi       list of blocks: {"paragraf": str} | {"data": [[label, nilai], …]} | {"butir": [str, …]}
              | {"tabel": {"judul": str, "kolom": [str, …], "baris": [[str, …], …]}} | {"subjudul": str}
    tembusan  [str, …]        lampiran  [{"judul": str, "isi": [blocks]}, …]        huruf  "arial" | "bookman"
    and per template: kepada [str, …], hal, sifat, jumlah_lampiran, dasar [str, …] … (see templat/*.typ heads)
"""
