-- Working hours and own days of every instansi: whoever looks at a request counts its deadline by the walidata's calendar, and
-- nobody else's login can read the walidata's tables. Nothing here is about a person.
CREATE FUNCTION gerbang.kalender(OUT skema text, OUT jam jsonb, OUT khusus jsonb) RETURNS SETOF record
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    FOR skema IN SELECT schema_name FROM public.tenants_instansi WHERE status = 'aktif' ORDER BY 1 LOOP
        CONTINUE WHEN to_regclass(format('%I.layanan_harikhusus', skema)) IS NULL;
        EXECUTE format($q$
            SELECT (SELECT jsonb_agg(jsonb_build_array(berlaku_sejak, hari, buka, tutup, istirahat_mulai, istirahat_selesai)
                                     ORDER BY berlaku_sejak, hari) FROM %1$I.layanan_jamkerja),
                   (SELECT jsonb_agg(jsonb_build_array(tanggal, jenis, nama, buka, tutup) ORDER BY tanggal) FROM %1$I.layanan_harikhusus)
            $q$, skema) INTO jam, khusus;
        IF jam IS NOT NULL OR khusus IS NOT NULL THEN  -- the others use the national calendar
            RETURN NEXT;
        END IF;
    END LOOP;
END $$;
REVOKE ALL ON FUNCTION gerbang.kalender() FROM PUBLIC;
