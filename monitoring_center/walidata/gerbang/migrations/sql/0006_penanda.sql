-- Pages of a grant that does not show the dataset's key. The key orders the rows, but it is no column of the grant: it may say
-- more than the grant gives (the key of a recap names its village), and two readers could join by it. So the view carries
-- `_kunci`, the key sealed with the secret of the grant, and starts after the one that the reader names for its transaction:
--     SET LOCAL gerbang.sesudah = '<_kunci of the last row>'

-- Is the key a column of the grant, in plain? Then pages follow it directly.
CREATE FUNCTION gerbang.kunci_tampak(i gerbang.izin) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT FROM jsonb_array_elements(i.kolom) k
                    WHERE k ->> 'nama' = i.kunci AND NOT coalesce((k ->> 'samar')::boolean, false))
$$;

-- Seal and unseal. Pure functions of their arguments: who may call them does not thereby know the secret, which only the view
-- reads. Eight bytes of a keyed hash of the value (the same value gives the same mark, and a made-up mark is found out), then the
-- value, block by block, under a pad made from them.
CREATE FUNCTION gerbang.penanda(garam bytea, nilai text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    isi bytea := convert_to(nilai, 'UTF8');
    tanda bytea := substr(sha256(garam || 'penanda' || isi), 1, 8);
    hasil text := encode(tanda, 'hex');
BEGIN
    FOR n IN 0 .. (length(isi) - 1) / 8 LOOP
        hasil := hasil || lpad(to_hex((('x' || rpad(encode(substr(isi, n * 8 + 1, 8), 'hex'), 16, '0'))::bit(64)
                                     # ('x' || encode(substr(sha256(garam || tanda || int4send(n)), 1, 8), 'hex'))::bit(64))::bigint), 16, '0');
    END LOOP;
    RETURN hasil;
END $$;

CREATE FUNCTION gerbang.urai_penanda(garam bytea, p_penanda text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    tanda bytea;
    isi bytea := '';
BEGIN
    IF coalesce(p_penanda, '') = '' THEN
        RETURN NULL;
    END IF;
    IF p_penanda ~ '^([0-9a-f]{16}){2,100}$' THEN
        tanda := decode(left(p_penanda, 16), 'hex');
        FOR n IN 0 .. length(p_penanda) / 16 - 2 LOOP
            isi := isi || int8send((('x' || substr(p_penanda, 17 + n * 16, 16))::bit(64)
                                  # ('x' || encode(substr(sha256(garam || tanda || int4send(n)), 1, 8), 'hex'))::bit(64))::bigint);
        END LOOP;
        isi := rtrim(isi, '\x00');
        IF tanda = substr(sha256(garam || 'penanda' || isi), 1, 8) THEN
            RETURN convert_from(isi, 'UTF8');
        END IF;
    END IF;
    RAISE EXCEPTION 'Penanda halaman tidak dikenal.' USING ERRCODE = 'invalid_parameter_value';
END $$;

-- The smallest value of a type that a key may have; NULL for other types
CREATE FUNCTION gerbang.terkecil(tipe regtype) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE tipe::oid WHEN 'int2'::regtype THEN '-32768' WHEN 'int4'::regtype THEN '-2147483648'
        WHEN 'int8'::regtype THEN '-9223372036854775808' WHEN 'numeric'::regtype THEN '-Infinity' WHEN 'date'::regtype THEN '-infinity'
        WHEN 'timestamptz'::regtype THEN '-infinity' WHEN 'timestamp'::regtype THEN '-infinity' WHEN 'text'::regtype THEN ''
        WHEN 'varchar'::regtype THEN '' WHEN 'bpchar'::regtype THEN '' WHEN 'uuid'::regtype THEN '00000000-0000-0000-0000-000000000000' END
$$;

CREATE OR REPLACE FUNCTION gerbang.tampilan_sql(i gerbang.izin, relasi regclass) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    tipe regtype := (SELECT a.atttypid FROM pg_attribute a WHERE a.attrelid = relasi AND a.attname = i.kunci);
    garam text := format('(SELECT garam FROM gerbang.rahasia WHERE izin_id = %s)', i.id);
    kolom text := (SELECT string_agg(gerbang.kolom_sql(i.id, k), ', ' ORDER BY n) FROM jsonb_array_elements(i.kolom) WITH ORDINALITY AS t(k, n));
    syarat text := coalesce((SELECT string_agg(' AND ' || gerbang.syarat(s), '') FROM jsonb_array_elements(i.saringan) s), '');
    isi text;
BEGIN
    IF NOT gerbang.kunci_tampak(i) THEN
        IF gerbang.terkecil(tipe) IS NULL THEN
            RAISE EXCEPTION 'Kunci % bertipe %, yang tidak dapat menjadi urutan halaman.', i.kunci, tipe USING ERRCODE = 'invalid_parameter_value';
        END IF;
        kolom := kolom || format(', gerbang.penanda(%s, d.%I::text) AS _kunci', garam, i.kunci);
        isi := format('(SELECT gerbang.urai_penanda(%s, current_setting(''gerbang.sesudah'', true)))', garam);
        -- With no mark every row comes, also one whose key is the smallest of its type; the index serves both.
        syarat := syarat || format(' AND (d.%I, true) > (coalesce(%s::%s, %L), %s IS NOT NULL)', i.kunci, isi, tipe, gerbang.terkecil(tipe), isi);
    END IF;
    isi := format('SELECT %s FROM %s d WHERE (SELECT gerbang.periksa(%s))%s ORDER BY d.%I', kolom, relasi, i.id, syarat, i.kunci);
    IF i.maks_baris IS NULL THEN
        RETURN isi;
    END IF;
    RETURN format('SELECT * FROM (%s) d WHERE nextval(%L) <= (SELECT gerbang.batas_baris(%s)) OR gerbang.penuh(%s)',
                  isi, 'gerbang.baris_' || i.id, i.id, i.id);
END $$;

-- Grants in force get their mark
DO $$
DECLARE
    i gerbang.izin;
BEGIN
    FOR i IN SELECT * FROM gerbang.izin z WHERE z.dibereskan_pada IS NULL AND NOT gerbang.kunci_tampak(z)
                AND to_regclass('gerbang.izin_' || z.id) IS NOT NULL LOOP
        EXECUTE format('CREATE OR REPLACE VIEW gerbang.%I WITH (security_barrier = true) AS %s', 'izin_' || i.id,
                       gerbang.tampilan_sql(i, to_regclass(format('%I.%I', i.pemilik, i.sumber))));
    END LOOP;
END $$;
REVOKE ALL ON FUNCTION gerbang.penanda(bytea, text), gerbang.urai_penanda(bytea, text), gerbang.kunci_tampak(gerbang.izin),
    gerbang.terkecil(regtype) FROM PUBLIC;
