"""What an office that has worked for years has besides its permohonan: numbers, letters, hand-overs, the trail, messages, …

One INSERT … SELECT per table, the same for few and for many permohonan, so that both have as much to each of them.
"""

from typing import Any

from django.utils import timezone

from inti.kripto import sandikan

from .anak import DESA

NOMOR = """
INSERT INTO layanan_nomorsurat (uuid, buku, tahun, urut, nomor, tanggal, keadaan, alasan, permohonan_id, dibuat_pada)
SELECT gen_random_uuid(), 'surat-keluar', tahun, urut, '400.12/' || urut || '/PEL/' || tahun, hari, 'terpakai', '', id, ttd_pada
  FROM (SELECT p.id, p.ttd_pada, p.ttd_pada::date AS hari, extract(year FROM p.ttd_pada)::int AS tahun,
               (SELECT coalesce(max(urut), 0) FROM layanan_nomorsurat)
               + row_number() OVER (PARTITION BY extract(year FROM p.ttd_pada) ORDER BY p.ttd_pada, p.id) AS urut
          FROM layanan_permohonan p
         WHERE ttd_pada IS NOT NULL AND NOT EXISTS (SELECT FROM layanan_nomorsurat n WHERE n.permohonan_id = p.id)) AS baris
"""
BERKAS = """
INSERT INTO berkas_berkas (uuid, nama, jenis_konten, ukuran, sha256, pribadi, dibuat_pada)
SELECT gen_random_uuid(), 'U' || n.permohonan_id, 'application/pdf', 70000, repeat('0', 64), true, n.dibuat_pada
  FROM layanan_nomorsurat n WHERE NOT EXISTS (SELECT FROM layanan_dokumen d WHERE d.nomor = n.nomor)
"""
DOKUMEN = """
INSERT INTO layanan_dokumen (uuid, permohonan_id, nomor, buku, tahun, urut, tanggal, perihal, sha256, sidik, berkas_id, status,
                             ditandatangani_oleh_id, ditandatangani_pada, penanda_nama, penanda_jabatan, cara, distempel_oleh,
                             dicabut_jabatan, dicabut_alasan)
SELECT gen_random_uuid(), n.permohonan_id, n.nomor, n.buku, n.tahun, n.urut, n.tanggal, 'Surat keterangan', repeat('0', 64),
       repeat('0', 64), b.id, 'berlaku', %(kepala)s, n.dibuat_pada, 'Penanggung Jawab', 'Camat', 'tte', '', '', ''
  FROM layanan_nomorsurat n JOIN berkas_berkas b ON b.nama = 'U' || n.permohonan_id
"""
PENYERAHAN = """
INSERT INTO serah_penyerahan (uuid, permohonan_id, cara, lembar, kurir, resi, cara_tanda_tangan, tanda_tangan_id, oleh_id, pada)
SELECT gen_random_uuid(), p.id, 'diambil', 1, '', '', CASE p.id %% 3 WHEN 0 THEN 'tanpa' ELSE 'kertas' END,
       CASE WHEN p.serah_pada < %(kini)s - interval '45 days' THEN (SELECT min(id) FROM berkas_berkas) END, %(petugas)s,
       p.serah_pada
  FROM layanan_permohonan p WHERE status = 'selesai'
   AND NOT EXISTS (SELECT FROM serah_penyerahan s WHERE s.permohonan_id = p.id)
"""
AKSES = """
INSERT INTO serah_aksespermohonan (permohonan_id, oleh_id, jabatan, cara, jam, pada)
SELECT p.id, %(petugas)s, 'Front office', 'layar', date_trunc('hour', p.masuk_pada), p.masuk_pada FROM layanan_permohonan p
"""
JEJAK = """
INSERT INTO audit_jejak (uuid, kode, pada, oleh_id, oleh_nama, objek_jenis, objek_id, objek_label, situs, alamat_ip, agen,
                         nomor_permintaan, rinci)
SELECT gen_random_uuid(), kode, p.masuk_pada + n * interval '1 hour', %(petugas)s, 'Operator', 'layanan.permohonan', p.uuid,
       p.nomor_registrasi, 'instansi', ('10.0.0.' || p.id %% 250)::inet, 'Mozilla/5.0', gen_random_uuid()::text, '{}'
  FROM layanan_permohonan p,
       unnest(ARRAY['permohonan.ajukan', 'permohonan.setujui', 'permohonan.validasi']) WITH ORDINALITY AS k (kode, n)
"""
NOTIFIKASI = """
INSERT INTO notifikasi_notifikasi (uuid, pengguna_id, judul, isi, tautan, dibuat_pada, dibaca_pada)
SELECT gen_random_uuid(), %(petugas)s, 'Permohonan baru', p.nomor_registrasi, '/permohonan/' || p.uuid || '/', p.masuk_pada,
       CASE WHEN row_number() OVER (ORDER BY p.masuk_pada DESC) > 40 THEN p.masuk_pada END
  FROM layanan_permohonan p
"""
SURAT = """
INSERT INTO notifikasi_surat (uuid, rahasia, keadaan, percobaan, galat, dibuat_pada, terkirim_pada, kepada, subjek, isi_teks,
                              isi_html)
SELECT gen_random_uuid(), false, CASE WHEN urut %% 30 = 0 AND urut < 1200 THEN 'gagal' ELSE 'terkirim' END, 1, '', masuk_pada,
       CASE WHEN urut %% 30 = 0 AND urut < 1200 THEN NULL ELSE masuk_pada END,
       lower(replace(pemohon_nama, ' ', '.')) || id || '@contoh.test', 'Permohonan ' || nomor_registrasi, '', ''
  FROM (SELECT p.*, row_number() OVER (ORDER BY p.masuk_pada DESC) AS urut FROM layanan_permohonan p) AS baris
"""
PESAN = """
INSERT INTO notifikasi_pesan (uuid, rahasia, keadaan, percobaan, galat, dibuat_pada, terkirim_pada, kanal, telepon,
                              telepon_indeks, isi)
SELECT gen_random_uuid(), false, CASE WHEN urut %% 30 = 0 AND urut < 1200 THEN 'gagal' ELSE 'terkirim' END, 1, '', masuk_pada,
       CASE WHEN urut %% 30 = 0 AND urut < 1200 THEN NULL ELSE masuk_pada END, 'wa', %(telepon)s, md5(id::text), ''
  FROM (SELECT p.*, row_number() OVER (ORDER BY p.masuk_pada DESC) AS urut FROM layanan_permohonan p) AS baris
"""
ADUAN = """
INSERT INTO pengaduan_pengaduan (uuid, nomor, kode, kategori, pengawasan, saluran, kerahasiaan, permohonan_id, kode_layanan,
  judul, isi, lokasi, nama, telepon, surel, status, seksi_id, diterima_pada, tanggal_masuk, ditutup_pada, tanggal_tutup, tenggat,
  jawaban, lapor_nomor)
SELECT gen_random_uuid(), 'ADU-' || id, 'U' || lpad(id::text, 11, '0'), 'pengaduan', false, 'loket',
       CASE WHEN urut %% 10 = 0 THEN 'rahasia' ELSE 'terbuka' END, id, kode_layanan, %(judul)s, %(isi)s, '', '', '', '',
       CASE WHEN urut > 30 THEN 'selesai' WHEN urut %% 2 = 0 THEN 'diproses' ELSE 'diterima' END, seksi_id, masuk_pada,
       tanggal_masuk, CASE WHEN urut > 30 THEN masuk_pada + interval '3 days' END,
       CASE WHEN urut > 30 THEN tanggal_masuk + 3 END, masuk_pada + interval '5 days',
       CASE WHEN urut > 30 THEN %(jawaban)s ELSE '' END, ''
  FROM (SELECT p.*, row_number() OVER (ORDER BY p.masuk_pada DESC) AS urut FROM layanan_permohonan p) AS baris
 WHERE urut <= 60 OR id %% 20 = 0
"""
JAWABAN = """
INSERT INTO skm_jawaban (id, bulan, kode_layanan, seksi, kanal, umur, kelamin, pendidikan, pekerjaan, disabilitas, saran)
SELECT gen_random_uuid(), date_trunc('month', masuk_pada)::date, kode_layanan, '', kanal, '', '', '', '', '',
       CASE WHEN id %% 2 = 0 THEN %(saran)s ELSE '' END
  FROM layanan_permohonan WHERE status = 'selesai'
"""
ANTRIAN = """
INSERT INTO antrian_antrian (uuid, tanggal, kelompok_id, urut, keadaan, loket_id, petugas_id, diambil_pada, dipanggil_pada,
                             dipanggil_pertama, panggilan, dilayani_pada, selesai_pada, permohonan_id)
SELECT gen_random_uuid(), tanggal_masuk, (SELECT min(id) FROM antrian_kelompok),
       row_number() OVER (PARTITION BY tanggal_masuk ORDER BY masuk_pada, id), 'selesai', (SELECT min(id) FROM antrian_loket),
       %(petugas)s, masuk_pada, masuk_pada, masuk_pada, 1, masuk_pada, masuk_pada, id
  FROM layanan_permohonan WHERE tanggal_masuk < %(hari)s
"""
KIRIMAN = """
INSERT INTO api_kiriman (uuid, langganan_id, langkah, isi, keadaan, percobaan, galat, dibuat_pada, terkirim_pada)
SELECT gen_random_uuid(), %(langganan)s, 'ajukan', '{}',
       CASE WHEN urut %% 30 = 0 AND urut < 1200 THEN 'gagal' ELSE 'terkirim' END, 1, '', masuk_pada,
       CASE WHEN urut %% 30 = 0 AND urut < 1200 THEN NULL ELSE masuk_pada END
  FROM (SELECT p.masuk_pada, row_number() OVER (ORDER BY p.masuk_pada DESC) AS urut FROM layanan_permohonan p) AS baris
"""
BUTIR = """
INSERT INTO arsip_butirmusnah (usul_id, permohonan_id, nomor_registrasi, layanan, klasifikasi, ditutup, batas, retensi, dilepas,
                               jumlah_berkas, kolom, dasar)
SELECT %(usul)s, id, nomor_registrasi, 'Surat keterangan', '400.12', tanggal_selesai, tanggal_selesai, '1 tahun', false, 0, '{}',
       'JRA uji'
  FROM layanan_permohonan WHERE status = 'selesai' ORDER BY id LIMIT 20000
"""
PERMINTAAN = """
INSERT INTO arsip_permintaandata (uuid, jenis, nama, nik, nik_indeks, kontak, cara_periksa, uraian, perubahan_sandi,
                                  diterima_oleh_id, diterima_pada, tenggat, keadaan, diputus_oleh_id, diputus_pada, alasan,
                                  diterapkan)
SELECT gen_random_uuid(), 'salinan', pemohon_nama, '', md5(id::text), '', 'ktp', '', '', %(petugas)s, masuk_pada,
       masuk_pada + interval '3 days', 'dipenuhi', %(petugas)s, masuk_pada + interval '1 day', '', 0
  FROM layanan_permohonan WHERE id %% 5 = 0
"""
PERMOHONAN_DESA = "UPDATE layanan_permohonan SET asal_desa = %(desa)s WHERE kanal = 'desa'"


