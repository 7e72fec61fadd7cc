using System.Globalization;

namespace Worker.Testing;

/// <summary>
/// How much is run of what is long by nature: a sample by default; everything with <c>WORKER_TEST_LONG=1</c>; one share of
/// everything with <c>WORKER_TEST_SHARE=k/n</c> (the k-th of n, counted from 1), so that n runs with k from 1 to n have run it all.
/// </summary>
public static class LongForm
{
    public const string Variable = "WORKER_TEST_LONG";
    public const string ShareVariable = "WORKER_TEST_SHARE";

    private static readonly bool IsWhole = Environment.GetEnvironmentVariable(Variable) == "1";
    private static readonly (int Number, int Of)? Share = ShareOf(Environment.GetEnvironmentVariable(ShareVariable));

    /// <summary>Those of many cases, each of which can be tried by itself, that are tried now.</summary>
    /// <param name="sample">How many of them by default, spread evenly over all.</param>
    public static IReadOnlyList<T> Part<T>(IReadOnlyList<T> all, int sample) => IsWhole ? all : Part(all, sample, Share);

    /// <summary>The same for a share, or for none.</summary>
    public static IReadOnlyList<T> Part<T>(IReadOnlyList<T> all, int sample, (int Number, int Of)? part) => part switch
    {
        { } share => [.. all.Where((_, index) => index % share.Of == share.Number - 1)],
        _ when sample >= all.Count => all,
        _ => [.. Enumerable.Range(0, sample).Select(number => all[(int)((long)number * all.Count / sample)])],
    };

    /// <summary>The size of a case that can't be taken apart: the large one where everything is run, and in one of the shares.</summary>
    /// <param name="inShare">A number of its own, so that such cases are spread over the shares.</param>
    public static T Size<T>(T sample, T whole, int inShare) =>
        IsWhole || (Share is { } share && inShare % share.Of == share.Number - 1) ? whole : sample;

    /// <exception cref="FormatException">It is not two numbers, or the first is not one of as many shares as the second says.</exception>
    public static (int Number, int Of)? ShareOf(string? text)
    {
        if (text is not { Length: > 0 })
        {
            return null;
        }

        string[] parts = text.Split('/');
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int of)
            && number >= 1 && number <= of
                ? (number, of)
                : throw new FormatException($"{ShareVariable} is '{text}': k/n is wanted, the k-th of n shares, such as 3/7.");
    }
}
