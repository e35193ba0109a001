-- The duplicate ban (Perbup Tanah Bumbu 25/2019 Ps 11(3)): no SKPD makes data of a kind that another walidata owns.
-- Two datasets are compared by the words of name, definition and columns (Indonesian stems) and by trigrams. A clear duplicate is
-- stopped here, in the database, so that no login goes around it, and becomes a finding for Diskominfo.

CREATE SCHEMA kemiripan;
COMMENT ON SCHEMA kemiripan IS 'Extension pg_trgm. No login may enter: only functions of schema gerbang use it.';
CREATE EXTENSION pg_trgm WITH SCHEMA kemiripan;

CREATE TABLE gerbang.temuan (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    uuid uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
    dataset_id bigint NOT NULL REFERENCES gerbang.dataset DEFERRABLE INITIALLY DEFERRED,
    pembanding_id bigint NOT NULL REFERENCES gerbang.dataset DEFERRABLE INITIALLY DEFERRED,
    pemilik text NOT NULL,
    pemilik_pembanding text NOT NULL CHECK (pemilik_pembanding <> pemilik),
    nama text NOT NULL,
    nama_pembanding text NOT NULL,
    -- What was compared: name, definition, columns of both at that moment, and the scores of each
    isi jsonb NOT NULL,
    isi_pembanding jsonb NOT NULL,
    rinci jsonb NOT NULL,
    skor numeric(4, 3) NOT NULL,
    usulan boolean NOT NULL,
    dibuka_pada timestamptz NOT NULL DEFAULT now(),
    putusan text NOT NULL DEFAULT '' CHECK (putusan IN ('', 'berbeda', 'ganda', 'selesai')),
    alasan text NOT NULL DEFAULT '',
    diputus_oleh text NOT NULL DEFAULT '',
    diputus_pada timestamptz,
    CHECK ((putusan = '') = (diputus_pada IS NULL)),
    CHECK (putusan NOT IN ('berbeda', 'ganda') OR (btrim(alasan) <> '' AND btrim(diputus_oleh) <> ''))
);
CREATE UNIQUE INDEX temuan_terbuka ON gerbang.temuan (dataset_id, pembanding_id) WHERE putusan = '';
CREATE INDEX temuan_pembanding ON gerbang.temuan (pembanding_id);
ALTER TABLE gerbang.temuan ENABLE ROW LEVEL SECURITY;
CREATE POLICY baca ON gerbang.temuan FOR SELECT USING (session_user IN (pemilik, 'spbe_diskominfo'));
-- Diskominfo compares side by side what is not published yet, as far as a finding needs it; it reads no data (Ps 11(6)).
CREATE POLICY temuan ON gerbang.dataset FOR SELECT TO spbe_diskominfo USING (EXISTS (
    SELECT FROM gerbang.temuan t WHERE dataset.id IN (t.dataset_id, t.pembanding_id)));

-- From here on it is a duplicate / it is worth showing. Measured in tests/walidata_katalog/test_kemiripan.py.
CREATE FUNCTION gerbang.ambang_ganda() RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS 'SELECT 0.65';
CREATE FUNCTION gerbang.ambang_mirip() RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS 'SELECT 0.3';

-- Words of a dataset, kept so that a comparison costs no parsing. No login reads this table. The functions down to
-- kemiripan_dataset are called by others only, which set the search path.
CREATE TABLE gerbang.dataset_kata (
    dataset_id bigint PRIMARY KEY REFERENCES gerbang.dataset DEFERRABLE INITIALLY DEFERRED,
    nama text[] NOT NULL,
    definisi text[] NOT NULL,
    kolom text[] NOT NULL
);
-- Stems of a text without the words that every statistic has. The server ships no Indonesian stop list.
CREATE FUNCTION gerbang.kata(teks text, umum text DEFAULT '') RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(array_agg(k), '{}') FROM unnest(tsvector_to_array(
        to_tsvector('indonesian', regexp_replace(lower(teks), '[^[:alnum:]]+', ' ', 'g')))) k
     WHERE k <> ALL (tsvector_to_array(to_tsvector('indonesian', umum || ' jumlah banyaknya persentase persen bagian rasio angka '
        'cakupan capaian proporsi prevalensi data rekap daftar menurut per tiap setiap pada dalam yang dan atau dari di ke oleh '
        'untuk dengan dibanding dibandingkan terhadap seluruh sudah telah belum tahun bulan periode itu akhir nilai tercatat '
        'terdaftar tercantum dicatat satu desa kecamatan kabupaten memiliki mendapat')))
