using System.Text.Json;
using Worker.Channels.Sandbox;
using Worker.Data;

namespace Worker.Simulation.ForeignCommits;

/// <summary>A book, a gateway that is a process of its own, and a worker that is another and debits while other commands are given.</summary>
internal sealed class DebitsUnderWay : IAsyncDisposable
{
    public const string Day = "2026-11-21";

    private readonly WorkerRun gateway;
    private readonly SandboxLedgerReader ledger;
    private WorkerRun? debiting;

    private DebitsUnderWay(WorkPlace place, WorkerRun gateway, Uri address)
    {
        Place = place;
        this.gateway = gateway;
        ledger = new SandboxLedgerReader(address);
    }

    public WorkPlace Place { get; }

    /// <summary>Imports a book, and starts the gateway. What is written of attempts and facts is numbered from then on.</summary>
    public static async Task<DebitsUnderWay> BeginAsync(IEnumerable<Debtor> debtors)
    {
        WorkPlace place = await WorkPlace.CreateAsync();
        WorkerRun sandbox = WorkerRun.Start(place.Folder, ["sandbox", "--port", "0", "--secret", WorkPlace.Secret]);
        string greeting = await sandbox.WaitForLineAsync("listens on ");
        var address = new Uri(greeting.Split(' ').First(word => word.StartsWith("http", StringComparison.Ordinal)).TrimEnd('.'));
        await place.AddChannelsAsync(address);
        place.With("Channels:sandbox:TimeoutSeconds", "60").With("Runs:SliceSize", "500").With("Runs:MaxParallelSlices", "2");
        await place.ImportAsync(debtors);
        NumberWrites(place);
        return new DebitsUnderWay(place, sandbox, address);
    }

    public void Start() => debiting = Place.Start("trigger", "auto-debit", "--date", Day, "--now", $"{Day}T09:00:00+08:00", "--json");

    public Task<IReadOnlyList<SandboxLedgerEntry>> ReadGatewayAsync() => ledger.ReadAsync();

    /// <summary>Gives a command while the worker debits.</summary>
    /// <returns>When its answer was there.</returns>
    public async Task<DateTime> CommandAsync(string answer, params string[] command)
    {
        await using WorkerRun run = Place.Start(command);
        await run.WaitForLineAsync(answer);
        DateTime answered = TimeProvider.System.GetUtcNow().UtcDateTime;
        Assert.True(await run.WaitForEndAsync() == 0, run.ToString());
        return answered;
    }

    /// <summary>Lets the worker come to its end, which is no failure.</summary>
    /// <returns>How many debits had been decided on what was no longer so when they were to be opened.</returns>
    public async Task<long> EndAsync()
    {
        Assert.True(await debiting!.WaitForEndAsync() == 0, debiting.ToString());
        return debiting.Json().GetProperty("counts").TryGetProperty("moved", out JsonElement moved) ? moved.GetInt64() : 0;
    }

    public async ValueTask DisposeAsync()
    {
        if (debiting is not null)
        {
            await debiting.DisposeAsync();
        }

        ledger.Dispose();
        await gateway.DisposeAsync();
        await Place.DisposeAsync();
    }

    /// <summary>
    /// Has the database number what is written, in one row of numbers: two that can't be written at once, an attempt and a fact of
    /// its plan, have the order of their commits.
    /// </summary>
    private static void NumberWrites(WorkPlace place)
    {
        bool isSqlServer = place.Database.Provider == DatabaseProvider.SqlServer;
        place.Book.Execute(isSqlServer
            ? "create table write_order (position bigint identity primary key, installment_id bigint, payment_method_id bigint, order_no varchar(32))"
            : "create table write_order (position integer primary key autoincrement, installment_id integer, payment_method_id integer, order_no text)");
        Number("debit_attempt", "insert", "installment_id, payment_method_id, order_no", "order_no is not null");
        Number("ledger_entry", "insert", "installment_id, null, null", "kind = 'payment' and order_no is null");
        Number("payment_method", "update", "null, payment_method_id, null", "status = 'revoked'");

        void Number(string table, string operation, string values, string condition) => place.Book.Execute(isSqlServer
            ? $"create trigger number_{table} on {table} after {operation} as insert into write_order select {values} from inserted where {condition}"
            : $"""
               create trigger number_{table} after {operation} on {table} begin
                 insert into write_order (installment_id, payment_method_id, order_no)
                 select {values} from {table} where {condition} and {Key(table)} = new.{Key(table)};
               end
               """);

        static string Key(string table) => table switch
        {
            "debit_attempt" => "order_no",
            "ledger_entry" => "entry_id",
            _ => "payment_method_id",
        };
    }
}
