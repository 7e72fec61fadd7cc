using System.Security.Cryptography;
using Worker.Servicing.Jobs;

namespace Worker.Channels.Sandbox;

/// <summary>How a sandbox gateway is started.</summary>
public sealed record SandboxOptions
{
    /// <summary>The loopback port, 0 to 65535; 0 (the default) takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The secret that requests are signed with; a random one by default.</summary>
    public string Secret { get; init; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>The file the ledger is kept in; null to forget everything at the end.</summary>
    public string? StateFile { get; init; }

    /// <summary>The clock that <c>nsf-until</c>, <c>pending</c> and completion times go by; the system's by default.</summary>
    public TimeProvider BusinessClock { get; init; } = TimeProvider.System;

    /// <summary>The clock that signatures, <c>slow</c> and unanswered requests go by; the system's by default.</summary>
    public MachineClock MachineClock { get; init; } = new(TimeProvider.System);

    /// <summary>The time zone that <c>nsf-until</c> dates are in, an IANA name.</summary>
    public string Zone { get; init; } = "Asia/Shanghai";

    /// <summary>Changes which requests an <c>error</c> rule hits; the same seed hits the same ones.</summary>
    public int Seed { get; init; }
}
