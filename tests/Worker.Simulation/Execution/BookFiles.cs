using System.Globalization;
using System.Text;
using Worker.Simulation.Generation;

namespace Worker.Simulation.Execution;

/// <summary>A story's book as files for an import.</summary>
internal static class BookFiles
{
    private const string Domain = "@customers.test";

    /// <summary>Whose address it is.</summary>
    public static string CustomerAt(string address) => address.Replace(Domain, "", StringComparison.Ordinal);

    /// <summary>Everything that is in the book when the story begins.</summary>
    public static void Write(string folder, Story story)
    {
        Write(folder, "customers", "customer_ref,name,email,language,time_zone", story.Customers.Select(
            customer => $"{customer.Reference},Li Lei,{customer.Reference}{Domain},{customer.Language},{customer.Zone}"));
        Write(folder, "payment_methods", MethodColumns, story.Customers.SelectMany(
            customer => customer.Methods.Select(method => Line(customer, method, "active"))));
        (StoryCustomer Owner, StoryPlan Plan)[] plans = [.. story.Customers.SelectMany(customer => customer.Plans.Select(plan => (customer, plan)))];
        Write(folder, "plans", "plan_ref,customer_ref,product,currency,principal,signed_on,autopay,method_ref,fallback", plans.Select(
            held => $"{held.Plan.Reference},{held.Owner.Reference},{held.Plan.Product},{held.Plan.Currency},"
                + $"{Major(held.Plan.Installments.Sum(part => part.Principal), held.Plan.Currency)},2026-01-01,"
                + $"{(held.Plan.Autopay ? "true" : "false")},{held.Plan.Method},{(held.Plan.Fallback ? "true" : "")}"));
        Write(folder, "installments", "plan_ref,number,due_on,principal,interest", plans.SelectMany(
            held => held.Plan.Installments.Select(part => $"{held.Plan.Reference},{part.Number},{part.DueOn:yyyy-MM-dd},"
                + $"{Major(part.Principal, held.Plan.Currency)},{Major(part.Interest, held.Plan.Currency)}")));
        if (story.Prepayments.Count > 0)
        {
            WritePayments(folder, story, story.Prepayments);
        }
    }

    /// <summary>Payments alone.</summary>
    public static void WritePayments(string folder, Story story, IEnumerable<StoryPayment> payments) => Write(
        folder,
        "payments",
        "payment_ref,plan_ref,number,amount,paid_on,source",
        payments.Select(payment => $"{payment.Reference},{payment.Plan},{payment.Number},"
            + $"{Major(payment.Amount, CurrencyOf(story, payment.Plan))},{payment.PaidOn:yyyy-MM-dd},branch"));

    /// <summary>A method alone, suspended by the book's owner.</summary>
    public static void WriteSuspended(string folder, Story story, string method)
    {
        StoryCustomer owner = story.Customers.First(customer => customer.Methods.Any(one => one.Reference == method));
        Write(folder, "payment_methods", MethodColumns, [Line(owner, owner.Methods.First(one => one.Reference == method), "suspended")]);
    }

    /// <summary>An amount in major units, as files and operators write it.</summary>
    public static string Major(long minor, string currency) => currency == "JPY"
        ? minor.ToString(CultureInfo.InvariantCulture)
        : (minor / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    public static string CurrencyOf(Story story, string plan) =>
        story.Customers.SelectMany(customer => customer.Plans).First(one => one.Reference == plan).Currency;

    private const string MethodColumns = "method_ref,customer_ref,channel,token,priority,status";

    private static string Line(StoryCustomer customer, StoryMethod method, string status) =>
        $"{method.Reference},{customer.Reference},{method.Channel},{method.Token},{method.Priority},{status}";

    private static void Write(string folder, string name, string columns, IEnumerable<string> lines)
    {
        Directory.CreateDirectory(folder);
        var text = new StringBuilder(columns).Append('\n');
        foreach (string line in lines)
        {
            text.Append(line).Append('\n');
        }

        File.WriteAllText(Path.Combine(folder, name + ".csv"), text.ToString());
    }
}
