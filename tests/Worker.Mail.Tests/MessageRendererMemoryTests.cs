using Worker.Servicing.Messages;

namespace Worker.Mail.Tests;

/// <summary>Alone in the process, so that the memory measured is the renderer's.</summary>
[CollectionDefinition(nameof(MessageRendererMemoryTests), DisableParallelization = true)]
[Collection(nameof(MessageRendererMemoryTests))]
public sealed class MessageRendererMemoryTests
{
    [Fact]
    public async Task Memory_does_not_grow_with_the_number_of_messages()
    {
        using var renderer = new MessageRenderer(Samples.Settings);
        await RenderManyAsync(renderer, 500);
        long before = GC.GetTotalMemory(forceFullCollection: true);

        await RenderManyAsync(renderer, 4_000);

        long grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(grown < 2_000_000, $"{grown} bytes are held after 4,000 messages.");
    }

    private static async Task RenderManyAsync(MessageRenderer renderer, int count)
    {
        for (int i = 0; i < count; i++)
        {
            await renderer.RenderAsync("key", MessageKind.Overdue, Samples.Facts, Samples.Chinese, false, CancellationToken.None);
        }
    }
}
