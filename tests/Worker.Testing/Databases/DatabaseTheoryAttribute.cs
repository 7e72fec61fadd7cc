using System.Runtime.CompilerServices;
using Worker.Data;
using Xunit;
using Xunit.v3;

namespace Worker.Testing.Databases;

/// <summary>A theory about every database: one body, and for each row of data a test case for each.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer(typeof(DatabaseTheoryDiscoverer))]
public sealed class DatabaseTheoryAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
    : TheoryAttribute(sourceFilePath, sourceLineNumber), IDatabaseTestAttribute
{
    /// <inheritdoc/>
    public DatabaseProvider Only { get; set; }
}
