-- Metadata of datasets (Satu Data Indonesia: konsep, definisi, klasifikasi, ukuran, satuan). Never a row of data.
-- Written by the owner's login; what is published is read by everybody else.

CREATE TABLE gerbang.dataset (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    uuid uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
    pemilik text NOT NULL DEFAULT session_user CHECK (pemilik ~ '^i_[a-z][a-z0-9_]+$'),
    kode text NOT NULL CHECK (kode ~ '^[a-z][a-z0-9_]{0,40}$'),
    jenis text NOT NULL CHECK (jenis IN ('sektoral', 'sistem')),
    nama text NOT NULL CHECK (btrim(nama) <> ''),
    konsep text NOT NULL DEFAULT '',
    definisi text NOT NULL DEFAULT '',
    bidang text NOT NULL DEFAULT '' CHECK (bidang = '' OR bidang ~ '^[a-i]$'),
    indikator text NOT NULL DEFAULT '',
    klasifikasi jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(klasifikasi) = 'array'),
    ukuran text NOT NULL DEFAULT '',
    satuan text NOT NULL DEFAULT '',
    kode_referensi text NOT NULL DEFAULT '',
    periode text NOT NULL DEFAULT 'tahunan'
        CHECK (periode IN ('harian', 'bulanan', 'triwulanan', 'semesteran', 'tahunan', 'sewaktu')),
    sumber_data text NOT NULL DEFAULT 'internal' CHECK (sumber_data IN ('internal', 'eksternal', 'masyarakat')),
    kontak text NOT NULL DEFAULT '',
    akses text NOT NULL DEFAULT 'terbatas' CHECK (akses IN ('terbuka', 'terbatas', 'rahasia')),
    kolom jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(kolom) = 'array'),
    sumber text NOT NULL CHECK (sumber ~ '^[a-z_][a-z0-9_]*$'),
    kunci text NOT NULL DEFAULT 'nomor' CHECK (kunci ~ '^[a-z_][a-z0-9_]*$'),
    k_minimum integer NOT NULL DEFAULT 5 CHECK (k_minimum >= 1),
    keadaan text NOT NULL DEFAULT 'konsep' CHECK (keadaan IN ('konsep', 'tertahan', 'diajukan', 'terbit', 'ditarik')),
    dibuat_oleh text NOT NULL CHECK (btrim(dibuat_oleh) <> ''),
    dibuat_pada timestamptz NOT NULL DEFAULT now(),
    disetujui_oleh text NOT NULL DEFAULT '',
    disetujui_pada timestamptz,
    baris bigint NOT NULL DEFAULT 0 CHECK (baris >= 0),
    lengkap numeric(5, 2) NOT NULL DEFAULT 0 CHECK (lengkap BETWEEN 0 AND 100),
    data_pada timestamptz,
    UNIQUE (pemilik, kode),
    -- Ps 11(1): nothing is published without the approval of the head of the instansi
    CHECK (keadaan <> 'terbit' OR (btrim(disetujui_oleh) <> '' AND disetujui_pada IS NOT NULL)),
    -- Open data carries no personal data
    CHECK (akses <> 'terbuka' OR NOT jsonb_path_exists(kolom, '$[*] ? (@.pribadi != "")'))
);
ALTER TABLE gerbang.dataset ENABLE ROW LEVEL SECURITY;
CREATE POLICY sendiri ON gerbang.dataset USING (session_user = pemilik) WITH CHECK (session_user = pemilik);
CREATE POLICY terbit ON gerbang.dataset FOR SELECT USING (
    keadaan = 'terbit' AND (akses <> 'rahasia' OR session_user <> 'spbe_portal'));
