using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Hosting.Transport;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Hosting.Transport;

public sealed class RefusalTests
{
    [Fact]
    public async Task Another_secret_is_refused_and_both_sides_say_so()
    {
        await using var left = await TransportNode.OpenAsync("left", TransportNode.Cluster with { Secret = new("a wrong secret") });
        await using var right = await TransportNode.OpenAsync("right");
        left.Transport.SetPeers([right.Peer]);

        (await left.TroubleAsync(TransportFault.WrongSecret)).ShouldContain("the secrets of the two differ");
        (await right.TroubleAsync(TransportFault.WrongSecret)).ShouldContain($"{left.Node} did not prove that it has the secret");
        left.Send(right, "t").ShouldBeFalse();
        right.HasMore.ShouldBeFalse();
    }

    [Fact]
    public async Task No_secret_is_another_secret()
    {
        await using var left = await TransportNode.OpenAsync("left", TransportNode.Cluster with { Secret = null });
        await using var right = await TransportNode.OpenAsync("right");
        left.Transport.SetPeers([right.Peer]);

        await left.TroubleAsync(TransportFault.WrongSecret);
        await right.TroubleAsync(TransportFault.WrongSecret);
    }

    [Fact]
    public async Task Another_cluster_is_refused_and_both_sides_say_so()
    {
        await using var left = await TransportNode.OpenAsync("left", TransportNode.Cluster with { Id = "green" });
        await using var right = await TransportNode.OpenAsync("right");
        left.Transport.SetPeers([right.Peer]);

        (await left.TroubleAsync(TransportFault.OtherCluster)).ShouldContain("does not belong to cluster 'green'");
        (await right.TroubleAsync(TransportFault.OtherCluster)).ShouldContain("belongs to cluster 'green', this node to 'blue'");
    }

    [Fact]
    public async Task Another_incarnation_is_refused_and_both_sides_say_so()
    {
        await using var left = await TransportNode.OpenAsync("left");
        await using var right = await TransportNode.OpenAsync("right");
        var meant = new NodeIncarnation("right", Guid.CreateVersion7());
        left.Transport.SetPeers([new(meant, right.Transport.Address)]);

        (await left.TroubleAsync(TransportFault.OtherIncarnation)).ShouldContain($"at the address of {meant}");
        (await right.TroubleAsync(TransportFault.OtherIncarnation)).ShouldContain($"{left.Node} meant {meant}, this is {right.Node}");
        left.Send(meant, "t", default).ShouldBeFalse();
    }

    [Theory]
    [InlineData((byte)(Handshake.WireVersion - 1))]
    [InlineData((byte)(Handshake.WireVersion + 1))]
    public async Task Another_version_is_refused_and_both_sides_say_so(byte version)
    {
        await using var left = await TransportNode.OpenAsync("left", settings: TransportNode.Settings with { WireVersion = version });
        await using var right = await TransportNode.OpenAsync("right");
        left.Transport.SetPeers([right.Peer]);

        (await left.TroubleAsync(TransportFault.OtherVersion)).ShouldContain($"does not speak version {version}");
        (await right.TroubleAsync(TransportFault.OtherVersion)).ShouldContain($"speaks version {version} of the node protocol, this node version {Handshake.WireVersion}");
    }

    [Fact]
    public async Task The_secret_is_in_no_log_and_no_report()
    {
        const string Canary = "canary-7c1fb2";
        using var logs = new KeptLogs();
        await using var left = await TransportNode.OpenAsync("left", TransportNode.Cluster with { Secret = new(Canary) }, logs: logs);
        await using var right = await TransportNode.OpenAsync("right", TransportNode.Cluster with { Secret = new(Canary + "-other") }, logs: logs);
        await using var well = await TransportNode.OpenAsync("well", TransportNode.Cluster with { Secret = new(Canary) }, logs: logs);
        left.Transport.SetPeers([right.Peer, well.Peer]);
        await left.ConnectedAsync(well.Node);
        await left.TroubleAsync(TransportFault.WrongSecret);
        await right.TroubleAsync(TransportFault.WrongSecret);

        var all = string.Join('\n', [.. logs.Lines, .. left.Reports, .. right.Reports, .. well.Reports]);
        logs.Lines.ShouldNotBeEmpty();
        all.ShouldNotContain("canary");
        all.ShouldNotContain(Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(Canary)), Case.Insensitive);
        all.ShouldNotContain(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Canary))[..12]);
    }

    [Fact]
    public void The_same_trouble_is_told_once_in_its_interval_and_then_with_how_often_it_was_not()
    {
        var told = new List<TransportTrouble>();
        var time = new SteppedTime();
        var reports = new TroubleReports(new Told(told), TimeSpan.FromSeconds(30), time);

        for (var i = 0; i < 5; i++) reports.OfPeer(TransportFault.Lost, "a", "lost");
        reports.OfPeer(TransportFault.Lost, "b", "lost");
        reports.OfPeer(TransportFault.WrongSecret, "a", "wrong");
        for (var i = 0; i < 5; i++) reports.OfCaller(TransportFault.WrongSecret, $"10.0.0.{i}:1", "wrong");
        time.Seconds = 31;
        reports.OfPeer(TransportFault.Lost, "a", "lost");

        told.Select(trouble => (trouble.Fault, trouble.Peer, trouble.Unreported)).ShouldBe([
            (TransportFault.Lost, "a", 0), (TransportFault.Lost, "b", 0), (TransportFault.WrongSecret, "a", 0),
            (TransportFault.WrongSecret, "10.0.0.0:1", 0), (TransportFault.Lost, "a", 4)]);
    }

    private sealed class Told(List<TransportTrouble> troubles) : ITransportObserver
    {
        public void Connected(NodeIncarnation peer)
        {
        }

        public void CertificatesRead(DateTimeOffset until)
        {
        }

        public void CertificatesRefused(string why)
        {
        }

        public void Trouble(TransportTrouble trouble) => troubles.Add(trouble);
    }

    private sealed class SteppedTime : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }

    private sealed class KeptLogs : ILoggerFactory, ILogger
    {
        private readonly Lock _lock = new();
        private readonly List<string> _lines = [];

        public IReadOnlyList<string> Lines
        {
            get
            {
                lock (_lock) return [.. _lines];
            }
        }

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_lock) _lines.Add($"{formatter(state, exception)} {exception}");
        }

        public void Dispose()
        {
        }
    }
}
