using Microsoft.Extensions.Diagnostics.HealthChecks;
using Worker.Data;
using Worker.Data.Schema;
using Worker.Servicing.Consistency;
using Worker.Servicing.Jobs;

namespace Worker.Ops;

/// <summary>
/// Ready when the database answers, has this build's schema, takes a write, and the cheap checks of the ledger hold. Each is
/// waited for a few seconds, however long a lock lasts. An answer holds for some seconds, and probes that come together share one look: however many probe, the database hardly notices.
/// </summary>
public sealed class DatabaseHealth(Migrator migrator, Invariants invariants, WriteProbe probe, MachineClock machine) : IHealthCheck, IDisposable
{
    public static readonly TimeSpan HoldsFor = TimeSpan.FromSeconds(3);

    /// <summary>After how long a look, or a write, counts as unanswered. Each takes a few milliseconds.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    private readonly SemaphoreSlim gate = new(1, 1);
    private HealthCheckResult last;
    private DateTimeOffset? lookedAt;
    private Task write = Task.CompletedTask;

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
            await Task.Run(() => migrator.CheckAsync(either.Token), CancellationToken.None).WaitAsync(either.Token);
            string[] broken =
            [
                .. (await Task.Run(() => invariants.CheckCheapAsync(either.Token), CancellationToken.None).WaitAsync(either.Token)).Where(result => !result.Holds).Select(result => result.Name),
            ];

            // One that waits for a lock blocks its thread, and another would wait behind it.
            if (write.IsCompleted)
            {
                DateTimeOffset now = machine.Now;
                write = Task.Run(() => probe.WriteAsync(now, CancellationToken.None), CancellationToken.None);
            }

            await write.WaitAsync(Patience, machine.Time, cancellationToken);

            // The names alone go out, to whoever asks; what is wrong is for who may run the doctor.
            return broken.Length == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(string.Join('\n', broken));
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy("database", failure);
        }
    }
}
