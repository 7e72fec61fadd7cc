using System.Data.Common;
using Worker.Composition;
using Worker.Configuration;
using Worker.Data;
using Worker.Data.Ledger;
using Worker.Data.Schema;
using Worker.Logging;
using Worker.Servicing.Operations;

namespace Worker.Commands;

/// <summary>Reads the configuration, puts the worker together for one command, and turns faults into an exit code.</summary>
internal sealed class CommandHost(IReadOnlyDictionary<string, string?> overrides)
{
    public IReadOnlyDictionary<string, string?> Overrides => overrides;

    /// <summary>The configuration; null when it is wrong, after every error was printed.</summary>
    public (IConfigurationRoot Configuration, WorkerSettings Settings)? ReadSettings(Func<WorkerSettings, WorkerSettings>? change = null)
    {
        IReadOnlyList<string> errors;
        WorkerSettings? settings = null;
        IConfigurationRoot? configuration = null;
        try
        {
            configuration = BuildConfiguration(overrides);
            SettingsReader.TryRead(configuration, out settings, out errors);
        }
        catch (InvalidConfigurationException unreadable)
        {
            errors = unreadable.Errors;
        }

        if (settings is null || configuration is null)
        {
            Console.Error.WriteLine("The configuration is wrong; nothing was started.");
            foreach (string error in errors)
            {
                Console.Error.WriteLine($"  {error}");
            }

            return null;
        }

        settings = change?.Invoke(settings) ?? settings;
        DateOnly today = settings.Calendar.Zone.DateAt(TimeProvider.System.GetUtcNow());
        foreach (string warning in SettingsWarnings.Of(settings, today).Concat(PrivateFiles.Mend(settings)))
        {
            Console.Error.WriteLine($"Warning: {warning}");
        }

        return (configuration, settings);
    }

    /// <exception cref="InvalidConfigurationException">A file can't be read, or is not JSON.</exception>
    public static IConfigurationRoot BuildConfiguration(IReadOnlyDictionary<string, string?> overrides)
    {
        string environment = Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT")
            ?? Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT")
            ?? Environments.Production;
        return WorkerConfiguration.Build(overrides, environment, Directory.GetCurrentDirectory());
    }

    /// <summary>Runs a command that uses the database, and prints why it can't.</summary>
    /// <param name="clock">The business clock; the machine's own when null.</param>
    public Task<int> RunAsync(
        Func<IServiceProvider, CancellationToken, Task<int>> action,
        CancellationToken cancellationToken,
        Func<WorkerSettings, TimeProvider>? clock = null) =>
        GuardAsync(
            async () =>
            {
                if (ReadSettings() is not var (configuration, settings))
                {
                    return WorkerCommand.BadInput;
                }

                await using ServiceProvider services = new ServiceCollection()
                    .AddLogging(logging => logging.AddWorkerLogging(configuration, json: Console.IsErrorRedirected))
                    .AddWorker(settings, clock?.Invoke(settings) ?? TimeProvider.System)
                    .BuildServiceProvider();
                return await action(services, cancellationToken);
            },
            cancellationToken);

    /// <summary>Prints in one line what a person can correct; anything else is a bug of ours, and is printed with its stack.</summary>
    public async Task<int> GuardAsync(Func<Task<int>> action, CancellationToken cancellationToken)
    {
        try
        {
            return await action();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Cancelled. The next run continues what was begun.");
        }
        catch (NoDatabaseException missing)
        {
            await Console.Error.WriteLineAsync(missing.Message);
            return WorkerCommand.BadInput;
        }
        catch (Exception refused) when (refused is OperationRefusedException or SchemaMismatchException or IOException or InvalidDataException or UnauthorizedAccessException or ClaimedElsewhereException)
        {
            await Console.Error.WriteLineAsync(refused.Message);
        }
        catch (DbException failure)
        {
            await Console.Error.WriteLineAsync($"The database can't be used: {failure.Message}");
        }

        return WorkerCommand.Failed;
    }

    /// <exception cref="NoDatabaseException">There is no database.</exception>
    public static async Task RequireDatabaseAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        Database database = services.GetRequiredService<Database>();
        if (!await database.ExistsAsync(cancellationToken))
        {
            throw new NoDatabaseException(
                $"There is no database at {database.Location}. Is this the right folder and configuration? 'worker migrate' and 'worker import' make one.");
        }
    }

    /// <summary>Checks the schema before a command: brings it up to date if that is configured, and refuses otherwise.</summary>
    /// <exception cref="NoDatabaseException">There is no database, and the command is not one that makes one.</exception>
    public static async Task PrepareSchemaAsync(IServiceProvider services, DatabaseUse use, CancellationToken cancellationToken)
    {
        if (use != DatabaseUse.Creates)
        {
            await RequireDatabaseAsync(services, cancellationToken);
        }

        Migrator migrator = services.GetRequiredService<Migrator>();
        if (use != DatabaseUse.Reads && services.GetRequiredService<WorkerSettings>().Database.MigrateAtStart)
        {
            IReadOnlyList<Migration> applied = await migrator.MigrateAsync(cancellationToken);
            if (applied.Any(migration => migration.Version == PlansWithoutStandIn.Since)
                && await services.GetRequiredService<PlansWithoutStandIn>().ReadAsync(cancellationToken) is { Count: > 0 } plans)
            {
                Console.Error.WriteLine(
                    $"Warning: {plans.Count:N0} plan(s) are now debited from their designated method only; worker doctor lists them, and fallback=true in plans.csv allows other methods.");
            }
        }
        else
        {
            await migrator.CheckAsync(cancellationToken);
        }
    }
}

internal enum DatabaseUse
{
    /// <summary>Changes nothing, the schema included.</summary>
    Reads = 1,

    Changes,

    Creates,
}

internal sealed class NoDatabaseException(string message) : Exception(message);
