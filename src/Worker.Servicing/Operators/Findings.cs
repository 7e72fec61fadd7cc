namespace Worker.Servicing.Operators;

/// <summary>Counts what a check finds and keeps the first few, however many there are.</summary>
internal sealed class Findings(string name, string explanation)
{
    private const int MaximumExamples = 5;

    private readonly List<string> examples = [];
    private long count;

    public void Add(string finding)
    {
        count++;
        if (examples.Count < MaximumExamples)
        {
            examples.Add(finding);
        }
    }

    public InvariantResult ToResult() => new(name, count == 0, count, [.. examples], explanation);
}
