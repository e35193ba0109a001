-- The view `ds_<kode>` of a sektoral dataset, in its owner's schema: typed columns over the rows of the versions in force.
-- Called by the owner's login after a change of columns. Nobody but spbe_gerbang ever gets a privilege on it (gerbang.pasang).

-- What a field of the catalogue becomes in the view: the column itself, and the blind index of an encrypted one.
CREATE FUNCTION gerbang.kolom_sumber(p_kolom jsonb, OUT urut bigint, OUT nama text, OUT tipe text) RETURNS SETOF record
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT n * 2, k ->> 'name', CASE WHEN coalesce((k ->> 'tersandi')::boolean, false) THEN 'text' ELSE
           CASE coalesce(k ->> 'type', 'string') WHEN 'string' THEN 'text' WHEN 'integer' THEN 'bigint' WHEN 'number' THEN 'numeric'
                WHEN 'boolean' THEN 'boolean' WHEN 'date' THEN 'date' WHEN 'datetime' THEN 'timestamp with time zone'
                WHEN 'year' THEN 'integer' END END
      FROM jsonb_array_elements(p_kolom) WITH ORDINALITY AS t(k, n)
    UNION ALL
    SELECT n * 2 + 1, k ->> 'indeks', 'text'
      FROM jsonb_array_elements(p_kolom) WITH ORDINALITY AS t(k, n) WHERE coalesce(k ->> 'indeks', '') <> ''
    ORDER BY 1
$$;

CREATE FUNCTION gerbang.siapkan_sumber(p_dataset uuid) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    d gerbang.dataset;
    relasi regclass;
    tanda text := 'sektoral ' || p_dataset;
    salah text;
    tergantung record;
    berlaku text := '';
    ganti boolean;
    isi text;
