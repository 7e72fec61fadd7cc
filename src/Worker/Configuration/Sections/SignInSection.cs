using Worker.Configuration.Reading;

namespace Worker.Configuration.Sections;

internal static class SignInSection
{
    public static SignInSettings Read(SectionReader section)
    {
        var builtIn = new SignInSettings();
        var settings = new SignInSettings
        {
            Idle = section.Span("IdleMinutes", builtIn.Idle, TimeSpan.FromMinutes(1), 1, 1440),
            Maximum = section.Span("MaximumHours", builtIn.Maximum, TimeSpan.FromHours(1), 1, 168),
            MaximumFailures = section.Whole("MaximumFailures", builtIn.MaximumFailures, 1, 100),
            LockOut = section.Span("LockOutMinutes", builtIn.LockOut, TimeSpan.FromMinutes(1), 1, 1440),
            AttemptsPerMinute = section.Whole("AttemptsPerMinute", builtIn.AttemptsPerMinute, 1, 1000),
        };
        return settings;
    }
}
