-- The procedure around the gate (Perbup Tanah Bumbu 25/2019 Ps 11(6), 12): drafts, letters, appeals, proposals to revoke.
-- Runs as spbe_pemilik, in the migration of schema public.

-- What a request says beside what the grant needs. `rinci_kolom`: the columns as the catalogue described them that day.
ALTER TABLE gerbang.permohonan
    ADD dataset_nama text NOT NULL DEFAULT '',
    ADD rinci_kolom jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(rinci_kolom) = 'array'),
    ADD maksud text NOT NULL DEFAULT '',
    ADD frekuensi text NOT NULL DEFAULT 'sekali' CHECK (frekuensi IN ('sekali', 'harian', 'mingguan', 'bulanan', 'sewaktu')),
    ADD nomor_surat text NOT NULL DEFAULT '',
    ADD banding_atas_id bigint UNIQUE REFERENCES gerbang.permohonan;
ALTER TABLE gerbang.perintah
    ADD dataset_nama text NOT NULL DEFAULT '',
    ADD rinci_kolom jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(rinci_kolom) = 'array'),
    ADD oleh_uuid uuid;

-- Drafts: nobody but their own instansi sees them ------------------------------------------------------------------------

CREATE TABLE gerbang.konsep (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    uuid uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
    pembaca text NOT NULL DEFAULT session_user,
    pemilik text NOT NULL,
    dataset text NOT NULL,
    dataset_nama text NOT NULL,
    penanggung_jawab text NOT NULL,
    unit_kerja text NOT NULL,
    maksud text NOT NULL,
    kegunaan text NOT NULL,
    bentuk text NOT NULL,
    frekuensi text NOT NULL,
    kolom jsonb NOT NULL CHECK (jsonb_typeof(kolom) = 'array'),
    saringan jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(saringan) = 'array'),
    mulai date NOT NULL,
    selesai date NOT NULL CHECK (selesai >= mulai),
    nomor_surat text NOT NULL DEFAULT '',
    keadaan text NOT NULL DEFAULT 'disusun' CHECK (keadaan IN ('disusun', 'menunggu', 'dikembalikan', 'diajukan')),
    catatan text NOT NULL DEFAULT '',
    dibuat_oleh text NOT NULL,
    diubah_pada timestamptz NOT NULL DEFAULT now(),
    banding_atas_id bigint REFERENCES gerbang.permohonan,
    permohonan_id bigint UNIQUE REFERENCES gerbang.permohonan,
    CHECK (pembaca <> pemilik),
    CHECK ((keadaan = 'diajukan') = (permohonan_id IS NOT NULL))
);
CREATE INDEX konsep_pembaca ON gerbang.konsep (pembaca, keadaan);

-- Letters: seen by the two parties and the Monitoring Center ------------------------------------------------------------

CREATE TABLE gerbang.lampiran (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    uuid uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
    permohonan_id bigint REFERENCES gerbang.permohonan,
    perintah_id bigint UNIQUE REFERENCES gerbang.perintah,
    jenis text NOT NULL CHECK (jenis IN ('surat', 'pernyataan', 'keputusan', 'perintah')),
    nama text NOT NULL CHECK (btrim(nama) <> ''),
    jenis_konten text NOT NULL CHECK (jenis_konten IN ('application/pdf', 'image/jpeg', 'image/png')),
    isi bytea NOT NULL CHECK (octet_length(isi) BETWEEN 1 AND 5242880),
    sha256 text NOT NULL CHECK (sha256 = encode(sha256(isi), 'hex')),
    elektronik boolean NOT NULL,
    oleh text NOT NULL CHECK (btrim(oleh) <> ''),
    pada timestamptz NOT NULL DEFAULT now(),
    UNIQUE (permohonan_id, jenis),
    CHECK (num_nonnulls(permohonan_id, perintah_id) = 1),
    CHECK ((jenis = 'perintah') = (perintah_id IS NOT NULL))
);

-- The owner's walidata proposes to revoke; the deciders answer ----------------------------------------------------------

