namespace Worker.Channels.Contract;

internal static class DebitStatus
{
    public const string Succeeded = "succeeded";
    public const string Declined = "declined";
    public const string Pending = "pending";
}
