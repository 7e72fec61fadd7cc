using Worker.Configuration.Reading;
using Worker.Site.SignIn;

namespace Worker.Configuration.Sections;

/// <summary>Reads <c>Ops:Operators</c>: one section for each operator.</summary>
internal static class OperatorSection
{
    public static IReadOnlyList<OperatorAccount> ReadAll(SectionReader operators)
    {
        var read = new List<OperatorAccount>();
        foreach (SectionReader section in operators.Named())
        {
            // Names of environment variables are commonly in capitals.
            string name = section.Name.ToLowerInvariant();
            if (!OperatorAccount.IsName(name))
            {
                section.Findings.Refuse($"{Entry.OneLine(section.Path)} is no operator's name: {OperatorAccount.AllowedNames}");
            }

            OperatorRole role = section.OneOf("Role", OperatorRole.Viewer);
            string? hash = section.Required<string>("PasswordHash", TryHash, "what 'worker operator add' prints", isSecret: true);
            if (hash is not null)
            {
                read.Add(new OperatorAccount(name, role, hash));
            }
        }

        return read;
    }

    private static bool TryHash(string text, out string hash) => PasswordHash.IsOne(hash = text);
}
