-- The walidata gate (Perbup Tanah Bumbu 25/2019 Ps 11-12; ADR 0010). Everything that crosses an instansi's border is in
-- schema `gerbang`. Runs as spbe_pemilik, in the migration of schema public.

DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'spbe_gerbang') THEN
        CREATE ROLE spbe_gerbang NOLOGIN NOINHERIT;
    END IF;
    IF NOT pg_has_role(current_user, 'spbe_gerbang', 'USAGE') THEN
        EXECUTE format('GRANT spbe_gerbang TO %I WITH SET TRUE, INHERIT TRUE', current_user);
    END IF;
END $$;

CREATE SCHEMA gerbang;
GRANT USAGE, CREATE ON SCHEMA gerbang TO spbe_gerbang;

-- What the reader asks for (Ps 12(1)-(2)) -------------------------------------------------------------------------------

CREATE TABLE gerbang.permohonan (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    uuid uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
    pembaca text NOT NULL DEFAULT session_user CHECK (pembaca ~ '^i_[a-z][a-z0-9_]+$'),
    pemilik text NOT NULL CHECK (pemilik ~ '^i_[a-z][a-z0-9_]+$'),
    dataset text NOT NULL CHECK (dataset ~ '^[a-z][a-z0-9_]{0,40}$'),
    penanggung_jawab text NOT NULL CHECK (btrim(penanggung_jawab) <> ''),
    unit_kerja text NOT NULL CHECK (btrim(unit_kerja) <> ''),
    kegunaan text NOT NULL CHECK (btrim(kegunaan) <> ''),
    bentuk text NOT NULL CHECK (btrim(bentuk) <> ''),
    kolom jsonb NOT NULL CHECK (jsonb_typeof(kolom) = 'array' AND jsonb_array_length(kolom) > 0),
    saringan jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(saringan) = 'array'),
    mulai timestamptz NOT NULL,
    selesai timestamptz NOT NULL CHECK (selesai > mulai),
    surat_sha256 text NOT NULL DEFAULT '',
    pernyataan_sha256 text NOT NULL DEFAULT '',
    diajukan_oleh text NOT NULL CHECK (btrim(diajukan_oleh) <> ''),
    diajukan_pada timestamptz NOT NULL DEFAULT now(),
    CHECK (pembaca <> pemilik)
);

-- What the walidata says to it (Ps 12(3)): yes or no, and how far at most ----------------------------------------------

CREATE TABLE gerbang.rekomendasi (
    permohonan_id bigint PRIMARY KEY REFERENCES gerbang.permohonan,
    pemilik text NOT NULL DEFAULT session_user,
    setuju boolean NOT NULL,
    alasan text NOT NULL DEFAULT '',
    kolom jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(kolom) = 'array'),
    saringan jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(saringan) = 'array'),
    sumber text NOT NULL DEFAULT '' CHECK (sumber ~ '^[a-z_][a-z0-9_]*$' OR (sumber = '' AND NOT setuju)),
    kunci text NOT NULL DEFAULT '' CHECK (kunci <> '' OR NOT setuju),
    maks_harian integer CHECK (maks_harian > 0),
    selesai timestamptz,
    oleh text NOT NULL CHECK (btrim(oleh) <> ''),
    pada timestamptz NOT NULL DEFAULT now(),
    CHECK (setuju OR btrim(alasan) <> ''),
    CHECK (NOT setuju OR jsonb_array_length(kolom) > 0)
);

-- The grant: written by gerbang.putuskan and gerbang.perintah alone ----------------------------------------------------