$$;
CREATE FUNCTION gerbang.kata_dari(d gerbang.dataset) RETURNS gerbang.dataset_kata
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT d.id, gerbang.kata(d.nama), gerbang.kata(d.definisi), gerbang.kata(
        (SELECT coalesce(string_agg(coalesce(k ->> 'title', k ->> 'name'), ' '), '') FROM jsonb_array_elements(d.kolom) k),
        'jenis kelamin kelompok umur kode nama wilayah instansi perangkat daerah keterangan nomor tanggal')
$$;
CREATE FUNCTION gerbang.kata_bersama(a text[], b text[]) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS 'SELECT count(*)::numeric FROM unnest(a) x WHERE x = ANY (b)';
-- Shared words (Dice), or nearly the same letters (misspelt, abbreviated): 0 to 1
CREATE FUNCTION gerbang.sama_teks(a text[], b text[]) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT round(greatest(coalesce(2 * gerbang.kata_bersama(a, b) / nullif(cardinality(a) + cardinality(b), 0), 0),
                          kemiripan.similarity(array_to_string(a, ' '), array_to_string(b, ' '))::numeric), 3)
$$;
-- How much of the smaller set of columns the other one has: who adds a column makes no other dataset
CREATE FUNCTION gerbang.sama_kolom(a text[], b text[]) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT round(coalesce(gerbang.kata_bersama(a, b) / nullif(least(cardinality(a), cardinality(b)), 0), 0), 3)
$$;
-- Symmetric. Name and definition weigh 0.4 each, columns 0.2.
CREATE FUNCTION gerbang.kemiripan_dataset(a gerbang.dataset_kata, b gerbang.dataset_kata, OUT nama numeric, OUT definisi numeric,
                                          OUT kolom numeric, OUT skor numeric)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT n, d, k, round(0.4 * n + 0.4 * d + 0.2 * k, 3)
      FROM (SELECT gerbang.sama_teks(a.nama, b.nama) AS n, gerbang.sama_teks(a.definisi, b.definisi) AS d,
                   gerbang.sama_kolom(a.kolom, b.kolom) AS k) s
$$;

-- Whether two datasets may hold the same data at all. Rows that one app makes at every instansi are each one's own; so are those that
-- two kecamatan record about their own territories.
CREATE FUNCTION gerbang.sebanding(a gerbang.dataset, b gerbang.dataset) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT a.pemilik <> b.pemilik
       AND NOT (a.jenis = 'sistem' AND b.jenis = 'sistem' AND a.kode = b.kode)
       AND NOT (a.cakupan = 'wilayah' AND b.cakupan = 'wilayah' AND NOT EXISTS (
           SELECT FROM public.tenants_instansi x JOIN public.tenants_instansi y USING (kode_wilayah)
            WHERE x.schema_name = a.pemilik AND y.schema_name = b.pemilik))
$$;

-- Datasets of other walidata that are like this one, the most alike first. The same national indicator is the same data.
CREATE FUNCTION gerbang.pembanding(calon gerbang.dataset, batas numeric) RETURNS TABLE (
    d gerbang.dataset, nama numeric, definisi numeric, kolom numeric, skor numeric)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    WITH kata AS MATERIALIZED (SELECT k FROM gerbang.kata_dari(calon) k), sejenis AS (
        SELECT d, s.nama, s.definisi, s.kolom,
               greatest(s.skor, CASE WHEN calon.indikator <> '' AND calon.indikator = d.indikator THEN 0.9 END) AS skor
          FROM kata, gerbang.dataset d JOIN gerbang.dataset_kata w ON w.dataset_id = d.id, gerbang.kemiripan_dataset(kata.k, w) s
         WHERE d.pemilik <> calon.pemilik AND d.keadaan IN ('konsep', 'diajukan', 'terbit'))
    SELECT * FROM sejenis WHERE sejenis.skor >= batas AND gerbang.sebanding(calon, sejenis.d)
     ORDER BY sejenis.skor DESC, (sejenis.d).id LIMIT 10
