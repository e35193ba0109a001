"""Which rows of schema `public` a public host's login may see: row-level security, declared on the models.

    baris_publik = "situs = session_user"     an SQL condition for reading and writing (default: all rows)
    tulis_publik = "peran <> 'diskominfo'"    only for writing; everybody with SELECT reads all rows

People of Diskominfo and of the Monitoring Center share tables in `public`. Whoever injects SQL on the monitoring host must not
become Diskominfo, so its login does not see their sessions, second factors and invitations, and changes neither their
accounts nor anybody's right to be Diskominfo.
"""

from django.conf import settings
from django.db import connection
from psycopg import sql

from inti.db.login import LOGIN_DISKOMINFO

KEBIJAKAN = ("baris_publik", "tulis_publik", "baca_publik")


def bukan_orang_diskominfo(kolom: str) -> str:
    """Condition: the login is Diskominfo's, or the person in `kolom` never held a right there."""
    return (
        f"session_user = '{LOGIN_DISKOMINFO}' OR NOT EXISTS (SELECT 1 FROM public.akun_penugasan p"  # noqa: S608
        f" WHERE p.pengguna_id = {kolom} AND p.peran = 'diskominfo')"
    )


# Tables of other people's apps.
BARIS_PIHAK_KETIGA = {
    "account_emailaddress": bukan_orang_diskominfo("account_emailaddress.user_id"),
    "mfa_authenticator": bukan_orang_diskominfo("mfa_authenticator.user_id"),
}


def kebijakan() -> dict[str, dict[str, str]]:
    """Table in public -> {name of the policy: its text after the table}."""
    from inti.db.hak import model_di

    hasil: dict[str, dict[str, str]] = {}
    for m in model_di(settings.SHARED_APPS):
        tabel = m._meta.db_table
        if syarat := getattr(m, "baris_publik", BARIS_PIHAK_KETIGA.get(tabel, "")):
            hasil[tabel] = {"baris_publik": f"USING ({syarat})"}
        if syarat := getattr(m, "tulis_publik", ""):
            hasil[tabel] = {"baca_publik": "FOR SELECT USING (true)", "tulis_publik": f"USING ({syarat})"}
    return hasil


def terapkan_baris() -> None:
    """Make the policies in `public` exactly what the models declare. Runs as the owner."""
    per_tabel = kebijakan()
    with connection.cursor() as kursor:
        kursor.execute("SELECT DISTINCT tablename FROM pg_policies WHERE schemaname = 'public'")
        ada = {baris[0] for baris in kursor.fetchall()}
        for tabel in sorted(ada | per_tabel.keys()):
            t = sql.Identifier("public", tabel)
            perintah = [
                sql.SQL("DROP POLICY IF EXISTS {} ON {}").format(sql.Identifier(n), t) for n in KEBIJAKAN
            ]
            kata = "ENABLE" if tabel in per_tabel else "DISABLE"
            perintah.append(sql.SQL("ALTER TABLE {} {} ROW LEVEL SECURITY").format(t, sql.SQL(kata)))
            perintah += [
                sql.SQL("CREATE POLICY {} ON {} {}").format(sql.Identifier(nama), t, sql.SQL(teks))
                for nama, teks in per_tabel.get(tabel, {}).items()
            ]
            kursor.execute(sql.SQL("; ").join(perintah))