CREATE TABLE gerbang.izin (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    uuid uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
    permohonan_id bigint UNIQUE REFERENCES gerbang.permohonan,
    jenis text NOT NULL CHECK (jenis IN ('keputusan', 'perintah')),
    pemilik text NOT NULL CHECK (pemilik ~ '^i_[a-z][a-z0-9_]+$'),
    pembaca text NOT NULL CHECK (pembaca ~ '^i_[a-z][a-z0-9_]+$'),
    dataset text NOT NULL,
    sumber text NOT NULL,
    kunci text NOT NULL,
    kolom jsonb NOT NULL,
    saringan jsonb NOT NULL,
    kegunaan text NOT NULL CHECK (btrim(kegunaan) <> ''),
    nomor text NOT NULL CHECK (btrim(nomor) <> ''),
    tanggal date NOT NULL,
    mulai timestamptz NOT NULL,
    selesai timestamptz NOT NULL,
    maks_harian integer CHECK (maks_harian > 0),
    oleh text NOT NULL CHECK (btrim(oleh) <> ''),
    dikonfirmasi_oleh text NOT NULL DEFAULT '',
    terbit_pada timestamptz NOT NULL DEFAULT now(),
    dicabut_pada timestamptz,
    dicabut_oleh text NOT NULL DEFAULT '',
    alasan_cabut text NOT NULL DEFAULT '',
    CHECK (pembaca <> pemilik),
    CHECK (selesai > mulai),
    CHECK ((jenis = 'keputusan') = (permohonan_id IS NOT NULL)),
    -- Ps 11(6): an order of the Bupati is entered by one and confirmed by another
    CHECK (jenis <> 'perintah' OR (btrim(dikonfirmasi_oleh) <> '' AND dikonfirmasi_oleh <> oleh)),
    CHECK ((dicabut_pada IS NULL) = (alasan_cabut = '' AND dicabut_oleh = ''))
);
CREATE TABLE gerbang.penolakan (
    permohonan_id bigint PRIMARY KEY REFERENCES gerbang.permohonan,
    nomor text NOT NULL CHECK (btrim(nomor) <> ''),
    tanggal date NOT NULL,
    alasan text NOT NULL CHECK (btrim(alasan) <> ''),
    oleh text NOT NULL CHECK (btrim(oleh) <> ''),
    pada timestamptz NOT NULL DEFAULT now()
);

-- Salts of masked columns: one a grant, so that two readers cannot join their copies
CREATE TABLE gerbang.rahasia (izin_id bigint PRIMARY KEY REFERENCES gerbang.izin, garam bytea NOT NULL);

-- Tickets and the ledger ------------------------------------------------------------------------------------------------

CREATE TABLE gerbang.tiket (
    uuid uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    izin_id bigint NOT NULL REFERENCES gerbang.izin,
    login text NOT NULL,
    xid xid8 NOT NULL,
    dibuka_pada timestamptz NOT NULL,
    berakhir_pada timestamptz NOT NULL,
    ditutup_pada timestamptz
);
CREATE INDEX tiket_terbuka ON gerbang.tiket (izin_id, berakhir_pada) WHERE ditutup_pada IS NULL;
CREATE INDEX tiket_harian ON gerbang.tiket (izin_id, dibuka_pada);

CREATE TABLE gerbang.jejak (
    urut bigint PRIMARY KEY,
    pada timestamptz NOT NULL,
    peristiwa text NOT NULL CHECK (peristiwa IN ('terbit', 'cabut', 'buka', 'tolak', 'tutup')),
    izin_id bigint NOT NULL,
    pemilik text NOT NULL,
    login text NOT NULL,
    tiket uuid,
    rinci jsonb NOT NULL,
    sidik bytea NOT NULL
);
CREATE INDEX jejak_pemilik ON gerbang.jejak (pemilik, urut);
CREATE INDEX jejak_izin ON gerbang.jejak (izin_id, urut);
CREATE TABLE gerbang.kepala (satu boolean PRIMARY KEY DEFAULT true CHECK (satu), urut bigint NOT NULL, sidik bytea NOT NULL);
INSERT INTO gerbang.kepala (urut, sidik) VALUES (0, sha256('gerbang'));
CREATE TABLE gerbang.segel (
    urut bigint PRIMARY KEY,
    sidik bytea NOT NULL,
    pada timestamptz NOT NULL DEFAULT now()
);

CREATE FUNCTION gerbang.sidik_jejak(sebelum bytea, j gerbang.jejak) RETURNS bytea
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
    SELECT sha256(sebelum || convert_to(jsonb_build_array(
        j.urut, extract(epoch FROM j.pada), j.peristiwa, j.izin_id, j.pemilik, j.login, j.tiket, j.rinci)::text, 'UTF8'))
$$;

