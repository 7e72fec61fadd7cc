using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Worker.Channels.Sandbox;
using Worker.Data;
using Worker.Testing.Databases;
using Worker.Testing.Worlds;
using Xunit;

namespace Worker.Testing.Programs;

/// <summary>
/// A folder in which the worker is run, as an operator would: CSV files, a database that is configured or else the file
/// that the worker makes by itself, and a gateway if one is wanted.
/// </summary>
public sealed class WorkPlace : IAsyncDisposable
{
    public const string Secret = "s3cr3t-0f-the-gateway";

    private readonly Dictionary<string, string> settings = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> variables = new(StringComparer.Ordinal);
    private readonly TemporaryFolder folder = new();
    private SandboxGateway? sandbox;
    private TestDatabase? database;

    public string Folder => folder.Path;

    public TestDatabase Database => database ?? throw new InvalidOperationException("No database was configured for this place.");

    /// <summary>Reads and changes what stands in the database behind the worker's back.</summary>
    public TestBook Book => new(Database.Database);

    /// <summary>
    /// A place with a database of the kind that the test case is for, which commands may migrate. It is marked for rehearsals, so
    /// that a test may say which day it is.
    /// </summary>
    public static async Task<WorkPlace> CreateAsync()
    {
        WorkPlace place = await CreateRealAsync();
        await new RehearsalMark(place.Database.Database, TimeProvider.System).SetAsync("test", CancellationToken.None);
        return place;
    }

    /// <summary>The same, as it would be at work: not for rehearsals.</summary>
    public static async Task<WorkPlace> CreateRealAsync() => new WorkPlace().Use(await TestDatabase.CreateAsync());

    /// <summary>The same, with a database that has no schema yet.</summary>
    public static async Task<WorkPlace> CreateEmptyAsync() => new WorkPlace().Use(await TestDatabase.CreateEmptyAsync());

    /// <summary>A place with a database, and with channels as <see cref="AddChannelsAsync"/> configures them.</summary>
    public static async Task<WorkPlace> WithChannelsAsync(Uri? gateway = null)
    {
        WorkPlace place = await CreateAsync();
        await place.AddChannelsAsync(gateway);
        return place;
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Configures the channels: a sandbox in this process, or an address where something or nothing listens.</summary>
    public async Task AddChannelsAsync(Uri? gateway = null)
    {
        if (gateway is null)
        {
            sandbox = await SandboxGateway.StartAsync(new SandboxOptions { Secret = Secret }, CancellationToken.None);
            gateway = sandbox.BaseUrl;
        }

        foreach (string channel in new[] { "card", "sandbox" })
        {
            settings[$"Channels:{channel}:BaseUrl"] = gateway.ToString();
            settings[$"Channels:{channel}:Secret"] = Secret;
            settings[$"Channels:{channel}:TimeoutSeconds"] = "2";
        }
    }

    public async Task<IReadOnlyList<SandboxLedgerEntry>> SandboxLedgerAsync()
    {
        using var reader = new SandboxLedgerReader(sandbox!.BaseUrl);
        return await reader.ReadAsync();
    }

    public WorkPlace With(string key, string value)
    {
        settings[key] = value;
        return this;
    }

    /// <summary>A variable of the environment that is not the worker's own.</summary>
    public WorkPlace WithVariable(string name, string value)
    {
        variables[name] = value;
        return this;
    }

    /// <summary>Runs the worker to its end; the configuration goes by environment, as in a container.</summary>
    public Task<WorkerRun> RunAsync(params string[] arguments) => WorkerRun.ToEndAsync(Folder, arguments, Environment());

    public WorkerRun Start(params string[] arguments) => WorkerRun.Start(Folder, arguments, Environment());

    /// <summary>Runs a command that is expected to go well.</summary>
    public async Task<WorkerRun> SucceedAsync(params string[] arguments)
    {
        WorkerRun run = await RunAsync(arguments);
        Assert.True(run.ExitCode == 0, run.ToString());
        return run;
    }

    public async Task<JsonElement> TriggerAsync(string job, string date, string now, params string[] more)
    {
        WorkerRun run = await RunAsync(["trigger", job, "--date", date, "--now", now, "--json", .. more]);
        Assert.True(run.ExitCode == 0, run.ToString());
        return run.Json();
    }

    /// <summary>Writes a book of customers with a plan of one installment each, and imports it.</summary>
    public async Task ImportAsync(IEnumerable<Debtor> debtors)
    {
        string path = WriteBook(debtors);
        await SucceedAsync("import", path);
    }

    public string WriteBook(IEnumerable<Debtor> debtors)
    {
        string path = Path.Combine(Folder, "book");
        Directory.CreateDirectory(path);
        Debtor[] all = [.. debtors];
        Write("customers", "customer_ref,name,email,language,time_zone", all.DistinctBy(debtor => debtor.Customer).Select(debtor =>
            $"{debtor.Customer},{debtor.Name},{debtor.Email},en,Asia/Shanghai"));
        Write("payment_methods", "method_ref,customer_ref,channel,token,priority,status", all.Select(debtor =>
            $"M-{debtor.Reference},{debtor.Customer},{debtor.Channel},{debtor.Token},1,active"));
        Write("plans", "plan_ref,customer_ref,product,currency,principal,signed_on,autopay,method_ref", all.Select(debtor =>
            $"P-{debtor.Reference},{debtor.Customer},phone,CNY,{debtor.Principal.ToString(CultureInfo.InvariantCulture)},2026-10-01,true,"));
        Write("installments", "plan_ref,number,due_on,principal,interest", all.Select(debtor =>
            $"P-{debtor.Reference},1,{debtor.DueOn},{debtor.Principal.ToString(CultureInfo.InvariantCulture)},{debtor.Interest.ToString(CultureInfo.InvariantCulture)}"));
        return path;

        void Write(string file, string header, IEnumerable<string> lines) =>
            File.WriteAllLines(Path.Combine(path, $"{file}.csv"), lines.Prepend(header));
    }

    public async ValueTask DisposeAsync()
    {
        if (sandbox is not null)
        {
            await sandbox.DisposeAsync();
        }

        if (database is not null)
        {
            await database.DisposeAsync();
        }

        folder.Dispose();
    }

    private WorkPlace Use(TestDatabase configured)
    {
        database = configured;
        return With("Database:Provider", $"{configured.Provider}")
            .With("Database:ConnectionString", configured.ConnectionString)
            .With("Database:MigrateAtStart", "true");
    }

    private Dictionary<string, string> Environment() => settings
        .Select(setting => KeyValuePair.Create($"Worker__{setting.Key.Replace(":", "__", StringComparison.Ordinal)}", setting.Value))
        .Concat(variables)
        .ToDictionary(StringComparer.Ordinal);
}
