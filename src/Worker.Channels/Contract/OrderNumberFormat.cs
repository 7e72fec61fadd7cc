namespace Worker.Channels.Contract;

/// <summary>What an order number may look like: 1 to 32 characters of <c>[0-9A-Za-z]</c>.</summary>
internal static class OrderNumberFormat
{
    private const int MaximumLength = 32;

    public static bool IsValid(string? text)
    {
        if (text is null || text.Length is 0 or > MaximumLength)
        {
            return false;
        }

        foreach (char character in text)
        {
            if (!char.IsAsciiLetterOrDigit(character))
            {
                return false;
            }
        }

        return true;
    }
}
