namespace Worker.Hangfire.Dashboard;

/// <summary>What somebody may do on the dashboard.</summary>
public enum DashboardAccess
{
    None,

    View,

    Operate,
}
