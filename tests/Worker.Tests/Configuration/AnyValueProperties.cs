using FsCheck;
using FsCheck.Fluent;
using Worker.Configuration;
using Worker.Configuration.Reading;

namespace Worker.Tests.Configuration;

public sealed class AnyValueProperties
{
    private static readonly string[] Hostile =
    [
        "", " ", "\0", "\n", "0", "-0", "1", "1e9999", "1e28", "9223372036854775808", "none", "null", "true", ",", ":", ":::", "http://", "https://[", "http://[::1", "http://a:99999",
        "Data Source=", "=", ";=;", "'", "Mode=9", "Data Source=x;Mode=7", "Data Source=x;Default Timeout=y", "<>", "@", "a@", "\"@\"@x", "every", "every 99999999999 hours", "24:00", "-", "24:00-24:00", "\ud800", "../..", "/", "\\",
    ];

    [Fact]
    public void Whatever_stands_under_a_key_is_taken_or_told_with_that_key()
    {
        SettingsReader.TryRead(
            Configured.With(("Channels:card:Budgets:0:Attempts", "1"), ("Channels:card:Budgets:0:Days", "1"), ("LateFees:default:0:graceDays", "1")),
            out Findings findings);
        string[] keys = [.. findings.Keys, "Channels:card:MaxAmount:CNY", "Channels:é", "AutoDebit:Nonsense", "Ops:Operators", "Ops:Operators:li.lei:PasswordHash", "Ops:Operators:É", "Ops:Operators:li.lei:Role", "Mail:UserName:0", "AutoDebit:Days:0", "LateFees:default:7"];
        Gen<string> values = Gen.OneOf(Gen.Elements(Hostile), ArbMap.Default.GeneratorFor<string>().Select(text => text ?? "null"));
        Gen<(string Key, string Value)> pairs = Gen.Elements(keys).Zip(values, (key, value) => (key, value));

        Prop.ForAll(pairs.ToArbitrary(), pair =>
        {
            bool isRead = SettingsReader.TryRead(Configured.With(pair), out _, out IReadOnlyList<string> errors);
            string section = pair.Key.Split(':')[0];
            return isRead == (errors.Count == 0)
                && errors.All(error => error.StartsWith(section, StringComparison.Ordinal) && !error.Any(char.IsControl));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }
}
