"""Who may do what in schema `gerbang`. Everything else there belongs to the functions."""

from typing import Any

import psycopg
from django.db import connection
from psycopg import sql

from inti.db.hak import SkemaBersama
from inti.db.login import LOGIN_DISKOMINFO, LOGIN_MONITORING, LOGIN_PORTAL, skema_sah

SKEMA = "gerbang"
BACA_JEJAK = {"izin": "SELECT", "penolakan": "SELECT", "jejak": "SELECT", "segel": "SELECT"}
TABEL_INSTANSI = BACA_JEJAK | {
    "permohonan": "SELECT, INSERT",
    "rekomendasi": "SELECT, INSERT",
    "penarikan": "SELECT, INSERT",
    "dataset": "SELECT, INSERT, UPDATE",
    "konsep": "SELECT, INSERT, UPDATE, DELETE",
    "lampiran": "SELECT, INSERT",
    "usul_cabut": "SELECT, INSERT",
    "perintah": "SELECT",
    "kabar": "SELECT, INSERT",
    "temuan": "SELECT",
    "terbitan": "SELECT, INSERT, UPDATE, DELETE",
    "data_terbuka": "SELECT, INSERT, DELETE",
}
TABEL_MONITORING = BACA_JEJAK | {
    "permohonan": "SELECT",
    "rekomendasi": "SELECT",
    "penarikan": "SELECT",
    "penolakan": "SELECT, INSERT",
    "perintah": "SELECT, INSERT",
    "pembatalan": "SELECT, INSERT",
    "lampiran": "SELECT, INSERT",
    "usul_cabut": "SELECT",
    "kabar": "SELECT, INSERT",
    "dataset": "SELECT",
}
# Diskominfo sees the catalogue and rules on duplicates (Ps 11(3)); it reads no data (Ps 11(6)).
TABEL_DISKOMINFO = {"dataset": "SELECT", "temuan": "SELECT"}
TABEL_PORTAL = {"segel": "SELECT", "dataset": "SELECT", "terbitan": "SELECT", "data_terbuka": "SELECT"}
FUNGSI_PIHAK = ("pihak()",)  # names of the instansi, for everybody who may enter
FUNGSI_KATALOG = (*FUNGSI_PIHAK, "cari_dataset(text)")
FUNGSI_INSTANSI = (
    "buka(uuid, text, text)",
    "tutup(uuid, bigint)",
    "lapor(uuid, bigint)",
    "periksa(bigint)",
    "batas_baris(bigint)",
    "penuh(bigint)",
    "penanda(bytea, text)",
    "urai_penanda(bytea, text)",
    "catat_tolak(uuid, text, text)",
    "skema_izin(uuid)",
    "pemakaian(uuid)",
    "siapkan_sumber(uuid)",
    "kolom_terpakai(text, text)",
    "serupa(uuid, jsonb)",
    "baris_terbuka(uuid, integer)",
    "kalender()",
    *FUNGSI_KATALOG,
)
FUNGSI_DISKOMINFO = (*FUNGSI_KATALOG, "putus_temuan(uuid, text, text, text)")
FUNGSI_MONITORING = (
    *FUNGSI_KATALOG,
    "kalender()",
    "putuskan(uuid, text, date, text)",
    "konfirmasi_perintah(uuid, text)",
    "cabut(uuid, text, text)",
    "jawab_usul(uuid, text, text)",
    "segelkan()",
    "bereskan()",
    "belum_disegel_sejak()",
    "skema_izin(uuid)",
    "pemakaian(uuid)",
)


def _tabel(login: str) -> dict[str, str]:
    if skema_sah(login):
        return TABEL_INSTANSI
    return {
        LOGIN_MONITORING: TABEL_MONITORING,
        LOGIN_PORTAL: TABEL_PORTAL,
        LOGIN_DISKOMINFO: TABEL_DISKOMINFO,
    }.get(login, {})


def _fungsi(login: str) -> tuple[str, ...]:
    if skema_sah(login):
        return FUNGSI_INSTANSI
    return {
        LOGIN_MONITORING: FUNGSI_MONITORING,
        LOGIN_PORTAL: FUNGSI_KATALOG,
        LOGIN_DISKOMINFO: FUNGSI_DISKOMINFO,
    }.get(login, ())


def pernyataan(login: str) -> list[sql.Composable]:
    """GRANTs of one login; none for those that have no business here (the aggregator)."""
    tabel, r = _tabel(login), sql.Identifier(login)
    if not tabel:
        return []
    return [
        sql.SQL("GRANT USAGE ON SCHEMA {} TO {}").format(sql.Identifier(SKEMA), r),
        *(
            sql.SQL("GRANT {} ON {} TO {}").format(sql.SQL(hak), sql.Identifier(SKEMA, nama), r)
            for nama, hak in tabel.items()
        ),
        *(
            sql.SQL("GRANT EXECUTE ON FUNCTION {}.{} TO {}").format(sql.Identifier(SKEMA), sql.SQL(f), r)
            for f in _fungsi(login)
        ),
    ]


