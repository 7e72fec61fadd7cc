select name, currency, sum(value) as value from run_tally where run_id = @RunId group by name, currency order by name, currency;
