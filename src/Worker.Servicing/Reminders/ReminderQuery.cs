namespace Worker.Servicing.Reminders;

/// <summary>Which unpaid installments a run of remind looks at.</summary>
/// <param name="DueDates">Those that fall due on one of these get a message.</param>
/// <param name="NoticeUntil">Those that fall due up to this may be debited soon; looked at where they would be on one of the channels below.</param>
/// <param name="NoticeChannels">The channels that demand notice.</param>
public sealed record ReminderQuery(IReadOnlyCollection<DateOnly> DueDates, DateOnly NoticeUntil, IReadOnlyCollection<string> NoticeChannels);
