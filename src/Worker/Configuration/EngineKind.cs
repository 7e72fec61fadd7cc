namespace Worker.Configuration;

/// <summary>Which engine says when jobs run.</summary>
public enum EngineKind
{
    /// <summary>Hangfire, with its dashboard; not in every build.</summary>
    Hangfire = 1,

    /// <summary>Quartz.NET.</summary>
    Quartz,
}
