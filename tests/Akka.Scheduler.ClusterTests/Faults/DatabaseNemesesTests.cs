using Akka.Scheduler.TestKit.PostgreSql;
using Npgsql;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.ClusterTests.Faults;

/// <summary>Faults of the database do to it what their names say, and end.</summary>
public sealed class DatabaseNemesesTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private PostgresServer _server = null!;
    private NpgsqlConnection _connection = null!;

    public async Task InitializeAsync()
    {
        _server = await PostgresServer.StartNewAsync(new() { OwnClock = true });
        _connection = new NpgsqlConnection(await _server.CreateDatabaseAsync());
        await _connection.OpenAsync();
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _connection.Dispose();

    [Fact]
    public async Task A_slow_commit_takes_as_long_as_was_asked_for()
    {
        await SlowCommits.SlowDownAsync(_connection, 100, CancellationToken.None);
        await UntilAsync("SHOW commit_delay", "100000");
        await UntilAsync("SHOW commit_siblings", "0");
        (await SlowCommits.CommitAsync(_connection, CancellationToken.None)).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(100));
        await SlowCommits.RecoverAsync(_connection);
        await UntilAsync("SHOW commit_delay", "0");
    }

    [Fact]
    public async Task A_held_commit_is_answered_when_it_is_let_go()
    {
        await HeldCommits.HoldAsync(_connection, CancellationToken.None);
        await UntilAsync("SHOW synchronous_standby_names", "absent");
        var commit = AskAsync("SELECT pg_logical_emit_message(true, 'probe', 'x')::text");
        await using var other = new NpgsqlConnection(_connection.ConnectionString);
        await other.OpenAsync();
        await UntilAsync($"SELECT coalesce(wait_event, '') FROM pg_stat_activity WHERE pid = {_connection.ProcessID}", "SyncRep", other);
        commit.IsCompleted.ShouldBeFalse();
        await HeldCommits.LetGoAsync(other);
        await commit.WaitAsync(Limit);
    }

    [Fact]
    public async Task A_paused_session_answers_when_it_goes_on()
    {
        var session = _server.Processes().Single(process => process.Id == _connection.ProcessID);
        session.ClientPort.ShouldNotBeNull();
        Task<string> answer;
        using (PostgresProcess.Pause([session]))
        {
            await UntilAsync(() => session.IsPaused);
            answer = AskAsync("SELECT 'x'");
            answer.IsCompleted.ShouldBeFalse();
        }

        (await answer.WaitAsync(Limit)).ShouldBe("x");
    }

    [Fact]
    public async Task A_stepped_clock_is_that_of_sessions_that_there_are()
    {
        var before = await ClockAsync();
        _server.StepClock(TimeSpan.FromHours(1));
        var ahead = await ClockAsync();
        ahead.ShouldBeGreaterThanOrEqualTo(before + TimeSpan.FromHours(1));
        _server.StepClock(TimeSpan.FromSeconds(-90));
        (await ClockAsync()).ShouldBeLessThan(ahead);
        _server.StepClock(TimeSpan.Zero);
        (await ClockAsync()).ShouldBeGreaterThanOrEqualTo(before);
    }

    [Fact]
    public async Task A_server_goes_even_when_all_of_it_is_paused()
    {
        var server = await PostgresServer.StartNewAsync();
        var processes = server.Processes();
        processes.Count.ShouldBeGreaterThan(3);
        PostgresProcess.Pause(processes);
        await UntilAsync(() => processes.All(process => process.IsPaused));
        await server.DisposeAsync();
        await UntilAsync(() => processes.All(process => HasEnded(process.Id)));
    }

    // What has ended and was not noticed by its parent has no command line any more.
    private static bool HasEnded(int process) => !File.Exists($"/proc/{process}/cmdline") || File.ReadAllText($"/proc/{process}/cmdline").Length == 0;

    private async Task<string> AskAsync(string sql, NpgsqlConnection? connection = null)
    {
        await using var command = new NpgsqlCommand(sql, connection ?? _connection);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private async Task<DateTime> ClockAsync()
    {
        await using var command = new NpgsqlCommand("SELECT clock_timestamp()", _connection);
        return (DateTime)(await command.ExecuteScalarAsync())!;
    }

    private async Task UntilAsync(string sql, string expected, NpgsqlConnection? connection = null)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (await AskAsync(sql, connection) != expected) await Task.Delay(10, limit.Token);
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!holds()) await Task.Delay(10, limit.Token);
    }
}
