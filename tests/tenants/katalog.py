"""What pg_catalog knows about a schema, as comparable text: two schemas made in different ways must read the same."""

from typing import Any

from django.db import connection

KUERI = {
    "relasi": """
        SELECT c.relname, c.relkind, c.relpersistence, c.reloptions::text, c.relrowsecurity, c.relforcerowsecurity,
               c.relreplident, am.amname, pg_get_userbyid(c.relowner)
          FROM pg_class c LEFT JOIN pg_am am ON am.oid = c.relam WHERE c.relnamespace = %(ns)s""",
    "kolom": """
        SELECT c.relname, row_number() OVER (PARTITION BY c.oid ORDER BY a.attnum), a.attname,
               format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated,
               pg_get_expr(d.adbin, d.adrelid), a.attcollation::regcollation::text, a.attstorage, a.attcompression,
               a.attstattarget, a.attoptions::text
          FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
          LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
         WHERE c.relnamespace = %(ns)s AND a.attnum > 0 AND NOT a.attisdropped""",
    "batasan": """
        SELECT conrelid::regclass::text, conname, contype, pg_get_constraintdef(oid), condeferrable, condeferred,
               convalidated, connoinherit
          FROM pg_constraint WHERE connamespace = %(ns)s""",
    "indeks": """
        SELECT pg_get_indexdef(i.indexrelid), i.indisunique, i.indisprimary, i.indisvalid, i.indisready, i.indimmediate,
               i.indisreplident, i.indisclustered, i.indnullsnotdistinct
          FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE c.relnamespace = %(ns)s""",
    "pemicu": """
        SELECT pg_get_triggerdef(t.oid), t.tgenabled
          FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE c.relnamespace = %(ns)s AND NOT t.tgisinternal""",
    "fungsi": """
        SELECT pg_get_functiondef(oid), proconfig::text, pg_get_userbyid(proowner)
          FROM pg_proc WHERE pronamespace = %(ns)s AND prokind <> 'a'""",
    "urutan": """
        SELECT c.relname, s.seqtypid::regtype::text, s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle,
               d.refobjid::regclass::text, d.refobjsubid, d.deptype,
               pg_sequence_last_value(c.oid) IS NULL
          FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid
          LEFT JOIN pg_depend d ON d.objid = c.oid AND d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
         WHERE c.relnamespace = %(ns)s""",
    "tipe": """
        SELECT t.typname, t.typtype, (SELECT string_agg(e.enumlabel, ',' ORDER BY e.enumsortorder) FROM pg_enum e
               WHERE e.enumtypid = t.oid)
          FROM pg_type t WHERE t.typnamespace = %(ns)s""",
    "tampilan": "SELECT relname, pg_get_viewdef(oid) FROM pg_class WHERE relnamespace = %(ns)s AND relkind IN ('v', 'm')",
    "kebijakan": """
        SELECT p.polname, p.polrelid::regclass::text, p.polcmd, p.polpermissive, pg_get_expr(p.polqual, p.polrelid),
               pg_get_expr(p.polwithcheck, p.polrelid)
          FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid WHERE c.relnamespace = %(ns)s""",
    "statistik": "SELECT pg_get_statisticsobjdef(oid) FROM pg_statistic_ext WHERE stxnamespace = %(ns)s",
    "keterangan": """
        SELECT c.relname, d.objsubid, d.description FROM pg_description d JOIN pg_class c ON c.oid = d.objoid
         WHERE c.relnamespace = %(ns)s""",
    "hak": """
        SELECT c.relname, array(SELECT x::text FROM unnest(coalesce(c.relacl,
                 acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner))) x ORDER BY 1)::text
          FROM pg_class c WHERE c.relnamespace = %(ns)s
        UNION ALL SELECT proname, array(SELECT x::text FROM unnest(coalesce(proacl,
                 acldefault('f', proowner))) x ORDER BY 1)::text
          FROM pg_proc WHERE pronamespace = %(ns)s
        UNION ALL SELECT 'skema', array(SELECT x::text FROM unnest(coalesce(nspacl,
                 acldefault('n', nspowner))) x ORDER BY 1)::text
          FROM pg_namespace WHERE oid = %(ns)s""",
}
BERUBAH = {"django_migrations": "to_jsonb(t) - 'applied'"}


def baca(skema: str) -> dict[str, set[str]]:
    """Everything about `skema`, with its own name written as @."""
    with connection.cursor() as k:
        k.execute("SELECT oid FROM pg_namespace WHERE nspname = %s", [skema])
        ns = k.fetchone()[0]
        hasil = {}
        for nama, kueri in KUERI.items():
            k.execute(kueri, {"ns": ns})
            hasil[nama] = {_tulis(baris, skema) for baris in k.fetchall()}
        hasil["isi"] = _isi(k, skema)
    return hasil


def _isi(k: Any, skema: str) -> set[str]:
    """The rows of every table."""
    k.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY 1", [skema])
    isi = set()
    for (tabel,) in k.fetchall():
        k.execute(f'SELECT {BERUBAH.get(tabel, "to_jsonb(t)")}::text FROM "{skema}"."{tabel}" t')
        isi |= {f"{tabel}: {_tulis(baris, skema)}" for baris in k.fetchall()}
    return isi


def _tulis(baris: tuple[Any, ...], skema: str) -> str:
    return "|".join("" if n is None else str(n) for n in baris).replace(skema, "@")


def beda(satu: dict[str, set[str]], dua: dict[str, set[str]]) -> list[str]:
    """Every difference, as a line."""
    return sorted(
        f"{nama} {tanda} {baris}"
        for nama in satu
        for tanda, kiri, kanan in (("-", satu, dua), ("+", dua, satu))
        for baris in kiri[nama] - kanan[nama]
    )
