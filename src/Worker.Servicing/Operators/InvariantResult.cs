namespace Worker.Servicing.Operators;

/// <summary>What a check of the ledger found.</summary>
/// <param name="Violations">How many things break it, 0 or more.</param>
/// <param name="Examples">The first few of them, by keys, references and amounts; never a name, an address or a token.</param>
public sealed record InvariantResult(string Name, bool Holds, long Violations, IReadOnlyList<string> Examples, string Explanation);
