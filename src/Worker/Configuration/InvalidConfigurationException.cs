namespace Worker.Configuration;

/// <summary>A source of configuration can't be read at all. The process ends with exit code 2.</summary>
public sealed class InvalidConfigurationException(IReadOnlyList<string> errors)
    : Exception(string.Join(Environment.NewLine, errors))
{
    public IReadOnlyList<string> Errors => errors;
}
