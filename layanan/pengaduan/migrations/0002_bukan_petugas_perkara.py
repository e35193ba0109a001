"""Nobody who worked on a permohonan may handle a complaint about it, whatever wrote the row.

Names inside the function are unqualified: the search path of the session is the instansi's own schema. The columns are
found by their names (`*_oleh_id`, `petugas_input_id`), so a step that is added to the permohonan later counts too.
"""

from django.db import migrations

SQL = r"""
CREATE FUNCTION pengaduan_bukan_petugas_perkara() RETURNS trigger LANGUAGE plpgsql AS $pengaduan$
BEGIN
  IF NEW.oleh_id IS NOT NULL
     AND NEW.jenis IN ('verifikasi', 'disposisi', 'tindak', 'tunda', 'tutup', 'bukan_wewenang', 'arsip')
     AND EXISTS (
       SELECT 1 FROM pengaduan_pengaduan a JOIN layanan_permohonan p ON p.id = a.permohonan_id,
         LATERAL jsonb_each_text(to_jsonb(p)) k
       WHERE a.id = NEW.pengaduan_id AND k.value = NEW.oleh_id::text
         AND (right(k.key, 8) = '_oleh_id' OR k.key = 'petugas_input_id'))
  THEN
    RAISE EXCEPTION 'Petugas perkara tidak boleh menangani pengaduan atas perkaranya.'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'aduan_bukan_petugas_perkara';
  END IF;
  RETURN NEW;
END $pengaduan$;

CREATE TRIGGER aduan_bukan_petugas_perkara BEFORE INSERT OR UPDATE ON pengaduan_tindaklanjut
  FOR EACH ROW EXECUTE FUNCTION pengaduan_bukan_petugas_perkara();
"""
BALIK = "DROP FUNCTION pengaduan_bukan_petugas_perkara() CASCADE;"


class Migration(migrations.Migration):
    dependencies = [("pengaduan", "0001_pengaduan")]

    operations = [migrations.RunSQL(SQL, BALIK)]
