using Hangfire;
using Worker.Channels.Sandbox;
using Worker.Configuration;
using Worker.Servicing.Channels;
using Worker.Servicing.Debits;
using Worker.Servicing.Jobs;
using Worker.Testing.Databases;

namespace Worker.Hangfire.Tests;

/// <summary>What a test changes about a host before it starts.</summary>
public sealed record HostSettings
{
    /// <summary>The storage of another host; one of its own when null.</summary>
    public JobStorage? Storage { get; init; }

    /// <summary>The database file of another host; one of its own when null.</summary>
    public string? DatabaseFile { get; init; }

    /// <summary>The gateway of another host; one of its own when null.</summary>
    public SandboxGateway? Sandbox { get; init; }

    /// <summary>The database of the test case's kind, with Hangfire's tables beside the worker's on SQL Server; a file of the host's own when null.</summary>
    public TestDatabase? Database { get; init; }

    public bool KeepsTime { get; init; }

    public RunSettings Runs { get; init; } = new() { MaxParallelSlices = 1 };

    public Func<AutoDebitSettings, AutoDebitSettings> AutoDebit { get; init; } = settings => settings;

    /// <summary>Puts something between the worker and its channels.</summary>
    public Func<IDebitChannels, IDebitChannels> Channels { get; init; } = channels => channels;

    public OperationsSettings Operations { get; init; } = new();

    public (string Key, string? Value)[] Configuration { get; init; } = [];
}
