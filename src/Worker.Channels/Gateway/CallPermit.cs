namespace Worker.Channels.Gateway;

/// <summary>
/// A call waits for its permit. Withdrawing ends the wait, and the call is never made; once the permit is taken, withdrawing has
/// no effect.
/// </summary>
internal sealed class CallPermit : IDisposable
{
    private readonly CancellationToken withdrawn;
    private readonly CancellationTokenSource waiting;
    private CancellationTokenRegistration registration;
    private volatile bool isTaken;

    public CallPermit(CancellationToken withdrawn, CancellationToken cancellationToken)
    {
        this.withdrawn = withdrawn;
        waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        WaitAgain();
    }

    /// <summary>Ends when the call is withdrawn while it waits, or cancelled.</summary>
    public CancellationToken Waiting => waiting.Token;

    /// <summary>Whether the call was withdrawn while it waited: it was never sent, or certainly not processed.</summary>
    public bool IsGivenUp => !isTaken && withdrawn.IsCancellationRequested;

    /// <summary>Takes the permit; false if the call was withdrawn.</summary>
    public bool TryTake() => isTaken = !withdrawn.CanBeCanceled || registration.Unregister();

    /// <summary>What was sent was certainly not processed: it waits for another permit, and can be withdrawn again.</summary>
    public void WaitAgain()
    {
        isTaken = false;
        registration = withdrawn.Register(static source => ((CancellationTokenSource)source!).Cancel(), waiting);
    }

    public void Dispose()
    {
        registration.Dispose();
        waiting.Dispose();
    }
}
