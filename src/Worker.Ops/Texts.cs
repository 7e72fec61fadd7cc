using System.Globalization;
using System.Resources;

namespace Worker.Ops;

/// <summary>The texts of one area of the ops site, in the language of the request: a pair of <c>.resx</c> files in the area's folder.</summary>
internal sealed class Texts
{
    private readonly ResourceManager resources;

    private Texts(string file) => resources = new ResourceManager($"Worker.Ops.{file}", typeof(Texts).Assembly);

    /// <summary>What several areas say: the frame of every page, signing in, names of jobs, runs' and attempts' states.</summary>
    public static Texts Site { get; } = new("SiteTexts");

    public static Texts Accounts { get; } = new("Accounts.AccountTexts");

    public static Texts Calendar { get; } = new("Calendar.CalendarTexts");

    public static Texts Downloads { get; } = new("Downloads.DownloadTexts");

    public static Texts InDoubt { get; } = new("InDoubt.InDoubtTexts");

    public static Texts Operations { get; } = new("Operations.OperationTexts");

    public static Texts Runs { get; } = new("Runs.RunTexts");

    public static Texts Switches { get; } = new("Switches.SwitchesTexts");

    public static Texts Today { get; } = new("Today.TodayTexts");

    /// <exception cref="MissingManifestResourceException">There is no such text.</exception>
    public string this[string key] => Find(key) ?? throw new MissingManifestResourceException($"{resources.BaseName} has no {key}.");

    public string this[string key, params object[] arguments] => string.Format(CultureInfo.CurrentCulture, this[key], arguments);

    public string? Find(string key) => resources.GetString(key, SiteLanguage.Current.Culture);

    /// <summary>What a stored or configured name of a kind is called; the name itself where it is not known.</summary>
    public string Name(string kind, object name) => Find($"{kind}_{name}") ?? $"{name}";
}
