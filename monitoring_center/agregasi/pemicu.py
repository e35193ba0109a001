"""SQL of the triggers that turn changes of event rows into deltas, generated from the registry.

Names inside the function bodies are unqualified: the session's search_path is the instansi's own schema, so
one body is right in every schema, also after pg_dump copied it. The text is frozen in a migration (`agregasi
migrasi` writes it); a test compares what is installed with what the registry would generate today.
"""
# ruff: noqa: S608  (every name here comes from the code of an app and was checked by daftar.periksa_nama)

from collections import defaultdict
from collections.abc import Iterable

from inti.indikator import Indikator

AWALAN = "agregasi_catat_"
TOLAK = "agregasi_tolak_truncate"

BUANG = f"""
DO $buang$
DECLARE f record;
BEGIN
  FOR f IN SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
           WHERE n.nspname = current_schema()
             AND (starts_with(p.proname, '{AWALAN}') OR p.proname = '{TOLAK}')
  LOOP
    EXECUTE format('DROP FUNCTION %I.%I() CASCADE', current_schema(), f.proname);
  END LOOP;
END $buang$;
""".strip()

BADAN_TOLAK = f"""
BEGIN
  RAISE EXCEPTION 'Tabel % tidak boleh dikosongkan dengan TRUNCATE; pakailah DELETE.', TG_TABLE_NAME
    USING ERRCODE = 'feature_not_supported', HINT = '{TOLAK}: the aggregates follow rows, not TRUNCATE.';
END
"""


def per_tabel(indikator: Iterable[Indikator]) -> dict[str, list[Indikator]]:
    hasil: dict[str, list[Indikator]] = defaultdict(list)
    for i in indikator:
        hasil[i.tabel].append(i)
    return dict(hasil)


def nama_fungsi(tabel: str) -> str:
    return f"{AWALAN}{tabel}"


def _teks(nilai: str) -> str:
    return "'" + nilai.replace("'", "''") + "'"


def _dimensi(i: Indikator) -> str:
    pasangan = ", ".join(f"{_teks(nama)}, ({ekspresi})::text" for nama, ekspresi in sorted(i.dimensi.items()))
    return f"jsonb_build_object({pasangan})"


def kueri_ukur(indikator: list[Indikator], sumber: str) -> str:
    """SELECT indikator, tanggal, dimensi, nilai over `sumber`: rows with their sign in `_tanda`.

    One pass over the rows whatever the number of indicators; groups whose sum is zero are left out.
    """
    ukuran = ",\n      ".join(
        f"({_teks(i.kode)}, ({i.tanggal})::date, {_dimensi(i)},"
        f" CASE WHEN ({i.syarat}) THEN ({i.nilai})::numeric END)"
        for i in indikator
    )
    return (
        "SELECT u.indikator, u.tanggal, u.dimensi, sum(r._tanda * u.nilai) AS nilai\n"
        f"    FROM ({sumber}) r\n"
        f"    CROSS JOIN LATERAL (VALUES\n      {ukuran}\n    ) u (indikator, tanggal, dimensi, nilai)\n"
        "    WHERE u.nilai IS NOT NULL AND u.tanggal IS NOT NULL\n"
        "    GROUP BY 1, 2, 3 HAVING sum(r._tanda * u.nilai) <> 0"
    )


def badan_fungsi(indikator: list[Indikator]) -> str:
    """Body of the trigger function of one table."""
    masuk, keluar = "SELECT 1 AS _tanda, b.* FROM baru b", "SELECT -1 AS _tanda, l.* FROM lama l"

    def tulis(sumber: str) -> str:
        kueri = kueri_ukur(indikator, sumber)
        return f"    INSERT INTO agregasi_delta (indikator, tanggal, dimensi, nilai)\n    {kueri};\n"

    return (
        f"\nBEGIN\n  IF TG_OP = 'INSERT' THEN\n{tulis(masuk)}"
        f"  ELSIF TG_OP = 'UPDATE' THEN\n{tulis(f'{keluar} UNION ALL {masuk}')}"
        f"  ELSE\n{tulis(keluar)}  END IF;\n  RETURN NULL;\nEND\n"
    )


