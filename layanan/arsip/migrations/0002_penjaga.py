"""Nothing is destroyed without two agreements, and what was agreed to is emptied also where nobody may write.

`arsip_musnahkan` runs as the owner of the tables, because letters, history and drafts are append-only for the instansi's
own login. It works only for a file on a list that is being carried out, and only in tables that point at that file.
"""

from django.db import migrations

SQL = r"""
CREATE FUNCTION arsip_jaga_butir() RETURNS trigger LANGUAGE plpgsql AS $arsip$
BEGIN
  IF OLD.dimusnahkan_pada IS NOT NULL THEN
    RAISE EXCEPTION 'Berkas % sudah dimusnahkan.', OLD.nomor_registrasi
      USING ERRCODE = 'check_violation', CONSTRAINT = 'arsip_sudah_musnah';
  END IF;
  IF NEW.dimusnahkan_pada IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM arsip_usulmusnah u WHERE u.id = NEW.usul_id AND u.keadaan = 'berjalan'
      AND u.setuju1_oleh_id IS NOT NULL AND u.setuju2_oleh_id IS NOT NULL) THEN
    RAISE EXCEPTION 'Usul musnah ini belum disetujui dua orang.'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'arsip_belum_disetujui';
  END IF;
  RETURN NEW;
END
$arsip$;

CREATE FUNCTION arsip_musnahkan() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $arsip$
DECLARE tabel text; isi jsonb; kolom text; ganti text;
BEGIN
  PERFORM set_config('search_path', quote_ident(TG_TABLE_SCHEMA) || ', pg_temp', true);
  FOR tabel, isi IN SELECT * FROM jsonb_each(NEW.kolom) LOOP
    IF NOT EXISTS (
      SELECT 1 FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
      WHERE c.contype = 'f' AND c.conrelid = to_regclass(format('%I.%I', TG_TABLE_SCHEMA, tabel))
        AND c.confrelid = to_regclass(format('%I.layanan_permohonan', TG_TABLE_SCHEMA)) AND a.attname = isi->>0) THEN
      RAISE EXCEPTION 'Tabel % tidak menunjuk permohonan.', tabel
        USING ERRCODE = 'check_violation', CONSTRAINT = 'arsip_bukan_tabel_permohonan';
    END IF;
    FOR kolom, ganti IN SELECT * FROM jsonb_each_text(isi->1) LOOP
      EXECUTE format('UPDATE %I.%I SET %I = %L WHERE %I = $1', TG_TABLE_SCHEMA, tabel, kolom, ganti, isi->>0)
        USING NEW.permohonan_id;
    END LOOP;
  END LOOP;
  RETURN NULL;
END
$arsip$;

CREATE TRIGGER arsip_jaga_butir BEFORE UPDATE ON arsip_butirmusnah
  FOR EACH ROW EXECUTE FUNCTION arsip_jaga_butir();
CREATE TRIGGER arsip_musnahkan AFTER UPDATE OF dimusnahkan_pada ON arsip_butirmusnah
  FOR EACH ROW WHEN (OLD.dimusnahkan_pada IS NULL AND NEW.dimusnahkan_pada IS NOT NULL) EXECUTE FUNCTION arsip_musnahkan();
"""

BUANG = "DROP FUNCTION arsip_musnahkan() CASCADE; DROP FUNCTION arsip_jaga_butir() CASCADE"


class Migration(migrations.Migration):
    dependencies = [("arsip", "0001_awal")]

    operations = [migrations.RunSQL(SQL, BUANG)]
