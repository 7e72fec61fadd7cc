using System.Runtime.CompilerServices;
using Worker.Data;
using Xunit;
using Xunit.v3;

namespace Worker.Testing.Databases;

/// <summary>A fact about every database: one body, a test case for each. <see cref="TestDatabase"/> knows which one it is.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer(typeof(DatabaseFactDiscoverer))]
public sealed class DatabaseFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
    : FactAttribute(sourceFilePath, sourceLineNumber), IDatabaseTestAttribute
{
    /// <inheritdoc/>
    public DatabaseProvider Only { get; set; }
}
