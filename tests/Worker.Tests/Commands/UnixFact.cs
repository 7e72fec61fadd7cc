using System.Runtime.CompilerServices;

namespace Worker.Tests.Commands;

/// <summary>A test that sends signals, which Windows has not.</summary>
public sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        if (OperatingSystem.IsWindows())
        {
            Skip = "Windows has no signals to send to a process.";
        }
    }
}
