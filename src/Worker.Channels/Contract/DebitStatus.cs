namespace Worker.Channels.Contract;

/// <summary>The words of <c>status</c>.</summary>
internal static class DebitStatus
{
    public const string Succeeded = "succeeded";
    public const string Declined = "declined";
    public const string Pending = "pending";
}
