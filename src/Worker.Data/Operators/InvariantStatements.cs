using Worker.Servicing.Operators;

namespace Worker.Data.Operators;

/// <summary>How checks are called among the statements: <c>doctor/open-debits-match</c>.</summary>
internal static class InvariantStatements
{
    public static string Of(Invariant invariant) => $"doctor/{invariant.Name}";
}
