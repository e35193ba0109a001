-- The functions on the way of a read, in plpgsql: PostgreSQL 17 plans the body of an SQL function that cannot be inlined (it has
-- a SET) at every call, about 50 microseconds each; plpgsql keeps its plans for the session. What they say is unchanged.

CREATE OR REPLACE FUNCTION gerbang.sidik_jejak(sebelum bytea, j gerbang.jejak) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN sha256(sebelum || convert_to(jsonb_build_array(
        j.urut, extract(epoch FROM j.pada), j.peristiwa, j.izin_id, j.pemilik, j.login, j.tiket, j.rinci)::text, 'UTF8'));
END $$;

CREATE OR REPLACE FUNCTION gerbang.halangan(i gerbang.izin) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN CASE
        WHEN i.id IS NULL OR i.pembaca <> session_user THEN 'Izin ini tidak ada atau bukan milik login Anda.'
        WHEN i.dicabut_pada IS NOT NULL THEN 'Izin sudah dicabut.'
        WHEN statement_timestamp() < i.mulai THEN 'Izin belum berlaku.'
        WHEN statement_timestamp() >= i.selesai THEN 'Izin sudah berakhir.'
    END;
END $$;

CREATE OR REPLACE FUNCTION gerbang.belum_disegel_sejak() RETURNS timestamptz
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT j.pada FROM gerbang.jejak j
             WHERE j.urut > coalesce((SELECT s.urut FROM gerbang.segel s ORDER BY s.urut DESC LIMIT 1), 0) ORDER BY j.urut LIMIT 1);
END $$;

CREATE OR REPLACE FUNCTION gerbang.terhitung(p_izin bigint) RETURNS bigint
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN coalesce((SELECT pg_sequence_last_value(c.oid) FROM pg_class c
                      WHERE c.oid = to_regclass('gerbang.baris_' || p_izin)), 0);
END $$;

CREATE OR REPLACE FUNCTION gerbang.batas_baris(p_izin bigint) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT i.maks_baris + coalesce((
        SELECT t.hitungan FROM gerbang.tiket t
         WHERE t.izin_id = i.id AND t.dibuka_pada > statement_timestamp() - interval '1 day' ORDER BY t.dibuka_pada LIMIT 1),
        gerbang.terhitung(i.id))
      FROM gerbang.izin i WHERE i.id = p_izin AND i.pembaca = session_user);
END $$;

-- One row that every record updates: with room on its page its old versions go at the next look, and the chain stays short.
ALTER TABLE gerbang.kepala SET (fillfactor = 10);
