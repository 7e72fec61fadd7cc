using Worker.Servicing.Channels;

namespace Worker.Channels.Gateway;

/// <summary>What came of sending a call once.</summary>
/// <param name="TryAgainAfter">How long the gateway asks us to wait (429); null when there is nothing to try again.</param>
internal sealed record GatewayReply(ChannelAnswer Answer, TimeSpan? TryAgainAfter = null);
