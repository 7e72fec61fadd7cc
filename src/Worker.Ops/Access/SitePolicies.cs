using Microsoft.AspNetCore.Authorization;
using Worker.Ops.Settings;

namespace Worker.Ops.Access;

/// <summary>
/// Who may see and do what on the ops site. What says nothing asks for <see cref="Viewer"/>; forms and actions need no
/// word about antiforgery, since every request that may change something needs a token (see <see cref="AntiforgeryGate"/>).
/// </summary>
public static class SitePolicies
{
    /// <summary>The policy for what may be seen: viewers and operators.</summary>
    public const string Viewer = "viewer";

    public const string Operator = "operator";

    public static TBuilder RequireViewer<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder => endpoints.RequireAuthorization(Viewer);

    public static TBuilder RequireOperator<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder => endpoints.RequireAuthorization(Operator);

    public static string NameOf(OperatorRole role) => role == OperatorRole.Operator ? Operator : Viewer;

    /// <summary>Adds the policies, and makes the one for viewers that of everything that names none.</summary>
    internal static void Configure(AuthorizationOptions options)
    {
        AuthorizationPolicy viewer = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireRole(Viewer, Operator).Build();
        options.AddPolicy(Viewer, viewer);
        options.AddPolicy(Operator, policy => policy.RequireAuthenticatedUser().RequireRole(Operator));
        options.DefaultPolicy = viewer;
        options.FallbackPolicy = viewer;
    }
}
