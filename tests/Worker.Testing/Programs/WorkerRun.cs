using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace Worker.Testing.Programs;

/// <summary>The worker as a process of its own: what it was told, what it printed, how it ended.</summary>
public sealed class WorkerRun : IAsyncDisposable
{
    private static readonly string Assembly = Path.Combine(AppContext.BaseDirectory, "worker.dll");

    private readonly Process process;
    private readonly string command;
    private readonly ConcurrentQueue<string> output = new();
    private readonly ConcurrentQueue<string> error = new();
    private readonly SemaphoreSlim news = new(0);
    private readonly Task reading;

    private WorkerRun(Process process, string command)
    {
        this.process = process;
        this.command = command;
        reading = Task.WhenAll(ReadAsync(process.StandardOutput, output), ReadAsync(process.StandardError, error));
    }

    public int ExitCode => process.ExitCode;

    public bool HasExited => process.HasExited;

    public string Output => string.Join('\n', output);

    public string Error => string.Join('\n', error);

    public IReadOnlyList<string> OutputLines => [.. output];

    public IReadOnlyList<string> ErrorLines => [.. error];

    /// <summary>Starts the worker in a folder.</summary>
    public static WorkerRun Start(string folder, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        string[] all = [.. arguments];

        // Whoever starts the tests in the background may have had SIGINT ignored, which every process below inherits.
        bool isLinux = OperatingSystem.IsLinux();
        var start = new ProcessStartInfo(isLinux ? "/usr/bin/env" : DotnetHost())
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        if (isLinux)
        {
            start.ArgumentList.Add("--default-signal=INT");
            start.ArgumentList.Add(DotnetHost());
        }

        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(Assembly);
        foreach (string argument in all)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (string inherited in start.Environment.Keys.Where(IsOfTheWorker).ToList())
        {
            start.Environment.Remove(inherited);
        }

        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        return new WorkerRun(Process.Start(start)!, $"worker {string.Join(' ', all)}");
    }

    /// <summary>Runs the worker to its end.</summary>
    public static async Task<WorkerRun> ToEndAsync(
        string folder, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        WorkerRun run = Start(folder, arguments, environment);
        await run.WaitForEndAsync();
        return run;
    }

    /// <summary>Waits for a line on standard output or error that holds a text.</summary>
    public async Task<string> WaitForLineAsync(string text)
    {
        using var patience = new CancellationTokenSource(Eventually.Patience);
        while (true)
        {
            if (OutputLines.Concat(ErrorLines).FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal)) is string found)
            {
                return found;
            }

            if (reading.IsCompleted)
            {
                throw new InvalidOperationException($"It ended without saying '{text}'. {this}");
            }

            try
            {
                // A line, or the end: either is looked at.
                await Task.WhenAny(news.WaitAsync(patience.Token), reading).Unwrap();
            }
            catch (OperationCanceledException late)
            {
                throw new TimeoutException($"It never said '{text}'. {this}", late);
            }
        }
    }

    /// <summary>Types a line, and nothing after it.</summary>
    public async Task TypeAsync(string line)
    {
        await process.StandardInput.WriteLineAsync(line);
        process.StandardInput.Close();
    }

    /// <summary>Waits until it has ended by itself.</summary>
    public async Task<int> WaitForEndAsync()
    {
        using var patience = new CancellationTokenSource(Eventually.Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
            await reading.WaitAsync(patience.Token);
            return process.ExitCode;
        }
        catch (OperationCanceledException late)
        {
            string said = ToString();
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"It did not end within {Eventually.Patience.TotalMinutes} minutes. {said}", late);
        }
    }

    /// <summary>Asks it to stop, as a service manager or Ctrl-C does.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Ends it where it stands: SIGKILL.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        await reading;
    }

    /// <summary>The one JSON object on standard output, and nothing beside it.</summary>
    public JsonElement Json()
    {
        using var document = JsonDocument.Parse(Assert.Single(OutputLines));
        Assert.Equal(JsonValueKind.Object, document.RootElement.ValueKind);
        return document.RootElement.Clone();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process.Dispose();
        news.Dispose();
    }

    public override string ToString() => $"""
        {command} ended with {(process.HasExited ? process.ExitCode : "(not yet)")}
        Output:
        {Output}
        Error:
        {Error}
        """;

    /// <summary>What the developer's own shell says is not what a test says.</summary>
    private static bool IsOfTheWorker(string name) =>
        name.StartsWith("Worker__", StringComparison.OrdinalIgnoreCase)
        || name is "DOTNET_ENVIRONMENT" or "ASPNETCORE_ENVIRONMENT" or "ASPNETCORE_URLS";

    /// <summary>Whatever runs this test can run the worker: the host itself, or the one that it would look for.</summary>
    private static string DotnetHost()
    {
        string name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        string? home = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH")
            ?? (Path.GetFileName(Environment.ProcessPath) == name ? Environment.ProcessPath : null);
        if (home is not null)
        {
            return home;
        }

        // .../dotnet/shared/Microsoft.NETCore.App/10.0.x/
        DirectoryInfo? runtime = new(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory());
        string candidate = Path.Combine(runtime.Parent!.Parent!.Parent!.FullName, name);
        return File.Exists(candidate) ? candidate : name;
    }

    private async Task ReadAsync(StreamReader reader, ConcurrentQueue<string> lines)
    {
        while (await reader.ReadLineAsync() is string line)
        {
            lines.Enqueue(line);
            news.Release();
        }
    }
}
