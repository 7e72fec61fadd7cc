using Microsoft.Data.Sqlite;
using Worker.Data.Sqlite;
using Worker.Testing;

namespace Worker.Data.Tests.Sqlite;

/// <summary>What becomes of the file of the embedded database while the worker runs.</summary>
public sealed class MovedFileTests : IDisposable
{
    public static bool IsWindows => OperatingSystem.IsWindows();

    private readonly TemporaryFolder folder = new();
    private readonly string path;
    private readonly SqliteDatabase database;

    public MovedFileTests()
    {
        path = folder.File("book.db");
        database = new SqliteDatabase(path);
    }

    [Fact(SkipWhen = nameof(IsWindows), SkipType = typeof(MovedFileTests), Skip = "Windows does not let go of a file that is open.")]
    public async Task A_file_that_is_gone_is_not_made_anew_and_is_used_again_when_it_is_back()
    {
        await WriteAsync("create table note (text text not null)");
        await WriteAsync("insert into note values ('before')");
        string away = folder.File("away.db");
        File.Move(path, away);

        await Assert.ThrowsAsync<FileNotFoundException>(ReadAsync);
        FileNotFoundException gone = await Assert.ThrowsAsync<FileNotFoundException>(() => WriteAsync("insert into note values ('lost')"));
        Assert.Equal($"The database file {path} was there and is gone.", gone.Message);
        Assert.False(File.Exists(path));

        File.Move(away, path);
        await WriteAsync("insert into note values ('after')");
        Assert.Equal(["before", "after"], await ReadAsync());
    }

    [Fact(SkipWhen = nameof(IsWindows), SkipType = typeof(MovedFileTests), Skip = "Windows does not let go of a file that is open.")]
    public async Task A_file_that_was_put_in_its_place_is_the_one_that_is_read_and_written()
    {
        await WriteAsync("create table note (text text not null)");
        await WriteAsync("insert into note values ('old')");
        string restored = folder.File("restored.db");
        using (var other = new SqliteDatabase(restored))
        {
            await other.WriteAsync(
                async transaction => await transaction.ExecuteAsync(
                    "create table note (text text not null); insert into note values ('restored')"),
                CancellationToken.None);
        }

        foreach (string part in new[] { "", "-wal", "-shm" })
        {
            File.Delete(path + part);
        }

        File.Move(restored, path);
        await WriteAsync("insert into note values ('new')");

        Assert.Equal(["restored", "new"], await ReadAsync());
        using var another = new SqliteDatabase(path);
        Assert.Equal(2, await another.ReadAsync(connection => connection.ExecuteScalarAsync<int>("select count(*) from note"), CancellationToken.None));
    }

    [Fact]
    public async Task A_lock_of_another_process_is_waited_for_as_long_as_the_connection_string_says()
    {
        await WriteAsync("create table note (text text not null)");
        await using var other = new SqliteConnection($"Data Source={path};Pooling=false");
        await other.OpenAsync(TestContext.Current.CancellationToken);
        await using (other.BeginTransaction())
        {
            using var impatient = new SqliteDatabase($"Data Source={path};Default Timeout=1");
            SqliteException locked = await Assert.ThrowsAsync<SqliteException>(() => impatient.WriteAsync(
                async transaction => await transaction.ExecuteAsync("insert into note values ('x')"),
                CancellationToken.None));
            Assert.Equal(5, locked.SqliteErrorCode);
        }

        await WriteAsync("insert into note values ('free')");
        Assert.Equal(["free"], await ReadAsync());
    }

    public void Dispose()
    {
        database.Dispose();
        folder.Dispose();
    }

    private Task WriteAsync(string sql) => database.WriteAsync(
        async transaction => await transaction.ExecuteAsync(sql), CancellationToken.None);

    private Task<IEnumerable<string>> ReadAsync() =>
        database.ReadAsync(connection => connection.QueryAsync<string>("select text from note order by rowid"), CancellationToken.None);
}
