using System.Collections.Concurrent;
using Hangfire.Common;
using Hangfire.States;
using Hangfire.Storage.Monitoring;
using Microsoft.Extensions.DependencyInjection;
using Worker.Data;
using Worker.Hangfire.Jobs;
using Worker.Servicing.Channels;
using Worker.Servicing.Jobs;
using Worker.Testing;
using Worker.Testing.Databases;
using static Worker.Testing.Worlds.Dates;

namespace Worker.Hangfire.Tests.ScaleOut;

/// <summary>Two hosts on one storage and one database.</summary>
public sealed class TwoHostsTests
{
    [DatabaseFact]
    public async Task A_long_run_is_shared_with_the_other_host_and_every_installment_is_debited_once()
    {
        var debits = new ConcurrentQueue<string>();
        TaskCompletionSource firstCame = Signal(), otherCame = Signal();
        var runs = new RunSettings { MaxParallelSlices = 1, SliceSize = 2 };
        await using TestDatabase database = await TestDatabase.CreateAsync();

        // Whichever takes the run hangs on its first debit until the other one has come to help.
        await using EngineHost first = await EngineHost.StartAsync(new HostSettings
        {
            Runs = runs,
            Database = database,
            Channels = channels => Noting(channels, "first", debits, firstCame, otherCame),
        });
        await using EngineHost other = await EngineHost.StartAsync(new HostSettings
        {
            Runs = runs,
            Storage = database.Provider == DatabaseProvider.Sqlite ? first.Storage : null, // In memory there is no other way to share it.
            Database = database,
            Sandbox = first.Sandbox,
            Channels = channels => Noting(channels, "other", debits, otherCame, firstCame),
        });
        await Eventually.UntilAsync(() => first.Monitor.Servers().Count == 2, "both hosts are there");
        for (int debt = 0; debt < 12; debt++)
        {
            first.Book.Debt(D);
        }

        (_, StateHistoryDto end) = await first.TriggerAsync(JobList.AutoDebit);

        Assert.Equal("Succeeded", end.StateName);
        Assert.Contains("other", debits);
        Assert.Contains("first", debits);
        Assert.Equal(12, first.Book.Payments().Select(payment => payment.InstallmentId).Distinct().Count());
        Assert.Equal(12, first.Book.Attempts().Count);
        Assert.Single(first.Runs());
        await Eventually.UntilAsync(() => Helping(first).Any(), "the help has ended");
        Assert.Contains("was joined; it is completed", Helping(first).First().Value.Result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_whose_host_stops_before_its_order_is_out_is_continued_by_the_other()
    {
        TaskCompletionSource reached = Signal();
        var stop = new StopSignal();
        await using EngineHost first = await EngineHost.StartAsync(new HostSettings
        {
            AutoDebit = settings => settings with { BatchSize = 1 },
            Channels = channels => new FaultyChannels(channels)
            {
                Before = async _ =>
                {
                    reached.TrySetResult();
                    await stop.Told.OrGiveUpAsync();
                    return null as ChannelAnswer;
                },
            },
        });
        ((JobFilterCollection)first.Services.GetRequiredService<IJobFilterProvider>()).Add(stop);
        for (int debt = 0; debt < 4; debt++)
        {
            first.Book.Debt(D);
        }

        string id = first.Recurring.TriggerJob(JobList.AutoDebit)!;
        await reached.Task.OrGiveUpAsync();
        await first.StopAsync();
        Assert.Equal("Processing", first.StateOf(id));
        Assert.Empty(first.Book.Payments());

        await using EngineHost other = await EngineHost.StartAsync(new HostSettings
        {
            Storage = first.Storage,
            DatabaseFile = first.DatabaseFile,
            Sandbox = first.Sandbox,
        });
        StateHistoryDto end = await other.EndOfAsync(id);

        Assert.Equal("Succeeded", end.StateName);
        Assert.Equal(["auto-debit 2026-11-21 manual dashboard completed"], other.Runs());
        Assert.Equal(4, other.Book.Payments().Select(payment => payment.InstallmentId).Distinct().Count());
        Assert.Equal(4, other.Book.Attempts().Count(attempt => attempt.State != "withdrawn"));
    }

    [Fact]
    public async Task Help_that_comes_after_the_end_finds_nothing_to_do()
    {
        await using EngineHost host = await EngineHost.StartAsync();
        host.Book.Debt(D);
        await host.TriggerAsync(JobList.AutoDebit);

        StateHistoryDto end = await host.EndOfAsync(
            host.Client.Create(JobCalls.Help(JobList.AutoDebit, D, 1, Queues.Default), new EnqueuedState()));

        Assert.Contains("Run 1 of auto-debit for 2026-11-21 had ended already.", end.Data["Result"], StringComparison.Ordinal);
        Assert.Single(host.Runs());
    }

    private static IEnumerable<KeyValuePair<string, SucceededJobDto>> Helping(EngineHost host) =>
        host.Monitor.SucceededJobs(0, 100).Where(job => job.Value.Job.Method.Name == nameof(DailyJobs.HelpAsync));

    private static FaultyChannels Noting(
        IDebitChannels channels, string host, ConcurrentQueue<string> debits, TaskCompletionSource come, TaskCompletionSource others)
    {
        async Task<ChannelAnswer?> NoteAsync()
        {
            come.TrySetResult();
            await others.Task.OrGiveUpAsync();
            debits.Enqueue(host);
            return null;
        }

        return new FaultyChannels(channels) { Before = _ => NoteAsync() };
    }

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
