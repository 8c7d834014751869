-- What pgAdmin asks when it connects, opens the tree of a database and shows a table.
SET DateStyle=ISO; SET client_min_messages=notice; SELECT set_config('bytea_output','hex',false); SET client_encoding='utf-8';

SELECT version();

SELECT db.oid AS did, db.datname, db.datallowconn, pg_encoding_to_char(db.encoding) AS serverencoding,
       has_database_privilege(db.oid, 'CREATE') AS cancreate, datistemplate
FROM pg_catalog.pg_database db WHERE db.datname = current_database();

SELECT roles.oid AS id, roles.rolname AS name, roles.rolsuper AS is_superuser,
       CASE WHEN roles.rolsuper THEN true ELSE roles.rolcreaterole END AS can_create_role
FROM pg_catalog.pg_roles AS roles WHERE rolname = current_user;

SELECT CASE
    WHEN (SELECT count(extname) FROM pg_catalog.pg_extension WHERE extname = 'bdr') > 0 THEN 'pgd'
    WHEN (SELECT count(*) FROM pg_replication_slots) > 0 THEN 'log'
    ELSE NULL END AS type;

-- rows
SELECT nsp.oid, nsp.nspname AS name, has_schema_privilege(nsp.oid, 'CREATE') AS can_create,
       has_schema_privilege(nsp.oid, 'USAGE') AS has_usage
FROM pg_catalog.pg_namespace nsp
WHERE nsp.nspname NOT LIKE 'pg!_%' ESCAPE '!' ORDER BY nspname;

-- rows
SELECT rel.oid, rel.relname AS name, rel.relkind, des.description
FROM pg_catalog.pg_class rel
LEFT OUTER JOIN pg_catalog.pg_description des ON (des.objoid = rel.oid AND des.objsubid = 0 AND des.classoid = 'pg_class'::regclass)
WHERE rel.relkind IN ('r', 's', 't', 'p') AND rel.relnamespace = 'public'::regnamespace AND NOT rel.relispartition
ORDER BY rel.relname;

-- rows
SELECT att.attname AS name, att.attnum, pg_catalog.format_type(att.atttypid, att.atttypmod) AS cltype,
       att.attnotnull, des.description
FROM pg_catalog.pg_attribute att
LEFT OUTER JOIN pg_catalog.pg_description des ON (des.objoid = att.attrelid AND des.objsubid = att.attnum AND des.classoid = 'pg_class'::regclass)
WHERE att.attrelid = 'public.cities'::regclass AND att.attnum > 0 AND att.attisdropped IS FALSE
ORDER BY att.attnum;