CREATE TABLE gerbang.usul_cabut (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    uuid uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
    izin_id bigint NOT NULL REFERENCES gerbang.izin,
    pemilik text NOT NULL DEFAULT session_user,
    alasan text NOT NULL CHECK (btrim(alasan) <> ''),
    oleh text NOT NULL CHECK (btrim(oleh) <> ''),
    pada timestamptz NOT NULL DEFAULT now(),
    dijawab_pada timestamptz,
    dijawab_oleh text NOT NULL DEFAULT '',
    jawaban text NOT NULL DEFAULT '',
    CHECK ((dijawab_pada IS NULL) = (dijawab_oleh = '' AND jawaban = ''))
);
CREATE UNIQUE INDEX usul_cabut_terbuka ON gerbang.usul_cabut (izin_id) WHERE dijawab_pada IS NULL;

-- An order that was entered and then given up
CREATE TABLE gerbang.pembatalan (
    perintah_id bigint PRIMARY KEY REFERENCES gerbang.perintah,
    alasan text NOT NULL CHECK (btrim(alasan) <> ''),
    oleh text NOT NULL CHECK (btrim(oleh) <> ''),
    pada timestamptz NOT NULL DEFAULT now()
);

-- Which news a site has already told its people: no login can write into another's bell
CREATE TABLE gerbang.kabar (
    penerima text NOT NULL DEFAULT session_user,
    kunci text NOT NULL,
    pada timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (penerima, kunci)
);

-- Rules -------------------------------------------------------------------------------------------------------------------

-- No grant without both letters of Ps 12(1), with the hashes that the request names.
CREATE FUNCTION gerbang.jaga_surat() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF (SELECT count(*) FROM gerbang.permohonan p JOIN gerbang.lampiran l ON l.permohonan_id = p.id
         WHERE p.id = NEW.permohonan_id AND (l.jenis, l.sha256) IN (('surat', p.surat_sha256), ('pernyataan', p.pernyataan_sha256))) <> 2 THEN
        RAISE EXCEPTION 'Surat permohonan dan surat pernyataan belum terlampir lengkap (Ps 12 ayat 1).' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER jaga_surat BEFORE INSERT ON gerbang.izin FOR EACH ROW WHEN (NEW.permohonan_id IS NOT NULL)
    EXECUTE FUNCTION gerbang.jaga_surat();

-- A refusal and a grant exclude each other, also when both are made at once: both lock the request first.
CREATE FUNCTION gerbang.jaga_penolakan() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM FROM gerbang.permohonan WHERE id = NEW.permohonan_id FOR UPDATE;
    IF EXISTS (SELECT FROM gerbang.izin WHERE permohonan_id = NEW.permohonan_id) THEN
        RAISE EXCEPTION 'Permohonan ini sudah disetujui.' USING ERRCODE = 'unique_violation';
    ELSIF NOT EXISTS (SELECT FROM gerbang.rekomendasi WHERE permohonan_id = NEW.permohonan_id) THEN
        RAISE EXCEPTION 'Walidata belum memberi rekomendasi (Ps 12 ayat 3).' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER jaga_penolakan BEFORE INSERT ON gerbang.penolakan FOR EACH ROW EXECUTE FUNCTION gerbang.jaga_penolakan();

-- An appeal is a new request after a refusal of one's own.
CREATE FUNCTION gerbang.jaga_banding() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM gerbang.permohonan p JOIN gerbang.penolakan t ON t.permohonan_id = p.id
                    WHERE p.id = NEW.banding_atas_id AND p.pembaca = NEW.pembaca AND p.pemilik = NEW.pemilik AND p.dataset = NEW.dataset) THEN
        RAISE EXCEPTION 'Banding hanya atas permohonan sendiri yang ditolak.' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER jaga_banding BEFORE INSERT ON gerbang.permohonan FOR EACH ROW WHEN (NEW.banding_atas_id IS NOT NULL)
    EXECUTE FUNCTION gerbang.jaga_banding();

-- An order is confirmed or given up, never both.
CREATE FUNCTION gerbang.jaga_pembatalan() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF (SELECT izin_id FROM gerbang.perintah WHERE id = NEW.perintah_id FOR UPDATE) IS NOT NULL THEN
        RAISE EXCEPTION 'Perintah ini sudah dikonfirmasi; cabut izinnya bila perlu.' USING ERRCODE = 'unique_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER jaga_pembatalan BEFORE INSERT ON gerbang.pembatalan FOR EACH ROW EXECUTE FUNCTION gerbang.jaga_pembatalan();
