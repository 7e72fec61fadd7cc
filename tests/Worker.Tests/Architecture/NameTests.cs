using System.Text.RegularExpressions;

namespace Worker.Tests.Architecture;

/// <summary>Names are the field's standard terms: no metaphors, and nothing that could be the name of anything.</summary>
public sealed partial class NameTests
{
    /// <summary>What was called so before there was this rule. It only gets shorter.</summary>
    private static readonly HashSet<string> Older = new(StringComparer.Ordinal)
    {
        "CalendarDesk", "FateRow", "HoldDesk", "HoldLever", "ILedgerDeeds", "InstallmentLevers", "ILever", "IRunWishes", "KeptMessage",
        "KeptMessageRow", "LedgerDeed", "LedgerDeeds", "LeverCommands", "LeverEndpoints", "LeverForm", "LeverOutcome",
        "LeverPage", "LeverPreview", "LeverRefusal", "LeverRefusedException", "LeverTexts", "MessageDesk", "MessageFate",
        "MethodDesk", "MethodLever", "NotKeptException", "Occasion", "OccasionRow", "OrderDesk", "PaymentDesk",
        "PaymentLever", "PlanStanding", "PruneDesk", "ReleaseLever", "ReversalDesk", "ReverseLever", "RunDesk",
        "SendAgainLever", "SiteKeysKept", "StandingGauges", "StatusDesk", "SwitchDesk", "TodayDesk", "ToldAmount",
        "WaiveLever", "WaiverDesk", "Wish",
    };

    [Fact]
    public void No_type_is_named_by_a_metaphor_or_by_a_word_that_says_nothing() => Assert.Empty(
        WorkerTypes.All.Types.Select(type => type.Name).Where(name => Banned.IsMatch(name) && !Older.Contains(name)).Order(StringComparer.Ordinal));

    [GeneratedRegex(
        "(Desk|Deed|Fate|Wish|Told|Kept|Standing|Witness|Seat|Road|Lever|Occasion|Manager|Helper|Util)(?![a-z])|Deeds|Wishes|Levers|Utils|Utilities",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000)]
    private static partial Regex Banned { get; }
}
