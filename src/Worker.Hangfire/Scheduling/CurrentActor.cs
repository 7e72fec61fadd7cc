using Microsoft.AspNetCore.Http;
using Worker.Servicing.Operators;

namespace Worker.Hangfire.Scheduling;

public sealed class CurrentActor(IHttpContextAccessor accessor)
{
    /// <summary>Who is signed in; <c>dashboard</c> where nobody has to be.</summary>
    public Actor Actor => accessor.HttpContext?.User is { Identity: { IsAuthenticated: true, Name.Length: > 0 } } user ? Actor.Of(user) : new Actor("dashboard");
}
