using System.Text.RegularExpressions;
using System.Xml.Linq;
using ArchUnitNET.Fluent;
using ArchUnitNET.Fluent.Slices;
using Worker.Channels.Sandbox;
using Worker.Data;
using Worker.Hangfire;
using Worker.Mail;
using Worker.Servicing.Currencies;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

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
    [InlineData("Worker.Ops", "Worker.Data", "Worker.Servicing")]
    [InlineData("Worker", "Worker.Channels", "Worker.Data", "Worker.Hangfire", "Worker.Mail", "Worker.Ops")]
    public void A_project_refers_only_to_those_on_its_right(string project, params string[] right)
    {
        XDocument file = XDocument.Parse(Assert.Single(SourceFile.Under($"src/{project}", ".csproj")).Text);

        IEnumerable<string> references = file.Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));

        Assert.Equal(right, references.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void There_is_no_project_that_these_tests_do_not_know() => Assert.Equal(
        ["Worker", "Worker.Channels", "Worker.Data", "Worker.Hangfire", "Worker.Mail", "Worker.Ops", "Worker.Servicing"],
        SourceFile.Under("src", ".csproj").Select(file => Path.GetFileNameWithoutExtension(file.Path)).Order(StringComparer.Ordinal));

    [Fact]
    public void The_business_knows_nothing_of_databases_networks_and_engines() => AssertKnowsNothing(typeof(Money).Assembly, OuterWorld);

    [Fact]
    public void Channels_and_mail_know_nothing_of_the_database_and_the_engine()
    {
        string[] others = ["Dapper", "Microsoft.Data", "System.Data", "SQLitePCL", "Hangfire", "Worker.Data"];
        AssertKnowsNothing(typeof(SandboxGateway).Assembly, [.. others, "Worker.Mail"]);
        AssertKnowsNothing(typeof(MessageRenderer).Assembly, [.. others, "Worker.Channels"]);
    }

    [Fact]
    public void The_stores_know_nothing_of_networks_and_engines() => AssertKnowsNothing(
        typeof(Database).Assembly, ["Microsoft.AspNetCore", "System.Net.Http", "Hangfire", "Worker.Channels", "Worker.Mail"]);

    [Fact]
    public void The_engine_knows_nothing_of_the_book_the_channels_and_the_mail() => AssertKnowsNothing(
        typeof(HangfireRegistration).Assembly, ["Dapper", "Microsoft.Data", "SQLitePCL", "Worker.Data", "Worker.Channels", "Worker.Mail"]);

    [Theory]
    [InlineData("Worker.Channels")]
    [InlineData("Worker.Data")]
    public void No_two_folders_of_a_project_need_each_other(string project) =>
        AssertHolds(SliceRuleDefinition.Slices().Matching($"{project}.(*)").Should().BeFreeOfCycles());

    /// <summary>A room is a folder of the business with all below it.</summary>
    [Fact]
    public void No_two_rooms_of_the_business_need_each_other()
    {
        const string business = "Worker.Servicing.";
        ILookup<string, string> needs = WorkerTypes.All.Types
            .Where(type => RoomOf(type.FullName) is not null)
            .SelectMany(type => type.Dependencies.Select(dependency => (From: RoomOf(type.FullName)!, To: RoomOf(dependency.Target.FullName))))
            .Where(need => need.To is not null && need.To != need.From)
            .Distinct()
            .ToLookup(need => need.From, need => need.To!);

        Assert.NotEmpty(needs);
        Assert.Empty(needs.SelectMany(room => room.Where(needed => Reaches(needed, room.Key, [])).Select(needed => $"{room.Key} and {needed}")));

        bool Reaches(string from, string to, HashSet<string> seen) =>
            from == to || (seen.Add(from) && needs[from].Any(next => Reaches(next, to, seen)));

        static string? RoomOf(string type) =>
            type.StartsWith(business, StringComparison.Ordinal) && type.Split('.') is [_, _, var room, _, ..] ? room : null;
    }

    private static void AssertKnowsNothing(System.Reflection.Assembly assembly, IEnumerable<string> forbidden) => AssertHolds(
        Types().That().ResideInAssembly(assembly).Should().NotDependOnAny(
            Types(includeReferenced: true).That().ResideInNamespaceMatching($"^({string.Join('|', forbidden.Select(Regex.Escape))})(\\.|$)")));

    private static void AssertHolds(ICanBeEvaluated rule) =>
        Assert.Empty(rule.Evaluate(WorkerTypes.All).Where(result => !result.Passed).Select(result => result.Description));
}
