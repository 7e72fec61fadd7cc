using System.Data.Common;
using System.Net.Sockets;

namespace Worker.Hangfire.Retries;

/// <summary>Tells faults of database, gateway and network from those that will be the same the next time.</summary>
internal static class InfrastructureFaults
{
    /// <summary>Whether waiting may help: the fault, or what caused it, lies outside of this process.</summary>
    public static bool Is(Exception? fault) => fault switch
    {
        null => false,
        DbException or IOException or SocketException or HttpRequestException or TimeoutException => true,
        AggregateException several => several.InnerExceptions.Any(Is),
        _ => Is(fault.InnerException),
    };
}