CREATE FUNCTION gerbang.jaga_perintah() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM gerbang.pembatalan WHERE perintah_id = NEW.id) THEN
        RAISE EXCEPTION 'Perintah ini sudah dibatalkan.' USING ERRCODE = 'unique_violation';
    ELSIF NOT EXISTS (SELECT FROM gerbang.lampiran WHERE perintah_id = NEW.id AND sha256 = NEW.pindaian_sha256) THEN
        RAISE EXCEPTION 'Pindaian surat perintah belum terlampir.' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER jaga_perintah BEFORE UPDATE ON gerbang.perintah FOR EACH ROW WHEN (NEW.izin_id IS NOT NULL)
    EXECUTE FUNCTION gerbang.jaga_perintah();

-- Answers the open proposal of a grant; false when there is none.
CREATE FUNCTION gerbang.jawab_usul(p_izin uuid, p_jawaban text, p_oleh text) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH dijawab AS (
        UPDATE gerbang.usul_cabut u SET dijawab_pada = clock_timestamp(), jawaban = btrim(p_jawaban), dijawab_oleh = btrim(p_oleh)
          FROM gerbang.izin i WHERE i.id = u.izin_id AND i.uuid = p_izin AND u.dijawab_pada IS NULL RETURNING 1)
    SELECT EXISTS (SELECT FROM dijawab)
$$;

-- Names of the instansi for pages: logins of instansi cannot enter schema public.
CREATE FUNCTION gerbang.pihak(OUT skema text, OUT nama text, OUT jenis text, OUT slug text) RETURNS SETOF record
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT schema_name, i.nama, i.jenis, i.slug FROM public.tenants_instansi i WHERE status = 'aktif' ORDER BY i.jenis, i.nama
$$;

-- Rows: each party sees its own; the Monitoring Center sees the procedure ------------------------------------------------

ALTER TABLE gerbang.konsep ENABLE ROW LEVEL SECURITY;
ALTER TABLE gerbang.lampiran ENABLE ROW LEVEL SECURITY;
ALTER TABLE gerbang.usul_cabut ENABLE ROW LEVEL SECURITY;
ALTER TABLE gerbang.pembatalan ENABLE ROW LEVEL SECURITY;
ALTER TABLE gerbang.kabar ENABLE ROW LEVEL SECURITY;
ALTER TABLE gerbang.perintah ENABLE ROW LEVEL SECURITY;
CREATE POLICY sendiri ON gerbang.konsep USING (session_user = pembaca) WITH CHECK (session_user = pembaca);
CREATE POLICY sendiri ON gerbang.kabar USING (session_user = penerima) WITH CHECK (session_user = penerima);
CREATE POLICY baca ON gerbang.perintah FOR SELECT USING (
    session_user = 'spbe_monitoring' OR (izin_id IS NOT NULL AND session_user IN (pemilik, pembaca)));
CREATE POLICY tulis ON gerbang.perintah FOR INSERT WITH CHECK (session_user = 'spbe_monitoring');
CREATE POLICY monitoring ON gerbang.pembatalan USING (session_user = 'spbe_monitoring') WITH CHECK (session_user = 'spbe_monitoring');
CREATE POLICY baca ON gerbang.lampiran FOR SELECT USING (
    EXISTS (SELECT FROM gerbang.permohonan p WHERE p.id = permohonan_id) OR EXISTS (SELECT FROM gerbang.perintah p WHERE p.id = perintah_id));
CREATE POLICY tulis ON gerbang.lampiran FOR INSERT WITH CHECK (
    (session_user = 'spbe_monitoring' AND jenis IN ('keputusan', 'perintah')) OR (jenis IN ('surat', 'pernyataan')
     AND EXISTS (SELECT FROM gerbang.permohonan p WHERE p.id = permohonan_id AND p.pembaca = session_user)));
CREATE POLICY baca ON gerbang.usul_cabut FOR SELECT USING (session_user IN (pemilik, 'spbe_monitoring'));
CREATE POLICY tulis ON gerbang.usul_cabut FOR INSERT WITH CHECK (
    session_user = pemilik AND EXISTS (SELECT FROM gerbang.izin i WHERE i.id = izin_id AND i.pemilik = session_user));

REVOKE ALL ON FUNCTION gerbang.jaga_surat(), gerbang.jaga_penolakan(), gerbang.jaga_banding(), gerbang.jaga_pembatalan(),
    gerbang.jaga_perintah(), gerbang.jawab_usul(uuid, text, text), gerbang.pihak() FROM PUBLIC;
