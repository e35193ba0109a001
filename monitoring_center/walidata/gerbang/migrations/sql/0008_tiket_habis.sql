-- A ticket that has ended is told apart from a grant that has: pages and API then ask for a new one.
CREATE OR REPLACE FUNCTION gerbang.periksa(p_izin bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    i gerbang.izin;
BEGIN
    -- A snapshot that is older than the statement would hide a revocation.
    IF current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') THEN
        RAISE EXCEPTION 'Gerbang hanya dibaca dengan READ COMMITTED.' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM FROM gerbang.izin z JOIN gerbang.tiket t ON t.izin_id = z.id
      WHERE z.id = p_izin AND z.pembaca = session_user AND z.dicabut_pada IS NULL
        AND statement_timestamp() >= z.mulai AND statement_timestamp() < z.selesai
        AND t.login = session_user AND t.ditutup_pada IS NULL AND t.berakhir_pada > statement_timestamp()
        AND t.xid IS DISTINCT FROM pg_current_xact_id_if_assigned();
    IF FOUND THEN
        RETURN true;
    END IF;
    SELECT * INTO i FROM gerbang.izin WHERE id = p_izin;
    IF gerbang.halangan(i) IS NOT NULL THEN
        RAISE EXCEPTION '%', gerbang.halangan(i) USING ERRCODE = 'insufficient_privilege';
    END IF;
    RAISE EXCEPTION 'Tidak ada tiket yang terbuka. Panggil gerbang.buka dalam transaksi tersendiri lebih dahulu.'
        USING ERRCODE = 'insufficient_privilege', DETAIL = 'tiket';
END $$;
