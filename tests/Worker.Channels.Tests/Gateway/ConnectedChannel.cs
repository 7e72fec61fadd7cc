using Microsoft.Extensions.DependencyInjection;
using Worker.Channels.Gateway;
using Worker.Servicing.Channels;
using Worker.Servicing.Currencies;
using Worker.Servicing.Jobs;
using Worker.Testing;

namespace Worker.Channels.Tests.Gateway;

/// <summary>A channel registered as the worker registers it, over real sockets.</summary>
public sealed class ConnectedChannel : IAsyncDisposable
{
    public const string Name = "card";

    private readonly ServiceProvider services;

    public ConnectedChannel(
        Uri baseUrl,
        string secret = "secret",
        Func<ChannelSettings, ChannelSettings>? change = null,
        TimeProvider? machine = null,
        IRateLimitStore? rates = null)
    {
        var settings = new ChannelSettings { Name = Name, BaseUrl = baseUrl, Secret = secret };
        var clock = new MachineClock(machine ?? TimeProvider.System);
        services = new ServiceCollection()
            .AddSingleton(clock)
            .AddSingleton(rates ?? new TakenCalls(clock))
            .AddDebitChannels([change is null ? settings : change(settings)])
            .BuildServiceProvider();
        Assert.True(services.GetRequiredService<IDebitChannels>().TryGet(Name, out IDebitChannel? channel));
        Channel = channel;
    }

    public IDebitChannel Channel { get; }

    public static DebitOrder Order(string number = "A1", string token = "ok", long amount = 33730) =>
        new(number, new Money(amount, Currency.Parse("CNY")), token, "PLAN-1-3");

    public static DebitNotice Notice(string number = "N1", string token = "ok", long amount = 33730) =>
        new(number, token, new Money(amount, Currency.Parse("CNY")), new DateOnly(2026, 11, 25), new DateOnly(2026, 12, 2));

    public Task<ChannelAnswer> DebitAsync(DebitOrder? order = null) =>
        Channel.DebitAsync(order ?? Order(), CancellationToken.None, TestContext.Current.CancellationToken).OrGiveUpAsync();

    public Task<ChannelAnswer> QueryStatusAsync(string number = "A1") =>
        Channel.QueryStatusAsync(number, TestContext.Current.CancellationToken).OrGiveUpAsync();

    public Task<NoticeAnswer> NotifyAsync(DebitNotice? notice = null) =>
        Channel.NotifyAsync(notice ?? Notice(), TestContext.Current.CancellationToken).OrGiveUpAsync();

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
