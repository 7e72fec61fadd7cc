namespace Worker.Servicing.Overdue;

public enum InstallmentStatus
{
    Scheduled = 1,

    Due,

    /// <summary>Not paid by the close of the last grace day.</summary>
    Overdue,

    Paid,

    WrittenOff,
}

/// <summary>Names of the statuses as they stand in the database and in contracts.</summary>
public static class InstallmentStatuses
{
    /// <summary>The status's name: <c>scheduled</c>, <c>due</c>, <c>overdue</c>, <c>paid</c>, <c>written_off</c>.</summary>
    public static string Name(this InstallmentStatus status) => status switch
    {
        InstallmentStatus.Scheduled => "scheduled",
        InstallmentStatus.Due => "due",
        InstallmentStatus.Overdue => "overdue",
        InstallmentStatus.Paid => "paid",
        InstallmentStatus.WrittenOff => "written_off",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    /// <exception cref="FormatException">No status has that name.</exception>
    public static InstallmentStatus Parse(string name) => name switch
    {
        "scheduled" => InstallmentStatus.Scheduled,
        "due" => InstallmentStatus.Due,
        "overdue" => InstallmentStatus.Overdue,
        "paid" => InstallmentStatus.Paid,
        "written_off" => InstallmentStatus.WrittenOff,
        _ => throw new FormatException($"'{name}' is not a status of an installment."),
    };
}
