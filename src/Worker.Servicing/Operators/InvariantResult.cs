namespace Worker.Servicing.Operators;

/// <param name="Violations">How many things break it, 0 or more.</param>
public sealed record InvariantResult(string Name, bool Holds, long Violations, IReadOnlyList<string> Examples, string Explanation);
