-- Open data and search. The portal's login enters no schema of an instansi: the owner writes a public copy of each open dataset here,
-- with small counts already suppressed (monitoring_center/walidata/katalog/penekanan.py). Never a raw row, never personal data.

CREATE TABLE gerbang.terbitan (
    dataset_id bigint PRIMARY KEY REFERENCES gerbang.dataset,
    pemilik text NOT NULL DEFAULT session_user,
    kolom jsonb NOT NULL CHECK (NOT jsonb_path_exists(kolom, '$[*] ? (@.pribadi != "")')),
    baris bigint NOT NULL DEFAULT 0,
    ditekan bigint NOT NULL DEFAULT 0,
    k_minimum integer NOT NULL,
    catatan text NOT NULL DEFAULT '',
    pada timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE gerbang.data_terbuka (
    dataset_id bigint NOT NULL REFERENCES gerbang.terbitan ON DELETE CASCADE,
    nomor bigint NOT NULL,
    isi jsonb NOT NULL,
    PRIMARY KEY (dataset_id, nomor)
);
ALTER TABLE gerbang.terbitan ENABLE ROW LEVEL SECURITY;
ALTER TABLE gerbang.data_terbuka ENABLE ROW LEVEL SECURITY;
-- The owner writes only for a dataset that its head approved as open; whoever reads sees it only as long as it is so.
CREATE POLICY tulis ON gerbang.terbitan USING (pemilik = session_user AND dataset_id IN (
        SELECT d.id FROM gerbang.dataset d WHERE d.pemilik = session_user))
    WITH CHECK (pemilik = session_user AND dataset_id IN (
        SELECT d.id FROM gerbang.dataset d WHERE d.pemilik = session_user AND d.keadaan = 'terbit' AND d.akses = 'terbuka'));
CREATE POLICY baca ON gerbang.terbitan FOR SELECT USING (dataset_id IN (
    SELECT d.id FROM gerbang.dataset d WHERE d.keadaan = 'terbit' AND d.akses = 'terbuka'));
CREATE POLICY tulis ON gerbang.data_terbuka USING (dataset_id IN (SELECT t.dataset_id FROM gerbang.terbitan t WHERE t.pemilik = session_user))
    WITH CHECK (dataset_id IN (SELECT t.dataset_id FROM gerbang.terbitan t JOIN gerbang.dataset d ON d.id = t.dataset_id
                                WHERE t.pemilik = session_user AND d.keadaan = 'terbit' AND d.akses = 'terbuka'));
CREATE POLICY baca ON gerbang.data_terbuka FOR SELECT USING (dataset_id IN (
    SELECT d.id FROM gerbang.dataset d WHERE d.keadaan = 'terbit' AND d.akses = 'terbuka'));

-- The owner's own rows of an open dataset, page by page: the source view belongs to the gate, nobody else may read it.
CREATE FUNCTION gerbang.baris_terbuka(p_dataset uuid, p_batas integer) RETURNS SETOF jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    d gerbang.dataset;
BEGIN
    SELECT * INTO d FROM gerbang.dataset x WHERE x.uuid = p_dataset AND x.pemilik = session_user AND x.keadaan = 'terbit'
        AND x.akses = 'terbuka';
    IF d.id IS NULL THEN
        RAISE EXCEPTION 'Bukan dataset terbuka milik login Anda.' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN QUERY EXECUTE format('SELECT to_jsonb(t) FROM (SELECT %s FROM %I.%I ORDER BY %I LIMIT %s) t',
        (SELECT string_agg(quote_ident(k ->> 'name'), ', ' ORDER BY n) FROM jsonb_array_elements(d.kolom) WITH ORDINALITY AS e(k, n)),
        d.pemilik, d.sumber, d.kunci, p_batas);
END $$;

-- Search --------------------------------------------------------------------------------------------------------------------

CREATE TABLE gerbang.dataset_cari (
    dataset_id bigint PRIMARY KEY REFERENCES gerbang.dataset DEFERRABLE INITIALLY DEFERRED,
    kata tsvector NOT NULL,
    teks text NOT NULL
);
CREATE INDEX dataset_cari_kata ON gerbang.dataset_cari USING gin (kata);
CREATE FUNCTION gerbang.catat_cari() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO gerbang.dataset_cari AS c VALUES (NEW.id,
        setweight(to_tsvector('indonesian', NEW.nama), 'A') || setweight(to_tsvector('indonesian', NEW.konsep || ' ' || NEW.definisi), 'B')
        || setweight(to_tsvector('indonesian', concat_ws(' ', NEW.indikator, NEW.kode, NEW.satuan,
            (SELECT string_agg(k, ' ') FROM jsonb_array_elements_text(NEW.klasifikasi) k),
            (SELECT string_agg(k ->> 'title', ' ') FROM jsonb_array_elements(NEW.kolom) k))), 'C'),
        lower(NEW.nama || ' ' || NEW.konsep))
    ON CONFLICT (dataset_id) DO UPDATE SET kata = excluded.kata, teks = excluded.teks;
    RETURN NULL;
END $$;
CREATE TRIGGER cari AFTER INSERT OR UPDATE OF nama, konsep, definisi, indikator, satuan, klasifikasi, kolom ON gerbang.dataset
    FOR EACH ROW EXECUTE FUNCTION gerbang.catat_cari();
-- What a login may see anyway (row-level security says the same), by words, or by letters that are nearly right
CREATE FUNCTION gerbang.cari_dataset(p_kata text) RETURNS TABLE (dataset_id bigint, nilai real)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT d.id, ts_rank(c.kata, q) + kemiripan.word_similarity(lower(left(p_kata, 200)), c.teks)
      FROM websearch_to_tsquery('indonesian', left(p_kata, 200)) q, gerbang.dataset_cari c JOIN gerbang.dataset d ON d.id = c.dataset_id
     WHERE (c.kata @@ q OR kemiripan.word_similarity(lower(left(p_kata, 200)), c.teks) >= 0.5)
       AND (d.pemilik = session_user OR (d.keadaan = 'terbit' AND (d.akses <> 'rahasia' OR session_user <> 'spbe_portal')))
$$;
REVOKE ALL ON FUNCTION gerbang.baris_terbuka(uuid, integer), gerbang.catat_cari(), gerbang.cari_dataset(text) FROM PUBLIC;