$$;
-- Diskominfo ruled this pair different, and it is no more alike now than it was then
CREATE FUNCTION gerbang.sudah_berbeda(a bigint, b bigint, p_skor numeric) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT FROM gerbang.temuan t WHERE t.putusan = 'berbeda' AND p_skor <= t.skor + 0.02
                      AND ((t.dataset_id, t.pembanding_id) = (a, b) OR (t.dataset_id, t.pembanding_id) = (b, a)))
$$;
CREATE FUNCTION gerbang.isi_banding(d gerbang.dataset) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT jsonb_build_object('nama', d.nama, 'definisi', d.definisi, 'kolom', d.kolom, 'indikator', d.indikator, 'cakupan', d.cakupan)
$$;

CREATE FUNCTION gerbang.larang_ganda() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    calon gerbang.dataset := NEW;
    p record;
    tertahan boolean := false;
BEGIN
    IF NEW.usulan IS NOT NULL THEN
        calon := jsonb_populate_record(NEW, NEW.usulan -> 'isi');
    END IF;
    IF NEW.keadaan = 'ditarik' OR (TG_OP = 'UPDATE' AND NEW.usulan IS DISTINCT FROM OLD.usulan) THEN
        UPDATE gerbang.temuan t SET putusan = 'selesai', diputus_pada = clock_timestamp() WHERE t.dataset_id = NEW.id
           AND t.putusan = '' AND (NEW.keadaan = 'ditarik' OR NEW.usulan IS NULL OR t.isi <> gerbang.isi_banding(calon));
    END IF;
    IF NEW.keadaan = 'ditarik' OR (TG_OP = 'UPDATE' AND gerbang.isi_banding(calon) = gerbang.isi_banding(OLD)
       AND NOT (OLD.keadaan IN ('ditarik', 'tertahan') AND NEW.keadaan = 'konsep')
       AND NOT (NEW.keadaan = 'tertahan' AND OLD.keadaan <> 'tertahan')) THEN
        RETURN NEW;
    END IF;
    IF calon.cakupan = 'wilayah' AND NOT EXISTS (
        SELECT FROM public.tenants_instansi i WHERE i.schema_name = NEW.pemilik AND i.jenis = 'kecamatan') THEN
        RAISE EXCEPTION 'Cakupan wilayah hanya untuk kecamatan.' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.usulan IS NULL THEN
        INSERT INTO gerbang.dataset_kata AS w SELECT * FROM gerbang.kata_dari(NEW)
        ON CONFLICT (dataset_id) DO UPDATE SET nama = excluded.nama, definisi = excluded.definisi, kolom = excluded.kolom;
    END IF;
    -- Two that register at the same moment would not see each other
    PERFORM pg_advisory_xact_lock(hashtext('gerbang.dataset'));
    FOR p IN SELECT * FROM gerbang.pembanding(calon, gerbang.ambang_ganda()) LOOP
        CONTINUE WHEN gerbang.sudah_berbeda(NEW.id, (p.d).id, p.skor);
        IF TG_OP = 'UPDATE' AND OLD.keadaan = 'terbit' AND NEW.usulan IS NULL THEN
            RAISE EXCEPTION 'Dataset sejenis sudah dimiliki walidata lain: %. Tunggu putusan Diskominfo (Ps 11 ayat 3).', (p.d).nama
                USING ERRCODE = 'check_violation';
        END IF;
        tertahan := true;
        -- What was ruled a duplicate stays one: no second finding for the same contents
        CONTINUE WHEN EXISTS (SELECT FROM gerbang.temuan t WHERE t.dataset_id = NEW.id AND t.pembanding_id = (p.d).id
                                AND t.putusan = 'ganda' AND t.isi = gerbang.isi_banding(calon));
        INSERT INTO gerbang.temuan AS t (dataset_id, pembanding_id, pemilik, pemilik_pembanding, nama, nama_pembanding, isi, isi_pembanding,
                                         rinci, skor, usulan)
        VALUES (NEW.id, (p.d).id, NEW.pemilik, (p.d).pemilik, calon.nama, (p.d).nama, gerbang.isi_banding(calon), gerbang.isi_banding(p.d),
                jsonb_build_object('nama', p.nama, 'definisi', p.definisi, 'kolom', p.kolom), p.skor, NEW.usulan IS NOT NULL)
        ON CONFLICT (dataset_id, pembanding_id) WHERE putusan = '' DO UPDATE
            SET nama = excluded.nama, isi = excluded.isi, isi_pembanding = excluded.isi_pembanding, rinci = excluded.rinci,
                skor = excluded.skor, usulan = excluded.usulan;
    END LOOP;
    -- Findings that the new contents have settled
    UPDATE gerbang.temuan t SET putusan = 'selesai', diputus_pada = clock_timestamp()
     WHERE t.dataset_id = NEW.id AND t.putusan = '' AND t.isi IS DISTINCT FROM gerbang.isi_banding(calon);
    IF NEW.keadaan IN ('konsep', 'tertahan', 'diajukan') THEN
        NEW.keadaan := CASE WHEN tertahan THEN 'tertahan' WHEN NEW.keadaan = 'tertahan' THEN 'konsep' ELSE NEW.keadaan END;
    END IF;
    RETURN NEW;
