using System.Net;
using System.Net.Sockets;
using Microsoft.Data.SqlClient;

namespace Worker.Data.Tests.SqlServer;

/// <summary>An address where no server is: what a client says of it is as real as an error can be without one.</summary>
internal static class UnreachableServer
{
    /// <summary>Nobody listens there.</summary>
    public static string ConnectionString { get; } = $"Server=tcp:127.0.0.1,{FreePort()};Connect Timeout=1;ConnectRetryCount=0;Encrypt=false;Pooling=false";

    /// <summary>The error of a connection that was refused.</summary>
    public static async Task<SqlException> RefuseAsync()
    {
        await using var connection = new SqlConnection(ConnectionString);
        return await Assert.ThrowsAsync<SqlException>(() => connection.OpenAsync());
    }

    /// <summary>The error of a connection that was accepted and broke at once.</summary>
    public static async Task<SqlException> BreakAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Task accepting = Task.Run(async () => (await listener.AcceptTcpClientAsync()).Dispose());
        await using var connection = new SqlConnection(
            $"Server=tcp:127.0.0.1,{((IPEndPoint)listener.LocalEndpoint).Port};Connect Timeout=1;ConnectRetryCount=0;Encrypt=false;Pooling=false");
        SqlException broken = await Assert.ThrowsAsync<SqlException>(() => connection.OpenAsync());
        await accepting;
        return broken;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
