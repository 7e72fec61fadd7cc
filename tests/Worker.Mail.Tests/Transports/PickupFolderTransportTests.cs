using Microsoft.Extensions.Time.Testing;
using Worker.Mail.Transports;
using Worker.Servicing.Messages;
using Worker.Testing;

namespace Worker.Mail.Tests.Transports;

public sealed class PickupFolderTransportTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 8, 1, 2, 3, TimeSpan.Zero));

    [Fact]
    public async Task A_message_sent_again_replaces_its_file()
    {
        PickupFolderTransport transport = Transport();
        RenderedMessage message = await Samples.RenderAsync();

        Assert.Equal(DeliveryResult.Sent, await transport.SendAsync(message, CancellationToken.None));
        Assert.Equal(DeliveryResult.Sent, await transport.SendAsync(message with { Text = "second" }, CancellationToken.None));

        string file = Assert.Single(Directory.GetFiles(Mail));
        Assert.Equal(message.MessageId + ".eml", Path.GetFileName(file));
        Assert.Equal("second", ParsedMail.Parse(await File.ReadAllTextAsync(file)).Text.TrimEnd());
    }

    [Fact]
    public async Task Many_messages_at_once_are_as_many_whole_files_and_nothing_else()
    {
        PickupFolderTransport transport = Transport();
        RenderedMessage message = await Samples.RenderAsync();
        await Parallel.ForAsync(0, 200, async (n, cancellationToken) =>
            Assert.Equal(DeliveryResult.Sent, await transport.SendAsync(message with { MessageId = $"{n}@shop.example" }, cancellationToken)));

        Assert.Equal(200, Directory.GetFiles(Mail, "*.eml").Length);
        Assert.Equal(200, Directory.GetFileSystemEntries(Mail).Length);
        Assert.All(Directory.GetFiles(Mail), file => Assert.NotEmpty(ParsedMail.Parse(File.ReadAllText(file)).Html));
    }

    [Fact]
    public async Task Two_processes_can_write_into_one_folder()
    {
        PickupFolderTransport one = Transport();
        PickupFolderTransport two = Transport();
        RenderedMessage message = await Samples.RenderAsync();

        await Parallel.ForAsync(0, 100, async (n, cancellationToken) =>
            Assert.Equal(DeliveryResult.Sent, await (n % 2 == 0 ? one : two).SendAsync(message with { MessageId = $"{n / 2}@shop.example" }, cancellationToken)));

        Assert.Equal(50, Directory.GetFiles(Mail, "*.eml").Length);
    }

    [Theory]
    [InlineData("../../etc/passwd@x")]
    [InlineData("..@x")]
    [InlineData("a/b\\c:d*e@x")]
    [InlineData(".hidden@x")]
    public async Task A_message_id_can_not_lead_out_of_the_folder(string messageId)
    {
        PickupFolderTransport transport = Transport();

        Assert.Equal(DeliveryResult.Sent, await transport.SendAsync(await Samples.RenderAsync() with { MessageId = messageId }, CancellationToken.None));

        string name = Path.GetFileName(Assert.Single(Directory.GetFiles(Mail)));
        Assert.Matches("^[A-Za-z0-9_][A-Za-z0-9._@-]*[.]eml$", name);
        Assert.Equal([Mail], Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task A_folder_that_can_not_be_written_is_unreachable_and_fine_once_it_can()
    {
        await File.WriteAllTextAsync(Mail, "a file where the folder should be");
        PickupFolderTransport transport = Transport();
        RenderedMessage message = await Samples.RenderAsync();

        DeliveryResult refused = await transport.SendAsync(message, CancellationToken.None);
        File.Delete(Mail);
        DeliveryResult taken = await transport.SendAsync(message, CancellationToken.None);

        Assert.Equal(DeliveryOutcome.Unreachable, refused.Outcome);
        Assert.DoesNotContain(folder.Path, refused.Detail, StringComparison.Ordinal);
        Assert.Equal(DeliveryResult.Sent, taken);
    }

    [Fact]
    public async Task A_folder_deleted_between_two_messages_is_made_again()
    {
        PickupFolderTransport transport = Transport();
        RenderedMessage message = await Samples.RenderAsync();
        await transport.SendAsync(message, CancellationToken.None);
        Directory.Delete(Mail, recursive: true);

        Assert.Equal(DeliveryResult.Sent, await transport.SendAsync(message, CancellationToken.None));

        Assert.Single(Directory.GetFiles(Mail, "*.eml"));
    }

    [Theory]
    [InlineData("not an address")]
    [InlineData("a@b.example, c@d.example")]
    [InlineData("a@b.example\r\nBcc: c@d.example")]
    [InlineData("Ada <ada@mail.example>")]
    [InlineData("")]
    public async Task What_is_not_one_bare_address_is_a_bad_address(string address)
    {
        PickupFolderTransport transport = Transport();

        DeliveryResult delivery = await transport.SendAsync(
            await Samples.RenderAsync(recipient: Samples.English with { Address = address }), CancellationToken.None);

        Assert.Equal(DeliveryOutcome.BadAddress, delivery.Outcome);
        Assert.False(Directory.Exists(Mail));
    }

    [Fact]
    public async Task An_international_address_is_written_as_it_is()
    {
        PickupFolderTransport transport = Transport();

        await transport.SendAsync(await Samples.RenderAsync(recipient: Samples.Chinese with { Address = "张伟@商店.example" }), CancellationToken.None);

        ParsedMail mail = ParsedMail.Parse(await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(Mail))));
        Assert.Equal("张伟@商店.example", mail.Header("To"));
    }

    [Fact]
    public async Task Cancellation_throws_and_writes_nothing()
    {
        PickupFolderTransport transport = Transport();
        RenderedMessage message = await Samples.RenderAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => transport.SendAsync(message, new CancellationToken(canceled: true)));

        Assert.False(Directory.Exists(Mail));
    }

    public void Dispose() => folder.Dispose();

    private string Mail => folder.File("mail");

    private PickupFolderTransport Transport() => new(Samples.Settings with { PickupFolder = Mail }, clock);
}
