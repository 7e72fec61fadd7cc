namespace Worker.Servicing.Operators;

/// <summary>Reads which switches are off, for every page to say.</summary>
public interface ISwitchesOff
{
    /// <summary>Those that are off, by name.</summary>
    Task<IReadOnlyList<SwitchOff>> ReadAsync(CancellationToken cancellationToken);
}
