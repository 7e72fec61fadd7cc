using Microsoft.Extensions.Diagnostics.HealthChecks;
using Worker.Data.Migrations;

namespace Worker.Site;

/// <summary>Ready when the database answers and has this build's schema.</summary>
/// <param name="migrator">Compares schemas.</param>
public sealed class DatabaseHealth(Migrator migrator) : IHealthCheck
{
    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await migrator.CheckAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy("The database can't be used.", failure);
        }
    }
}
