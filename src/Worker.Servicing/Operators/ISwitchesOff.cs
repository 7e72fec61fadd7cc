namespace Worker.Servicing.Operators;

/// <summary>Reads which switches are off, for every page to say.</summary>
public interface ISwitchesOff
{
    Task<IReadOnlyList<SwitchOff>> ReadAsync(CancellationToken cancellationToken);
}
