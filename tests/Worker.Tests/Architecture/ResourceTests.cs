using System.Text;
using Worker.Testing;

namespace Worker.Tests.Architecture;

public sealed class ResourceTests
{
    private const string Chinese = ".zh-CN.resx";

    private static readonly IReadOnlyList<string> Files = RepositoryFile.Under("src", ".resx");

    public static TheoryData<string> EnglishFiles => [.. Files.Where(file => !file.EndsWith(Chinese, StringComparison.Ordinal))];

    [Fact]
    public void A_file_is_English_or_the_Chinese_of_an_English_one() => Assert.Equal(
        EnglishFiles.SelectMany(file => new[] { file.Data, ChineseOf(file.Data) }).Order(StringComparer.Ordinal),
        Files.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(EnglishFiles))]
    public void Both_languages_have_the_same_texts_in_the_same_order(string file) =>
        Assert.Equal(ResourceFile.Read(file).Keys, ResourceFile.Read(ChineseOf(file)).Keys);

    [Theory]
    [MemberData(nameof(EnglishFiles))]
    public void Every_text_says_something_and_can_be_formatted(string file)
    {
        foreach ((string key, string text) in ResourceFile.Read(file).Concat(ResourceFile.Read(ChineseOf(file))))
        {
            Assert.False(string.IsNullOrWhiteSpace(text), key);
            Assert.Null(Record.Exception(() => CompositeFormat.Parse(text)));
        }
    }

    private static string ChineseOf(string file) => file[..^".resx".Length] + Chinese;
}
