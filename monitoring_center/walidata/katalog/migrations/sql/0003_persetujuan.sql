-- The states of a dataset and the head's approval (Perbup Tanah Bumbu 25/2019 Ps 11(1)), kept by the database itself: whoever has
-- the login of an instansi can neither publish without two people nor change what was approved.

ALTER TABLE gerbang.dataset
    ADD cakupan text NOT NULL DEFAULT 'kabupaten' CHECK (cakupan IN ('kabupaten', 'wilayah')),
    ADD alasan text NOT NULL DEFAULT '',
    ADD diajukan_oleh text NOT NULL DEFAULT '',
    ADD diajukan_pada timestamptz,
    ADD pengaju uuid,
    ADD penyetuju uuid,
    -- Changes of a published dataset that wait for the head: {"isi": {column: value}, "pengaju": uuid, "oleh": name, "pada": time}
    ADD usulan jsonb CHECK (usulan ?& ARRAY['isi', 'pengaju', 'oleh', 'pada']),
    ADD versi integer NOT NULL DEFAULT 0,
    ADD diubah_pada timestamptz NOT NULL DEFAULT now(),
    ADD CONSTRAINT dataset_diajukan CHECK (keadaan <> 'diajukan' OR (pengaju IS NOT NULL AND btrim(diajukan_oleh) <> '')),
    -- Nobody approves his own work
    ADD CONSTRAINT dataset_dua_orang CHECK (keadaan <> 'terbit' OR (pengaju IS NOT NULL AND penyetuju IS NOT NULL AND penyetuju <> pengaju)),
    ADD CONSTRAINT dataset_ditarik CHECK (keadaan <> 'ditarik' OR btrim(alasan) <> ''),
    ADD CONSTRAINT dataset_usulan CHECK (usulan IS NULL OR keadaan = 'terbit'),
    ADD CONSTRAINT dataset_berkolom CHECK (keadaan NOT IN ('diajukan', 'terbit') OR jsonb_array_length(kolom) > 0);

-- What the head approves: everything but the state, the figures about the rows, and whom to call
CREATE FUNCTION gerbang.isi_dataset(d gerbang.dataset) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT to_jsonb(d) - ARRAY['keadaan', 'alasan', 'pengaju', 'penyetuju', 'diajukan_oleh', 'diajukan_pada', 'disetujui_oleh',
        'disetujui_pada', 'usulan', 'versi', 'diubah_pada', 'baris', 'lengkap', 'data_pada', 'kontak']
$$;

-- Columns that grants in force hand out, or filter by: name and type must stay
CREATE FUNCTION gerbang.kolom_terpakai(p_pemilik text, p_kode text) RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT k ->> n FROM gerbang.izin i, LATERAL (
        SELECT k, 'nama' AS n FROM jsonb_array_elements(i.kolom) k
        UNION ALL SELECT s, 'kolom' FROM jsonb_array_elements(i.saringan) s) t (k, n)
     WHERE i.pemilik = p_pemilik AND i.dataset = p_kode AND i.dicabut_pada IS NULL AND i.selesai > statement_timestamp()
       AND session_user IN (p_pemilik, 'spbe_pemilik')
    UNION SELECT i.kunci FROM gerbang.izin i
     WHERE i.pemilik = p_pemilik AND i.dataset = p_kode AND i.dicabut_pada IS NULL AND i.selesai > statement_timestamp()
       AND session_user IN (p_pemilik, 'spbe_pemilik')
$$;

CREATE FUNCTION gerbang.jaga_dataset() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    boleh CONSTANT jsonb := '{"konsep": ["tertahan", "diajukan", "ditarik"], "tertahan": ["konsep", "ditarik"],
        "diajukan": ["konsep", "tertahan", "terbit"], "terbit": ["ditarik"], "ditarik": ["konsep", "tertahan"]}';
    berubah boolean;
    hilang text;
