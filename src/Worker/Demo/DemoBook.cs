using System.Globalization;
using CsvHelper;
using Worker.Servicing.Import;
using Worker.Servicing.Ledger;

namespace Worker.Demo;

/// <summary>
/// Writes a realistic book as the CSV files of an import: customers in two languages with their payment methods and plans.
/// The same options write the same book.
/// </summary>
internal sealed class DemoBook(DemoOptions options)
{
    private static readonly string[] FamilyNames = ["王", "李", "张", "刘", "陈", "杨", "黄", "赵", "周", "吴"];
    private static readonly string[] GivenNames = ["伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "洋", "艳"];
    private static readonly string[] FirstNames = ["Alice", "Ben", "Chloe", "Daniel", "Emma", "Felix", "Grace", "Henry", "Isla", "Jack"];
    private static readonly string[] LastNames = ["Archer", "Brown", "Clark", "Davies", "Evans", "Foster", "Green", "Hughes", "Irwin", "Jones"];
    private static readonly (string Product, int Count, long Price, decimal Rate)[] Products =
    [
        ("phone-12", 12, 599_900, 0.005m),
        ("cash-line", 6, 300_000, 0.012m),
        ("basket-3", 3, 89_700, 0m),
    ];

    private static readonly string[] Channels = ["card", "alipay", "wechatpay", "sandbox"];

    public void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        using var customers = new CsvTable(folder, ImportFile.Customers);
        using var methods = new CsvTable(folder, ImportFile.PaymentMethods);
        using var plans = new CsvTable(folder, ImportFile.Plans);
        using var installments = new CsvTable(folder, ImportFile.Installments);
        using var payments = new CsvTable(folder, ImportFile.Payments);

        // Seeded, so that a demo can be repeated; nothing here is a secret.
        var random = new Random(options.Customers);
        for (int number = 1; number <= options.Customers; number++)
        {
            string customer = $"C{number:00000}";
            WriteCustomer(customers, customer, number, random);
            string designated = WriteMethods(methods, customer, random);
            int count = random.Next(10) == 0 ? 2 : 1;
            for (int index = 1; index <= count; index++)
            {
                WritePlan(plans, installments, payments, customer, $"{customer}-P{index}", designated, random);
            }
        }
    }

    private static void WriteCustomer(CsvTable table, string customer, int number, Random random)
    {
        bool isChinese = number % 3 != 0;
        string name = isChinese
            ? FamilyNames[random.Next(10)] + GivenNames[random.Next(10)] + (random.Next(2) == 0 ? "" : GivenNames[random.Next(10)])
            : $"{FirstNames[random.Next(10)]} {LastNames[random.Next(10)]}";
        string zone = isChinese ? "Asia/Shanghai" : random.Next(4) switch { 0 => "Europe/London", 1 => "America/New_York", _ => "Asia/Shanghai" };
        table.Row(customer, name, $"{customer.ToLowerInvariant()}@customers.example", isChinese ? "zh-CN" : "en", zone);
    }

    private string WriteMethods(CsvTable table, string customer, Random random)
    {
        DateOnly payday = options.From.AddDays(10 + random.Next(6));
        int count = random.Next(3) == 0 ? 2 : 1;
        for (int index = 1; index <= count; index++)
        {
            // A second method always works, so that the demo shows a fallback that succeeds.
            string token = index == 1 ? DemoTokens.Draw(random.Next(100), payday) : "ok";
            string channel = Channels[random.Next(Channels.Length)];

            // A wallet has a mandate with limits, a card has none.
            (string maximum, string from) = channel is "alipay" or "wechatpay" ? ("5000.00", Date(options.From.AddYears(-2))) : ("", "");
            table.Row($"{customer}-M{index}", customer, channel, token, index, PaymentMethodStatus.Active, maximum, from, "");
        }

        return $"{customer}-M1";
    }

    private void WritePlan(
        CsvTable plans, CsvTable installments, CsvTable payments, string customer, string plan, string designated, Random random)
    {
        (string product, int count, long price, decimal rate) = Products[random.Next(Products.Length)];
        long principal = price - random.Next(200) * 100;
        int elapsed = random.Next(count);
        DateOnly firstDue = options.From.AddDays(random.Next(30)).AddMonths(-elapsed);
        bool autopay = random.Next(20) != 0;
        plans.Row(
            plan, customer, product, "CNY", Major(principal), Date(firstDue.AddMonths(-1)), autopay ? "true" : "false", random.Next(4) == 0 ? "" : designated, "true");
        long left = principal;
        for (int number = 1; number <= count; number++)
        {
            long part = number == count ? left : principal / count;
            left -= part;
            long interest = (long)Math.Round(principal * rate, MidpointRounding.ToEven);
            DateOnly dueOn = firstDue.AddMonths(number - 1);
            installments.Row(plan, number, Date(dueOn), Major(part), Major(interest));
            WritePastPayment(payments, plan, number, part + interest, dueOn, random);
        }
    }

    /// <summary>What fell due before the demo began was paid elsewhere, except for a few who paid half.</summary>
    private void WritePastPayment(CsvTable payments, string plan, int number, long scheduled, DateOnly dueOn, Random random)
    {
        if (dueOn >= options.From)
        {
            return;
        }

        long amount = random.Next(25) == 0 ? scheduled / 2 : scheduled;
        payments.Row($"{plan}-{number}", plan, number, Major(amount), Date(dueOn), "bank transfer");
    }

    private static string Major(long minor) => (minor / 100m).ToString("F2", CultureInfo.InvariantCulture);

    private static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private sealed class CsvTable : IDisposable
    {
        private readonly CsvWriter writer;

        public CsvTable(string folder, ImportFile file)
        {
            writer = CsvWriter.ToFile(Path.Combine(folder, file.Name));
            Row([.. file.Columns]);
        }

        public void Row(params object[] values)
        {
            foreach (object value in values)
            {
                writer.WriteField(Convert.ToString(value, CultureInfo.InvariantCulture)!);
            }

            writer.EndRecord();
        }

        public void Dispose() => writer.Dispose();
    }
}
