using Worker.Servicing.Comparison;

namespace Worker.Commands;

/// <summary>Prints what a comparison finds. Nothing is printed before the first difference, or the end.</summary>
internal interface IComparisonOutput : IAsyncDisposable
{
    void Add(StatementDifference difference);

    void Finish(StatementReport report);
}
