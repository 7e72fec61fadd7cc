using Worker.Servicing.Runs;

namespace Worker.Data.Retention;

/// <summary>The first and the last key of a table; the last before the first when it is empty.</summary>
internal sealed class KeysRow
{
    public long FirstKey { get; init; }

    public long LastKey { get; init; }

    public KeyRange ToRange() => new(FirstKey - 1, LastKey);
}
