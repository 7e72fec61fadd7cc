using Microsoft.AspNetCore.Http;

namespace Worker.Hangfire.Scheduling;

public sealed class CurrentActor(IHttpContextAccessor accessor)
{
    /// <summary>The name of who is signed in; <c>dashboard</c> where nobody has to be.</summary>
    public string Name => accessor.HttpContext?.User.Identity is { IsAuthenticated: true, Name: { Length: > 0 } name } ? name : "dashboard";
}
