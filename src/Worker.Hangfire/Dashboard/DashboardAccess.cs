namespace Worker.Hangfire.Dashboard;

public enum DashboardAccess
{
    None,

    View,

    Operate,
}
