namespace Worker.Data.Tests.SqlText;

public sealed class CancellationRulesTests
{
    [Theory]
    [InlineData("session.ExecuteAsync(sql)")]
    [InlineData("connection.OpenAsync(token)")]
    [InlineData("connection.OpenAsync()", "OpenAsync is not told of a token")]
    [InlineData("connection.Open()", "Open keeps its thread waiting")]
    [InlineData("command.ExecuteNonQueryAsync(token)")]
    [InlineData("command.ExecuteNonQuery()", "ExecuteNonQuery keeps its thread waiting")]
    [InlineData("reader.Read()", "Read keeps its thread waiting")]
    [InlineData("reader.ReadAsync()", "ReadAsync is not told of a token")]
    [InlineData("reader.GetInt64(0)")]
    [InlineData("connection.ExecuteAsync(sql)", "ExecuteAsync of Dapper goes past DatabaseSession")]
    [InlineData("connection.Query<int>(sql)", "Query of Dapper goes past DatabaseSession")]
    [InlineData(
        "connection.QueryAsync<int>(new CommandDefinition(sql, cancellationToken: token))",
        "QueryAsync of Dapper goes past DatabaseSession",
        "a command without a token or without a time-out")]
    [InlineData("new CommandDefinition(sql, commandTimeout: 1)", "a command without a token or without a time-out")]
    [InlineData("new CommandDefinition(sql, commandTimeout: 1, cancellationToken: token)")]
    public void What_could_wait_without_an_end_is_found(string expression, params string[] messages) => Assert.Equal(
        messages,
        CancellationRules.Check(SourceCode.Of((
            "src/Worker.Data/X.cs",
            $$"""
            using System.Data.Common;
            using Dapper;

            namespace Worker.Data;

            public static class Store {
                public static object Do(DatabaseSession session, DbConnection connection, DbCommand command, DbDataReader reader, string sql, CancellationToken token) {
                    var answer = {{expression}};
                    return answer;
                }
            }
            """))).Select(finding => finding.Message));
}
