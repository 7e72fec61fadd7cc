using Worker.Data;

namespace Worker.Testing.Databases;

/// <summary>What is said of a test that runs on databases.</summary>
internal interface IDatabaseTestAttribute
{
    /// <summary>The one database that the test is about; on every one when not set.</summary>
    DatabaseProvider Only { get; }
}
