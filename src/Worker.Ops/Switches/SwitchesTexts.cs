namespace Worker.Ops.Switches;

internal sealed record SwitchesTexts
{
    public required string Title { get; init; }
    public required string Explanation { get; init; }
    public required string On { get; init; }
    public required string Off { get; init; }
    public required Func<string, string> TurnOff { get; init; }
    public required Func<string, string> Restore { get; init; }
    public required string Since { get; init; }
    public required string By { get; init; }
    public required string NotConfigured { get; init; }
    public required string History { get; init; }
    public required string HistoryTitle { get; init; }
    public required string At { get; init; }
    public required string Switch { get; init; }
    public required string Side { get; init; }
    public required string Who { get; init; }
    public required string Why { get; init; }

    public static SwitchesTexts Current => SiteLanguage.Choose(English, Chinese);

    private static SwitchesTexts English { get; } = new()
    {
        Title = "Switches",
        Explanation = "A switch takes effect within a second, in the middle of a run too: what was not sent is withdrawn. While anything is off, every page says so. Attempts in doubt are asked about all the same; nothing is sent again while its switch is off.",
        On = "on",
        Off = "off",
        TurnOff = name => $"Switch off: {name}",
        Restore = name => $"Switch on again: {name}",
        Since = "since",
        By = "by",
        NotConfigured = "not configured any more",
        History = "Who turned what, the newest first",
        HistoryTitle = "History",
        At = "At",
        Switch = "Switch",
        Side = "Turned",
        Who = "Who",
        Why = "Why",
    };

    private static SwitchesTexts Chinese { get; } = new()
    {
        Title = "开关",
        Explanation = "开关在一秒内生效，运行中也一样：尚未发送的会被撤回。有开关关闭时，每个页面都会提示。存疑扣款仍会查询；关闭期间不会重发。",
        On = "开启",
        Off = "已关闭",
        TurnOff = name => $"关闭：{name}",
        Restore = name => $"恢复：{name}",
        Since = "自",
        By = "操作人",
        NotConfigured = "已不在配置中",
        History = "开关记录，最新在前",
        HistoryTitle = "历史",
        At = "时间",
        Switch = "开关",
        Side = "操作",
        Who = "操作人",
        Why = "原因",
    };
}