END $$;
-- After trigger `jaga`, which checks the step itself
CREATE TRIGGER larangan_ganda BEFORE INSERT OR UPDATE ON gerbang.dataset FOR EACH ROW EXECUTE FUNCTION gerbang.larang_ganda();

-- What a walidata sees while it registers. Of what is not published it learns only whose it is and its name.
CREATE FUNCTION gerbang.serupa(p_uuid uuid, p_isi jsonb) RETURNS TABLE (
    uuid uuid, pemilik text, nama text, terbit boolean, skor numeric, ganda boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    calon gerbang.dataset;
BEGIN
    SELECT * INTO calon FROM gerbang.dataset x WHERE x.uuid = p_uuid AND x.pemilik = session_user;
    calon.pemilik := session_user;
    calon.id := coalesce(calon.id, 0);
    calon := jsonb_populate_record(calon, '{"nama": "", "definisi": "", "kolom": [], "indikator": "", "cakupan": "kabupaten"}'
                                          || jsonb_strip_nulls(gerbang.isi_banding(calon)) || p_isi);
    RETURN QUERY SELECT CASE WHEN (p.d).keadaan = 'terbit' THEN (p.d).uuid END, (p.d).pemilik, (p.d).nama, (p.d).keadaan = 'terbit',
                        p.skor, p.skor >= gerbang.ambang_ganda() AND NOT gerbang.sudah_berbeda(calon.id, (p.d).id, p.skor)
                   FROM gerbang.pembanding(calon, gerbang.ambang_mirip()) p;
END $$;

-- Diskominfo rules. `berbeda`: the registration goes on; `ganda`: the other walidata's data must be used.
CREATE FUNCTION gerbang.putus_temuan(p_temuan uuid, p_putusan text, p_alasan text, p_oleh text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    t gerbang.temuan;
BEGIN
    IF p_putusan NOT IN ('berbeda', 'ganda') THEN
        RAISE EXCEPTION 'Putusan tidak dikenal: %', p_putusan USING ERRCODE = 'invalid_parameter_value';
    END IF;
    UPDATE gerbang.temuan SET putusan = p_putusan, alasan = btrim(p_alasan), diputus_oleh = btrim(p_oleh), diputus_pada = clock_timestamp()
     WHERE uuid = p_temuan AND putusan = '' RETURNING * INTO t;
    IF t.id IS NULL THEN
        RETURN false;
    END IF;
    IF p_putusan = 'berbeda' THEN  -- other pairs of it may still hold it back: the trigger looks again
        UPDATE gerbang.dataset SET keadaan = 'konsep' WHERE id = t.dataset_id AND keadaan = 'tertahan';
    END IF;
    RETURN true;
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA gerbang FROM PUBLIC;
