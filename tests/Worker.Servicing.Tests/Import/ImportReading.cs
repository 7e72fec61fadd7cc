using System.Text;
using Microsoft.Extensions.Time.Testing;
using Worker.Servicing.Calendar;
using Worker.Servicing.Import;
using Worker.Testing;

namespace Worker.Servicing.Tests.Import;

/// <summary>A folder with files, read into <see cref="StagedRows"/>.</summary>
internal sealed class ImportReading : IDisposable
{
    public const string Customers = "customer_ref,name,email,language,time_zone\n";
    public const string Methods = "method_ref,customer_ref,channel,token,priority,status\n";
    public const string Plans = "plan_ref,customer_ref,product,currency,principal,signed_on,autopay,method_ref\n";
    public const string Installments = "plan_ref,number,due_on,principal,interest\n";
    public const string Payments = "payment_ref,plan_ref,number,amount,paid_on,source\n";

    public TemporaryFolder Folder { get; } = new();

    public StagedRows Staged { get; } = new();

    public ImportReading With(string file, string content) => With(file, Encoding.UTF8.GetBytes(content));

    public ImportReading With(string file, byte[] content)
    {
        File.WriteAllBytes(Folder.File(file), content);
        return this;
    }

    public Task<ImportReport> RunAsync(IProgress<ImportProgress>? progress = null, CancellationToken cancellationToken = default) =>
        new BookImport(
            Staged,
            new HashSet<string>(StringComparer.Ordinal) { "card", "sandbox" },
            date => date.AddDays(1),
            new BusinessZone(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai")),
            new FakeTimeProvider(new DateTimeOffset(2026, 11, 21, 1, 0, 0, TimeSpan.Zero)))
        .RunAsync(Folder.Path, dryRun: false, "tester", progress, cancellationToken);

    public async Task<string> ErrorsAsync() => string.Join('\n', (await RunAsync()).Errors);

    public void Dispose() => Folder.Dispose();
}