def _pemicu(tabel: str) -> str:
    fungsi = nama_fungsi(tabel)
    baris = (
        ("agregasi_sisip", "INSERT", "REFERENCING NEW TABLE AS baru"),
        ("agregasi_ubah", "UPDATE", "REFERENCING OLD TABLE AS lama NEW TABLE AS baru"),
        ("agregasi_hapus", "DELETE", "REFERENCING OLD TABLE AS lama"),
    )
    pernyataan = [
        f"CREATE TRIGGER {nama} AFTER {peristiwa} ON {tabel} {tabel_peralihan}\n"
        f"  FOR EACH STATEMENT EXECUTE FUNCTION {fungsi}();"
        for nama, peristiwa, tabel_peralihan in baris
    ]
    pernyataan.append(
        f"CREATE TRIGGER {TOLAK} BEFORE TRUNCATE ON {tabel}\n  FOR EACH STATEMENT EXECUTE FUNCTION {TOLAK}();"
    )
    return "\n".join(pernyataan)


def sql_hitung(indikator: Iterable[Indikator]) -> str:
    """The recount: SELECT indikator, tanggal, dimensi, nilai from the event tables themselves."""
    bagian = [
        f"SELECT * FROM ({kueri_ukur(daftar, f'SELECT 1 AS _tanda, t.* FROM {tabel} t')}) h"
        for tabel, daftar in per_tabel(indikator).items()
    ]
    kosong = "SELECT indikator, tanggal, dimensi, nilai FROM agregasi_rekap WHERE FALSE"
    return " UNION ALL ".join(bagian) or kosong


def sql_selisih(indikator: Iterable[Indikator]) -> str:
    """Where the recount and rekap + pending deltas differ: indikator, tanggal, dimensi, seharusnya, tercatat.

    One statement, so one snapshot: right also while others write and fold.
    """
    return (
        f"WITH hitung AS ({sql_hitung(indikator)}),\n"
        "catatan AS (SELECT indikator, tanggal, dimensi, sum(nilai) AS nilai FROM (\n"
        "    SELECT indikator, tanggal, dimensi, nilai FROM agregasi_rekap\n"
        "    UNION ALL SELECT indikator, tanggal, dimensi, nilai FROM agregasi_delta) c GROUP BY 1, 2, 3)\n"
        "SELECT coalesce(h.indikator, c.indikator) AS indikator, coalesce(h.tanggal, c.tanggal) AS tanggal,\n"
        "    coalesce(h.dimensi, c.dimensi) AS dimensi,\n"
        "    coalesce(h.nilai, 0) AS seharusnya, coalesce(c.nilai, 0) AS tercatat\n"
        "FROM hitung h FULL JOIN catatan c\n"
        "  ON (h.indikator, h.tanggal, h.dimensi) = (c.indikator, c.tanggal, c.dimensi)\n"
        "WHERE coalesce(h.nilai, 0) <> coalesce(c.nilai, 0)"
    )


def sql_selaraskan(indikator: Iterable[Indikator]) -> str:
    """Write what is missing as deltas, so that after the next fold the rekap equals a recount."""
    return (
        "INSERT INTO agregasi_delta (indikator, tanggal, dimensi, nilai)\n"
        f"SELECT indikator, tanggal, dimensi, seharusnya - tercatat FROM (\n{sql_selisih(indikator)}\n) s"
    )


def sql_pasang(indikator: Iterable[Indikator]) -> str:
    """Everything that a migration runs: drop the old triggers, create today's, bring the figures in line."""
    tabel = per_tabel(indikator)
    bagian = [BUANG]
    if tabel:
        bagian.append(_fungsi(TOLAK, BADAN_TOLAK))
    for nama, daftar in tabel.items():
        bagian += [_fungsi(nama_fungsi(nama), badan_fungsi(daftar)), _pemicu(nama)]
    bagian.append(sql_selaraskan([i for daftar in tabel.values() for i in daftar]) + ";")
    return "\n\n".join(bagian) + "\n"


def _fungsi(nama: str, badan: str) -> str:
    return f"CREATE FUNCTION {nama}() RETURNS trigger LANGUAGE plpgsql AS $agregasi${badan}$agregasi$;"
