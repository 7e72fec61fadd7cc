using Worker.Configuration.Reading;
using Worker.Servicing.Runs;

namespace Worker.Configuration.Sections;

internal static class RunSection
{
    public static RunSettings Read(SectionReader section)
    {
        var builtIn = new RunSettings();
        return new RunSettings
        {
            Lanes = section.Whole("Lanes", builtIn.Lanes, 1, 64),
            SliceSize = section.Whole("SliceSize", builtIn.SliceSize, 500, 100_000),
            Lease = section.Span("LeaseSeconds", builtIn.Lease, TimeSpan.FromSeconds(1), 5, 600),
        };
    }
}
