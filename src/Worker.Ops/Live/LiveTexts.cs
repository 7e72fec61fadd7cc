namespace Worker.Ops.Live;

internal sealed record LiveTexts
{
    public required string NoRun { get; init; }

    public required string Preparing { get; init; }

    public required Func<string, string, string> Done { get; init; }

    /// <summary>How many records a second.</summary>
    public required Func<string, string> Rate { get; init; }

    public required Func<string, string> Left { get; init; }

    public static LiveTexts Current => SiteLanguage.Choose(English, Chinese);

    private static LiveTexts English { get; } = new()
    {
        NoRun = "No run is under way.",
        Preparing = "Looking for what there is to do",
        Done = (done, all) => $"{done} of {all} records",
        Rate = rate => $"{rate} a second",
        Left = left => $"about {left} left",
    };

    private static LiveTexts Chinese { get; } = new()
    {
        NoRun = "当前没有正在运行的任务。",
        Preparing = "正在查找待处理记录",
        Done = (done, all) => $"{done} / {all} 条记录",
        Rate = rate => $"每秒 {rate} 条",
        Left = left => $"预计剩余 {left}",
    };
}