BEGIN
    IF TG_OP = 'INSERT' THEN
        NEW.dibuat_pada := now();
        NEW.diubah_pada := now();
        IF NEW.keadaan <> 'konsep' OR NEW.penyetuju IS NOT NULL OR NEW.versi <> 0 OR NEW.usulan IS NOT NULL THEN
            RAISE EXCEPTION 'Dataset baru dimulai sebagai konsep.' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF (NEW.id, NEW.uuid, NEW.pemilik, NEW.kode, NEW.jenis, NEW.dibuat_oleh, NEW.dibuat_pada)
       IS DISTINCT FROM (OLD.id, OLD.uuid, OLD.pemilik, OLD.kode, OLD.jenis, OLD.dibuat_oleh, OLD.dibuat_pada) THEN
        RAISE EXCEPTION 'Pengenal dataset tidak dapat diubah.' USING ERRCODE = 'check_violation';
    ELSIF NEW.keadaan <> OLD.keadaan AND NOT boleh -> OLD.keadaan ? NEW.keadaan THEN
        RAISE EXCEPTION 'Dataset tidak dapat menjadi % dari %.', NEW.keadaan, OLD.keadaan USING ERRCODE = 'check_violation';
    END IF;
    berubah := gerbang.isi_dataset(NEW) IS DISTINCT FROM gerbang.isi_dataset(OLD);
    IF berubah THEN
        NEW.diubah_pada := clock_timestamp();
        IF OLD.keadaan = 'diajukan' THEN
            RAISE EXCEPTION 'Dataset yang menunggu persetujuan tidak dapat diubah.' USING ERRCODE = 'check_violation';
        END IF;
        SELECT n INTO hilang FROM gerbang.kolom_terpakai(OLD.pemilik, OLD.kode) n
         WHERE (SELECT k ->> 'type' FROM jsonb_array_elements(NEW.kolom) k WHERE k ->> 'name' = n)
               IS DISTINCT FROM (SELECT k ->> 'type' FROM jsonb_array_elements(OLD.kolom) k WHERE k ->> 'name' = n) LIMIT 1;
        IF hilang IS NOT NULL THEN
            RAISE EXCEPTION 'Kolom % dipakai oleh izin yang masih berlaku.', hilang USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    -- An approval: the step to `terbit`, or the proposal of a published dataset, exactly as it was proposed.
    IF NEW.keadaan = 'terbit' AND (OLD.keadaan <> 'terbit' OR berubah) THEN
        IF NEW.versi <> OLD.versi + 1 OR NEW.usulan IS NOT NULL OR NEW.pengaju IS DISTINCT FROM
           (CASE OLD.keadaan WHEN 'terbit' THEN (OLD.usulan ->> 'pengaju')::uuid ELSE OLD.pengaju END) THEN
            RAISE EXCEPTION 'Perubahan dataset yang terbit perlu diusulkan, lalu disetujui pimpinan (Ps 11 ayat 1).'
                USING ERRCODE = 'check_violation';
        ELSIF gerbang.isi_dataset(NEW) IS DISTINCT FROM gerbang.isi_dataset(OLD) || coalesce(OLD.usulan -> 'isi', '{}') THEN
            RAISE EXCEPTION 'Isi yang disetujui tidak sama dengan yang diajukan.' USING ERRCODE = 'check_violation';
        END IF;
        NEW.disetujui_pada := clock_timestamp();
    ELSIF NEW.versi <> OLD.versi OR (NEW.keadaan = 'terbit' AND (NEW.penyetuju, NEW.pengaju, NEW.disetujui_oleh, NEW.disetujui_pada)
          IS DISTINCT FROM (OLD.penyetuju, OLD.pengaju, OLD.disetujui_oleh, OLD.disetujui_pada)) THEN
        RAISE EXCEPTION 'Persetujuan yang sudah diberikan tidak dapat diubah.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER jaga BEFORE INSERT OR UPDATE ON gerbang.dataset FOR EACH ROW EXECUTE FUNCTION gerbang.jaga_dataset();
REVOKE ALL ON FUNCTION gerbang.isi_dataset(gerbang.dataset), gerbang.kolom_terpakai(text, text), gerbang.jaga_dataset() FROM PUBLIC;
