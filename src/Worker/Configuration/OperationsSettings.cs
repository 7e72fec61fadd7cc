using Worker.Servicing.Jobs;

namespace Worker.Configuration;

/// <summary>The <c>Operations</c> section: what people do by hand.</summary>
public sealed record OperationsSettings
{
    public static IReadOnlyList<string> JobsThatMoveMoney { get; } = [JobList.AutoDebit, "refund"];

    /// <summary>
    /// <c>ConfirmTriggers</c>: whether <i>Trigger now</i> and <i>Requeue</i> on the dashboard lead to the preview, where a reason is
    /// asked for, for <see cref="JobsThatMoveMoney"/>. Without, they trigger at once.
    /// </summary>
    public bool ConfirmTriggers { get; init; }
}
