using System.Net.Sockets;
using System.Text;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.IntegrationTests.Storage.Conformance;
using Akka.Scheduler.Storage.PostgreSql;
using Npgsql;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Storage.PostgreSql;

public sealed class ErrorClassTests
{
    [Theory]
    [InlineData("40001", true, true)]
    [InlineData("40P01", true, true)]
    [InlineData("55P03", true, true)]
    [InlineData("57014", true, true)]
    [InlineData("0A000", true, true)]
    [InlineData("53100", true, false)]
    [InlineData("53300", true, false)]
    [InlineData("25006", true, false)]
    [InlineData("26000", true, false)]
    [InlineData("23505", false, true)]
    [InlineData("23514", false, true)]
    [InlineData("22021", false, true)]
    [InlineData("42P01", false, true)]
    [InlineData("SH004", false, true)]
    public void What_the_server_refuses_is_not_applied(string code, bool transient, bool ofTheGroup)
    {
        var refused = ErrorClasses.WhileSending(Said("ERROR", code)).ShouldBeOfType<StoreError.Refused>();

        refused.Transient.ShouldBe(transient);
        refused.OfTheGroup.ShouldBe(ofTheGroup);
    }

    [Theory]
    [InlineData("SH001")]
    [InlineData("SH002")]
    [InlineData("SH003")]
    public void The_fences_own_codes_name_their_shards(string code) =>
        ErrorClasses.WhileSending(Said("ERROR", code, $"7:{code}")).ShouldBeOfType<StoreError.Fenced>().Verdicts.ShouldBe($"7:{code}");

    [Fact]
    public void The_end_of_a_session_says_nothing_about_its_commit()
    {
        ErrorClasses.WhileSending(Said("FATAL", "57P01")).ShouldBeOfType<StoreError.Unknown>();
        ErrorClasses.WhileSending(Said("PANIC", "XX000")).ShouldBeOfType<StoreError.Unknown>();
    }

    [Fact]
    public void An_error_of_the_network_is_unknown_even_where_the_driver_calls_it_transient()
    {
        Exception[] errors =
        [
            new NpgsqlException("broken", new IOException("reset")), new NpgsqlException("late", new TimeoutException()), new SocketException(104),
            new IOException(), new TimeoutException(), new OperationCanceledException(), new ObjectDisposedException("connection"),
        ];
        foreach (var error in errors) ErrorClasses.WhileSending(error).ShouldBeOfType<StoreError.Unknown>(error.GetType().Name);
    }

    [Fact]
    public void A_timeout_that_the_server_confirmed_is_a_refusal() =>
        ErrorClasses.WhileSending(new NpgsqlException("late", Said("ERROR", "57014"))).ShouldBeOfType<StoreError.Refused>().Transient.ShouldBeTrue();

    [Fact]
    public void What_the_driver_cannot_write_fails_alone_and_for_good()
    {
        var refused = ErrorClasses.WhileSending(new EncoderFallbackException("lone surrogate")).ShouldBeOfType<StoreError.Refused>();

        refused.Transient.ShouldBeFalse();
        refused.OfTheGroup.ShouldBeTrue();
    }

    [Fact]
    public void Before_anything_is_sent_nothing_is_unknown()
    {
        ErrorClasses.WhileConnecting(new NpgsqlException("refused", new SocketException(111))).Transient.ShouldBeTrue();
        ErrorClasses.WhileConnecting(new TimeoutException()).Transient.ShouldBeTrue();
        ErrorClasses.WhileConnecting(Said("FATAL", "57P03")).Transient.ShouldBeTrue();
        ErrorClasses.WhileConnecting(Said("FATAL", "28P01")).Transient.ShouldBeFalse();
        ErrorClasses.WhileConnecting(Said("FATAL", "3D000")).Transient.ShouldBeFalse();
    }

    [Fact]
    public async Task A_server_that_is_away_is_told_at_once_and_by_its_address()
    {
        var away = new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = 1, Username = "u", Database = "d" }.ConnectionString;

        var told = await Should.ThrowAsync<StoreUnavailableException>(() => PostgreSqlFixture.OpenStoreAsync(away));

        told.Message.ShouldContain("127.0.0.1:1/d");
    }

    [Fact]
    public async Task A_store_whose_server_goes_away_refuses_and_says_unavailable_and_recovers()
    {
        await using var rig = await Rig.OpenAsync();
        var owner = await Rig.TakeAsync(rig.A, Rig.NodeA);
        await owner.ApplyAsync(Sample.Create(Sample.Spec("before")));
        rig.Proxy.Refuse();

        (await owner.SendAsync(owner.Batch())).ShouldBeOfType<CommitOutcome.Unknown>();
        (await owner.SendAsync(owner.Batch())).ShouldBeOfType<CommitOutcome.Refused>().Transient.ShouldBeTrue();
        await Should.ThrowAsync<StoreUnavailableException>(() => rig.A.Tasks.CountAsync(Sample.Now, Rig.Never));
        await Should.ThrowAsync<StoreUnavailableException>(() => rig.A.Inbox.InsertAsync([new(0, Sample.Spec("t"))], Rig.Never));
        (await rig.A.Membership.RenewAsync(Rig.NodeA, Rig.Never)).ShouldBe(Cluster.Membership.Renewal.Unknown);

        rig.Proxy.Heal();
        await owner.ApplyAsync(owner.Batch());
        (await rig.A.Membership.RenewAsync(Rig.NodeA, Rig.Never)).Outcome.ShouldBe(Cluster.Membership.RenewOutcome.Held);
    }

    private static PostgresException Said(string severity, string code, string? detail = null) => new("words", severity, severity, code, detail: detail);
}
