using Worker.Servicing.Operations;

namespace Worker.Ops.Operations;

/// <summary>Something operators do to an account: shown first, then done with a reason.</summary>
internal interface IOperation
{
    /// <summary>Its last part of the path, and what it is known by when it is done.</summary>
    string Name { get; }

    /// <summary>The path of the page it stands on, with <c>{id:long}</c>.</summary>
    string Page { get; }

    /// <summary>What it would do; null when there is nothing to do it to.</summary>
    /// <exception cref="OperationRefusedException">It would be refused.</exception>
    Task<OperationPreview?> PrepareAsync(OperationForm form, CancellationToken cancellationToken);

    /// <summary>Does it; null when there is nothing to do it to.</summary>
    /// <exception cref="OperationRefusedException">It was refused, and nothing was changed.</exception>
    Task<OperationOutcome?> ApplyAsync(OperationForm form, OperatorNote note, CancellationToken cancellationToken);
}

public sealed record OperationPreview(
    string Title,
    string Button,
    IReadOnlyList<(string Name, string Value)> Facts,
    IReadOnlyList<string> Notes,
    IReadOnlyList<string> Warnings,
    IReadOnlyDictionary<string, string> Hidden);
