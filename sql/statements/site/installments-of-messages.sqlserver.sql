select note.message_id, note.installment_id
from openjson(@Ids) with (value bigint '$') as named
join message as note on note.message_id = named.value;
