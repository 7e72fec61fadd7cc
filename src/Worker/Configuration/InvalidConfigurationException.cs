namespace Worker.Configuration;

/// <summary>A source of configuration can't be read at all. The process ends with exit code 2.</summary>
/// <param name="errors">One line for each source, naming it; at least one.</param>
public sealed class InvalidConfigurationException(IReadOnlyList<string> errors)
    : Exception(string.Join(Environment.NewLine, errors))
{
    public IReadOnlyList<string> Errors => errors;
}
