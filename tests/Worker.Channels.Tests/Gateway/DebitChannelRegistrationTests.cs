using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Worker.Channels.Gateway;
using Worker.Servicing.Channels;
using Worker.Servicing.Jobs;

namespace Worker.Channels.Tests.Gateway;

public sealed class DebitChannelRegistrationTests
{
    private static readonly ChannelSettings Card = new() { Name = "card", BaseUrl = new Uri("https://gateway.example"), Secret = "secret" };

    [Fact]
    public async Task Every_configured_channel_is_found_by_its_exact_name_and_no_other()
    {
        await using ServiceProvider services = Services().AddDebitChannels([Card, Card with { Name = "sandbox" }]).BuildServiceProvider();
        IDebitChannels channels = services.GetRequiredService<IDebitChannels>();

        Assert.True(channels.TryGet("card", out IDebitChannel? card));
        Assert.Equal("card", card.Name);
        Assert.True(channels.TryGet("sandbox", out IDebitChannel? sandbox));
        Assert.NotSame(card, sandbox);
        Assert.False(channels.TryGet("Card", out _));
        Assert.False(channels.TryGet("alipay", out _));
    }

    [Fact]
    public void Two_channels_of_one_name_are_refused() =>
        Assert.Throws<ArgumentException>(() => new ServiceCollection().AddDebitChannels([Card, Card]));

    [Fact]
    public async Task Settings_that_no_channel_can_have_are_refused()
    {
        await using ServiceProvider services = Services().AddDebitChannels([]).BuildServiceProvider();

        ChannelSettings[] bad =
        [
            Card with { BaseUrl = new Uri("/v1", UriKind.Relative) },
            Card with { BaseUrl = new Uri("ftp://gateway.example") },
            Card with { BaseUrl = new Uri("https://gateway.example/?a=b") },
            Card with { Secret = "" },
            Card with { MaxInFlight = 0 },
            Card with { CallsPerSecond = 0 },
            Card with { Timeout = TimeSpan.FromMilliseconds(99) },
            Card with { Timeout = TimeSpan.FromSeconds(301) },
        ];

        Assert.All(bad, settings => Assert.ThrowsAny<ArgumentException>(() => Make(services, settings)));
        Make(services, Card).Dispose();
    }

    [Fact]
    public async Task Every_call_is_measured_and_traced_without_its_token()
    {
        var measured = new List<string>();
        var traced = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, meters) =>
            {
                if (instrument.Meter.Name == GatewayTelemetry.Name)
                {
                    meters.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, tags));
        listener.Start();
        using var tracing = new ActivityListener
        {
            ShouldListenTo = source => source.Name == GatewayTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.GetTagItem("channel") is "measured")
                {
                    traced.Add($"{activity.DisplayName} {activity.Status} {string.Join(' ', activity.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"))}");
                }
            },
        };
        ActivitySource.AddActivityListener(tracing);
        await using HostileGateway gateway = await HostileGateway.StartAsync(500, contentType: null, "");
        await using ServiceProvider services = Services()
            .AddDebitChannels([Card with { Name = "measured", BaseUrl = gateway.BaseUrl }]).BuildServiceProvider();
        services.GetRequiredService<IDebitChannels>().TryGet("measured", out IDebitChannel? channel);

        await channel!.DebitAsync(ConnectedChannel.Order(token: "tok-secret"), CancellationToken.None, TestContext.Current.CancellationToken);

        Assert.Equal(["worker.channel.calls measured debit unknown", "worker.channel.duration measured debit unknown"], measured);
        Assert.Equal(["debit Error channel=measured order_number=A1 outcome=unknown"], traced);

        void Note(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            string text = string.Join(' ', tags.ToArray().Select(tag => tag.Value));
            if (text.StartsWith("measured", StringComparison.Ordinal))
            {
                measured.Add($"{instrument.Name} {text}");
            }
        }
    }

    private static IServiceCollection Services() =>
        new ServiceCollection().AddSingleton<IRateLimitStore>(new TakenCalls(new MachineClock(TimeProvider.System)));

    private static GatewayChannel Make(ServiceProvider services, ChannelSettings settings) => new(
        settings,
        services.GetRequiredService<IHttpClientFactory>().CreateClient(),
        services.GetRequiredService<IRateLimitStore>(),
        services.GetRequiredService<MachineClock>(),
        services.GetRequiredService<Microsoft.Extensions.Logging.ILogger<GatewayChannel>>());
}
