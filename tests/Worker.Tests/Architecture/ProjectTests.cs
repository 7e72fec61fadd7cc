using System.Reflection;
using System.Xml.Linq;

namespace Worker.Tests.Architecture;

/// <summary>Each project depends only on those to its right: Worker, then data, channels, mail and engine, then the business.</summary>
public sealed class ProjectTests
{
    private static readonly string[] OuterWorld =
    [
        "Dapper", "Microsoft.Data", "System.Data", "SQLitePCL", "Microsoft.AspNetCore", "System.Net.Http", "Polly", "Hangfire",
        "Spectre.Console", "System.CommandLine", "Microsoft.Extensions.Configuration", "Microsoft.Extensions.Hosting",
    ];

    [Theory]
    [InlineData("Worker.Servicing")]
    [InlineData("Worker.Data", "Worker.Servicing")]
    [InlineData("Worker.Channels", "Worker.Servicing")]
    [InlineData("Worker.Mail", "Worker.Servicing")]
    [InlineData("Worker.Hangfire", "Worker.Servicing")]
    [InlineData("Worker", "Worker.Channels", "Worker.Data", "Worker.Hangfire", "Worker.Mail")]
    public void A_project_refers_only_to_those_on_its_right(string project, params string[] right)
    {
        XDocument file = XDocument.Parse(Assert.Single(SourceFile.Under($"src/{project}", ".csproj")).Text);

        IEnumerable<string> references = file.Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));

        Assert.Equal(right, references.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void There_is_no_project_that_these_tests_do_not_know() => Assert.Equal(
        ["Worker", "Worker.Channels", "Worker.Data", "Worker.Hangfire", "Worker.Mail", "Worker.Servicing"],
        SourceFile.Under("src", ".csproj").Select(file => Path.GetFileNameWithoutExtension(file.Path)).Order(StringComparer.Ordinal));

    [Fact]
    public void The_business_knows_nothing_of_databases_networks_and_engines() =>
        AssertKnowsNothing(typeof(Servicing.Ledger.Money).Assembly, OuterWorld);

    [Fact]
    public void Channels_and_mail_know_nothing_of_the_database_and_the_engine()
    {
        string[] others = ["Dapper", "Microsoft.Data", "System.Data", "SQLitePCL", "Hangfire", "Worker.Data"];
        AssertKnowsNothing(typeof(Channels.Sandbox.SandboxGateway).Assembly, [.. others, "Worker.Mail"]);
        AssertKnowsNothing(typeof(Mail.MessageRenderer).Assembly, [.. others, "Worker.Channels"]);
    }

    [Fact]
    public void The_stores_know_nothing_of_networks_and_engines() => AssertKnowsNothing(
        typeof(Data.Database).Assembly,
        ["Microsoft.AspNetCore", "System.Net.Http", "Hangfire", "Worker.Channels", "Worker.Mail"]);

    [Fact]
    public void The_engine_knows_nothing_of_the_book_the_channels_and_the_mail() => AssertKnowsNothing(
        Assembly.Load("Worker.Hangfire"),
        ["Dapper", "Microsoft.Data", "SQLitePCL", "Worker.Data", "Worker.Channels", "Worker.Mail"]);

    private static void AssertKnowsNothing(Assembly assembly, IReadOnlyCollection<string> forbidden) => Assert.DoesNotContain(
        assembly.GetReferencedAssemblies(),
        reference => forbidden.Any(name => reference.Name == name || reference.Name!.StartsWith(name + ".", StringComparison.Ordinal)));
}
