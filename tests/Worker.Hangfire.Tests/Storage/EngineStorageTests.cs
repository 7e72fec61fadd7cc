using Hangfire;
using Hangfire.InMemory;
using Hangfire.Logging;
using Hangfire.SqlServer;
using Worker.Hangfire.Storage;

namespace Worker.Hangfire.Tests.Storage;

public sealed class EngineStorageTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void SQL_Server_is_used_as_Hangfire_recommends_for_its_schema(bool preparesSchema)
    {
        SqlServerStorageOptions options = EngineStorage.ForSqlServer(new HangfireEngineOptions { Schema = "jobs", PreparesSchema = preparesSchema });

        Assert.Equal(("jobs", preparesSchema), (options.SchemaName, options.PrepareSchemaIfNecessary));
        Assert.Equal((TimeSpan.Zero, TimeSpan.FromMinutes(5)), (options.QueuePollInterval, options.SlidingInvisibilityTimeout));
        Assert.Equal(TimeSpan.FromMinutes(5), options.CommandBatchMaxTimeout);
        Assert.True(options.UseRecommendedIsolationLevel);
        Assert.True(options.DisableGlobalLocks);
    }

    [Fact]
    public void Without_a_server_everything_is_kept_in_memory_for_as_long()
    {
        // Hangfire keeps the log of the host that came before.
        LogProvider.SetCurrentLogProvider(null);

        JobStorage storage = EngineStorage.Create(new HangfireEngineOptions());

        Assert.IsType<InMemoryStorage>(storage);
        Assert.Equal(TimeSpan.FromDays(30), storage.JobExpirationTimeout);
        ((IDisposable)storage).Dispose();
    }
}
