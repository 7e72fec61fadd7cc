using System.Globalization;
using Worker.Configuration.Reading;
using Worker.Servicing.LateFees;

namespace Worker.Configuration.Sections;

/// <summary>Reads <c>LateFees</c>: a list of policies for each product.</summary>
internal static class LateFeeSection
{
    private const string Allowed = "policies with the date each holds from, like [ { \"from\": \"2026-01-01\", \"graceDays\": 3 } ]";

    /// <summary>No sensible rate or factor is above it; it keeps the arithmetic in its range.</summary>
    private const decimal Most = 1000;

    public static IReadOnlyDictionary<string, IReadOnlyList<LateFeePolicy>> ReadAll(SectionReader lateFees)
    {
        var byProduct = new Dictionary<string, IReadOnlyList<LateFeePolicy>>(StringComparer.OrdinalIgnoreCase);
        foreach (SectionReader product in lateFees.Named())
        {
            IReadOnlyList<SectionReader> items = lateFees.Items(product.Name, Allowed) ?? [];
            LateFeePolicy[] policies = [.. items.Select(ReadOne).OrderBy(policy => policy.From)];
            if (policies.Length == 0)
            {
                lateFees.Findings.Refuse($"{product.Path} has no policy: {Allowed}");
                continue;
            }

            RefuseTwins(product, policies);
            byProduct[product.Name] = policies;
        }

        return byProduct;
    }

    private static LateFeePolicy ReadOne(SectionReader section)
    {
        var builtIn = new LateFeePolicy();
        return new LateFeePolicy
        {
            From = section.Read("from", builtIn.From, TryDate, "a date like 2026-01-01"),
            GraceDays = section.Whole("graceDays", builtIn.GraceDays, 0, 3650),
            Flat = section.Amounts("flat", allowsZero: true),
            DailyRate = section.Number("dailyRate", builtIn.DailyRate, 0, Most),
            CapPercent = section.Number("capPercent", builtIn.CapPercent, 0, Most),
            AnnualCap = section.Number("annualCap", builtIn.AnnualCap, 0, Most),
            AccrueFrom = section.Read("accrueFrom", builtIn.AccrueFrom, TryAccrueFrom, "dueDate or graceEnd"),
        };
    }

    private static void RefuseTwins(SectionReader product, LateFeePolicy[] policies)
    {
        foreach (DateOnly from in policies.GroupBy(policy => policy.From).Where(same => same.Count() > 1).Select(same => same.Key))
        {
            string date = from == DateOnly.MinValue ? "without a date to hold from" : $"from {from:yyyy-MM-dd}";
            product.Findings.Refuse($"{product.Path} has two policies {date}: each from a date of its own");
        }
    }

    private static bool TryDate(string text, out DateOnly date) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

    private static bool TryAccrueFrom(string text, out AccrueFrom accrueFrom)
    {
        accrueFrom = text.Equals("graceEnd", StringComparison.OrdinalIgnoreCase) ? AccrueFrom.GraceEnd : AccrueFrom.DueDate;
        return accrueFrom == AccrueFrom.GraceEnd || text.Equals("dueDate", StringComparison.OrdinalIgnoreCase);
    }
}
