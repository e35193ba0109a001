"""First start of a database: the owner role, the database itself, and what PUBLIC may no longer do.

Needs a superuser once (embedded servers: automatically; outside servers: `spbe siapkan --admin-dsn …`). Idempotent.
"""

from typing import Any

import psycopg
from psycopg import sql

from inti.db.login import LOGIN_PEMILIK

# Functions that every role may call by default and that nobody here needs: large objects have no schema, so they
# would be a place outside every instansi; the query_to_xml family runs arbitrary text as SQL.
FUNGSI_DITUTUP = (
    "lo_creat(integer)",
    "lo_create(oid)",
    "lo_from_bytea(oid, bytea)",
    "lo_put(oid, bigint, bytea)",
    "lo_get(oid)",
    "lo_open(oid, integer)",
    "query_to_xml(text, boolean, boolean, text)",
    "query_to_xmlschema(text, boolean, boolean, text)",
    "query_to_xml_and_xmlschema(text, boolean, boolean, text)",
    "table_to_xml(regclass, boolean, boolean, text)",
    "schema_to_xml(name, boolean, boolean, text)",
    "database_to_xml(boolean, boolean, text)",
)


def siapkan_basis(*, admin: dict[str, Any], nama: str, sandi_pemilik: str) -> None:
    """Create the owner role and database `nama`, and close what PUBLIC has by default.

    Args:
        admin: libpq parameters of a superuser, without dbname.
        nama: database to create or to check.
        sandi_pemilik: password of `spbe_pemilik`.
    """
    p = sql.Identifier(LOGIN_PEMILIK)
    d = sql.Identifier(nama)
    with psycopg.connect(**admin, dbname="postgres", autocommit=True) as k:
        ada = k.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [LOGIN_PEMILIK]).fetchone()
        kata = sql.SQL("ALTER" if ada else "CREATE")
        k.execute(
            sql.SQL("{} ROLE {} LOGIN CREATEROLE NOSUPERUSER NOBYPASSRLS NOCREATEDB PASSWORD {}").format(
                kata, p, sql.Literal(sandi_pemilik)
            )
        )
        k.execute(sql.SQL("ALTER ROLE {} SET timezone = 'UTC'").format(p))
        if not k.execute("SELECT 1 FROM pg_database WHERE datname = %s", [nama]).fetchone():
            k.execute(sql.SQL("CREATE DATABASE {} OWNER {} ENCODING 'UTF8' TEMPLATE template0").format(d, p))
        k.execute(sql.SQL("ALTER DATABASE {} OWNER TO {}").format(d, p))
        k.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(d))
        for lain in ("postgres", "template1"):
            k.execute(sql.SQL("REVOKE CONNECT ON DATABASE {} FROM PUBLIC").format(sql.Identifier(lain)))
    with psycopg.connect(**admin, dbname=nama, autocommit=True) as k:
        k.execute(sql.SQL("ALTER SCHEMA public OWNER TO {}").format(p))
        k.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
        k.execute("REVOKE ALL ON LANGUAGE plpgsql FROM PUBLIC")
        k.execute(sql.SQL("GRANT USAGE ON LANGUAGE plpgsql TO {}").format(p))
        k.execute(
            sql.SQL("ALTER DEFAULT PRIVILEGES FOR ROLE {} REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC").format(p)
        )
        for fungsi in FUNGSI_DITUTUP:
            k.execute(sql.SQL("REVOKE EXECUTE ON FUNCTION pg_catalog.{} FROM PUBLIC").format(sql.SQL(fungsi)))
