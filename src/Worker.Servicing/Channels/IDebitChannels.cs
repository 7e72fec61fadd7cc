using System.Diagnostics.CodeAnalysis;

namespace Worker.Servicing.Channels;

public interface IDebitChannels
{
    /// <summary>The channel of a name; false when none of that name is configured.</summary>
    bool TryGet(string name, [NotNullWhen(true)] out IDebitChannel? channel);
}
