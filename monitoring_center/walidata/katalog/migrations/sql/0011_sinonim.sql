-- Ps 11(3) forbids data of a kind that another walidata owns, whatever it is called. Two datasets are the same kind, however their
-- names and definitions differ, when they say so in the metadata of Satu Data: the same indicator, the same reference code (one with
-- a digit; a name such as "Kode wilayah" is a code list), or the same concept, measure and unit. Two different indicators of the
-- regulation are never the same kind.

CREATE FUNCTION gerbang.rapat(teks text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT regexp_replace(lower(coalesce(teks, '')), '[^[:alnum:]]+', '', 'g') $$;

CREATE FUNCTION gerbang.sinonim(a gerbang.dataset, b gerbang.dataset) RETURNS numeric
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE
        WHEN a.indikator <> '' AND a.indikator = b.indikator THEN 0.9
        WHEN a.indikator <> '' AND b.indikator <> '' THEN 0
        WHEN gerbang.rapat(a.kode_referensi) ~ '[0-9]' AND gerbang.rapat(a.kode_referensi) = gerbang.rapat(b.kode_referensi) THEN 0.9
        WHEN '' NOT IN (gerbang.rapat(a.konsep), gerbang.rapat(a.ukuran), gerbang.rapat(a.satuan))
             AND gerbang.kata(a.konsep) = gerbang.kata(b.konsep) AND gerbang.rapat(a.ukuran) = gerbang.rapat(b.ukuran)
             AND gerbang.rapat(a.satuan) = gerbang.rapat(b.satuan) THEN gerbang.ambang_ganda()
        ELSE 0 END
$$;

-- Rows that apps make at every instansi are each one's own, whichever recap is registered.
CREATE OR REPLACE FUNCTION gerbang.sebanding(a gerbang.dataset, b gerbang.dataset) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT a.pemilik <> b.pemilik
       AND NOT (a.jenis = 'sistem' AND b.jenis = 'sistem')
       AND NOT (a.cakupan = 'wilayah' AND b.cakupan = 'wilayah' AND NOT EXISTS (
           SELECT FROM public.tenants_instansi x JOIN public.tenants_instansi y USING (kode_wilayah)
            WHERE x.schema_name = a.pemilik AND y.schema_name = b.pemilik))
$$;

CREATE OR REPLACE FUNCTION gerbang.pembanding(calon gerbang.dataset, batas numeric) RETURNS TABLE (
    d gerbang.dataset, nama numeric, definisi numeric, kolom numeric, skor numeric)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    WITH kata AS MATERIALIZED (SELECT k FROM gerbang.kata_dari(calon) k), sejenis AS (
        SELECT d, s.nama, s.definisi, s.kolom, greatest(s.skor, gerbang.sinonim(calon, d)) AS skor
          FROM kata, gerbang.dataset d JOIN gerbang.dataset_kata w ON w.dataset_id = d.id, gerbang.kemiripan_dataset(kata.k, w) s
         WHERE d.pemilik <> calon.pemilik AND d.keadaan IN ('konsep', 'diajukan', 'terbit'))
    SELECT * FROM sejenis WHERE sejenis.skor >= batas AND gerbang.sebanding(calon, sejenis.d)
     ORDER BY sejenis.skor DESC, (sejenis.d).id LIMIT 10
$$;

-- What the comparison looks at: a change of it looks again
CREATE OR REPLACE FUNCTION gerbang.isi_banding(d gerbang.dataset) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT jsonb_build_object('nama', d.nama, 'definisi', d.definisi, 'kolom', d.kolom, 'indikator', d.indikator, 'cakupan', d.cakupan,
                              'konsep', d.konsep, 'ukuran', d.ukuran, 'satuan', d.satuan, 'kode_referensi', d.kode_referensi)
$$;
UPDATE gerbang.temuan t SET isi = jsonb_build_object('konsep', d.konsep, 'ukuran', d.ukuran, 'satuan', d.satuan,
    'kode_referensi', d.kode_referensi) || t.isi FROM gerbang.dataset d WHERE d.id = t.dataset_id;

REVOKE ALL ON FUNCTION gerbang.sinonim(gerbang.dataset, gerbang.dataset), gerbang.rapat(text) FROM PUBLIC;

-- Search that does not grow with the catalogue: one index for words, one for letters that are nearly right -------------------------
CREATE INDEX dataset_cari_teks ON gerbang.dataset_cari USING gin (teks kemiripan.gin_trgm_ops);
CREATE OR REPLACE FUNCTION gerbang.cari_dataset(p_kata text) RETURNS TABLE (dataset_id bigint, nilai real)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET pg_trgm.word_similarity_threshold = 0.5 AS $$
    SELECT d.id, ts_rank(c.kata, q.q) + kemiripan.word_similarity(q.teks, c.teks)
      FROM (SELECT websearch_to_tsquery('indonesian', left(p_kata, 200)) AS q, lower(left(p_kata, 200)) AS teks) q, gerbang.dataset_cari c
      JOIN gerbang.dataset d ON d.id = c.dataset_id
     WHERE (c.kata @@ q.q OR q.teks OPERATOR(kemiripan.<%) c.teks)
       AND (d.pemilik = session_user OR (d.keadaan = 'terbit' AND (d.akses <> 'rahasia' OR session_user <> 'spbe_portal')))
$$;
