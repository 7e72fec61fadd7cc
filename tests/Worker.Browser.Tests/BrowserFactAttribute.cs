using System.Runtime.CompilerServices;

namespace Worker.Browser.Tests;

/// <summary>A test that looks at the site with a browser; skipped by name where this machine has none.</summary>
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line) => Skip = Missing;

    /// <summary>Why no browser test runs here; null where they do.</summary>
    internal static string? Missing => SystemBrowser.Program is null
        ? $"No Chromium on this machine: install one, or name its program in {SystemBrowser.Variable}."
        : null;
}

/// <summary>The same, once for each row of data.</summary>
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line) => Skip = BrowserFactAttribute.Missing;
}
