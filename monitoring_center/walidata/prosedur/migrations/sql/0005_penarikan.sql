-- The requester takes its request back, as long as nobody has decided it. Withdrawn, it is recommended and decided no more.

CREATE TABLE gerbang.penarikan (
    permohonan_id bigint PRIMARY KEY REFERENCES gerbang.permohonan,
    alasan text NOT NULL CHECK (btrim(alasan) <> ''),
    oleh text NOT NULL CHECK (btrim(oleh) <> ''),
    pada timestamptz NOT NULL DEFAULT now()
);

-- Both sides lock the request first, so that a withdrawal and a decision made at once exclude each other.
CREATE FUNCTION gerbang.jaga_penarikan() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM FROM gerbang.permohonan WHERE id = NEW.permohonan_id FOR UPDATE;
    IF EXISTS (SELECT FROM gerbang.izin WHERE permohonan_id = NEW.permohonan_id)
       OR EXISTS (SELECT FROM gerbang.penolakan WHERE permohonan_id = NEW.permohonan_id) THEN
        RAISE EXCEPTION 'Permohonan ini sudah diputus, sehingga tidak dapat ditarik.' USING ERRCODE = 'unique_violation';
    END IF;
    NEW.pada := clock_timestamp();
    RETURN NEW;
END $$;
CREATE TRIGGER jaga_penarikan BEFORE INSERT ON gerbang.penarikan FOR EACH ROW EXECUTE FUNCTION gerbang.jaga_penarikan();

CREATE FUNCTION gerbang.jaga_ditarik() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM FROM gerbang.permohonan WHERE id = NEW.permohonan_id FOR UPDATE;
    IF EXISTS (SELECT FROM gerbang.penarikan WHERE permohonan_id = NEW.permohonan_id) THEN
        RAISE EXCEPTION 'Permohonan ini sudah ditarik pemohon.' USING ERRCODE = 'unique_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER jaga_ditarik BEFORE INSERT ON gerbang.rekomendasi FOR EACH ROW EXECUTE FUNCTION gerbang.jaga_ditarik();
CREATE TRIGGER jaga_ditarik BEFORE INSERT ON gerbang.penolakan FOR EACH ROW EXECUTE FUNCTION gerbang.jaga_ditarik();
CREATE TRIGGER jaga_ditarik BEFORE INSERT ON gerbang.izin FOR EACH ROW WHEN (NEW.permohonan_id IS NOT NULL)
    EXECUTE FUNCTION gerbang.jaga_ditarik();

ALTER TABLE gerbang.penarikan ENABLE ROW LEVEL SECURITY;
CREATE POLICY baca ON gerbang.penarikan FOR SELECT USING (EXISTS (SELECT FROM gerbang.permohonan p WHERE p.id = permohonan_id));
CREATE POLICY tulis ON gerbang.penarikan FOR INSERT WITH CHECK (
    EXISTS (SELECT FROM gerbang.permohonan p WHERE p.id = permohonan_id AND p.pembaca = session_user));
REVOKE ALL ON FUNCTION gerbang.jaga_penarikan(), gerbang.jaga_ditarik() FROM PUBLIC;
