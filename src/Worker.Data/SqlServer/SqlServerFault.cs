namespace Worker.Data.SqlServer;

/// <summary>What is behind an error of the server, as far as it decides whether trying again can help.</summary>
public enum SqlServerFault
{
    /// <summary>Something that will be the same the next time: a wrong statement, a missing right, a full disk.</summary>
    Lasting,

    /// <summary>Two transactions waited for each other, and this one was given up.</summary>
    Deadlock,

    /// <summary>Another transaction changed what this one had read: a row version or a key that was free a moment ago.</summary>
    Conflict,

    Timeout,

    /// <summary>The server could not be reached, or the connection broke.</summary>
    Connection,

    /// <summary>The server has too much to do, or moves to another machine: Azure SQL says so often.</summary>
    Busy,
}
