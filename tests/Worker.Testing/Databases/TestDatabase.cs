using Worker.Data;
using Xunit;

namespace Worker.Testing.Databases;

/// <summary>
/// A database of its own for one test, gone afterwards: of the kind that the test case is for
/// (<see cref="DatabaseFactAttribute"/>), a SQLite file for any other test.
/// </summary>
public abstract class TestDatabase : IAsyncDisposable
{
    private readonly List<Database> opened = [];
    private Database? first;

    /// <summary>The database.</summary>
    public Database Database => first ??= Open();

    /// <summary>What configuration says of it.</summary>
    public abstract DatabaseProvider Provider { get; }

    /// <summary>What configuration says of it.</summary>
    public abstract string ConnectionString { get; }

    /// <summary>The kind of database that the current test case is for.</summary>
    public static DatabaseProvider Current =>
        TestContext.Current.TestCase?.Traits.TryGetValue(DatabaseCases.Trait, out IReadOnlyCollection<string>? names) == true
            ? Enum.Parse<DatabaseProvider>(names.Single())
            : DatabaseProvider.Sqlite;

    /// <summary>An empty database without a schema.</summary>
    public static async Task<TestDatabase> CreateEmptyAsync() =>
        Current == DatabaseProvider.Sqlite ? new SqliteTestDatabase() : await SqlServerTestDatabase.NewAsync();

    /// <summary>A database with this build's schema.</summary>
    public static async Task<TestDatabase> CreateAsync() =>
        Current == DatabaseProvider.Sqlite ? await SqliteTestDatabase.NewMigratedAsync() : await SqlServerTestDatabase.NewMigratedAsync();

    /// <summary>A database that the worker made by itself, by what it says of where it is; it goes with the test if it is still there.</summary>
    public static TestDatabase Adopt(string location) =>
        Current == DatabaseProvider.Sqlite ? new SqliteTestDatabase(location) : new SqlServerTestDatabase(location);

    /// <summary>Writes the file of an embedded database with this build's schema: a copy of one that was migrated once.</summary>
    public static Task WriteMigratedFileAsync(string file) => SqliteTestDatabase.WriteMigratedAsync(file);

    /// <summary>Whether it is there.</summary>
    public abstract Task<bool> ExistsAsync();

    /// <summary>The same database, opened as another process would.</summary>
    public Database Open()
    {
        Database database = Connect();
        opened.Add(database);
        return database;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        opened.OfType<IDisposable>().ToList().ForEach(database => database.Dispose());
        await DropAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract Database Connect();

    protected abstract Task DropAsync();
}
