"""Triggers on the event tables. Written by `spbe agregasi migrasi`; do not edit by hand."""

from django.db import migrations

SQL = r"""
DO $buang$
DECLARE f record;
BEGIN
  FOR f IN SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
           WHERE n.nspname = current_schema()
             AND (starts_with(p.proname, 'agregasi_catat_') OR p.proname = 'agregasi_tolak_truncate')
  LOOP
    EXECUTE format('DROP FUNCTION %I.%I() CASCADE', current_schema(), f.proname);
  END LOOP;
END $buang$;

CREATE FUNCTION agregasi_tolak_truncate() RETURNS trigger LANGUAGE plpgsql AS $agregasi$
BEGIN
  RAISE EXCEPTION 'Tabel % tidak boleh dikosongkan dengan TRUNCATE; pakailah DELETE.', TG_TABLE_NAME
    USING ERRCODE = 'feature_not_supported', HINT = 'agregasi_tolak_truncate: the aggregates follow rows, not TRUNCATE.';
END
$agregasi$;

CREATE FUNCTION agregasi_catat_layanan_permohonan() RETURNS trigger LANGUAGE plpgsql AS $agregasi$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO agregasi_delta (indikator, tanggal, dimensi, nilai)
    SELECT u.indikator, u.tanggal, u.dimensi, sum(r._tanda * u.nilai) AS nilai
    FROM (SELECT 1 AS _tanda, b.* FROM baru b) r
    CROSS JOIN LATERAL (VALUES
      ('permohonan_masuk', (r.tanggal_masuk)::date, jsonb_build_object('kanal', (r.kanal)::text, 'layanan', (r.kode_layanan)::text), CASE WHEN (TRUE) THEN (1)::numeric END),
      ('permohonan_selesai', (r.tanggal_selesai)::date, jsonb_build_object('kanal', (r.kanal)::text, 'layanan', (r.kode_layanan)::text), CASE WHEN (r.status = 'selesai') THEN (1)::numeric END),
      ('permohonan_tepat_waktu', (r.tanggal_selesai)::date, jsonb_build_object('kanal', (r.kanal)::text, 'layanan', (r.kode_layanan)::text), CASE WHEN (r.status = 'selesai' AND r.tepat_waktu) THEN (1)::numeric END),
      ('permohonan_ditolak', (r.tanggal_masuk)::date, jsonb_build_object('kanal', (r.kanal)::text, 'layanan', (r.kode_layanan)::text), CASE WHEN (r.jumlah_penolakan > 0) THEN (r.jumlah_penolakan)::numeric END),
      ('permohonan_terbuka', (r.tanggal_masuk)::date, jsonb_build_object('kanal', (r.kanal)::text, 'layanan', (r.kode_layanan)::text), CASE WHEN (r.status NOT IN ('selesai', 'dibatalkan')) THEN (1)::numeric END),
      ('lama_proses_menit', (r.tanggal_selesai)::date, jsonb_build_object('kanal', (r.kanal)::text, 'layanan', (r.kode_layanan)::text), CASE WHEN (r.status = 'selesai') THEN (r.lama_menit)::numeric END)
    ) u (indikator, tanggal, dimensi, nilai)
    WHERE u.nilai IS NOT NULL AND u.tanggal IS NOT NULL
    GROUP BY 1, 2, 3 HAVING sum(r._tanda * u.nilai) <> 0;
  ELSIF TG_OP = 'UPDATE' THEN
    INSERT INTO agregasi_delta (indikator, tanggal, dimensi, nilai)
    SELECT u.indikator, u.tanggal, u.dimensi, sum(r._tanda * u.nilai) AS nilai
    FROM (SELECT -1 AS _tanda, l.* FROM lama l UNION ALL SELECT 1 AS _tanda, b.* FROM baru b) r
    CROSS JOIN LATERAL (VALUES
      ('permohonan_masuk', (r.tanggal_masuk)::date, jsonb_build_object('kanal', (r.kanal)::text, 'layanan', (r.kode_layanan)::text), CASE WHEN (TRUE) THEN (1)::numeric END),
      ('permohonan_selesai', (r.tanggal_selesai)::date, jsonb_build_object('kanal', (r.kanal)::text, 'layanan', (r.kode_layanan)::text), CASE WHEN (r.status = 'selesai') THEN (1)::numeric END),
      ('permohonan_tepat_waktu', (r.tanggal_selesai)::date, jsonb_build_object('kanal', (r.kanal)::text, 'layanan', (r.kode_layanan)::text), CASE WHEN (r.status = 'selesai' AND r.tepat_waktu) THEN (1)::numeric END),
      ('permohonan_ditolak', (r.tanggal_masuk)::date, jsonb_build_object('kanal', (r.kanal)::text, 'layanan', (r.kode_layanan)::text), CASE WHEN (r.jumlah_penolakan > 0) THEN (r.jumlah_penolakan)::numeric END),
      ('permohonan_terbuka', (r.tanggal_masuk)::date, jsonb_build_object('kanal', (r.kanal)::text, 'layanan', (r.kode_layanan)::text), CASE WHEN (r.status NOT IN ('selesai', 'dibatalkan')) THEN (1)::numeric END),
      ('lama_proses_menit', (r.tanggal_selesai)::date, jsonb_build_object('kanal', (r.kanal)::text, 'layanan', (r.kode_layanan)::text), CASE WHEN (r.status = 'selesai') THEN (r.lama_menit)::numeric END)
    ) u (indikator, tanggal, dimensi, nilai)
    WHERE u.nilai IS NOT NULL AND u.tanggal IS NOT NULL
    GROUP BY 1, 2, 3 HAVING sum(r._tanda * u.nilai) <> 0;
  ELSE
    INSERT INTO agregasi_delta (indikator, tanggal, dimensi, nilai)
    SELECT u.indikator, u.tanggal, u.dimensi, sum(r._tanda * u.nilai) AS nilai
    FROM (SELECT -1 AS _tanda, l.* FROM lama l) r
    CROSS JOIN LATERAL (VALUES
      ('permohonan_masuk', (r.tanggal_masuk)::date, jsonb_build_object('kanal', (r.kanal)::text, 'layanan', (r.kode_layanan)::text), CASE WHEN (TRUE) THEN (1)::numeric END),
      ('permohonan_selesai', (r.tanggal_selesai)::date, jsonb_build_object('kanal', (r.kanal)::text, 'layanan', (r.kode_layanan)::text), CASE WHEN (r.status = 'selesai') THEN (1)::numeric END),
      ('permohonan_tepat_waktu', (r.tanggal_selesai)::date, jsonb_build_object('kanal', (r.kanal)::text, 'layanan', (r.kode_layanan)::text), CASE WHEN (r.status = 'selesai' AND r.tepat_waktu) THEN (1)::numeric END),
      ('permohonan_ditolak', (r.tanggal_masuk)::date, jsonb_build_object('kanal', (r.kanal)::text, 'layanan', (r.kode_layanan)::text), CASE WHEN (r.jumlah_penolakan > 0) THEN (r.jumlah_penolakan)::numeric END),
      ('permohonan_terbuka', (r.tanggal_masuk)::date, jsonb_build_object('kanal', (r.kanal)::text, 'layanan', (r.kode_layanan)::text), CASE WHEN (r.status NOT IN ('selesai', 'dibatalkan')) THEN (1)::numeric END),
      ('lama_proses_menit', (r.tanggal_selesai)::date, jsonb_build_object('kanal', (r.kanal)::text, 'layanan', (r.kode_layanan)::text), CASE WHEN (r.status = 'selesai') THEN (r.lama_menit)::numeric END)
    ) u (indikator, tanggal, dimensi, nilai)
    WHERE u.nilai IS NOT NULL AND u.tanggal IS NOT NULL
    GROUP BY 1, 2, 3 HAVING sum(r._tanda * u.nilai) <> 0;
  END IF;
  RETURN NULL;
END
$agregasi$;

CREATE TRIGGER agregasi_sisip AFTER INSERT ON layanan_permohonan REFERENCING NEW TABLE AS baru
  FOR EACH STATEMENT EXECUTE FUNCTION agregasi_catat_layanan_permohonan();
CREATE TRIGGER agregasi_ubah AFTER UPDATE ON layanan_permohonan REFERENCING OLD TABLE AS lama NEW TABLE AS baru
  FOR EACH STATEMENT EXECUTE FUNCTION agregasi_catat_layanan_permohonan();
CREATE TRIGGER agregasi_hapus AFTER DELETE ON layanan_permohonan REFERENCING OLD TABLE AS lama
  FOR EACH STATEMENT EXECUTE FUNCTION agregasi_catat_layanan_permohonan();
CREATE TRIGGER agregasi_tolak_truncate BEFORE TRUNCATE ON layanan_permohonan
  FOR EACH STATEMENT EXECUTE FUNCTION agregasi_tolak_truncate();

CREATE FUNCTION agregasi_catat_skm_jawaban() RETURNS trigger LANGUAGE plpgsql AS $agregasi$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO agregasi_delta (indikator, tanggal, dimensi, nilai)
    SELECT u.indikator, u.tanggal, u.dimensi, sum(r._tanda * u.nilai) AS nilai
    FROM (SELECT 1 AS _tanda, b.* FROM baru b) r
    CROSS JOIN LATERAL (VALUES
      ('skm_responden', (r.bulan)::date, jsonb_build_object('kanal', (r.kanal)::text, 'layanan', (r.kode_layanan)::text), CASE WHEN (TRUE) THEN (1)::numeric END)
    ) u (indikator, tanggal, dimensi, nilai)
    WHERE u.nilai IS NOT NULL AND u.tanggal IS NOT NULL
    GROUP BY 1, 2, 3 HAVING sum(r._tanda * u.nilai) <> 0;
  ELSIF TG_OP = 'UPDATE' THEN
    INSERT INTO agregasi_delta (indikator, tanggal, dimensi, nilai)
    SELECT u.indikator, u.tanggal, u.dimensi, sum(r._tanda * u.nilai) AS nilai
    FROM (SELECT -1 AS _tanda, l.* FROM lama l UNION ALL SELECT 1 AS _tanda, b.* FROM baru b) r
    CROSS JOIN LATERAL (VALUES
      ('skm_responden', (r.bulan)::date, jsonb_build_object('kanal', (r.kanal)::text, 'layanan', (r.kode_layanan)::text), CASE WHEN (TRUE) THEN (1)::numeric END)
    ) u (indikator, tanggal, dimensi, nilai)
    WHERE u.nilai IS NOT NULL AND u.tanggal IS NOT NULL
    GROUP BY 1, 2, 3 HAVING sum(r._tanda * u.nilai) <> 0;
  ELSE
    INSERT INTO agregasi_delta (indikator, tanggal, dimensi, nilai)
    SELECT u.indikator, u.tanggal, u.dimensi, sum(r._tanda * u.nilai) AS nilai
    FROM (SELECT -1 AS _tanda, l.* FROM lama l) r
    CROSS JOIN LATERAL (VALUES
      ('skm_responden', (r.bulan)::date, jsonb_build_object('kanal', (r.kanal)::text, 'layanan', (r.kode_layanan)::text), CASE WHEN (TRUE) THEN (1)::numeric END)
    ) u (indikator, tanggal, dimensi, nilai)
    WHERE u.nilai IS NOT NULL AND u.tanggal IS NOT NULL
    GROUP BY 1, 2, 3 HAVING sum(r._tanda * u.nilai) <> 0;
  END IF;
  RETURN NULL;
END
$agregasi$;

CREATE TRIGGER agregasi_sisip AFTER INSERT ON skm_jawaban REFERENCING NEW TABLE AS baru
  FOR EACH STATEMENT EXECUTE FUNCTION agregasi_catat_skm_jawaban();
CREATE TRIGGER agregasi_ubah AFTER UPDATE ON skm_jawaban REFERENCING OLD TABLE AS lama NEW TABLE AS baru
  FOR EACH STATEMENT EXECUTE FUNCTION agregasi_catat_skm_jawaban();
CREATE TRIGGER agregasi_hapus AFTER DELETE ON skm_jawaban REFERENCING OLD TABLE AS lama
  FOR EACH STATEMENT EXECUTE FUNCTION agregasi_catat_skm_jawaban();
CREATE TRIGGER agregasi_tolak_truncate BEFORE TRUNCATE ON skm_jawaban
  FOR EACH STATEMENT EXECUTE FUNCTION agregasi_tolak_truncate();

CREATE FUNCTION agregasi_catat_skm_nilai() RETURNS trigger LANGUAGE plpgsql AS $agregasi$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO agregasi_delta (indikator, tanggal, dimensi, nilai)
    SELECT u.indikator, u.tanggal, u.dimensi, sum(r._tanda * u.nilai) AS nilai
    FROM (SELECT 1 AS _tanda, b.* FROM baru b) r
    CROSS JOIN LATERAL (VALUES
      ('skm_jumlah_nilai', (r.bulan)::date, jsonb_build_object('kanal', (r.kanal)::text, 'layanan', (r.kode_layanan)::text, 'unsur', (r.unsur)::text), CASE WHEN (TRUE) THEN (r.nilai)::numeric END),
      ('skm_jumlah_jawaban', (r.bulan)::date, jsonb_build_object('kanal', (r.kanal)::text, 'layanan', (r.kode_layanan)::text, 'unsur', (r.unsur)::text), CASE WHEN (TRUE) THEN (1)::numeric END)
    ) u (indikator, tanggal, dimensi, nilai)
    WHERE u.nilai IS NOT NULL AND u.tanggal IS NOT NULL
    GROUP BY 1, 2, 3 HAVING sum(r._tanda * u.nilai) <> 0;
  ELSIF TG_OP = 'UPDATE' THEN
    INSERT INTO agregasi_delta (indikator, tanggal, dimensi, nilai)
    SELECT u.indikator, u.tanggal, u.dimensi, sum(r._tanda * u.nilai) AS nilai
    FROM (SELECT -1 AS _tanda, l.* FROM lama l UNION ALL SELECT 1 AS _tanda, b.* FROM baru b) r
    CROSS JOIN LATERAL (VALUES
      ('skm_jumlah_nilai', (r.bulan)::date, jsonb_build_object('kanal', (r.kanal)::text, 'layanan', (r.kode_layanan)::text, 'unsur', (r.unsur)::text), CASE WHEN (TRUE) THEN (r.nilai)::numeric END),
      ('skm_jumlah_jawaban', (r.bulan)::date, jsonb_build_object('kanal', (r.kanal)::text, 'layanan', (r.kode_layanan)::text, 'unsur', (r.unsur)::text), CASE WHEN (TRUE) THEN (1)::numeric END)
    ) u (indikator, tanggal, dimensi, nilai)
    WHERE u.nilai IS NOT NULL AND u.tanggal IS NOT NULL
    GROUP BY 1, 2, 3 HAVING sum(r._tanda * u.nilai) <> 0;
  ELSE
    INSERT INTO agregasi_delta (indikator, tanggal, dimensi, nilai)
    SELECT u.indikator, u.tanggal, u.dimensi, sum(r._tanda * u.nilai) AS nilai
    FROM (SELECT -1 AS _tanda, l.* FROM lama l) r
    CROSS JOIN LATERAL (VALUES
      ('skm_jumlah_nilai', (r.bulan)::date, jsonb_build_object('kanal', (r.kanal)::text, 'layanan', (r.kode_layanan)::text, 'unsur', (r.unsur)::text), CASE WHEN (TRUE) THEN (r.nilai)::numeric END),
      ('skm_jumlah_jawaban', (r.bulan)::date, jsonb_build_object('kanal', (r.kanal)::text, 'layanan', (r.kode_layanan)::text, 'unsur', (r.unsur)::text), CASE WHEN (TRUE) THEN (1)::numeric END)
    ) u (indikator, tanggal, dimensi, nilai)
    WHERE u.nilai IS NOT NULL AND u.tanggal IS NOT NULL
    GROUP BY 1, 2, 3 HAVING sum(r._tanda * u.nilai) <> 0;
  END IF;
  RETURN NULL;
END
$agregasi$;

CREATE TRIGGER agregasi_sisip AFTER INSERT ON skm_nilai REFERENCING NEW TABLE AS baru
  FOR EACH STATEMENT EXECUTE FUNCTION agregasi_catat_skm_nilai();
CREATE TRIGGER agregasi_ubah AFTER UPDATE ON skm_nilai REFERENCING OLD TABLE AS lama NEW TABLE AS baru
  FOR EACH STATEMENT EXECUTE FUNCTION agregasi_catat_skm_nilai();
CREATE TRIGGER agregasi_hapus AFTER DELETE ON skm_nilai REFERENCING OLD TABLE AS lama
  FOR EACH STATEMENT EXECUTE FUNCTION agregasi_catat_skm_nilai();
CREATE TRIGGER agregasi_tolak_truncate BEFORE TRUNCATE ON skm_nilai
  FOR EACH STATEMENT EXECUTE FUNCTION agregasi_tolak_truncate();

CREATE FUNCTION agregasi_catat_pengaduan_pengaduan() RETURNS trigger LANGUAGE plpgsql AS $agregasi$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO agregasi_delta (indikator, tanggal, dimensi, nilai)
    SELECT u.indikator, u.tanggal, u.dimensi, sum(r._tanda * u.nilai) AS nilai
    FROM (SELECT 1 AS _tanda, b.* FROM baru b) r
    CROSS JOIN LATERAL (VALUES
      ('pengaduan_masuk', (r.tanggal_masuk)::date, jsonb_build_object('kanal', (r.saluran)::text), CASE WHEN (TRUE) THEN (1)::numeric END),
      ('pengaduan_selesai', (r.tanggal_tutup)::date, jsonb_build_object('kanal', (r.saluran)::text), CASE WHEN (r.status = 'selesai') THEN (1)::numeric END),
      ('pengaduan_tepat_waktu', (r.tanggal_tutup)::date, jsonb_build_object('kanal', (r.saluran)::text), CASE WHEN (r.status = 'selesai' AND r.ditutup_pada <= r.tenggat + interval '59 seconds') THEN (1)::numeric END)
    ) u (indikator, tanggal, dimensi, nilai)
    WHERE u.nilai IS NOT NULL AND u.tanggal IS NOT NULL
    GROUP BY 1, 2, 3 HAVING sum(r._tanda * u.nilai) <> 0;
  ELSIF TG_OP = 'UPDATE' THEN
    INSERT INTO agregasi_delta (indikator, tanggal, dimensi, nilai)
    SELECT u.indikator, u.tanggal, u.dimensi, sum(r._tanda * u.nilai) AS nilai
    FROM (SELECT -1 AS _tanda, l.* FROM lama l UNION ALL SELECT 1 AS _tanda, b.* FROM baru b) r
    CROSS JOIN LATERAL (VALUES
      ('pengaduan_masuk', (r.tanggal_masuk)::date, jsonb_build_object('kanal', (r.saluran)::text), CASE WHEN (TRUE) THEN (1)::numeric END),
      ('pengaduan_selesai', (r.tanggal_tutup)::date, jsonb_build_object('kanal', (r.saluran)::text), CASE WHEN (r.status = 'selesai') THEN (1)::numeric END),
      ('pengaduan_tepat_waktu', (r.tanggal_tutup)::date, jsonb_build_object('kanal', (r.saluran)::text), CASE WHEN (r.status = 'selesai' AND r.ditutup_pada <= r.tenggat + interval '59 seconds') THEN (1)::numeric END)
    ) u (indikator, tanggal, dimensi, nilai)
    WHERE u.nilai IS NOT NULL AND u.tanggal IS NOT NULL
    GROUP BY 1, 2, 3 HAVING sum(r._tanda * u.nilai) <> 0;
  ELSE
    INSERT INTO agregasi_delta (indikator, tanggal, dimensi, nilai)
    SELECT u.indikator, u.tanggal, u.dimensi, sum(r._tanda * u.nilai) AS nilai
    FROM (SELECT -1 AS _tanda, l.* FROM lama l) r
    CROSS JOIN LATERAL (VALUES
      ('pengaduan_masuk', (r.tanggal_masuk)::date, jsonb_build_object('kanal', (r.saluran)::text), CASE WHEN (TRUE) THEN (1)::numeric END),
      ('pengaduan_selesai', (r.tanggal_tutup)::date, jsonb_build_object('kanal', (r.saluran)::text), CASE WHEN (r.status = 'selesai') THEN (1)::numeric END),
      ('pengaduan_tepat_waktu', (r.tanggal_tutup)::date, jsonb_build_object('kanal', (r.saluran)::text), CASE WHEN (r.status = 'selesai' AND r.ditutup_pada <= r.tenggat + interval '59 seconds') THEN (1)::numeric END)
    ) u (indikator, tanggal, dimensi, nilai)
    WHERE u.nilai IS NOT NULL AND u.tanggal IS NOT NULL
    GROUP BY 1, 2, 3 HAVING sum(r._tanda * u.nilai) <> 0;
  END IF;
  RETURN NULL;
END
$agregasi$;

CREATE TRIGGER agregasi_sisip AFTER INSERT ON pengaduan_pengaduan REFERENCING NEW TABLE AS baru
  FOR EACH STATEMENT EXECUTE FUNCTION agregasi_catat_pengaduan_pengaduan();
CREATE TRIGGER agregasi_ubah AFTER UPDATE ON pengaduan_pengaduan REFERENCING OLD TABLE AS lama NEW TABLE AS baru
  FOR EACH STATEMENT EXECUTE FUNCTION agregasi_catat_pengaduan_pengaduan();
CREATE TRIGGER agregasi_hapus AFTER DELETE ON pengaduan_pengaduan REFERENCING OLD TABLE AS lama
  FOR EACH STATEMENT EXECUTE FUNCTION agregasi_catat_pengaduan_pengaduan();
CREATE TRIGGER agregasi_tolak_truncate BEFORE TRUNCATE ON pengaduan_pengaduan
  FOR EACH STATEMENT EXECUTE FUNCTION agregasi_tolak_truncate();

INSERT INTO agregasi_delta (indikator, tanggal, dimensi, nilai)
SELECT indikator, tanggal, dimensi, seharusnya - tercatat FROM (
WITH hitung AS (SELECT * FROM (SELECT u.indikator, u.tanggal, u.dimensi, sum(r._tanda * u.nilai) AS nilai
    FROM (SELECT 1 AS _tanda, t.* FROM layanan_permohonan t) r
    CROSS JOIN LATERAL (VALUES
      ('permohonan_masuk', (r.tanggal_masuk)::date, jsonb_build_object('kanal', (r.kanal)::text, 'layanan', (r.kode_layanan)::text), CASE WHEN (TRUE) THEN (1)::numeric END),
      ('permohonan_selesai', (r.tanggal_selesai)::date, jsonb_build_object('kanal', (r.kanal)::text, 'layanan', (r.kode_layanan)::text), CASE WHEN (r.status = 'selesai') THEN (1)::numeric END),
      ('permohonan_tepat_waktu', (r.tanggal_selesai)::date, jsonb_build_object('kanal', (r.kanal)::text, 'layanan', (r.kode_layanan)::text), CASE WHEN (r.status = 'selesai' AND r.tepat_waktu) THEN (1)::numeric END),
      ('permohonan_ditolak', (r.tanggal_masuk)::date, jsonb_build_object('kanal', (r.kanal)::text, 'layanan', (r.kode_layanan)::text), CASE WHEN (r.jumlah_penolakan > 0) THEN (r.jumlah_penolakan)::numeric END),
      ('permohonan_terbuka', (r.tanggal_masuk)::date, jsonb_build_object('kanal', (r.kanal)::text, 'layanan', (r.kode_layanan)::text), CASE WHEN (r.status NOT IN ('selesai', 'dibatalkan')) THEN (1)::numeric END),
      ('lama_proses_menit', (r.tanggal_selesai)::date, jsonb_build_object('kanal', (r.kanal)::text, 'layanan', (r.kode_layanan)::text), CASE WHEN (r.status = 'selesai') THEN (r.lama_menit)::numeric END)
    ) u (indikator, tanggal, dimensi, nilai)
    WHERE u.nilai IS NOT NULL AND u.tanggal IS NOT NULL
    GROUP BY 1, 2, 3 HAVING sum(r._tanda * u.nilai) <> 0) h UNION ALL SELECT * FROM (SELECT u.indikator, u.tanggal, u.dimensi, sum(r._tanda * u.nilai) AS nilai
    FROM (SELECT 1 AS _tanda, t.* FROM skm_jawaban t) r
    CROSS JOIN LATERAL (VALUES
      ('skm_responden', (r.bulan)::date, jsonb_build_object('kanal', (r.kanal)::text, 'layanan', (r.kode_layanan)::text), CASE WHEN (TRUE) THEN (1)::numeric END)
    ) u (indikator, tanggal, dimensi, nilai)
    WHERE u.nilai IS NOT NULL AND u.tanggal IS NOT NULL
    GROUP BY 1, 2, 3 HAVING sum(r._tanda * u.nilai) <> 0) h UNION ALL SELECT * FROM (SELECT u.indikator, u.tanggal, u.dimensi, sum(r._tanda * u.nilai) AS nilai
    FROM (SELECT 1 AS _tanda, t.* FROM skm_nilai t) r
    CROSS JOIN LATERAL (VALUES
      ('skm_jumlah_nilai', (r.bulan)::date, jsonb_build_object('kanal', (r.kanal)::text, 'layanan', (r.kode_layanan)::text, 'unsur', (r.unsur)::text), CASE WHEN (TRUE) THEN (r.nilai)::numeric END),
      ('skm_jumlah_jawaban', (r.bulan)::date, jsonb_build_object('kanal', (r.kanal)::text, 'layanan', (r.kode_layanan)::text, 'unsur', (r.unsur)::text), CASE WHEN (TRUE) THEN (1)::numeric END)
    ) u (indikator, tanggal, dimensi, nilai)
    WHERE u.nilai IS NOT NULL AND u.tanggal IS NOT NULL
    GROUP BY 1, 2, 3 HAVING sum(r._tanda * u.nilai) <> 0) h UNION ALL SELECT * FROM (SELECT u.indikator, u.tanggal, u.dimensi, sum(r._tanda * u.nilai) AS nilai
    FROM (SELECT 1 AS _tanda, t.* FROM pengaduan_pengaduan t) r
    CROSS JOIN LATERAL (VALUES
      ('pengaduan_masuk', (r.tanggal_masuk)::date, jsonb_build_object('kanal', (r.saluran)::text), CASE WHEN (TRUE) THEN (1)::numeric END),
      ('pengaduan_selesai', (r.tanggal_tutup)::date, jsonb_build_object('kanal', (r.saluran)::text), CASE WHEN (r.status = 'selesai') THEN (1)::numeric END),
      ('pengaduan_tepat_waktu', (r.tanggal_tutup)::date, jsonb_build_object('kanal', (r.saluran)::text), CASE WHEN (r.status = 'selesai' AND r.ditutup_pada <= r.tenggat + interval '59 seconds') THEN (1)::numeric END)
    ) u (indikator, tanggal, dimensi, nilai)
    WHERE u.nilai IS NOT NULL AND u.tanggal IS NOT NULL
    GROUP BY 1, 2, 3 HAVING sum(r._tanda * u.nilai) <> 0) h),
catatan AS (SELECT indikator, tanggal, dimensi, sum(nilai) AS nilai FROM (
    SELECT indikator, tanggal, dimensi, nilai FROM agregasi_rekap
    UNION ALL SELECT indikator, tanggal, dimensi, nilai FROM agregasi_delta) c GROUP BY 1, 2, 3)
SELECT coalesce(h.indikator, c.indikator) AS indikator, coalesce(h.tanggal, c.tanggal) AS tanggal,
    coalesce(h.dimensi, c.dimensi) AS dimensi,
    coalesce(h.nilai, 0) AS seharusnya, coalesce(c.nilai, 0) AS tercatat
FROM hitung h FULL JOIN catatan c
  ON (h.indikator, h.tanggal, h.dimensi) = (c.indikator, c.tanggal, c.dimensi)
WHERE coalesce(h.nilai, 0) <> coalesce(c.nilai, 0)
) s;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("agregasi", "0003_pemicu"),
        ("layanan", "0020_isi_asal_desa"),
        ("pengaduan", "0003_tanggal_lokal"),
        ("skm", "0001_survei"),
    ]

    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
