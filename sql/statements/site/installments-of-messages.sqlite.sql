select note.message_id, note.installment_id
from json_each(@Ids) as named
join message as note on note.message_id = named.value;
