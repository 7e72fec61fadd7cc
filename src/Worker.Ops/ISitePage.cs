namespace Worker.Ops;

/// <summary>A page of the ops site, or a group of pages behind one link.</summary>
public interface ISitePage
{
    /// <summary>Where its link leads; null for one that has none.</summary>
    string? Path { get; }

    /// <summary>What its link says, in the language of the request.</summary>
    string Title { get; }

    /// <summary>Who may see it: a name of <see cref="Access.SitePolicies"/>. Actions ask for more by themselves.</summary>
    string Policy { get; }

    void Map(IEndpointRouteBuilder site);
}
