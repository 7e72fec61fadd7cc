using Worker.Data;
using Xunit.v3;

namespace Worker.Testing.Databases;

/// <summary>Makes a test case for each database out of one.</summary>
internal static class DatabaseCases
{
    /// <summary>The trait that says which database a test case runs on: <c>--filter Database=SqlServer</c>.</summary>
    public const string Trait = "Database";

    public static IReadOnlyCollection<IXunitTestCase> Of(IReadOnlyCollection<IXunitTestCase> cases, DatabaseProvider only)
    {
        DatabaseProvider[] providers = only == default ? Enum.GetValues<DatabaseProvider>() : [only];
        return [.. cases.SelectMany(one => providers.Select(provider => For(provider, one)))];
    }

    private static IXunitTestCase For(DatabaseProvider provider, IXunitTestCase one)
    {
        string name = $"{one.TestCaseDisplayName} [{provider}]";
        string id = $"{one.UniqueID}-{provider}";
        string? skipReason = one.SkipReason ?? TestServer.ReasonToSkip(provider);
        Dictionary<string, HashSet<string>> traits = one.Traits.ToDictionary(
            trait => trait.Key, trait => new HashSet<string>(trait.Value, StringComparer.OrdinalIgnoreCase), StringComparer.OrdinalIgnoreCase);
        traits[Trait] = [provider.ToString()];
        return one switch
        {
            XunitDelayEnumeratedTheoryTestCase theory => new XunitDelayEnumeratedTheoryTestCase(
                theory.TestMethod, name, id, theory.Explicit, theory.SkipTestWithoutData, theory.SkipExceptions, skipReason, theory.SkipType,
                theory.SkipUnless, theory.SkipWhen, traits, theory.SourceFilePath, theory.SourceLineNumber, theory.Timeout),
            XunitTestCase fact => new XunitTestCase(
                fact.TestMethod, name, id, fact.Explicit, fact.SkipExceptions, skipReason, fact.SkipType, fact.SkipUnless, fact.SkipWhen, traits,
                fact.TestMethodArguments, fact.SourceFilePath, fact.SourceLineNumber, fact.Timeout),
            _ => one, // A mistake in the theory's data, told as a test case that fails.
        };
    }
}
