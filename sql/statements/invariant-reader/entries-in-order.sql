select concat('entry ', entry.entry_id, ': in ', entry.currency, ', its plan in ', pln.currency) as finding
from ledger_entry as entry
join installment_plan as pln on pln.plan_id = entry.plan_id
where entry.currency <> pln.currency
union all
select concat('entry ', entry.entry_id, ': a reversal of no earlier payment or waiver of its plan')
from ledger_entry as entry
left join ledger_entry as undone
    on undone.entry_id = entry.reverses_entry_id
    and undone.plan_id = entry.plan_id
    and undone.kind in ('payment', 'waiver')
    and undone.amount = entry.amount
    and undone.entry_id < entry.entry_id
where entry.kind = 'reversal' and undone.entry_id is null
union all
select concat('entry ', entry.reverses_entry_id, ': reversed ', count(*), ' times')
from ledger_entry as entry
where entry.kind = 'reversal' and entry.reverses_entry_id is not null
group by entry.reverses_entry_id
having count(*) > 1
union all
select concat('entry ', entry.entry_id, ': reverses another and is no reversal')
from ledger_entry as entry
where entry.kind <> 'reversal' and entry.reverses_entry_id is not null;
