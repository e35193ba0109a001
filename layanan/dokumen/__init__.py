"""Letters of an instansi: compose (Typst), sign (PAdES), seal (QR) and check. Pure functions, no models.

Usual order, inside the signing action::

    from layanan.dokumen.otoritas import OtoritasLokal
    from layanan.dokumen.qr import kunci_qr, muatan_qr
    from layanan.dokumen.rakit import data_surat
    from layanan.dokumen.sidik import sidik_data
    from layanan.dokumen.susun import susun_pdf
    from layanan.dokumen.tanda_tangan import Penanda, periksa

    templat, data = data_surat(kode="KEC-03", kop=instansi.kop, nomor="500.3.2/0042/KEC-BTL/XI/2026", ...)
    kunci = kunci_qr(master, instansi.slug)                    # Ed25519, derived, never stored
    data["qr"] = muatan_qr({"nomor": ..., "tanggal": date, "instansi": slug, "sidik": sidik_data(data),
                            "penanda": "Drs. H. …, M.Si"}, kunci, alamat="https://<host>/v/")
    pdf = susun_pdf(templat, data, kertas="A4")                # or "F4"
    pdf = penandatangan.tandatangani(pdf, penanda=Penanda(...), alasan="…", lokasi="Batulicin")
    # store the bytes, THEN check them, THEN move the status
    assert periksa(pdf, akar=penandatangan.akar()).sah

susun         ``susun_pdf(templat, data, *, kertas="A4") -> bytes`` (PDF/A-2a and PDF/UA-1),
              ``susun_png(templat, data, *, kertas="A4", ppi=96) -> list[bytes]``, one PNG a page,
              ``TEMPLAT``, ``KERTAS``. ``GalatTemplat(pesan)`` with ``.templat``, ``.baris`` (line or None).
peta          ``PETA_TEMPLAT: dict[kode, Resep]``: template, title and wording for each of the 25 services
              (classes in ``resep``).
rakit         ``data_surat(...) -> (templat, data)``, ``data_tanda_terima(...)``, ``data_penolakan(...)``:
              the dict below from what a permohonan knows.
format        ``tanggal_id``, ``hari_tanggal``, ``rupiah``, ``angka``, ``bulan_romawi``, ``nilai_isian``.
sidik         ``sidik_data(data) -> str``: SHA-256 (hex) of the data of a letter, without "qr" and "konsep".
              Store it with the document; the QR carries its first 16 bytes.
qr            ``kunci_qr(induk: bytes, instansi: str)``, ``kunci_publik_qr(induk, instansi)``,
              ``muatan_qr(data, kunci, *, alamat="") -> str`` (URL),
              ``periksa_muatan(teks, kunci_publik) -> dict`` or ``QrTidakSah``, ``qr_svg(teks) -> str``,
              ``instansi_muatan(teks) -> str``: unverified, only to choose the key.
tanda_tangan  ``PenandaTangan`` (Protocol), ``Penanda(nama, jabatan, instansi, nip)``, ``periksa(pdf, *, akar)
              -> HasilPeriksa(ditandatangani, utuh, tepercaya, penanda, pada, keterangan)`` with ``.sah``;
              bad input gives a result, never an exception. ``GalatTandaTangan`` when signing fails.
otoritas      ``OtoritasLokal(folder, sandi)``: local certificate authority, made on first use, shared by
              threads and processes (one object per process is enough); ``.akar() -> list[Certificate]``,
              ``.akar_pem()``. ``sandi_otoritas(induk: bytes)``: the passphrase from the master key.
contoh        ``surat_contoh(urut) -> (templat, data)``: a believable letter for previews, tests and `spbe ukur dokumen`.

The dict that a letter takes (all text is plain text; Typst markup in it is printed as it stands)::

    kop       {pemerintah, nama, alamat, telepon, surel, laman, lambang: SVG text or ""}  = Instansi.kop
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
    penerbit  who issued the certificates, for the footer note
    and per template: kepada [str, …], hal, sifat, jumlah_lampiran, dasar [str, …] … (heads of templat/*.typ)
"""
