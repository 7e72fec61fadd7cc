namespace Worker.Servicing.Import;

/// <summary>The time zones this machine knows. Looking one up is slow, and a file asks for the same few again and again.</summary>
internal sealed class KnownTimeZones
{
    private readonly Dictionary<string, bool> zones = new(StringComparer.Ordinal);

    public bool Contains(string id)
    {
        if (!zones.TryGetValue(id, out bool isKnown))
        {
            isKnown = TimeZoneInfo.TryFindSystemTimeZoneById(id, out _);

            // There are a few hundred; a file full of wrong ones need not be remembered.
            if (zones.Count < 1000)
            {
                zones.Add(id, isKnown);
            }
        }

        return isKnown;
    }
}
