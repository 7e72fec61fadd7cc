using Worker.Configuration.Reading;

namespace Worker.Configuration.Sections;

internal static class OperationsSection
{
    public static OperationsSettings Read(SectionReader section) => new() { ConfirmTriggers = section.Flag("ConfirmTriggers", false) };
}
