using System.Runtime.CompilerServices;
using Xunit;
using Xunit.v3;

namespace Worker.Testing.Databases;

/// <summary>A fact about every database (<see cref="DatabaseFactAttribute"/>) that sends signals, which Windows has not.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer(typeof(DatabaseFactDiscoverer))]
public sealed class UnixDatabaseFactAttribute : FactAttribute
{
    public UnixDatabaseFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        if (OperatingSystem.IsWindows())
        {
            Skip = "Windows has no signals to send to a process.";
        }
    }
}
