using System.CommandLine;
using Worker.Composition;
using Worker.Configuration;
using Worker.Data.Ledger;
using Worker.Data.Schema;

namespace Worker.Commands;

/// <summary><c>migrate</c>: brings the schema up to date, or prints what would.</summary>
internal static class MigrateCommand
{
    public static Command Build(CommandHost host)
    {
        var script = new Option<bool>("--script") { Description = "Print the SQL that would run, and change nothing." };
        var command = new Command("migrate", "Bring the database's schema up to date.") { script };
        command.SetAction((parsed, cancellationToken) => host.RunAsync(
            (services, token) => parsed.GetValue(script) ? PrintAsync(services, token) : MigrateAsync(services, token),
            cancellationToken));
        return command;
    }

    private static async Task<int> MigrateAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        string location = services.GetRequiredService<Data.Database>().Location;
        IReadOnlyList<Migration> applied = await services.GetRequiredService<Migrator>().MigrateAsync(cancellationToken);
        foreach (Migration migration in applied)
        {
            Console.WriteLine($"Applied {migration.Version:0000}_{migration.Name}");
        }

        if (applied.Any(migration => migration.Version == PlansWithoutStandIn.Since))
        {
            await ListPlansWithoutStandInAsync(services, cancellationToken);
        }

        if (await HangfireEngine.MigrateAsync(
            services.GetRequiredService<WorkerSettings>(), services.GetRequiredService<Data.Database>(), cancellationToken) is { } seenTo)
        {
            Console.WriteLine(seenTo);
        }

        Console.WriteLine(applied.Count == 0 ? $"{location} is up to date." : $"{location} is up to date now.");
        return 0;
    }

    private static async Task ListPlansWithoutStandInAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> plans = await services.GetRequiredService<PlansWithoutStandIn>().ReadAsync(cancellationToken);
        if (plans.Count == 0)
        {
            return;
        }

        Console.WriteLine($"{plans.Count:N0} plan(s) are now debited from their designated method only. To allow the customer's other methods, import them with fallback=true:");
        foreach (string plan in plans)
        {
            Console.WriteLine($"  {plan}");
        }
    }

    private static async Task<int> PrintAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        Console.Write(await services.GetRequiredService<Migrator>().ScriptAsync(cancellationToken));
        Console.Write(HangfireEngine.Script(services.GetRequiredService<WorkerSettings>()));
        return 0;
    }
}