-- The lock on the head makes one chain of all transactions; it is held until the caller commits.
CREATE FUNCTION gerbang.catat(p_peristiwa text, p_izin gerbang.izin, p_tiket uuid, p_rinci jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    kepala gerbang.kepala;
    j gerbang.jejak;
BEGIN
    SELECT * INTO STRICT kepala FROM gerbang.kepala FOR UPDATE;
    j.urut := kepala.urut + 1;
    j.pada := clock_timestamp();
    j.peristiwa := p_peristiwa;
    j.izin_id := p_izin.id;
    j.pemilik := p_izin.pemilik;
    j.login := session_user;
    j.tiket := p_tiket;
    j.rinci := p_rinci;
    j.sidik := gerbang.sidik_jejak(kepala.sidik, j);
    INSERT INTO gerbang.jejak VALUES (j.*);
    UPDATE gerbang.kepala SET urut = j.urut, sidik = j.sidik;
END $$;

-- Why this login may not read under this grant now; NULL when it may
CREATE FUNCTION gerbang.halangan(i gerbang.izin) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE
        WHEN i.id IS NULL OR i.pembaca <> session_user THEN 'Izin ini tidak ada atau bukan milik login Anda.'
        WHEN i.dicabut_pada IS NOT NULL THEN 'Izin sudah dicabut.'
        WHEN statement_timestamp() < i.mulai THEN 'Izin belum berlaku.'
        WHEN statement_timestamp() >= i.selesai THEN 'Izin sudah berakhir.'
    END
$$;

-- Opens a ticket. A refusal is an answer, not an error, so that its line in the ledger stays.
CREATE FUNCTION gerbang.buka(p_izin uuid, p_maksud text, OUT tiket uuid, OUT alasan text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    i gerbang.izin;
BEGIN
    SELECT * INTO i FROM gerbang.izin WHERE uuid = p_izin;
    alasan := gerbang.halangan(i);
    IF alasan IS NULL AND btrim(coalesce(p_maksud, '')) = '' THEN
        alasan := 'Tuliskan maksud pembacaan ini.';
    ELSIF alasan IS NULL AND i.maks_harian IS NOT NULL AND i.maks_harian <= (
        SELECT count(*) FROM gerbang.tiket t WHERE t.izin_id = i.id AND t.dibuka_pada > clock_timestamp() - interval '1 day'
    ) THEN
        alasan := format('Batas %s pembacaan sehari sudah tercapai.', i.maks_harian);
    END IF;
    IF alasan IS NULL THEN
        INSERT INTO gerbang.tiket AS t (izin_id, login, xid, dibuka_pada, berakhir_pada)
        VALUES (i.id, session_user, pg_current_xact_id(), clock_timestamp(), clock_timestamp() + interval '5 minutes')
        RETURNING t.uuid INTO tiket;
        PERFORM gerbang.catat('buka', i, tiket, jsonb_build_object('maksud', left(p_maksud, 300), 'kolom', i.kolom));
    ELSIF i.id IS NOT NULL THEN
        PERFORM gerbang.catat('tolak', i, NULL, jsonb_build_object('alasan', alasan, 'maksud', left(coalesce(p_maksud, ''), 300)));
    END IF;
END $$;

-- The reader says how many rows it read; the ticket ends.
CREATE FUNCTION gerbang.tutup(p_tiket uuid, p_baris bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    i gerbang.izin;
BEGIN
    UPDATE gerbang.tiket t SET ditutup_pada = clock_timestamp()
     WHERE t.uuid = p_tiket AND t.login = session_user AND t.ditutup_pada IS NULL;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    -- The record of the opening is durable before the first row; of this one a crash of the server may lose the last moments.
    PERFORM set_config('synchronous_commit', 'off', true);
    SELECT z.* INTO i FROM gerbang.izin z JOIN gerbang.tiket t ON t.izin_id = z.id WHERE t.uuid = p_tiket;
    PERFORM gerbang.catat('tutup', i, p_tiket, jsonb_build_object('baris', greatest(p_baris, 0)));
    RETURN true;
END $$;

-- In every grant's view, once per statement. Raises, or returns true.
CREATE FUNCTION gerbang.periksa(p_izin bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    i gerbang.izin;
BEGIN
    -- A snapshot that is older than the statement would hide a revocation.
    IF current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') THEN
        RAISE EXCEPTION 'Gerbang hanya dibaca dengan READ COMMITTED.' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM FROM gerbang.izin z JOIN gerbang.tiket t ON t.izin_id = z.id
      WHERE z.id = p_izin AND z.pembaca = session_user AND z.dicabut_pada IS NULL
        AND statement_timestamp() >= z.mulai AND statement_timestamp() < z.selesai
        AND t.login = session_user AND t.ditutup_pada IS NULL AND t.berakhir_pada > statement_timestamp()
        AND t.xid IS DISTINCT FROM pg_current_xact_id_if_assigned();
    IF FOUND THEN
        RETURN true;
    END IF;
    SELECT * INTO i FROM gerbang.izin WHERE id = p_izin;
    RAISE EXCEPTION '%', coalesce(gerbang.halangan(i),
        'Tidak ada tiket yang terbuka. Panggil gerbang.buka dalam transaksi tersendiri lebih dahulu.')
        USING ERRCODE = 'insufficient_privilege';
END $$;

-- Decisions ---------------------------------------------------------------------------------------------------------------

-- One condition of a row filter as SQL: the column is quoted, the operator comes from a list, the value is a literal.
CREATE FUNCTION gerbang.syarat(s jsonb) RETURNS text
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    op text := CASE s ->> 'op' WHEN '=' THEN '=' WHEN '<>' THEN '<>' WHEN '<' THEN '<' WHEN '<=' THEN '<='
                               WHEN '>' THEN '>' WHEN '>=' THEN '>=' WHEN 'salah_satu' THEN 'IN' END;
BEGIN
    IF op IS NULL OR s ->> 'kolom' IS NULL OR s -> 'nilai' IS NULL THEN
        RAISE EXCEPTION 'Saringan tidak dikenal: %', s USING ERRCODE = 'invalid_parameter_value';
    ELSIF op = 'IN' THEN
        RETURN format('d.%I IN (%s)', s ->> 'kolom',
                      (SELECT string_agg(quote_literal(v), ', ') FROM jsonb_array_elements_text(s -> 'nilai') v));
    END IF;
    RETURN format('d.%I %s %L', s ->> 'kolom', op, s ->> 'nilai');
END $$;

CREATE FUNCTION gerbang.kolom_sql(p_izin bigint, k jsonb) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE WHEN (k ->> 'samar')::boolean
        THEN format('encode(sha256((SELECT garam FROM gerbang.rahasia WHERE izin_id = %s) || '
                    'convert_to(d.%I::text, ''UTF8'')), ''hex'') AS %I', p_izin, k ->> 'nama', k ->> 'nama')
        ELSE format('d.%I', k ->> 'nama') END
$$;

-- The view of a grant: exactly its columns and rows, for its reader alone. A security barrier keeps its own order of work, so the
-- order by the key stands inside: only then a page of it is read along the index instead of sorting everything.
CREATE FUNCTION gerbang.pasang(i gerbang.izin) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    nama text := 'izin_' || i.id;
    relasi regclass := to_regclass(format('%I.%I', i.pemilik, i.sumber));
    perlu text[] := ARRAY(SELECT k ->> 'nama' FROM jsonb_array_elements(i.kolom) k
                          UNION SELECT s ->> 'kolom' FROM jsonb_array_elements(i.saringan) s UNION SELECT i.kunci);
    asing text[] := ARRAY(SELECT p FROM unnest(perlu) p WHERE NOT EXISTS (
        SELECT FROM pg_attribute a WHERE a.attrelid = relasi AND a.attname = p AND a.attnum > 0 AND NOT a.attisdropped));
BEGIN
    IF relasi IS NULL THEN
        RAISE EXCEPTION 'Sumber data % tidak ada di %.', i.sumber, i.pemilik USING ERRCODE = 'undefined_table';
    ELSIF asing <> '{}' THEN
        RAISE EXCEPTION 'Kolom % tidak ada pada %.', asing, i.sumber USING ERRCODE = 'undefined_column';
    END IF;
    INSERT INTO gerbang.rahasia VALUES (i.id, decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'));
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO spbe_gerbang', i.pemilik);
    EXECUTE format('GRANT SELECT (%s) ON %s TO spbe_gerbang', (SELECT string_agg(quote_ident(p), ', ') FROM unnest(perlu) p), relasi);
    EXECUTE format(
        'CREATE VIEW gerbang.%I WITH (security_barrier = true) AS SELECT %s FROM %s d WHERE (SELECT gerbang.periksa(%s))%s ORDER BY d.%I',
        nama, (SELECT string_agg(gerbang.kolom_sql(i.id, k), ', ' ORDER BY n) FROM jsonb_array_elements(i.kolom) WITH ORDINALITY AS t(k, n)),
        relasi, i.id, coalesce((SELECT string_agg(' AND ' || gerbang.syarat(s), '') FROM jsonb_array_elements(i.saringan) s), ''), i.kunci);
    EXECUTE format('GRANT SELECT ON gerbang.%I TO %I', nama, i.pembaca);
    EXECUTE format('ALTER VIEW gerbang.%I OWNER TO spbe_gerbang', nama);
    PERFORM gerbang.catat('terbit', i, NULL, jsonb_build_object(
        'jenis', i.jenis, 'nomor', i.nomor, 'tanggal', i.tanggal, 'pembaca', i.pembaca, 'kolom', i.kolom,
        'saringan', i.saringan, 'kegunaan', i.kegunaan, 'mulai', i.mulai, 'selesai', i.selesai,
        'oleh', i.oleh, 'dikonfirmasi_oleh', i.dikonfirmasi_oleh));
END $$;

-- Ps 12(3): Bupati or Sekda agree, on the walidata's recommendation and no further than it.
CREATE FUNCTION gerbang.putuskan(p_permohonan uuid, p_nomor text, p_tanggal date, p_oleh text) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    p gerbang.permohonan;
    r gerbang.rekomendasi;
    i gerbang.izin;
BEGIN
    SELECT * INTO p FROM gerbang.permohonan WHERE uuid = p_permohonan FOR UPDATE;
    SELECT * INTO r FROM gerbang.rekomendasi WHERE permohonan_id = p.id;
    IF p.id IS NULL THEN
        RAISE EXCEPTION 'Permohonan tidak ada.' USING ERRCODE = 'no_data_found';
    ELSIF r.setuju IS NOT TRUE THEN
        RAISE EXCEPTION 'Walidata belum merekomendasikan permohonan ini (Ps 12 ayat 3).' USING ERRCODE = 'insufficient_privilege';
    ELSIF EXISTS (SELECT FROM gerbang.penolakan WHERE permohonan_id = p.id) THEN
        RAISE EXCEPTION 'Permohonan ini sudah ditolak.' USING ERRCODE = 'unique_violation';
    ELSIF EXISTS (SELECT k ->> 'nama' FROM jsonb_array_elements(r.kolom) k EXCEPT SELECT k #>> '{}' FROM jsonb_array_elements(p.kolom) k) THEN
        RAISE EXCEPTION 'Rekomendasi memuat kolom yang tidak dimohon.' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    INSERT INTO gerbang.izin (permohonan_id, jenis, pemilik, pembaca, dataset, sumber, kunci, kolom, saringan, kegunaan,
                              nomor, tanggal, mulai, selesai, maks_harian, oleh)
    VALUES (p.id, 'keputusan', p.pemilik, p.pembaca, p.dataset, r.sumber, r.kunci, r.kolom, p.saringan || r.saringan, p.kegunaan, p_nomor,
            p_tanggal, p.mulai, least(p.selesai, coalesce(r.selesai, p.selesai)), r.maks_harian, p_oleh)
    RETURNING * INTO i;
    PERFORM gerbang.pasang(i);
    RETURN i.uuid;
END $$;

CREATE FUNCTION gerbang.cabut(p_izin uuid, p_alasan text, p_oleh text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    i gerbang.izin;
BEGIN
    UPDATE gerbang.izin SET dicabut_pada = clock_timestamp(), alasan_cabut = btrim(p_alasan), dicabut_oleh = btrim(p_oleh)
     WHERE uuid = p_izin AND dicabut_pada IS NULL RETURNING * INTO i;
    IF i.id IS NULL THEN
        RETURN false;
    END IF;
    PERFORM gerbang.catat('cabut', i, NULL, jsonb_build_object('alasan', i.alasan_cabut, 'oleh', i.dicabut_oleh));
    RETURN true;
END $$;

-- Ps 11(6): the Bupati orders it; one person enters the order, another confirms it.
CREATE TABLE gerbang.perintah (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    uuid uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
    pemilik text NOT NULL,
    pembaca text NOT NULL,
    dataset text NOT NULL,
    sumber text NOT NULL CHECK (sumber ~ '^[a-z_][a-z0-9_]*$'),
    kunci text NOT NULL,
    kolom jsonb NOT NULL CHECK (jsonb_typeof(kolom) = 'array' AND jsonb_array_length(kolom) > 0),
    saringan jsonb NOT NULL DEFAULT '[]',
    kegunaan text NOT NULL,
    nomor text NOT NULL CHECK (btrim(nomor) <> ''),
    tanggal date NOT NULL,
    mulai timestamptz NOT NULL,
    selesai timestamptz NOT NULL CHECK (selesai > mulai),
    pindaian_sha256 text NOT NULL CHECK (pindaian_sha256 ~ '^[0-9a-f]{64}$'),
    oleh text NOT NULL CHECK (btrim(oleh) <> ''),
    pada timestamptz NOT NULL DEFAULT now(),
    izin_id bigint UNIQUE REFERENCES gerbang.izin
);
CREATE FUNCTION gerbang.konfirmasi_perintah(p_perintah uuid, p_oleh text) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    p gerbang.perintah;
    i gerbang.izin;
BEGIN
    SELECT * INTO p FROM gerbang.perintah WHERE uuid = p_perintah FOR UPDATE;
    IF p.id IS NULL OR p.izin_id IS NOT NULL THEN
        RAISE EXCEPTION 'Perintah tidak ada atau sudah dikonfirmasi.' USING ERRCODE = 'no_data_found';
    END IF;
    INSERT INTO gerbang.izin (jenis, pemilik, pembaca, dataset, sumber, kunci, kolom, saringan, kegunaan, nomor, tanggal, mulai,
                              selesai, oleh, dikonfirmasi_oleh)
    VALUES ('perintah', p.pemilik, p.pembaca, p.dataset, p.sumber, p.kunci, p.kolom, p.saringan, p.kegunaan, p.nomor, p.tanggal, p.mulai,
            p.selesai, p.oleh, btrim(p_oleh))
    RETURNING * INTO i;
    UPDATE gerbang.perintah SET izin_id = i.id WHERE id = p.id;
    PERFORM gerbang.pasang(i);
    RETURN i.uuid;
END $$;

-- The head of the chain, to be published (portal) and kept elsewhere
CREATE FUNCTION gerbang.segelkan() RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH baru AS (INSERT INTO gerbang.segel (urut, sidik) SELECT urut, sidik FROM gerbang.kepala
                  ON CONFLICT DO NOTHING RETURNING urut)
    SELECT coalesce((SELECT urut FROM baru), (SELECT max(urut) FROM gerbang.segel))
$$;

-- Rows: each party sees its own; the Monitoring Center sees all of the procedure, none of the data --------------------

ALTER TABLE gerbang.permohonan ENABLE ROW LEVEL SECURITY;
ALTER TABLE gerbang.rekomendasi ENABLE ROW LEVEL SECURITY;
ALTER TABLE gerbang.penolakan ENABLE ROW LEVEL SECURITY;
ALTER TABLE gerbang.izin ENABLE ROW LEVEL SECURITY;
ALTER TABLE gerbang.jejak ENABLE ROW LEVEL SECURITY;
CREATE POLICY baca ON gerbang.permohonan FOR SELECT USING (session_user IN (pembaca, pemilik, 'spbe_monitoring'));
CREATE POLICY tulis ON gerbang.permohonan FOR INSERT WITH CHECK (session_user = pembaca);
CREATE POLICY baca ON gerbang.rekomendasi FOR SELECT USING (EXISTS (SELECT FROM gerbang.permohonan p WHERE p.id = permohonan_id));
CREATE POLICY tulis ON gerbang.rekomendasi FOR INSERT WITH CHECK (
    session_user = pemilik AND EXISTS (SELECT FROM gerbang.permohonan p WHERE p.id = permohonan_id AND p.pemilik = session_user));
CREATE POLICY baca ON gerbang.penolakan FOR SELECT USING (EXISTS (SELECT FROM gerbang.permohonan p WHERE p.id = permohonan_id));
CREATE POLICY tulis ON gerbang.penolakan FOR INSERT WITH CHECK (
    session_user = 'spbe_monitoring' AND NOT EXISTS (SELECT FROM gerbang.izin i WHERE i.permohonan_id = penolakan.permohonan_id));
CREATE POLICY baca ON gerbang.izin FOR SELECT USING (session_user IN (pembaca, pemilik, 'spbe_monitoring'));
CREATE POLICY baca ON gerbang.jejak FOR SELECT USING (session_user IN (login, pemilik, 'spbe_monitoring'));

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA gerbang FROM PUBLIC;
GRANT SELECT ON gerbang.rahasia TO spbe_gerbang;
