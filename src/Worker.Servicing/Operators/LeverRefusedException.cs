namespace Worker.Servicing.Operators;

/// <summary>A lever could not be pulled as asked. Nothing was changed; the message tells the operator why.</summary>
public sealed class LeverRefusedException : Exception
{
    public LeverRefusedException(string message)
        : base(message)
    {
    }

    public LeverRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public LeverRefusedException()
    {
    }

    public LeverRefusal Refusal { get; init; }
}
