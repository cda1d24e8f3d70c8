-- The files behind the data.
-- grain: one row per file
select batch_code, file_name, table_name, row_count, sha256
from batches
order by table_name, file_name
