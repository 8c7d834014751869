-- What pgAdmin asks when it connects, opens the tree of a database and shows a table. What must come is said before each query, see `replayed`.
SET DateStyle=ISO; SET client_min_messages=notice; SELECT set_config('bytea_output','hex',false); SET client_encoding='utf-8';

-- rows: 1
-- row: PostgreSQL 16...
SELECT version();

-- rows: 1
-- row: learning_cities | true | UTF8 | false
SELECT db.oid AS did, db.datname, db.datallowconn, pg_encoding_to_char(db.encoding) AS serverencoding,
       has_database_privilege(db.oid, 'CREATE') AS cancreate, datistemplate
FROM pg_catalog.pg_database db WHERE db.datname = current_database();

-- rows: 1
SELECT gss_authenticated, encrypted FROM pg_catalog.pg_stat_gssapi WHERE pid = pg_backend_pid();

-- rows: 1
-- row: 10 | reader | false | false
SELECT roles.oid AS id, roles.rolname AS name, roles.rolsuper AS is_superuser,
       CASE WHEN roles.rolsuper THEN true ELSE roles.rolcreaterole END AS can_create_role
FROM pg_catalog.pg_roles AS roles WHERE rolname = current_user;

-- rows: 1
SELECT CASE
    WHEN (SELECT count(extname) FROM pg_catalog.pg_extension WHERE extname = 'bdr') > 0 THEN 'pgd'
    WHEN (SELECT count(*) FROM pg_replication_slots) > 0 THEN 'log'
    ELSE NULL END AS type;

-- rows: 1
-- row: learning_cities | pg_default | true | UTF8 | false
SELECT db.oid AS did, db.datname AS name, db.dattablespace AS spcoid, spcname, datallowconn, pg_catalog.pg_encoding_to_char(encoding) AS encoding,
       pg_catalog.has_database_privilege(db.oid, 'CREATE') AS cancreate, datdba AS owner, descr.description
FROM pg_catalog.pg_database db
LEFT OUTER JOIN pg_catalog.pg_tablespace ta ON db.dattablespace = ta.oid
LEFT OUTER JOIN pg_catalog.pg_shdescription descr ON (db.oid = descr.objoid AND descr.classoid = 'pg_database'::regclass)
WHERE db.oid > 13000::OID ORDER BY datname;

-- rows: 1
-- row: public | false | true
SELECT nsp.oid, nsp.nspname AS name, has_schema_privilege(nsp.oid, 'CREATE') AS can_create,
       has_schema_privilege(nsp.oid, 'USAGE') AS has_usage
FROM pg_catalog.pg_namespace nsp
WHERE nsp.nspname NOT LIKE 'pg!_%' ESCAPE '!'
  AND NOT (nsp.nspname = 'information_schema' AND EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE relname = 'tables' AND relnamespace = nsp.oid LIMIT 1))
ORDER BY nspname;

-- Counts are numbers, not null.
-- rows: relations
-- row: cities | 0 | 0 | false | 0 | 0 | the registry of cities; one row a city
SELECT rel.oid, rel.relname AS name,
       (SELECT count(*) FROM pg_catalog.pg_trigger WHERE tgrelid = rel.oid AND tgisinternal = FALSE) AS triggercount,
       (SELECT count(*) FROM pg_catalog.pg_trigger WHERE tgrelid = rel.oid AND tgisinternal = FALSE AND tgenabled = 'O') AS has_enable_triggers,
       (CASE WHEN rel.relkind = 'p' THEN true ELSE false END) AS is_partitioned,
       (SELECT count(1) FROM pg_catalog.pg_inherits WHERE inhrelid = rel.oid LIMIT 1) AS is_inherits,
       (SELECT count(1) FROM pg_catalog.pg_inherits WHERE inhparent = rel.oid LIMIT 1) AS is_inherited, des.description
FROM pg_catalog.pg_class rel
LEFT OUTER JOIN pg_catalog.pg_description des ON (des.objoid = rel.oid AND des.objsubid = 0 AND des.classoid = 'pg_class'::regclass)
WHERE rel.relkind IN ('r', 's', 't', 'p') AND rel.relnamespace = 'public'::regnamespace AND NOT rel.relispartition
ORDER BY rel.relname;

-- rows: columns of cities
-- row: city | 1 | text | text | true | false | city's id
-- row: longitude | double precision | double precision | false
SELECT DISTINCT att.attname AS name, att.attnum AS OID, pg_catalog.format_type(ty.oid, NULL) AS datatype,
       pg_catalog.format_type(ty.oid, att.atttypmod) AS displaytypname, att.attnotnull AS not_null,
       CASE WHEN att.atthasdef OR att.attidentity != '' OR ty.typdefault IS NOT NULL THEN True ELSE False END AS has_default_val,
       des.description, seq.seqtypid
FROM pg_catalog.pg_attribute att
JOIN pg_catalog.pg_type ty ON ty.oid = atttypid
JOIN pg_catalog.pg_namespace tn ON tn.oid = ty.typnamespace
JOIN pg_catalog.pg_class cl ON cl.oid = att.attrelid
JOIN pg_catalog.pg_namespace na ON na.oid = cl.relnamespace
LEFT OUTER JOIN pg_catalog.pg_type et ON et.oid = ty.typelem
LEFT OUTER JOIN pg_catalog.pg_attrdef def ON adrelid = att.attrelid AND adnum = att.attnum
LEFT OUTER JOIN (pg_catalog.pg_depend JOIN pg_catalog.pg_class cs ON classid = 'pg_class'::regclass AND objid = cs.oid AND cs.relkind = 'S')
  ON refobjid = att.attrelid AND refobjsubid = att.attnum
LEFT OUTER JOIN pg_catalog.pg_namespace ns ON ns.oid = cs.relnamespace
LEFT OUTER JOIN pg_catalog.pg_index pi ON pi.indrelid = att.attrelid AND indisprimary
LEFT OUTER JOIN pg_catalog.pg_description des ON (des.objoid = att.attrelid AND des.objsubid = att.attnum AND des.classoid = 'pg_class'::regclass)
LEFT OUTER JOIN pg_catalog.pg_sequence seq ON cs.oid = seq.seqrelid
WHERE att.attrelid = 'public.cities'::regclass::oid AND att.attnum > 0 AND att.attisdropped IS FALSE
ORDER BY att.attnum;

-- The columns of the primary key, before rows are shown: there are none.
-- rows: 0
SELECT at.attname, ty.typname, at.attnum
FROM pg_catalog.pg_attribute at LEFT JOIN pg_catalog.pg_type ty ON (ty.oid = at.atttypid)
WHERE attrelid = 'public.cities'::regclass::oid AND attnum = ANY (
  (SELECT con.conkey FROM pg_catalog.pg_class rel
   LEFT OUTER JOIN pg_catalog.pg_constraint con ON con.conrelid = rel.oid AND con.contype = 'p'
   WHERE rel.relkind IN ('r', 's', 't', 'p') AND rel.oid = 'public.cities'::regclass::oid)::oid[]);

-- rows: 1
-- row: learning_cities | reader | active
SELECT pid, datname, usename, application_name, client_addr, backend_start, state, query FROM pg_catalog.pg_stat_activity WHERE datname = 'learning_cities';

-- rows: of cities
SELECT * FROM public.cities;
