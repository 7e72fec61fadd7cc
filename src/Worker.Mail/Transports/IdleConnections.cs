using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Worker.Mail.Transports;

/// <summary>Connections that wait for their next message.</summary>
/// <remarks>Last in, first out: what a few connections can do, the others are not kept awake for.</remarks>
internal sealed class IdleConnections<TConnection>(TimeSpan longestIdle, TimeProvider time) : IDisposable
    where TConnection : class, IDisposable
{
    private readonly ConcurrentStack<(TConnection Connection, long Since)> idle = new();

    /// <summary>Puts one aside that is fit for another message.</summary>
    public void Put(TConnection connection) => idle.Push((connection, time.GetTimestamp()));

    /// <summary>Takes the one that was put aside last; those that lay too long are disposed of.</summary>
    public bool TryTake([NotNullWhen(true)] out TConnection? connection, out TimeSpan idleFor)
    {
        while (idle.TryPop(out (TConnection Connection, long Since) last))
        {
            idleFor = time.GetElapsedTime(last.Since);
            if (idleFor <= longestIdle)
            {
                connection = last.Connection;
                return true;
            }

            last.Connection.Dispose();
        }

        (connection, idleFor) = (null, TimeSpan.Zero);
        return false;
    }

    public void Dispose()
    {
        while (idle.TryPop(out (TConnection Connection, long Since) last))
        {
            last.Connection.Dispose();
        }
    }
}
