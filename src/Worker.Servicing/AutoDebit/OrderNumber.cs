namespace Worker.Servicing.AutoDebit;

/// <summary>
/// Order numbers. An attempt's id is a version 7 UUID, and its order number is that id's 32 hexadecimal digits: unique for
/// ever (law), whatever database is restored from whatever backup, and in order of time.
/// </summary>
public static class OrderNumber
{
    /// <summary>The order number of a new attempt.</summary>
    public static string New(DateTimeOffset now) => Of(Guid.CreateVersion7(now));

    /// <summary>The order number of an attempt's id.</summary>
    public static string Of(Guid attemptId) => attemptId.ToString("N");
}