BEGIN
    SELECT * INTO d FROM gerbang.dataset WHERE uuid = p_dataset AND pemilik = session_user;
    IF d.id IS NULL THEN
        RAISE EXCEPTION 'Dataset tidak ada atau bukan milik login Anda.' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('gerbang.siapkan_sumber'), d.id::integer);
    relasi := to_regclass(format('%I.%I', d.pemilik, 'ds_' || d.kode));
    IF d.sumber <> 'ds_' || d.kode THEN
        RAISE EXCEPTION 'Sumber dataset % harus bernama ds_%.', d.kode, d.kode USING ERRCODE = 'invalid_parameter_value';
    ELSIF d.jenis = 'sistem' THEN
        IF relasi IS NULL THEN
            RAISE EXCEPTION 'Aplikasi belum menyediakan %.', d.sumber USING ERRCODE = 'undefined_table';
        END IF;
        RETURN d.sumber;
    ELSIF relasi IS NOT NULL AND obj_description(relasi, 'pg_class') IS DISTINCT FROM tanda THEN
        RAISE EXCEPTION 'Nama % sudah dipakai data lain; pilih kode dataset lain.', d.sumber USING ERRCODE = 'duplicate_table';
    END IF;

    IF jsonb_array_length(d.kolom) NOT BETWEEN 1 AND 200 THEN
        RAISE EXCEPTION 'Dataset harus mempunyai 1 sampai 200 kolom.' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    SELECT string_agg(quote_literal(coalesce(left(k.nama, 60), '')), ', ') INTO salah FROM gerbang.kolom_sumber(d.kolom) k
     WHERE k.nama IS NULL OR k.nama !~ '^[a-z][a-z0-9_]{0,56}$' OR k.nama = 'nomor' OR k.tipe IS NULL;
    salah := coalesce(salah, (SELECT string_agg(quote_literal(k.nama), ', ')
        FROM (SELECT x.nama FROM gerbang.kolom_sumber(d.kolom) x GROUP BY 1 HAVING count(*) > 1) k));
    IF salah IS NOT NULL THEN
        RAISE EXCEPTION 'Kolom tidak sah: %', salah USING ERRCODE = 'invalid_parameter_value',
            HINT = 'Nama: huruf kecil, angka, garis bawah, berbeda satu dari yang lain, bukan nomor. Tipe: menurut Table Schema.';
    END IF;

    -- Rows in force were checked and stored under their columns: type and encryption stay with the name.
    EXECUTE format(
        'SELECT string_agg(DISTINCT quote_literal(l.k ->> ''name''), '', '') FROM %1$I.walidata_dataset_versi v,'
        ' jsonb_array_elements(v.kolom) l(k), jsonb_array_elements($2) b(k)'
        ' WHERE v.dataset = $1 AND v.keadaan = ''berlaku'' AND l.k ->> ''name'' = b.k ->> ''name'''
        ' AND (l.k ->> ''type'', coalesce(l.k ->> ''indeks'', '''')) IS DISTINCT FROM (b.k ->> ''type'', coalesce(b.k ->> ''indeks'', ''''))',
        d.pemilik) INTO salah USING d.uuid, d.kolom;
    IF salah IS NOT NULL THEN
        RAISE EXCEPTION 'Kolom % sudah berisi data yang berlaku: tipe dan sandinya tidak dapat diganti. Tambahkan kolom baru.', salah
            USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;

    -- CREATE OR REPLACE can only append columns. What else changed needs a new view, and that no grant in force uses the old one.
    SELECT EXISTS (
        SELECT FROM pg_attribute a LEFT JOIN gerbang.kolom_sumber(d.kolom) k ON k.nama = a.attname
         WHERE a.attrelid = relasi AND a.attnum > 0 AND a.attname <> 'nomor'
           AND k.tipe IS DISTINCT FROM format_type(a.atttypid, a.atttypmod)) INTO ganti;
    IF ganti THEN
        FOR tergantung IN
            SELECT DISTINCT c.relname, i.nomor, coalesce(i.dicabut_pada IS NULL AND i.selesai > now(), true) AS hidup
              FROM pg_depend p JOIN pg_rewrite r ON p.classid = 'pg_rewrite'::regclass AND r.oid = p.objid
              JOIN pg_class c ON c.oid = r.ev_class LEFT JOIN gerbang.izin i ON 'izin_' || i.id = c.relname
             WHERE p.refclassid = 'pg_class'::regclass AND p.refobjid = relasi AND c.oid <> relasi
        LOOP
            IF tergantung.hidup THEN
                berlaku := concat_ws(', ', nullif(berlaku, ''), coalesce(tergantung.nomor, tergantung.relname));
            ELSE
                EXECUTE format('DROP VIEW gerbang.%I', tergantung.relname);
            END IF;
        END LOOP;
        IF berlaku = '' THEN
            EXECUTE format('DROP VIEW %s', relasi);
            relasi := NULL;
        ELSE
            SELECT string_agg(quote_literal(k.nama), ', ') INTO salah FROM pg_attribute a JOIN gerbang.kolom_sumber(d.kolom) k
                ON k.nama = a.attname WHERE a.attrelid = relasi AND k.tipe <> format_type(a.atttypid, a.atttypmod);
            IF salah IS NOT NULL THEN
                RAISE EXCEPTION 'Tipe kolom % tidak dapat diganti selama izin % berlaku. Tambahkan kolom baru.', salah, berlaku
                    USING ERRCODE = 'object_in_use';
            END IF;  -- a column that was taken away stays in the view as long as a grant may name it
        END IF;
    END IF;

    SELECT string_agg(format('(b.isi ->> %L)::%s AS %I', x.nama, x.tipe, x.nama), ', ' ORDER BY x.urut) INTO isi FROM (
        SELECT a.attnum::bigint AS urut, a.attname::text AS nama, format_type(a.atttypid, a.atttypmod) AS tipe
          FROM pg_attribute a WHERE a.attrelid = relasi AND a.attnum > 0 AND a.attname <> 'nomor'
        UNION ALL
        SELECT 10000 + k.urut, k.nama, k.tipe FROM gerbang.kolom_sumber(d.kolom) k WHERE NOT EXISTS (
            SELECT FROM pg_attribute a WHERE a.attrelid = relasi AND a.attnum > 0 AND a.attname = k.nama)) x;
    -- Pages are read along (dataset, nomor); the two bounds skip rows of other versions at both ends.
    EXECUTE format(
        'CREATE OR REPLACE VIEW %1$I.%2$I AS SELECT b.nomor, %4$s FROM %1$I.walidata_dataset_baris b WHERE b.dataset = %3$L'
        ' AND b.versi_id = ANY (ARRAY(SELECT v.id FROM %1$I.walidata_dataset_versi v WHERE v.dataset = %3$L AND v.keadaan = ''berlaku''))'
        ' AND b.nomor >= (SELECT min(v.id) << 24 FROM %1$I.walidata_dataset_versi v WHERE v.dataset = %3$L AND v.keadaan = ''berlaku'')'
        ' AND b.nomor < (SELECT max(v.id) + 1 << 24 FROM %1$I.walidata_dataset_versi v WHERE v.dataset = %3$L AND v.keadaan = ''berlaku'')',
        d.pemilik, d.sumber, d.uuid, isi);
    EXECUTE format('COMMENT ON VIEW %I.%I IS %L', d.pemilik, d.sumber, tanda);
    RETURN d.sumber;
END $$;

REVOKE ALL ON FUNCTION gerbang.siapkan_sumber(uuid), gerbang.kolom_sumber(jsonb) FROM PUBLIC;
