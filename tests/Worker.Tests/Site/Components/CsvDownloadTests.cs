using System.Text;
using Microsoft.AspNetCore.Http;
using Worker.Ops.Components;

namespace Worker.Tests.Site.Components;

public sealed class CsvDownloadTests
{
    [Fact]
    public async Task Rows_become_a_file_in_which_text_is_no_formula_and_numbers_stay_numbers()
    {
        (string Name, decimal Amount, DateOnly On)[] rows =
        [
            ("王伟, \"the one\"", 337.30m, new DateOnly(2026, 11, 21)),
            ("=HYPERLINK(\"http://evil.example\")", -5.00m, new DateOnly(2026, 11, 22)),
            ("-1+1|cmd", 0m, new DateOnly(2026, 11, 23)),
            ("@SUM(A1)", 0m, new DateOnly(2026, 11, 24)),
        ];
        var context = new DefaultHttpContext();
        using var body = new MemoryStream();
        context.Response.Body = body;

        await new CsvDownload<(string Name, decimal Amount, DateOnly On)>("还款.csv", ["name", "amount", "on"], rows.ToAsyncEnumerable(), (csv, row) =>
        {
            csv.WriteField(row.Name);
            csv.WriteField(row.Amount);
            csv.WriteField(row.On, "yyyy-MM-dd");
        }).ExecuteAsync(context);

        byte[] sent = body.ToArray();
        Assert.Equal(Encoding.UTF8.GetPreamble(), sent[..3]);
        Assert.Equal(
            [
                "name,amount,on",
                "\"王伟, \"\"the one\"\"\",337.30,2026-11-21",
                "\"'=HYPERLINK(\"\"http://evil.example\"\")\",-5.00,2026-11-22",
                "\"'-1+1|cmd\",0,2026-11-23",
                "\"'@SUM(A1)\",0,2026-11-24",
            ],
            Encoding.UTF8.GetString(sent[3..]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal("text/csv; charset=utf-8", context.Response.ContentType);
        Assert.Equal("attachment; filename=__.csv; filename*=UTF-8''%E8%BF%98%E6%AC%BE.csv", context.Response.Headers.ContentDisposition.ToString());
    }
}
