-- A grant is a part of a published dataset, whoever writes it: its own source and key, its declared columns, and personal data in
-- plain only with a written reason (UU 27/2022 Ps 16(2)). The actions say the same earlier and in words.

ALTER TABLE gerbang.rekomendasi ADD COLUMN alasan_polos text NOT NULL DEFAULT '';
ALTER TABLE gerbang.perintah ADD COLUMN alasan_polos text NOT NULL DEFAULT '';
ALTER TABLE gerbang.izin ADD COLUMN alasan_polos text NOT NULL DEFAULT '';
COMMENT ON COLUMN gerbang.izin.alasan_polos IS 'why personal data is given in plain; empty where none is';

CREATE FUNCTION gerbang.jaga_izin() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    d gerbang.dataset;
    salah text;
BEGIN
    SELECT * INTO d FROM gerbang.dataset WHERE pemilik = NEW.pemilik AND kode = NEW.dataset AND keadaan = 'terbit' FOR SHARE;
    IF d.id IS NULL THEN
        RAISE EXCEPTION 'Data ini tidak diterbitkan walidatanya (Ps 11 ayat 1).' USING ERRCODE = 'insufficient_privilege';
    ELSIF (NEW.sumber, NEW.kunci) IS DISTINCT FROM (d.sumber, d.kunci) THEN
        RAISE EXCEPTION 'Sumber izin bukan sumber data yang diterbitkan.' USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT string_agg(n, ', ') INTO salah FROM (
        SELECT k ->> 'nama' AS n FROM jsonb_array_elements(NEW.kolom) k UNION SELECT s ->> 'kolom' FROM jsonb_array_elements(NEW.saringan) s
        EXCEPT SELECT m ->> 'name' FROM jsonb_array_elements(d.kolom) m) x;
    IF salah IS NOT NULL THEN
        RAISE EXCEPTION 'Kolom % tidak ada pada data yang diterbitkan.', salah USING ERRCODE = 'invalid_parameter_value';
    END IF;
    SELECT string_agg(k ->> 'nama', ', ') INTO salah FROM jsonb_array_elements(NEW.kolom) k JOIN jsonb_array_elements(d.kolom) m
        ON m ->> 'name' = k ->> 'nama' WHERE k ? 'dasar' AND k ->> 'dasar' IS DISTINCT FROM m ->> 'indeks';
    IF salah IS NOT NULL THEN
        RAISE EXCEPTION 'Kolom % hanya dapat disamarkan dari indeks butanya.', salah USING ERRCODE = 'invalid_parameter_value';
    END IF;
    SELECT string_agg(k ->> 'nama', ', ') INTO salah FROM jsonb_array_elements(NEW.kolom) k JOIN jsonb_array_elements(d.kolom) m
        ON m ->> 'name' = k ->> 'nama' WHERE coalesce(m ->> 'pribadi', '') <> '' AND NOT coalesce((k ->> 'samar')::boolean, false);
    IF salah IS NOT NULL AND btrim(NEW.alasan_polos) = '' THEN
        RAISE EXCEPTION 'Data pribadi (%) diberikan apa adanya tanpa alasan tertulis.', salah USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER jaga_izin BEFORE INSERT ON gerbang.izin FOR EACH ROW EXECUTE FUNCTION gerbang.jaga_izin();
REVOKE ALL ON FUNCTION gerbang.jaga_izin() FROM PUBLIC;

-- The reason goes with the decision.
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
                              nomor, tanggal, mulai, selesai, maks_harian, maks_baris, oleh, alasan_polos)
    VALUES (p.id, 'keputusan', p.pemilik, p.pembaca, p.dataset, r.sumber, r.kunci, r.kolom, p.saringan || r.saringan, p.kegunaan, p_nomor,
            p_tanggal, p.mulai, least(p.selesai, coalesce(r.selesai, p.selesai)), r.maks_harian, r.maks_baris, p_oleh, r.alasan_polos)
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
                              selesai, maks_harian, maks_baris, oleh, dikonfirmasi_oleh, alasan_polos)
    VALUES ('perintah', p.pemilik, p.pembaca, p.dataset, p.sumber, p.kunci, p.kolom, p.saringan, p.kegunaan, p.nomor, p.tanggal, p.mulai,
            p.selesai, p.maks_harian, p.maks_baris, p.oleh, btrim(p_oleh), p.alasan_polos)
    RETURNING * INTO i;
    UPDATE gerbang.perintah SET izin_id = i.id WHERE id = p.id;
    PERFORM gerbang.pasang(i);
    RETURN i.uuid;
END $$;
