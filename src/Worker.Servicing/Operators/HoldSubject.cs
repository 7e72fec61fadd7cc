namespace Worker.Servicing.Operators;

public enum HoldSubject
{
    Plan = 1,

    /// <summary>A customer with every plan, those to come included.</summary>
    Customer,
}

/// <summary>Names of the subjects as they stand on the command line and in the audit log.</summary>
public static class HoldSubjects
{
    public static string Name(this HoldSubject subject) => subject switch
    {
        HoldSubject.Plan => "plan",
        HoldSubject.Customer => "customer",
        _ => throw new ArgumentOutOfRangeException(nameof(subject), subject, null),
    };
}
