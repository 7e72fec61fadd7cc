using Worker.Servicing.Operators;

namespace Worker.Site.Levers;

/// <summary>Something operators do to an account: shown first, then done with a reason.</summary>
internal interface ILever
{
    /// <summary>Its last part of the path, and what it is known by when it is done.</summary>
    string Name { get; }

    /// <summary>The path of the page it stands on, with <c>{id:long}</c>.</summary>
    string Page { get; }

    /// <summary>What it would do; null when there is nothing to do it to.</summary>
    /// <exception cref="LeverRefusedException">It would be refused.</exception>
    Task<LeverPreview?> PrepareAsync(LeverForm form, CancellationToken cancellationToken);

    /// <summary>Does it; null when there is nothing to do it to.</summary>
    /// <exception cref="LeverRefusedException">It was refused, and nothing was changed.</exception>
    Task<LeverOutcome?> PullAsync(LeverForm form, OperatorNote note, CancellationToken cancellationToken);
}

public sealed record LeverPreview(
    string Title,
    string Button,
    IReadOnlyList<(string Name, string Value)> Facts,
    IReadOnlyList<string> Notes,
    IReadOnlyList<string> Warnings,
    IReadOnlyDictionary<string, string> Hidden);
