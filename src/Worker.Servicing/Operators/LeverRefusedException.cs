namespace Worker.Servicing.Operators;

/// <summary>A lever could not be pulled as asked. Nothing was changed; the message tells the operator why.</summary>
public sealed class LeverRefusedException : Exception
{
    public LeverRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>Says why, and what it was noticed by.</summary>
    public LeverRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public LeverRefusedException()
    {
    }

    /// <summary>Why, where it is one of the usual reasons.</summary>
    public LeverRefusal Refusal { get; init; }
}
