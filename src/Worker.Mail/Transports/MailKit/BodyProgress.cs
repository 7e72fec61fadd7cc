using MailKit;

namespace Worker.Mail.Transports.MailKit;

/// <summary>Notes when the server has asked for the body: before that, it can't have accepted the mail.</summary>
internal sealed class BodyProgress : ITransferProgress
{
    private volatile bool hasBegun;

    public bool HasBegun => hasBegun;

    public void Report(long bytesTransferred, long totalSize) => hasBegun = true;

    public void Report(long bytesTransferred) => hasBegun = true;
}
