namespace Worker.Servicing.Operators;

/// <summary>What a check of the ledger found.</summary>
/// <param name="Name">The check's name, for ever: scripts look for it.</param>
/// <param name="Holds">True when nothing breaks it.</param>
/// <param name="Violations">How many things break it, 0 or more.</param>
/// <param name="Examples">The first few of them, by keys, references and amounts; never a name, an address or a token.</param>
/// <param name="Explanation">What must hold, in a sentence.</param>
public sealed record InvariantResult(string Name, bool Holds, long Violations, IReadOnlyList<string> Examples, string Explanation);
