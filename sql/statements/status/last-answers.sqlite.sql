-- When each channel last answered a debit, by succeeding or declining: one step into an index a channel, however long ago it was.
select named.value as channel,
       (select max(answered.settled_at) from debit_attempt as answered where answered.channel = named.value and answered.state in ('succeeded', 'declined')) as last_answer_at
from json_each(@Channels) as named;
