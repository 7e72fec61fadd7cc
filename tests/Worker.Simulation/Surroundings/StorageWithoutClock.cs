using Hangfire;
using Hangfire.InMemory;
using Hangfire.Server;
using Hangfire.States;
using Hangfire.Storage;

namespace Worker.Simulation.Surroundings;

/// <summary>
/// Hangfire's storage in memory, but for its clock: where a storage has one, Hangfire's scheduler goes by that, and it would be the
/// machine's.
/// </summary>
internal sealed class StorageWithoutClock : JobStorage
{
    private readonly InMemoryStorage memory = new(new InMemoryStorageOptions { MaxExpirationTime = null });

    public override bool LinearizableReads => memory.LinearizableReads;

    public override IMonitoringApi GetMonitoringApi() => memory.GetMonitoringApi();

    public override IStorageConnection GetConnection() => memory.GetConnection();

    public override IEnumerable<IBackgroundProcess> GetServerRequiredProcesses() => memory.GetServerRequiredProcesses();

    public override IEnumerable<IBackgroundProcess> GetStorageWideProcesses() => memory.GetStorageWideProcesses();

    public override IEnumerable<IStateHandler> GetStateHandlers() => memory.GetStateHandlers();

    public override bool HasFeature(string featureId) =>
        featureId != JobStorageFeatures.Connection.GetUtcDateTime && memory.HasFeature(featureId);
}
