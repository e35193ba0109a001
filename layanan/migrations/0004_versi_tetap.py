"""What was published stays as it was published, also from a shell (Permen PANRB 15/2014: a standard is decided, then kept)."""

from django.db import migrations, models

SELARAS = "UPDATE layanan_layanan SET rantai_paraf = '[]' WHERE NOT perlu_paraf"

TETAP = r"""
CREATE FUNCTION layanan_versi_tetap() RETURNS trigger LANGUAGE plpgsql AS $tetap$
DECLARE lama jsonb; baru jsonb;
BEGIN
  IF session_user = 'spbe_pemilik' THEN -- migrations and provisioning
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  IF TG_OP = 'DELETE' THEN
    IF OLD.keadaan <> 'konsep' THEN
      RAISE EXCEPTION 'Versi % layanan % sudah terbit dan tidak dapat dihapus.', OLD.versi, OLD.kode
        USING ERRCODE = 'check_violation', CONSTRAINT = 'layanan_versi_tetap';
    END IF;
    RETURN OLD;
  END IF;
  lama := to_jsonb(OLD) - 'aktif' - 'keadaan';
  baru := to_jsonb(NEW) - 'aktif' - 'keadaan';
  IF OLD.keadaan <> 'konsep' AND lama IS DISTINCT FROM baru THEN
    RAISE EXCEPTION 'Versi % layanan % sudah terbit; perubahan dibuat sebagai versi baru.', OLD.versi, OLD.kode
      USING ERRCODE = 'check_violation', CONSTRAINT = 'layanan_versi_tetap';
  END IF;
  IF OLD.keadaan <> NEW.keadaan AND (OLD.keadaan, NEW.keadaan) NOT IN (('konsep', 'berlaku'), ('berlaku', 'digantikan')) THEN
    RAISE EXCEPTION 'Versi % layanan % tidak dapat menjadi % lagi.', OLD.versi, OLD.kode, NEW.keadaan
      USING ERRCODE = 'check_violation', CONSTRAINT = 'layanan_versi_tetap';
  END IF;
  RETURN NEW;
END
$tetap$;

CREATE FUNCTION layanan_syarat_tetap() RETURNS trigger LANGUAGE plpgsql AS $tetap$
DECLARE milik bigint[];
BEGIN
  IF session_user = 'spbe_pemilik' THEN
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  milik := CASE TG_OP WHEN 'INSERT' THEN ARRAY[NEW.layanan_id] WHEN 'DELETE' THEN ARRAY[OLD.layanan_id]
           ELSE ARRAY[OLD.layanan_id, NEW.layanan_id] END;
  IF EXISTS (SELECT 1 FROM layanan_layanan WHERE id = ANY(milik) AND keadaan <> 'konsep') THEN
    RAISE EXCEPTION 'Persyaratan versi yang sudah terbit tidak dapat diubah.'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'layanan_syarat_tetap';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$tetap$;

CREATE TRIGGER layanan_versi_tetap BEFORE UPDATE OR DELETE ON layanan_layanan
  FOR EACH ROW EXECUTE FUNCTION layanan_versi_tetap();
CREATE TRIGGER layanan_syarat_tetap BEFORE INSERT OR UPDATE OR DELETE ON layanan_persyaratan
  FOR EACH ROW EXECUTE FUNCTION layanan_syarat_tetap();
"""

BUANG = "DROP FUNCTION layanan_versi_tetap() CASCADE; DROP FUNCTION layanan_syarat_tetap() CASCADE"


class Migration(migrations.Migration):
    dependencies = [("layanan", "0003_masuk")]

    operations = [
        migrations.RunSQL(SELARAS, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="layanan",
            constraint=models.CheckConstraint(
                name="layanan_rantai_sesuai_paraf",
                condition=models.Q(perlu_paraf=True) & ~models.Q(rantai_paraf=[])
                | models.Q(perlu_paraf=False, rantai_paraf=[]),
                violation_error_message="Rantai paraf harus sama dengan ada tidaknya paraf.",
            ),
        ),
        migrations.RunSQL(TETAP, BUANG),
    ]
