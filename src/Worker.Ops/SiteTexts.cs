using System.Globalization;

namespace Worker.Ops;

/// <summary>What the door of the ops site says, in the language the browser asked for.</summary>
internal sealed record SiteTexts
{
    private SiteTexts()
    {
    }

    public required string Language { get; init; }

    public required string Product { get; init; }

    public required string SignIn { get; init; }

    public required string SignOut { get; init; }

    public required string Name { get; init; }

    public required string Password { get; init; }

    public required string WithProvider { get; init; }

    public required string Viewer { get; init; }

    public required string Operator { get; init; }

    public required string SignedInAs { get; init; }

    /// <summary>One text for a wrong name, a wrong password and a lock-out: which it was is told to nobody.</summary>
    public required string Refused { get; init; }

    public required string TooManyAttempts { get; init; }

    public required string TooManyAtOnce { get; init; }

    public required string ProviderFailed { get; init; }

    public required string NoRole { get; init; }

    public required string NeedsTls { get; init; }

    public required string OnlyThisMachine { get; init; }

    public required string NotYourRole { get; init; }

    public required string FormIsTooOld { get; init; }

    public required string NoHost { get; init; }

    public required string UnknownHost { get; init; }

    public required string Unavailable { get; init; }

    public required string DatabaseCannotBeUsed { get; init; }

    public static SiteTexts Current => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh" ? Chinese : English;

    public static SiteTexts English { get; } = new()
    {
        Language = "en",
        Product = "Installment worker",
        SignIn = "Sign in",
        SignOut = "Sign out",
        Name = "Name",
        Password = "Password",
        WithProvider = "Sign in with your organization's account",
        Viewer = "viewer",
        Operator = "operator",
        SignedInAs = "Signed in as",
        Refused = "Name or password is wrong, or there were too many wrong passwords for this name and it is locked for a while.",
        TooManyAttempts = "Too many attempts from your address. Wait a minute, then try again.",
        TooManyAtOnce = "Too many people are signing in at this moment. Wait some seconds, then try again.",
        ProviderFailed = "Signing in at your organization's provider did not work. Try again; the worker's log says more.",
        NoRole = "Your account has no role here. Ask whoever looks after this worker.",
        NeedsTls = "This page was not reached over an encrypted connection, so no password is taken here. Use the https address.",
        OnlyThisMachine = "Only this machine may look: nobody can sign in yet. docs/sign-in.md tells how to change that.",
        NotYourRole = "Your role does not allow this.",
        FormIsTooOld = "This form is too old, or was not ours. Go back, load the page again and try once more.",
        NoHost = "The Host of this request is no address.",
        UnknownHost = "This site does not go by the name that was asked for. Whoever looks after this worker can add it to Ops:Hosts.",
        Unavailable = "Not available",
        DatabaseCannotBeUsed = "The database is locked, or can't be reached at this moment. Nothing was changed. Wait a little, then try again; the worker's log says more.",
    };

    public static SiteTexts Chinese { get; } = new()
    {
        Language = "zh-CN",
        Product = "分期还款任务",
        SignIn = "登录",
        SignOut = "退出登录",
        Name = "用户名",
        Password = "密码",
        WithProvider = "使用组织账号登录",
        Viewer = "只读",
        Operator = "操作员",
        SignedInAs = "当前用户",
        Refused = "用户名或密码错误，或因多次输错密码，该用户名已被暂时锁定。",
        TooManyAttempts = "来自您地址的尝试过多。请等待一分钟后重试。",
        TooManyAtOnce = "当前同时登录的人过多。请稍候几秒再试。",
        ProviderFailed = "通过组织账号登录失败。请重试；详细原因见任务日志。",
        NoRole = "您的账号在此没有任何角色。请联系负责此任务的人员。",
        NeedsTls = "当前连接未加密，此处不接受密码。请使用 https 地址。",
        OnlyThisMachine = "仅限本机访问：尚未配置任何可登录的用户。配置方法见 docs/sign-in.md。",
        NotYourRole = "您的角色无权执行此操作。",
        FormIsTooOld = "此表单已过期，或并非来自本站。请返回并重新加载页面后再试。",
        NoHost = "此请求的 Host 不是有效地址。",
        UnknownHost = "本站不使用所请求的名称。负责此任务的人员可将其加入 Ops:Hosts。",
        Unavailable = "暂不可用",
        DatabaseCannotBeUsed = "数据库当前被锁定或无法访问，未做任何更改。请稍候再试；详细原因见任务日志。",
    };
}
