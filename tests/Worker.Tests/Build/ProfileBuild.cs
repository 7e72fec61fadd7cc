using System.Diagnostics;
using Worker.Testing;
using Worker.Tests.Configuration;

namespace Worker.Tests.Build;

/// <summary>The build's file on package profiles, run on its own with a folder of answers and a feed that is made up.</summary>
internal sealed class ProfileBuild(TemporaryFolder folder)
{
    private string AnswerFolder => folder.File("answers");

    /// <summary>The names of the answers' files.</summary>
    public IReadOnlyList<string> Answers => Directory.Exists(AnswerFolder)
        ? [.. Directory.GetFiles(AnswerFolder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>The line that an answer was told in.</summary>
    public string Line(string answer) => File.ReadLines(Path.Combine(AnswerFolder, answer)).First();

    /// <summary>Leaves an answer behind as if it had been given some time ago.</summary>
    public void Answered(string answer, TimeSpan ago)
    {
        Directory.CreateDirectory(AnswerFolder);
        string file = Path.Combine(AnswerFolder, answer);
        File.WriteAllText(file, "");
        File.SetLastWriteTimeUtc(file, (TimeProvider.System.GetUtcNow() - ago).UtcDateTime);
    }

    /// <summary>The profile that a build takes which does not restore.</summary>
    public Task<string> ProfileAsync() => RunAsync("-getProperty:PackageProfile");

    /// <summary>The profile after what comes before a restore.</summary>
    /// <param name="feed">The tasks that stand for restoring the host.</param>
    /// <param name="more">More arguments.</param>
    public async Task<string> AskAsync(string feed, params string[] more)
    {
        string question = folder.File("question.proj");
        await File.WriteAllTextAsync(question, $"""<Project><Target Name="Restore">{feed}</Target></Project>""");
        return await RunAsync(["-t:FindPackageProfile", "-getProperty:PackageProfile", $"-p:PackageProfileQuestion={question}", .. more]);
    }

    /// <summary>What a run of MSBuild on the file prints.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message is what it printed.</exception>
    public async Task<string> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            WorkingDirectory = Path.GetDirectoryName(RepositoryFile.Path("build/PackageProfile.props")),
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in (string[])["msbuild", "PackageProfile.props", "-nologo", $"-p:PackageProfileFolder={AnswerFolder}", .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        // What a build told the process of these tests is not for another.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase) || name == "PackageProfile").ToList())
        {
            start.Environment.Remove(name);
        }

        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = (await process.StandardOutput.ReadToEndAsync()).Trim();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException(output + await errors);
    }
}
