-- Limits of volume, rows that the database counts itself, masks from a blind index, and a gate that closes when the ledger is
-- no longer sealed (ADR 0010).

ALTER TABLE gerbang.rekomendasi ADD COLUMN maks_baris bigint CHECK (maks_baris > 0);
ALTER TABLE gerbang.perintah ADD COLUMN maks_harian integer CHECK (maks_harian > 0),
                             ADD COLUMN maks_baris bigint CHECK (maks_baris > 0);
ALTER TABLE gerbang.izin ADD COLUMN maks_baris bigint CHECK (maks_baris > 0),
                         ADD COLUMN dibereskan_pada timestamptz;
ALTER TABLE gerbang.tiket ADD COLUMN hitungan bigint NOT NULL DEFAULT 0,
                          ADD COLUMN baris bigint CHECK (baris >= 0);
COMMENT ON COLUMN gerbang.izin.maks_baris IS 'rows that may be read in 24 hours; NULL: no limit';
COMMENT ON COLUMN gerbang.izin.dibereskan_pada IS 'since then the view is gone and its column privileges are taken back';
COMMENT ON COLUMN gerbang.tiket.baris IS 'rows that the reader has reported so far; NULL: never';
COMMENT ON COLUMN gerbang.tiket.hitungan IS 'rows that had been read under the grant when this ticket was opened';

-- Counting rows ------------------------------------------------------------------------------------------------------------
-- A grant with a limit of rows has a sequence: nextval() in its view is never rolled back, and the reader can only raise it. So
-- the limit holds for a psql reader that never reports. It costs a quarter of a microsecond a row, so grants without a limit
-- have none and their rows are what the reader reports.

CREATE FUNCTION gerbang.terhitung(p_izin bigint) RETURNS bigint
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce((SELECT pg_sequence_last_value(c.oid) FROM pg_class c
                      WHERE c.oid = to_regclass('gerbang.baris_' || p_izin)), 0)
$$;

-- The highest count that today's limit allows: limit + the count at the first ticket of the last 24 hours.
CREATE FUNCTION gerbang.batas_baris(p_izin bigint) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT i.maks_baris + coalesce((
        SELECT t.hitungan FROM gerbang.tiket t
         WHERE t.izin_id = i.id AND t.dibuka_pada > statement_timestamp() - interval '1 day' ORDER BY t.dibuka_pada LIMIT 1),
        gerbang.terhitung(i.id))
      FROM gerbang.izin i WHERE i.id = p_izin AND i.pembaca = session_user
$$;

-- What the view does with the first row too many: an error, not a shorter answer that looks complete
CREATE FUNCTION gerbang.penuh(p_izin bigint) RETURNS boolean
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'Batas baris sehari untuk izin ini tercapai.' USING ERRCODE = 'program_limit_exceeded',
        HINT = 'Baca lagi setelah 24 jam sejak pembacaan pertama, atau baca lebih sedikit baris.';
END $$;

-- Masks ---------------------------------------------------------------------------------------------------------------------
-- Keyed hash per grant. An encrypted column is hashed from its blind index ("dasar"): its ciphertext differs each time.
-- An empty value stays empty (NULL), so that those without a NIK do not look like one person.

