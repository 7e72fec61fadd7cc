namespace Worker.Servicing.Reminders;

public sealed record ReminderQuery(IReadOnlyCollection<DateOnly> DueDates, DateOnly NoticeUntil, IReadOnlyCollection<string> NoticeChannels);
