-- When each channel last answered a debit, by success or decline: one index seek for each channel, however long ago it was.
select wanted.channel as channel,
       (select max(answered.settled_at) from debit_attempt as answered where answered.channel = wanted.channel and answered.state in ('succeeded', 'declined')) as last_answer_at
from (select value collate Latin1_General_100_BIN2 as channel from openjson(@Channels) with (value nvarchar(32) '$')) as wanted;
