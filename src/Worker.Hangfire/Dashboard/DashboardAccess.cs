namespace Worker.Hangfire.Dashboard;

/// <summary>What somebody may do on the dashboard.</summary>
public enum DashboardAccess
{
    /// <summary>Nothing: it is refused.</summary>
    None,

    /// <summary>Look at everything.</summary>
    View,

    /// <summary>Press its buttons too.</summary>
    Operate,
}
