namespace Worker.Simulation.Generation;

/// <summary>One source of randomness for a story.</summary>
/// <param name="seed">A seed's numbers are fixed for ever: .NET promises that for its seeded generator.</param>
internal sealed class SeededRandom(int seed)
{
    private readonly Random random = new(seed);

    /// <summary>A whole number, both ends included.</summary>
    public int Between(int least, int most) => random.Next(least, most + 1);

    public bool Chance(double share) => random.NextDouble() < share;

    public T OneOf<T>(IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];
}