def boleh(login: str, jenis: str, objek: str, hak: str) -> bool:
    """Whether this privilege in the schema is declared. The view of a grant: SELECT by the reader whom the grant names."""
    if jenis == "skema":
        return hak == "USAGE" and bool(_tabel(login))
    if jenis == "fungsi":
        return objek.replace(",", ", ") in {f"{SKEMA}.{f}" for f in _fungsi(login)}
    if jenis == "urutan":
        return hak == "USAGE" and login == _pembaca(objek.removeprefix("baris_"))
    if objek.startswith("izin_"):
        return hak == "SELECT" and login == _pembaca(objek.removeprefix("izin_"))
    return hak in _tabel(login).get(objek, "")


def _pembaca(nomor: str) -> str:
    with connection.cursor() as k:
        k.execute("SELECT pembaca FROM gerbang.izin WHERE id::text = %s", [nomor])
        baris = k.fetchone()
    return baris[0] if baris else ""


# What the owner of the views holds in instansi's schemas, beyond the columns of grants that still have a view
KOLOM_ASING = """
SELECT n.nspname || '.' || c.relname || '.' || a.attname || ' (' || h || ')'
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid,
       unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'REFERENCES']) h
 WHERE n.nspname ~ '^i_' AND c.relkind IN ('r', 'v', 'm', 'p', 'f') AND a.attnum > 0 AND NOT a.attisdropped
   AND has_column_privilege('spbe_gerbang', c.oid, a.attnum, h)
   AND NOT (h = 'SELECT' AND EXISTS (SELECT FROM gerbang.izin i WHERE i.pemilik = n.nspname AND i.sumber = c.relname
            AND i.dibereskan_pada IS NULL AND a.attname = ANY (gerbang.kolom_perlu(i)))) ORDER BY 1
"""
ANGGOTA_ASING = """
SELECT m.rolname FROM pg_auth_members a JOIN pg_roles m ON m.oid = a.member JOIN pg_roles g ON g.oid = a.roleid
 WHERE g.rolname = 'spbe_gerbang' AND m.rolname <> 'spbe_pemilik' AND NOT m.rolsuper
"""
LAMA_BELUM_BERES = """
SELECT id FROM gerbang.izin WHERE dibereskan_pada IS NULL AND least(dicabut_pada, selesai) < now() - interval '1 day' ORDER BY id
"""


def asing() -> list[str]:
    """For `spbe isolasi`: the gate itself holds no more than the grants say."""
    with connection.cursor() as k:
        k.execute(KOLOM_ASING)
        hasil = [f"spbe_gerbang berhak atas {b[0]} tanpa izin yang memerlukannya" for b in k.fetchall()]
        k.execute(ANGGOTA_ASING)
        hasil += [f"{b[0]} anggota spbe_gerbang" for b in k.fetchall()]
        k.execute(LAMA_BELUM_BERES)
        hasil += [f"izin {b[0]} sudah berakhir lebih dari sehari dan belum dibereskan" for b in k.fetchall()]
    return hasil


def coba(login: str, k: psycopg.Connection[Any]) -> tuple[int, list[str]]:
    """For `spbe isolasi --nyata`, as this login: tables that are not its own, every grant without a ticket of its own, and the
    tickets of others. Nothing is opened or closed: what should succeed nowhere is tried, and the rest is rolled back."""
    with connection.cursor() as p:
        p.execute(TABEL_DAN_TAMPILAN)
        relasi = [b[0] for b in p.fetchall() if "SELECT" not in _tabel(login).get(b[0], "")]
        p.execute(TIKET_TERBUKA)
        terbuka = p.fetchall()
    membaca = {f"izin_{izin}" for izin, _, milik in terbuka if milik == login}
    percobaan = [
        (f"membaca {SKEMA}.{r}", sql.SQL("SELECT 1 FROM {} LIMIT 1").format(sql.Identifier(SKEMA, r)))
        for r in relasi
        if r not in membaca
    ]
    percobaan += [
        (f"menutup tiket {milik}", sql.SQL("SELECT gerbang.{}({}, 0)").format(sql.Identifier(f), str(tiket)))
        for _, tiket, milik in terbuka
        if milik != login
        for f in ("tutup", "lapor")
    ]
    return len(percobaan), [f"{login} dapat {apa}" for apa, perintah in percobaan if _berhasil(k, perintah)]


def _berhasil(k: psycopg.Connection[Any], perintah: sql.Composed) -> bool:
    """It ran, and did not answer no. An empty table that may be read is a leak too."""
    try:
        with k.transaction(force_rollback=True):
            return k.execute(perintah).fetchone() != (False,)
    except psycopg.errors.InsufficientPrivilege:
        return False


TABEL_DAN_TAMPILAN = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = 'gerbang' AND c.relkind IN ('r', 'v', 'm', 'p', 'f') ORDER BY 1
"""
TIKET_TERBUKA = """
SELECT izin_id, uuid, login FROM gerbang.tiket WHERE ditutup_pada IS NULL AND berakhir_pada > clock_timestamp() LIMIT 20
"""
HAK_GERBANG = SkemaBersama(SKEMA, pernyataan, boleh, asing, coba)
