"""What is or was in force never changes: rows come only into a version that is being checked, and states go only forward."""

from django.db import migrations

SQL = r"""
CREATE FUNCTION walidata_jaga_baris() RETURNS trigger LANGUAGE plpgsql AS $walidata$
DECLARE salah text;
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT string_agg(DISTINCT b.versi_id::text, ', ') INTO salah FROM (SELECT DISTINCT versi_id, dataset, nomor >> 24 AS asal FROM ubah) b
     WHERE NOT EXISTS (SELECT 1 FROM walidata_dataset_versi v
                        WHERE v.id = b.versi_id AND v.id = b.asal AND v.dataset = b.dataset AND v.keadaan = 'diperiksa');
  ELSE
    SELECT string_agg(DISTINCT v.id::text, ', ') INTO salah FROM (SELECT DISTINCT versi_id FROM ubah) b
      JOIN walidata_dataset_versi v ON v.id = b.versi_id WHERE v.keadaan = 'berlaku';
  END IF;
  IF salah IS NOT NULL THEN
    RAISE EXCEPTION 'Baris versi % tidak dapat diubah.', salah
      USING ERRCODE = 'check_violation', CONSTRAINT = 'walidata_baris_tetap';
  END IF;
  RETURN NULL;
END
$walidata$;
CREATE TRIGGER walidata_sisip AFTER INSERT ON walidata_dataset_baris REFERENCING NEW TABLE AS ubah
  FOR EACH STATEMENT EXECUTE FUNCTION walidata_jaga_baris();
CREATE TRIGGER walidata_hapus AFTER DELETE ON walidata_dataset_baris REFERENCING OLD TABLE AS ubah
  FOR EACH STATEMENT EXECUTE FUNCTION walidata_jaga_baris();

CREATE FUNCTION walidata_jaga_versi() RETURNS trigger LANGUAGE plpgsql AS $walidata$
BEGIN
  IF NEW.keadaan <> OLD.keadaan AND (OLD.keadaan, NEW.keadaan) NOT IN (
      ('mengunggah', 'diperiksa'), ('mengunggah', 'ditolak'), ('diperiksa', 'konsep'), ('diperiksa', 'ditolak'),
      ('konsep', 'berlaku'), ('konsep', 'ditolak'), ('berlaku', 'digantikan')) THEN
    RAISE EXCEPTION 'Versi % tidak dapat berpindah dari % ke %.', OLD.id, OLD.keadaan, NEW.keadaan
      USING ERRCODE = 'check_violation', CONSTRAINT = 'walidata_versi_maju';
  ELSIF (NEW.dataset, NEW.kode, NEW.urut, NEW.periode_mulai, NEW.dibuat_oleh_id, NEW.dibuat_pada)
        IS DISTINCT FROM (OLD.dataset, OLD.kode, OLD.urut, OLD.periode_mulai, OLD.dibuat_oleh_id, OLD.dibuat_pada)
     OR OLD.keadaan IN ('konsep', 'berlaku', 'digantikan')
        AND (NEW.baris, NEW.sidik, NEW.kolom, NEW.berkas_id) IS DISTINCT FROM (OLD.baris, OLD.sidik, OLD.kolom, OLD.berkas_id) THEN
    RAISE EXCEPTION 'Isi versi % tidak dapat diubah.', OLD.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'walidata_versi_tetap';
  END IF;
  RETURN NEW;
END
$walidata$;
CREATE TRIGGER walidata_versi BEFORE UPDATE ON walidata_dataset_versi
  FOR EACH ROW EXECUTE FUNCTION walidata_jaga_versi();
"""
BUANG = "DROP FUNCTION walidata_jaga_baris() CASCADE; DROP FUNCTION walidata_jaga_versi() CASCADE"


class Migration(migrations.Migration):
    dependencies = [("walidata_dataset", "0001_awal")]
    operations = [migrations.RunSQL(SQL, BUANG)]
