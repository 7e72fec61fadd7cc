using System.Net.Http.Json;
using Worker.Channels.Sandbox;
using Xunit;

namespace Worker.Testing.Worlds;

/// <summary>Reads what the sandbox says it debited, over HTTP as anybody would.</summary>
public sealed class SandboxLedgerReader(Uri baseUrl) : IDisposable
{
    private readonly HttpClient client = new() { BaseAddress = baseUrl };

    public async Task<IReadOnlyList<SandboxLedgerEntry>> ReadAsync()
    {
        SandboxLedger? ledger = await client.GetFromJsonAsync<SandboxLedger>("/v1/ledger");
        Assert.NotNull(ledger);
        Assert.Equal(ledger.Count, ledger.Entries.Count);
        return ledger.Entries;
    }

    public void Dispose() => client.Dispose();
}
