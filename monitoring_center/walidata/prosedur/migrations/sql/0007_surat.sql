-- What the public check of a letter needs to know of it, and the walidata's letter of recommendation.
ALTER TABLE gerbang.lampiran
    ADD nomor text NOT NULL DEFAULT '',
    ADD tanggal date NOT NULL DEFAULT current_date,
    ADD penanda text NOT NULL DEFAULT '',
    ADD jabatan text NOT NULL DEFAULT '',
    ADD sidik text NOT NULL DEFAULT '' CHECK (sidik = '' OR sidik ~ '^[0-9a-f]{64}$'),
    DROP CONSTRAINT lampiran_jenis_check,
    ADD CONSTRAINT lampiran_jenis_check CHECK (jenis IN ('surat', 'pernyataan', 'rekomendasi', 'keputusan', 'perintah'));
UPDATE gerbang.lampiran SET tanggal = pada::date;
CREATE UNIQUE INDEX lampiran_sidik ON gerbang.lampiran (sidik) WHERE sidik <> '';
CREATE INDEX lampiran_sha256 ON gerbang.lampiran (sha256);

DROP POLICY tulis ON gerbang.lampiran;
CREATE POLICY tulis ON gerbang.lampiran FOR INSERT WITH CHECK (
    (session_user = 'spbe_monitoring' AND jenis IN ('keputusan', 'perintah'))
    OR EXISTS (SELECT FROM gerbang.permohonan p WHERE p.id = permohonan_id
               AND ((p.pembaca = session_user AND jenis IN ('surat', 'pernyataan')) OR (p.pemilik = session_user AND jenis = 'rekomendasi'))));
