using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Worker.Ops;

internal static class SiteResults
{
    public static RazorComponentResult<TPage> Page<TPage>(params (string Parameter, object? Value)[] shown)
        where TPage : IComponent => Page<TPage>(StatusCodes.Status200OK, shown);

    /// <summary>A page with what it shows, under another status: a form that was refused is shown again with 422.</summary>
    public static RazorComponentResult<TPage> Page<TPage>(int status, params (string Parameter, object? Value)[] shown)
        where TPage : IComponent =>
        new(shown.ToDictionary(one => one.Parameter, one => one.Value, StringComparer.Ordinal)) { StatusCode = status };
}
