using System.Data.Common;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Worker.Ops.Access;

/// <summary>Says that the database is locked or can't be reached, where a page would end in an error that tells nobody anything.</summary>
internal sealed partial class DatabaseFaults(RequestDelegate next, ILogger<DatabaseFaults> logger)
{
    private const string SecondsToTryAgain = "10";

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception failure) when (Is(failure) && !context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            LogFailure(failure, context.Request.Method, context.Request.Path);
            context.Response.Clear();
            context.Response.Headers.RetryAfter = SecondsToTryAgain;
            await new RazorComponentResult<UnavailablePage>() { StatusCode = StatusCodes.Status503ServiceUnavailable }.ExecuteAsync(context);
        }
    }

    private static bool Is(Exception failure) => failure is DbException or TimeoutException or FileNotFoundException;

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Method} {Path} could not be answered: the database is locked, or can't be used")]
    private partial void LogFailure(Exception failure, string method, string path);
}
