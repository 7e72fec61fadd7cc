namespace Worker.Servicing.Ledger;

/// <summary>
/// The rows of a plan break a rule of the ledger, so nothing about the plan can be told: it is set aside with this
/// reason, and never stops the others. The message holds keys and amounts, no personal data.
/// </summary>
public sealed class InvalidLedgerException : Exception
{
    public InvalidLedgerException(string message)
        : base(message)
    {
    }

    /// <summary>Says which rule is broken, and what it was noticed by.</summary>
    public InvalidLedgerException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public InvalidLedgerException()
    {
    }
}
