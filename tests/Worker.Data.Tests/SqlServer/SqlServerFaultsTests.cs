using Microsoft.Data.SqlClient;
using Worker.Data.SqlServer;
using Worker.Testing.Databases;

namespace Worker.Data.Tests.SqlServer;

public sealed class SqlServerFaultsTests
{
    [Theory]
    [InlineData(1205, SqlServerFault.Deadlock)]
    [InlineData(50005, SqlServerFault.Deadlock)] // our own, where a transaction was given up over the ledger's lock
    [InlineData(2601, SqlServerFault.Conflict)] // unique index
    [InlineData(2627, SqlServerFault.Conflict)] // unique constraint, primary key
    [InlineData(3960, SqlServerFault.Conflict)] // snapshot update conflict
    [InlineData(-2, SqlServerFault.Timeout)] // the client's
    [InlineData(1222, SqlServerFault.Timeout)] // lock request
    [InlineData(10054, SqlServerFault.Connection)]
    [InlineData(11001, SqlServerFault.Connection)]
    [InlineData(233, SqlServerFault.Connection)]
    [InlineData(40613, SqlServerFault.Busy)] // Azure SQL: not available
    [InlineData(40501, SqlServerFault.Busy)] // Azure SQL: throttled
    [InlineData(49918, SqlServerFault.Busy)]
    [InlineData(10928, SqlServerFault.Busy)]
    [InlineData(3702, SqlServerFault.Busy)] // somebody is connected to what is dropped
    [InlineData(547, SqlServerFault.Lasting)] // foreign key
    [InlineData(515, SqlServerFault.Lasting)] // null where none may be
    [InlineData(208, SqlServerFault.Lasting)] // no such table
    [InlineData(229, SqlServerFault.Lasting)] // no right
    [InlineData(1105, SqlServerFault.Lasting)] // full
    [InlineData(18456, SqlServerFault.Lasting)] // wrong password
    [InlineData(50000, SqlServerFault.Lasting)] // a trigger of ours
    public void A_fault_is_known_by_its_number(int number, SqlServerFault fault) => Assert.Equal(fault, SqlServerFaults.Of(number, "Something."));

    [Theory]
    [InlineData("deadlock detected", SqlServerFault.Deadlock)]
    [InlineData("Duplicate key value violates unique constraint \"customer_ref\"", SqlServerFault.Conflict)]
    [InlineData("could not serialize access due to concurrent update", SqlServerFault.Conflict)]
    [InlineData("tuple concurrently updated", SqlServerFault.Conflict)]
    [InlineData("Cannot drop database \"a\" because it is currently in use in another session", SqlServerFault.Busy)]
    [InlineData("Process ID 12345 is not an active process ID", SqlServerFault.Busy)]
    [InlineData("canceling statement due to lock timeout", SqlServerFault.Timeout)]
    [InlineData("terminating connection due to administrator command", SqlServerFault.Connection)]
    [InlineData("FATAL: sorry, too many clients already", SqlServerFault.Busy)]
    [InlineData("syntax error near line 1 at character position 1", SqlServerFault.Lasting)]
    [InlineData("violates foreign key constraint \"deadlock_by_customer\"", SqlServerFault.Lasting)]
    public void A_fault_under_a_general_number_is_known_by_what_it_says(string message, SqlServerFault fault) =>
        Assert.Equal(fault, SqlServerFaults.Of(33557097, message));

    [Fact]
    public void A_number_counts_more_than_what_is_said() => Assert.Equal(SqlServerFault.Timeout, SqlServerFaults.Of(1222, "deadlock detected"));

    [Fact]
    public async Task A_server_that_can_not_be_reached_is_a_fault_of_the_connection() =>
        Assert.Equal(SqlServerFault.Connection, SqlServerFaults.Of(await UnreachableServer.RefuseAsync()));

    [Fact]
    public async Task A_server_that_hangs_up_is_a_fault_of_the_connection() =>
        Assert.Equal(SqlServerFault.Connection, SqlServerFaults.Of(await UnreachableServer.BreakAsync()));

    [Fact]
    public void What_comes_from_no_server_lasts_but_for_time_outs()
    {
        Assert.Equal(SqlServerFault.Timeout, SqlServerFaults.Of(new TimeoutException()));
        Assert.Equal(SqlServerFault.Lasting, SqlServerFaults.Of(new InvalidOperationException("deadlock detected")));
        Assert.Equal(SqlServerFault.Lasting, SqlServerFaults.Of(new OutcomeUnknownException(new TimeoutException())));
    }

    [DatabaseTheory(Only = DatabaseProvider.SqlServer)]
    [InlineData("insert into open_debit (installment_id, order_no, next_ask_at, last_sent_at) select 1, 'A', applied_at, applied_at from schema_migration", SqlServerFault.Conflict)]
    [InlineData("insert into active_run (job, run_id) values ('remind', 3)", SqlServerFault.Lasting)]
    [InlineData("select nothing from nowhere", SqlServerFault.Lasting)]
    [InlineData("insert into customer (customer_ref) values ('incomplete')", SqlServerFault.Lasting)]
    public async Task Errors_of_a_real_server_are_told_apart(string sql, SqlServerFault fault)
    {
        await using DataTest test = await DataTest.StartAsync();
        await using DatabaseSession connection = await test.Database.OpenAsync(CancellationToken.None);

        SqlException error = await Assert.ThrowsAsync<SqlException>(() => connection.ExecuteAsync(sql));

        Assert.Equal(fault, SqlServerFaults.Of(error));
    }
}
