using Worker.Servicing.Runs;

namespace Worker.Hangfire.Jobs;

/// <summary>The queues, in the order in which they are served.</summary>
public static class Queues
{
    /// <summary>What moves money, and what has to come before it.</summary>
    public const string Debit = "debit";

    public const string Mail = "mail";

    public const string Default = "default";

    public static IReadOnlyList<string> Shared { get; } = [Debit, Mail, Default];

    public static string Of(string job) => job switch
    {
        JobList.AutoDebit or JobList.Reconcile => Debit,
        JobList.SendMail or JobList.Remind => Mail,
        _ => Default,
    };
}