def turunan_permohonan(orang: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    """(table, statement, its values) in the order in which they run; on the site of the instansi, for its key."""
    from layanan.api.models import Langganan
    from layanan.arsip.models import UsulMusnah
    from layanan.waktu.jam import hari_ini

    usul = UsulMusnah.objects.create(
        alasan="Lewat masa simpan", jumlah=1, diusulkan_oleh=orang["administrator"]
    )
    langganan = Langganan.objects.create(
        pengguna=orang["administrator"], url="https://contoh.test/", rahasia="x"
    )
    nilai = {
        "petugas": orang["operator"].pk,
        "kepala": orang["penanggung_jawab"].pk,
        "kini": timezone.now(),
        "hari": hari_ini(),
        "desa": DESA,
        "usul": usul.pk,
        "langganan": langganan.pk,
        "telepon": sandikan("081234567890", konteks="notifikasi.pesan.telepon"),
        "judul": sandikan("Loket terlambat dibuka", konteks="pengaduan.pengaduan.judul"),
        "isi": sandikan("Loket terlambat dibuka.", konteks="pengaduan.pengaduan.isi"),
        "jawaban": sandikan("Jam buka diperbaiki.", konteks="pengaduan.pengaduan.jawaban"),
        "saran": sandikan("Tambah kursi tunggu.", konteks="skm.jawaban.saran"),
    }
    return [
        (perintah.split()[2 if perintah.split()[0] == "INSERT" else 1], perintah, nilai) for perintah in SEMUA
    ]


SEMUA = (
    PERMOHONAN_DESA, NOMOR, BERKAS, DOKUMEN, PENYERAHAN, AKSES, JEJAK, NOTIFIKASI, SURAT, PESAN, ADUAN, JAWABAN, ANTRIAN, KIRIMAN,
    BUTIR, PERMINTAAN,
)  # fmt: skip
