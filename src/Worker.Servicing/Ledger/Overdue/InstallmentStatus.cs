namespace Worker.Servicing.Ledger.Overdue;

public enum InstallmentStatus
{
    Scheduled = 1,

    Due,

    /// <summary>Not paid by the close of the last grace day.</summary>
    Overdue,

    Paid,

    WrittenOff,
}

/// <summary>Names of the statuses in the database and in contracts.</summary>
public static class InstallmentStatuses
{
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

/// <summary>How late an unpaid installment is, in steps of 30 days.</summary>
public enum DelinquencyBucket
{
    /// <summary>1 to 30 days past due.</summary>
    M1 = 1,

    /// <summary>31 to 60 days past due.</summary>
    M2,

    /// <summary>61 to 90 days past due.</summary>
    M3,

    /// <summary>91 days past due and more.</summary>
    M4Plus,
}

public static class DelinquencyBuckets
{
    public static string Name(this DelinquencyBucket bucket) => bucket switch
    {
        DelinquencyBucket.M1 => "M1",
        DelinquencyBucket.M2 => "M2",
        DelinquencyBucket.M3 => "M3",
        DelinquencyBucket.M4Plus => "M4+",
        _ => throw new ArgumentOutOfRangeException(nameof(bucket), bucket, null),
    };
}
