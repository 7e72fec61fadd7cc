using Worker.Servicing.Operators;

namespace Worker.Data.Operators;

/// <summary>A switch that is off, as it stands in the database.</summary>
internal sealed class SwitchRow
{
    public string Name { get; init; } = "";

    public string Reason { get; init; } = "";

    public string Actor { get; init; } = "";

    public DateTimeOffset Since { get; init; }

    public SwitchOff ToSwitch() => new(Name, Reason, Actor, Since);
}
