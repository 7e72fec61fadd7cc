using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;
using Worker.Configuration.Reading;

namespace Worker.Configuration;

/// <summary>Makes settings of a configuration, or finds everything that is wrong with it.</summary>
public static class SettingsReader
{
    /// <summary>
    /// Reads every section. False with all errors at once, each naming its key, its value and what is allowed; a value
    /// that is secret, came from a file or is under an unknown key is never shown.
    /// </summary>
    /// <param name="configuration">As <see cref="WorkerConfiguration"/> builds it.</param>
    /// <param name="settings">The settings; null when there are errors.</param>
    /// <param name="errors">One line each; empty when there are settings.</param>
    public static bool TryRead(
        IConfiguration configuration, [NotNullWhen(true)] out WorkerSettings? settings, out IReadOnlyList<string> errors)
    {
        settings = TryRead(configuration, out Findings findings);
        errors = findings.Errors;
        return settings is not null;
    }

    /// <summary>Reads every section; what it asked for, and what is wrong, is in the findings.</summary>
    internal static WorkerSettings? TryRead(IConfiguration configuration, out Findings findings)
    {
        findings = new Findings();
        var rules = new SettingsRules(configuration, new SettingsBinder(configuration, findings), findings);
        try
        {
            // What a host does with ValidateOnStart; every command does it, host or not, before anything else.
            return new OptionsFactory<WorkerSettings>([rules], [rules], [rules]).Create(Options.DefaultName);
        }
        catch (OptionsValidationException)
        {
            return null;
        }
    }
}
