using Worker.Servicing.Import;

namespace Worker.Servicing.Tests.Import;

public sealed class ImportFolderTests
{
    private const string Names = "customers.csv, payment_methods.csv, plans.csv, installments.csv, payments.csv";

    [Fact]
    public async Task A_folder_that_is_not_there_is_refused()
    {
        using var reading = new ImportReading();
        Directory.Delete(reading.Folder.Path);

        Assert.Equal($"{reading.Folder.Path}: there is no such folder", await reading.ErrorsAsync());
        Directory.CreateDirectory(reading.Folder.Path);
    }

    [Fact]
    public async Task A_folder_without_any_of_the_files_is_refused()
    {
        using ImportReading reading = new ImportReading().With("notes.txt", "none");

        Assert.Equal($"{reading.Folder.Path}: the folder has none of {Names}", await reading.ErrorsAsync());
        Assert.Null(reading.Staged.Kept);
    }

    [Theory]
    [InlineData("payment.csv")]
    [InlineData("Payments.CSV")]
    public async Task A_misspelt_file_is_refused_rather_than_left_out(string name)
    {
        using ImportReading reading = new ImportReading()
            .With("customers.csv", ImportReading.Customers)
            .With(name, ImportReading.Payments);

        Assert.Equal($"{name}: is not a file that is imported: those are {Names}", await reading.ErrorsAsync());
        Assert.Null(reading.Staged.Kept);
    }

    [Fact]
    public async Task Any_of_the_files_alone_is_enough()
    {
        using ImportReading reading = new ImportReading().With("payments.csv", ImportReading.Payments);

        ImportReport report = await reading.RunAsync();

        Assert.True(report.Succeeded);
        Assert.Equal("payments.csv", Assert.Single(report.Files).File);
    }
}
