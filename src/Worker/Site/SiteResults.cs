using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Worker.Site;

/// <summary>What endpoints of pages answer with.</summary>
internal static class SiteResults
{
    /// <summary>A page with what it shows.</summary>
    public static RazorComponentResult<TPage> Page<TPage>(params (string Parameter, object? Value)[] shown)
        where TPage : IComponent => Page<TPage>(StatusCodes.Status200OK, shown);

    /// <summary>A page with what it shows, under another status: a form that was refused is shown again with 422.</summary>
    public static RazorComponentResult<TPage> Page<TPage>(int status, params (string Parameter, object? Value)[] shown)
        where TPage : IComponent =>
        new(shown.ToDictionary(one => one.Parameter, one => one.Value, StringComparer.Ordinal)) { StatusCode = status };
}