CREATE OR REPLACE FUNCTION gerbang.kolom_sql(p_izin bigint, k jsonb) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE WHEN (k ->> 'samar')::boolean
        THEN format('encode(sha256((SELECT garam FROM gerbang.rahasia WHERE izin_id = %s) || '
                    'convert_to(NULLIF(d.%I::text, ''''), ''UTF8'')), ''hex'') AS %I',
                    p_izin, coalesce(k ->> 'dasar', k ->> 'nama'), k ->> 'nama')
        ELSE format('d.%I', k ->> 'nama') END
$$;

-- The columns of the owner's source that a grant's view touches
CREATE FUNCTION gerbang.kolom_perlu(i gerbang.izin) RETURNS text[]
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT ARRAY(SELECT CASE WHEN (k ->> 'samar')::boolean THEN coalesce(k ->> 'dasar', k ->> 'nama') ELSE k ->> 'nama' END
                   FROM jsonb_array_elements(i.kolom) k
                 UNION SELECT s ->> 'kolom' FROM jsonb_array_elements(i.saringan) s UNION SELECT i.kunci)
$$;

-- The body of a grant's view in the order of the key. Rows that the database has to walk through in order to sort them count too.
CREATE FUNCTION gerbang.tampilan_sql(i gerbang.izin, relasi regclass) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE WHEN i.maks_baris IS NULL THEN isi ELSE format(
        'SELECT * FROM (%s) d WHERE nextval(%L) <= (SELECT gerbang.batas_baris(%s)) OR gerbang.penuh(%s)',
        isi, 'gerbang.baris_' || i.id, i.id, i.id) END
      FROM format('SELECT %s FROM %s d WHERE (SELECT gerbang.periksa(%s))%s ORDER BY d.%I',
        (SELECT string_agg(gerbang.kolom_sql(i.id, k), ', ' ORDER BY n) FROM jsonb_array_elements(i.kolom) WITH ORDINALITY AS t(k, n)),
        relasi, i.id, coalesce((SELECT string_agg(' AND ' || gerbang.syarat(s), '') FROM jsonb_array_elements(i.saringan) s), ''),
        i.kunci) isi
$$;

CREATE OR REPLACE FUNCTION gerbang.pasang(i gerbang.izin) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    nama text := 'izin_' || i.id;
    relasi regclass := to_regclass(format('%I.%I', i.pemilik, i.sumber));
    perlu text[] := gerbang.kolom_perlu(i);
    asing text[] := ARRAY(SELECT p FROM unnest(perlu) p WHERE NOT EXISTS (
        SELECT FROM pg_attribute a WHERE a.attrelid = relasi AND a.attname = p AND a.attnum > 0 AND NOT a.attisdropped));
BEGIN
    IF relasi IS NULL THEN
        RAISE EXCEPTION 'Sumber data % tidak ada di %.', i.sumber, i.pemilik USING ERRCODE = 'undefined_table';
    ELSIF asing <> '{}' THEN
        RAISE EXCEPTION 'Kolom % tidak ada pada %.', asing, i.sumber USING ERRCODE = 'undefined_column';
    ELSIF EXISTS (
        SELECT FROM gerbang.dataset s, jsonb_array_elements(s.kolom) m, jsonb_array_elements(i.kolom) k
         WHERE s.pemilik = i.pemilik AND s.kode = i.dataset AND m ->> 'name' = k ->> 'nama' AND (m ->> 'tersandi')::boolean
           AND (k ->> 'samar')::boolean AND k ->> 'dasar' IS DISTINCT FROM m ->> 'indeks') THEN
        RAISE EXCEPTION 'Kolom tersandi hanya dapat disamarkan dari indeks butanya.' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    INSERT INTO gerbang.rahasia VALUES (i.id, decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'));
    IF i.maks_baris IS NOT NULL THEN
        EXECUTE format('CREATE SEQUENCE gerbang.%I', 'baris_' || i.id);
        EXECUTE format('GRANT USAGE ON SEQUENCE gerbang.%I TO %I', 'baris_' || i.id, i.pembaca);
    END IF;
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO spbe_gerbang', i.pemilik);
    EXECUTE format('GRANT SELECT (%s) ON %s TO spbe_gerbang', (SELECT string_agg(quote_ident(p), ', ') FROM unnest(perlu) p), relasi);
    EXECUTE format('CREATE VIEW gerbang.%I WITH (security_barrier = true) AS %s', nama, gerbang.tampilan_sql(i, relasi));
    EXECUTE format('GRANT SELECT ON gerbang.%I TO %I', nama, i.pembaca);
    EXECUTE format('ALTER VIEW gerbang.%I OWNER TO spbe_gerbang', nama);
    PERFORM gerbang.catat('terbit', i, NULL, jsonb_build_object(
        'jenis', i.jenis, 'nomor', i.nomor, 'tanggal', i.tanggal, 'pembaca', i.pembaca, 'kolom', i.kolom,
        'saringan', i.saringan, 'kegunaan', i.kegunaan, 'mulai', i.mulai, 'selesai', i.selesai, 'maks_harian', i.maks_harian,
        'maks_baris', i.maks_baris, 'oleh', i.oleh, 'dikonfirmasi_oleh', i.dikonfirmasi_oleh));
END $$;

-- Decisions carry the limits of the recommendation or of the order
CREATE OR REPLACE FUNCTION gerbang.putuskan(p_permohonan uuid, p_nomor text, p_tanggal date, p_oleh text) RETURNS uuid
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
                              nomor, tanggal, mulai, selesai, maks_harian, maks_baris, oleh)
    VALUES (p.id, 'keputusan', p.pemilik, p.pembaca, p.dataset, r.sumber, r.kunci, r.kolom, p.saringan || r.saringan, p.kegunaan, p_nomor,
            p_tanggal, p.mulai, least(p.selesai, coalesce(r.selesai, p.selesai)), r.maks_harian, r.maks_baris, p_oleh)
    RETURNING * INTO i;
    PERFORM gerbang.pasang(i);
    RETURN i.uuid;
END $$;

CREATE OR REPLACE FUNCTION gerbang.konfirmasi_perintah(p_perintah uuid, p_oleh text) RETURNS uuid
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
                              selesai, maks_harian, maks_baris, oleh, dikonfirmasi_oleh)
    VALUES ('perintah', p.pemilik, p.pembaca, p.dataset, p.sumber, p.kunci, p.kolom, p.saringan, p.kegunaan, p.nomor, p.tanggal, p.mulai,
            p.selesai, p.maks_harian, p.maks_baris, p.oleh, btrim(p_oleh))
    RETURNING * INTO i;
    UPDATE gerbang.perintah SET izin_id = i.id WHERE id = p.id;
    PERFORM gerbang.pasang(i);
    RETURN i.uuid;
END $$;

-- `p_login`: whose deed it is, where the centre closes what a reader left open
DROP FUNCTION gerbang.catat(text, gerbang.izin, uuid, jsonb);
CREATE FUNCTION gerbang.catat(p_peristiwa text, p_izin gerbang.izin, p_tiket uuid, p_rinci jsonb, p_login text DEFAULT session_user)
RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
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
    j.login := p_login;
    j.tiket := p_tiket;
    j.rinci := p_rinci;
    j.sidik := gerbang.sidik_jejak(kepala.sidik, j);
    INSERT INTO gerbang.jejak VALUES (j.*);
    UPDATE gerbang.kepala SET urut = j.urut, sidik = j.sidik;
END $$;

-- Opening -------------------------------------------------------------------------------------------------------------------

-- The gate closes when a record of the ledger has waited for its seal for more than four hours (as X-Road does).
CREATE FUNCTION gerbang.belum_disegel_sejak() RETURNS timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT j.pada FROM gerbang.jejak j
     WHERE j.urut > coalesce((SELECT s.urut FROM gerbang.segel s ORDER BY s.urut DESC LIMIT 1), 0) ORDER BY j.urut LIMIT 1
$$;

DROP FUNCTION gerbang.buka(uuid, text);
CREATE FUNCTION gerbang.buka(p_izin uuid, p_maksud text, p_oleh text DEFAULT '', OUT tiket uuid, OUT alasan text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    i gerbang.izin;
    rinci jsonb := jsonb_build_object('maksud', left(btrim(coalesce(p_maksud, '')), 300), 'oleh', left(coalesce(p_oleh, ''), 200));
BEGIN
    SELECT * INTO i FROM gerbang.izin WHERE uuid = p_izin;
    alasan := gerbang.halangan(i);
    IF alasan IS NOT NULL THEN
        NULL;
    ELSIF rinci ->> 'maksud' = '' THEN
        alasan := 'Tuliskan maksud pembacaan ini.';
    ELSIF gerbang.belum_disegel_sejak() < clock_timestamp() - interval '4 hours' THEN
        alasan := 'Gerbang ditutup: jejak akses belum disegel lebih dari 4 jam. Hubungi Diskominfo.';
    ELSIF i.maks_harian IS NOT NULL AND i.maks_harian <= (
        SELECT count(*) FROM gerbang.tiket t WHERE t.izin_id = i.id AND t.dibuka_pada > clock_timestamp() - interval '1 day'
    ) THEN
        alasan := format('Batas %s pembacaan sehari sudah tercapai.', i.maks_harian);
    ELSIF i.maks_baris IS NOT NULL AND gerbang.terhitung(i.id) >= gerbang.batas_baris(i.id) THEN
        alasan := format('Batas %s baris sehari sudah tercapai.', i.maks_baris);
    END IF;
    IF alasan IS NULL THEN
        INSERT INTO gerbang.tiket AS t (izin_id, login, xid, dibuka_pada, berakhir_pada, hitungan)
        VALUES (i.id, session_user, pg_current_xact_id(), clock_timestamp(), clock_timestamp() + interval '5 minutes',
                CASE WHEN i.maks_baris IS NULL THEN 0 ELSE gerbang.terhitung(i.id) END)
        RETURNING t.uuid INTO tiket;
        PERFORM gerbang.catat('buka', i, tiket, rinci || jsonb_build_object('kolom', i.kolom));
    ELSE
        -- An attempt on a grant that does not exist belongs to nobody's data: the centre sees it.
        i.id := coalesce(i.id, 0);
        i.pemilik := coalesce(i.pemilik, '');
        PERFORM gerbang.catat('tolak', i, NULL, rinci || jsonb_build_object('alasan', alasan));
    END IF;
END $$;

-- The reader's pages and API report what they refused themselves (a column or a filter outside the grant).
CREATE FUNCTION gerbang.catat_tolak(p_izin uuid, p_alasan text, p_oleh text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    i gerbang.izin;
BEGIN
    SELECT * INTO i FROM gerbang.izin WHERE uuid = p_izin;
    i.id := coalesce(i.id, 0);
    i.pemilik := coalesce(i.pemilik, '');
    PERFORM gerbang.catat('tolak', i, NULL, jsonb_build_object('alasan', left(p_alasan, 300), 'maksud', '', 'oleh', left(p_oleh, 200)));
END $$;

-- Ends a ticket, with what the reader reported and, where rows are counted, what the database counted until the next ticket.
CREATE FUNCTION gerbang.akhiri(t gerbang.tiket, p_rinci jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    i gerbang.izin;
    rinci jsonb := p_rinci || jsonb_build_object('baris', t.baris);
BEGIN
    -- The record of the opening is durable before the first row; of this one a crash of the server may lose the last moments.
    PERFORM set_config('synchronous_commit', 'off', true);
    SELECT * INTO i FROM gerbang.izin WHERE id = t.izin_id;
    IF i.maks_baris IS NOT NULL THEN
        rinci := rinci || jsonb_build_object('terhitung', coalesce((
            SELECT n.hitungan FROM gerbang.tiket n WHERE n.izin_id = t.izin_id AND n.dibuka_pada > t.dibuka_pada
             ORDER BY n.dibuka_pada LIMIT 1), gerbang.terhitung(i.id)) - t.hitungan);
    END IF;
    PERFORM gerbang.catat('tutup', i, t.uuid, rinci, t.login);
END $$;

-- The reader says how many rows it read in all (NULL: what it has said by `lapor`); the ticket ends.
CREATE OR REPLACE FUNCTION gerbang.tutup(p_tiket uuid, p_baris bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    t gerbang.tiket;
BEGIN
    UPDATE gerbang.tiket x SET ditutup_pada = clock_timestamp(),
           baris = CASE WHEN p_baris IS NULL THEN x.baris ELSE greatest(p_baris, 0) END
     WHERE x.uuid = p_tiket AND x.login = session_user AND x.ditutup_pada IS NULL RETURNING * INTO t;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    PERFORM gerbang.akhiri(t, '{}');
    RETURN true;
END $$;

-- A page was read under a ticket that stays open: remembered, so that the count is known when the reader just walks away.
CREATE FUNCTION gerbang.lapor(p_tiket uuid, p_baris bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM set_config('synchronous_commit', 'off', true);
    UPDATE gerbang.tiket x SET baris = coalesce(x.baris, 0) + greatest(p_baris, 0)
     WHERE x.uuid = p_tiket AND x.login = session_user AND x.ditutup_pada IS NULL;
    RETURN FOUND;
END $$;

-- For the pages of reader and owner: names and meaning of a grant's columns, also when the dataset was withdrawn; today's use
CREATE FUNCTION gerbang.skema_izin(p_izin uuid) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT jsonb_build_object('dataset', coalesce(s.nama, i.dataset), 'kolom', (
        SELECT jsonb_agg(coalesce((SELECT m FROM jsonb_array_elements(s.kolom) m WHERE m ->> 'name' = k ->> 'nama'), '{}') || k
                         ORDER BY n)
          FROM jsonb_array_elements(i.kolom) WITH ORDINALITY AS t(k, n)))
      FROM gerbang.izin i LEFT JOIN gerbang.dataset s ON s.pemilik = i.pemilik AND s.kode = i.dataset
     WHERE i.uuid = p_izin AND session_user IN (i.pembaca, i.pemilik, 'spbe_monitoring')
$$;
CREATE FUNCTION gerbang.pemakaian(p_izin uuid, OUT tiket bigint, OUT baris bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT (SELECT count(*) FROM gerbang.tiket t WHERE t.izin_id = i.id AND t.dibuka_pada > statement_timestamp() - interval '1 day'),
           CASE WHEN i.maks_baris IS NOT NULL THEN gerbang.terhitung(i.id) - coalesce((
               SELECT t.hitungan FROM gerbang.tiket t WHERE t.izin_id = i.id
                  AND t.dibuka_pada > statement_timestamp() - interval '1 day' ORDER BY t.dibuka_pada LIMIT 1), gerbang.terhitung(i.id)) END
      FROM gerbang.izin i WHERE i.uuid = p_izin AND session_user IN (i.pembaca, i.pemilik, 'spbe_monitoring')
$$;

-- After the end -----------------------------------------------------------------------------------------------------------------

-- Ends tickets that nobody closed; takes down the views of grants that have ended and the column privileges that no other grant
-- needs. The refusal does not wait for this: `periksa` bites at once. A view in use is left for the next time, so that no reader's
-- transaction can hold this up.
CREATE FUNCTION gerbang.bereskan() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '500ms' AS $$
DECLARE
    i gerbang.izin;
    t gerbang.tiket;
    lebih text[];
    jumlah integer := 0;
BEGIN
    FOR t IN UPDATE gerbang.tiket x SET ditutup_pada = clock_timestamp()
              WHERE x.ditutup_pada IS NULL AND x.berakhir_pada < clock_timestamp() - interval '1 minute' RETURNING * LOOP
        PERFORM gerbang.akhiri(t, '{"sendiri": false}');
        jumlah := jumlah + 1;
    END LOOP;
    FOR i IN SELECT * FROM gerbang.izin WHERE dibereskan_pada IS NULL
                AND (dicabut_pada IS NOT NULL OR selesai <= statement_timestamp()) ORDER BY id LOOP
        BEGIN
            EXECUTE format('DROP VIEW IF EXISTS gerbang.%I', 'izin_' || i.id);
            UPDATE gerbang.izin SET dibereskan_pada = clock_timestamp() WHERE id = i.id;
            SELECT array_agg(p) INTO lebih FROM unnest(gerbang.kolom_perlu(i)) p
             WHERE p <> ALL (ARRAY(SELECT unnest(gerbang.kolom_perlu(z)) FROM gerbang.izin z
                             WHERE z.pemilik = i.pemilik AND z.sumber = i.sumber AND z.dibereskan_pada IS NULL));
            IF lebih IS NOT NULL AND to_regclass(format('%I.%I', i.pemilik, i.sumber)) IS NOT NULL THEN
                EXECUTE format('REVOKE SELECT (%s) ON %I.%I FROM spbe_gerbang',
                               (SELECT string_agg(quote_ident(p), ', ') FROM unnest(lebih) p), i.pemilik, i.sumber);
            END IF;
            jumlah := jumlah + 1;
        EXCEPTION WHEN lock_not_available THEN
            NULL;
        END;
    END LOOP;
    RETURN jumlah;
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA gerbang FROM PUBLIC;
