using Worker.Servicing.Channels;
using Worker.Servicing.Debits;
using Worker.Servicing.Operations;

namespace Worker.Ops.Switches;

/// <param name="Channel">The channel; empty for all debits.</param>
/// <param name="Off">Who turned it off and why; null while it is on.</param>
public sealed record DebitSwitch(string Name, string Channel, SwitchOff? Off, bool IsConfigured)
{
    /// <summary>Every switch there is: that of all debits, one a channel, and what else is off.</summary>
    public static IReadOnlyList<DebitSwitch> All(ChannelDirectory channels, IReadOnlyList<SwitchOff> switchesOff)
    {
        string[] names = [SwitchNames.AllDebits, .. channels.All.Select(channel => SwitchNames.OfChannel(channel.Name)).Order(StringComparer.Ordinal)];
        string[] others = [.. switchesOff.Select(off => off.Name).Where(name => SwitchNames.TryGetChannel(name, out _)).Except(names, StringComparer.Ordinal)];
        return
        [
            .. names.Concat(others).Select(name => new DebitSwitch(
                name,
                SwitchNames.TryGetChannel(name, out string? channel) ? channel : "",
                switchesOff.FirstOrDefault(off => off.Name == name),
                names.Contains(name, StringComparer.Ordinal))),
        ];
    }

    /// <summary>What a switch is called; its name where it is none of ours.</summary>
    public static string Title(string name) => SwitchNames.TryGetChannel(name, out string? channel)
        ? Texts.Site["Switch_channel", channel]
        : Texts.Site.Name("Switch", name);
}
