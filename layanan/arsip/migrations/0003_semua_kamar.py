"""Destruction reaches tables behind a table of the permohonan, and the reason of a withdrawn letter.

A table behind another one comes as [key, columns, that table, its key to the permohonan]; both keys must be foreign keys
of the database. Columns that are empty already stay so.
"""

from django.db import migrations

FUNGSI = r"""
CREATE OR REPLACE FUNCTION arsip_kunci_asing(skema text, tabel text, kolom text, tujuan text) RETURNS boolean LANGUAGE sql STABLE
AS $arsip$
  SELECT EXISTS (
    SELECT 1 FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
    WHERE c.contype = 'f' AND c.conrelid = to_regclass(format('%I.%I', skema, tabel))
      AND c.confrelid = to_regclass(format('%I.%I', skema, tujuan)) AND a.attname = kolom)
$arsip$;

CREATE OR REPLACE FUNCTION arsip_musnahkan() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $arsip$
DECLARE tabel text; isi jsonb; kolom text; ganti text; syarat text; sah boolean;
BEGIN
  PERFORM set_config('search_path', quote_ident(TG_TABLE_SCHEMA) || ', pg_temp', true);
  FOR tabel, isi IN SELECT * FROM jsonb_each(NEW.kolom) LOOP
    IF isi->>2 IS NULL THEN
      sah := arsip_kunci_asing(TG_TABLE_SCHEMA, tabel, isi->>0, 'layanan_permohonan');
      syarat := format('%I = $1', isi->>0);
    ELSE
      sah := arsip_kunci_asing(TG_TABLE_SCHEMA, tabel, isi->>0, isi->>2)
        AND arsip_kunci_asing(TG_TABLE_SCHEMA, isi->>2, isi->>3, 'layanan_permohonan');
      syarat := format('%I IN (SELECT id FROM %I.%I WHERE %I = $1)', isi->>0, TG_TABLE_SCHEMA, isi->>2, isi->>3);
    END IF;
    IF NOT sah THEN
      RAISE EXCEPTION 'Tabel % tidak menunjuk permohonan.', tabel
        USING ERRCODE = 'check_violation', CONSTRAINT = 'arsip_bukan_tabel_permohonan';
    END IF;
    FOR kolom, ganti IN SELECT * FROM jsonb_each_text(isi->1) LOOP
      EXECUTE format('UPDATE %I.%I SET %I = %L WHERE %s AND %I::text NOT IN ('''', ''{}'')',
                     TG_TABLE_SCHEMA, tabel, kolom, ganti, syarat, kolom) USING NEW.permohonan_id;
    END LOOP;
  END LOOP;
  RETURN NULL;
END
$arsip$;

CREATE OR REPLACE FUNCTION dokumen_tetap() RETURNS trigger LANGUAGE plpgsql AS $dokumen$
BEGIN
  IF (NEW.uuid, NEW.permohonan_id, NEW.nomor, NEW.buku, NEW.tahun, NEW.urut, NEW.tanggal, NEW.sha256, NEW.sidik,
      NEW.berkas_id, NEW.ditandatangani_oleh_id, NEW.ditandatangani_pada, NEW.penanda_nama, NEW.penanda_jabatan)
     IS DISTINCT FROM
     (OLD.uuid, OLD.permohonan_id, OLD.nomor, OLD.buku, OLD.tahun, OLD.urut, OLD.tanggal, OLD.sha256, OLD.sidik,
      OLD.berkas_id, OLD.ditandatangani_oleh_id, OLD.ditandatangani_pada, OLD.penanda_nama, OLD.penanda_jabatan) THEN
    RAISE EXCEPTION 'Surat % yang sudah ditandatangani tidak dapat diubah.', OLD.nomor
      USING ERRCODE = 'check_violation', CONSTRAINT = 'dokumen_tetap';
  END IF;
  IF OLD.status = 'dicabut' AND NOT (
      (NEW.status, NEW.dicabut_pada, NEW.dicabut_oleh_id, NEW.dicabut_jabatan) IS NOT DISTINCT FROM
      (OLD.status, OLD.dicabut_pada, OLD.dicabut_oleh_id, OLD.dicabut_jabatan)
      AND EXISTS (SELECT 1 FROM arsip_butirmusnah b
                  WHERE b.permohonan_id = OLD.permohonan_id AND b.dimusnahkan_pada IS NOT NULL)) THEN
    RAISE EXCEPTION 'Pencabutan surat % tidak dapat diubah.', OLD.nomor
      USING ERRCODE = 'check_violation', CONSTRAINT = 'dokumen_tetap';
  END IF;
  RETURN NEW;
END $dokumen$;
"""


class Migration(migrations.Migration):
    dependencies = [("arsip", "0002_penjaga"), ("layanan", "0016_templat_surat")]

    operations = [migrations.RunSQL(FUNGSI, migrations.RunSQL.noop)]
