using Microsoft.Extensions.Diagnostics.HealthChecks;
using Worker.Data.Migrations;
using Worker.Servicing;
using Worker.Servicing.Operators;

namespace Worker.Site;

/// <summary>
/// Ready when the database answers, has this build's schema, and the cheap checks of the ledger hold. An answer holds for
/// some seconds, and probes that come together share one look: however many probe, the database hardly notices.
/// </summary>
public sealed class DatabaseHealth(Migrator migrator, Invariants invariants, MachineClock machine) : IHealthCheck, IDisposable
{
    public static readonly TimeSpan HoldsFor = TimeSpan.FromSeconds(3);

    /// <summary>After how long a look counts as unanswered. It takes a few milliseconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim gate = new(1, 1);
    private HealthCheckResult last;
    private DateTimeOffset? lookedAt;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            DateTimeOffset now = machine.Now;
            if (lookedAt is not DateTimeOffset then || now < then || now - then >= HoldsFor)
            {
                last = await LookAsync(cancellationToken);
                lookedAt = machine.Now;
            }

            return last;
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    private async Task<HealthCheckResult> LookAsync(CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Patience, machine.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await migrator.CheckAsync(either.Token);
            string[] broken =
            [
                .. (await invariants.CheckCheapAsync(either.Token)).Where(result => !result.Holds).Select(result => result.Name),
            ];

            // The names alone go out, to whoever asks; what is wrong is for who may run the doctor.
            return broken.Length == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(string.Join('\n', broken));
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy("database", failure);
        }
    }
}
