-- What the deciders read about the data comes from the catalogue, and when something was said comes from the clock: a requester
-- with psql can neither call personal data something else nor move a deadline.

CREATE FUNCTION gerbang.isi_uraian() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    d gerbang.dataset;
BEGIN
    SELECT * INTO d FROM gerbang.dataset WHERE pemilik = NEW.pemilik AND kode = NEW.dataset AND keadaan = 'terbit';
    NEW.dataset_nama := coalesce(d.nama, NEW.dataset);
    NEW.rinci_kolom := coalesce((SELECT jsonb_agg(k ORDER BY n) FROM jsonb_array_elements(d.kolom) WITH ORDINALITY AS t(k, n)
                                  WHERE NEW.kolom ? (k ->> 'name')), '[]');
    NEW.diajukan_pada := clock_timestamp();
    RETURN NEW;
END $$;
CREATE TRIGGER isi_uraian BEFORE INSERT ON gerbang.permohonan FOR EACH ROW EXECUTE FUNCTION gerbang.isi_uraian();

CREATE FUNCTION gerbang.isi_waktu() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    NEW.pada := clock_timestamp();
    RETURN NEW;
END $$;
CREATE TRIGGER isi_waktu BEFORE INSERT ON gerbang.rekomendasi FOR EACH ROW EXECUTE FUNCTION gerbang.isi_waktu();
CREATE TRIGGER isi_waktu BEFORE INSERT ON gerbang.penolakan FOR EACH ROW EXECUTE FUNCTION gerbang.isi_waktu();
CREATE TRIGGER isi_waktu BEFORE INSERT ON gerbang.perintah FOR EACH ROW EXECUTE FUNCTION gerbang.isi_waktu();
CREATE TRIGGER isi_waktu BEFORE INSERT ON gerbang.lampiran FOR EACH ROW EXECUTE FUNCTION gerbang.isi_waktu();
CREATE TRIGGER isi_waktu BEFORE INSERT ON gerbang.usul_cabut FOR EACH ROW EXECUTE FUNCTION gerbang.isi_waktu();
REVOKE ALL ON FUNCTION gerbang.isi_uraian(), gerbang.isi_waktu() FROM PUBLIC;
