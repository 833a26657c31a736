using Akka.Scheduler.Engine.Storage;
using Npgsql;

namespace Akka.Scheduler.Storage.PostgreSql;

/// <summary>Runs one statement on a pool. Trouble of the store or the network becomes <see cref="StoreUnavailableException"/>; bugs stay what they are.</summary>
internal sealed class StoreCalls(NpgsqlDataSource source, SqlText sql)
{
    /// <summary>The statements.</summary>
    public SqlText Sql => sql;

    /// <summary>All rows of the statement <paramref name="name"/>.</summary>
    public Task<List<T>> ReadAsync<T>(string name, Func<NpgsqlDataReader, T> row, CancellationToken cancel, params NpgsqlParameter[] parameters) =>
        GuardAsync(async connection =>
        {
            await using var command = Command(name, connection, parameters);
            await using var reader = await command.ExecuteReaderAsync(cancel);
            var rows = new List<T>();
            while (await reader.ReadAsync(cancel)) rows.Add(row(reader));
            return rows;
        }, cancel);

    /// <summary>Runs the statement <paramref name="name"/> and answers how many rows it touched.</summary>
    public Task<int> RunAsync(string name, CancellationToken cancel, params NpgsqlParameter[] parameters) =>
        GuardAsync(async connection =>
        {
            await using var command = Command(name, connection, parameters);
            return await command.ExecuteNonQueryAsync(cancel);
        }, cancel);

    /// <summary>Does <paramref name="work"/> on a connection of its own.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be reached, or did not answer in time.</exception>
    public async Task<T> GuardAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancel)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancel);
            return await work(connection);
        }
        catch (Exception error) when (ErrorClasses.IsOutage(error))
        {
            throw new StoreUnavailableException($"PostgreSQL at {Place()} does not serve: {error.Message}", error);
        }
    }

    private NpgsqlCommand Command(string name, NpgsqlConnection connection, NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlCommand(sql[name], connection);
        command.Parameters.AddRange(parameters);
        return command;
    }

    private string Place()
    {
        var text = new NpgsqlConnectionStringBuilder(source.ConnectionString);
        return $"{text.Host}:{text.Port}/{text.Database}";
    }
}
