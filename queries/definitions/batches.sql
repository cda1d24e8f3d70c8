-- The batches behind the data.
-- grain: one row per batch
-- key: batch_code
select batch_code, file_name, table_name, row_count, rejected_count, brought_by, brought_at, sha256
from batches
order by table_name, batch_number
