using System.Collections.Concurrent;
using Akka.Scheduler.Cluster;
using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Hosting.Transport;
using Microsoft.Extensions.Logging;

namespace Akka.Scheduler.Hosting.Telemetry;

/// <summary>Writes what happens to the cluster into the log, and counts it for the metrics.</summary>
internal sealed partial class ClusterLog(ILogger<ClusterLog> log, TimeProvider time) : IClusterObserver, ITransportObserver
{
    private readonly long[] _moves = new long[Enum.GetValues<ShardChange>().Length];
    private readonly ConcurrentDictionary<int, long> _takenAt = new();
    private readonly ConcurrentDictionary<TransportFault, long> _peerTrouble = new();
    private long _declaredDead;
    private long _elections;
    private long _trouble;
    private long _maps;

    /// <summary>How long hand-offs took, from the word to the release.</summary>
    public LatencyHistogram HandOff { get; } = new(time);

    /// <summary>How long take-overs took, from the new term to the first request served.</summary>
    public LatencyHistogram TakeOver { get; } = new(time);

    /// <summary>Members that this node declared dead.</summary>
    public long DeclaredDead => Interlocked.Read(ref _declaredDead);

    /// <summary>How often the singleton came to this node.</summary>
    public long Elections => Interlocked.Read(ref _elections);

    /// <summary>Looks and take-overs that did not end well.</summary>
    public long Trouble => Interlocked.Read(ref _trouble);

    /// <summary>Connections from or to other nodes that were refused or broke, by why.</summary>
    public long PeerTrouble(TransportFault fault) => _peerTrouble.GetValueOrDefault(fault);

    /// <summary>Shard maps that this node published.</summary>
    public long Maps => Interlocked.Read(ref _maps);

    /// <summary>How often shards changed hands here, by how.</summary>
    public long Moves(ShardChange change) => Interlocked.Read(ref _moves[(int)change]);

    public void MemberDeclaredDead(NodeIncarnation member, TimeSpan silent)
    {
        Interlocked.Increment(ref _declaredDead);
        LogDeclaredDead(member.NodeId, member.Incarnation, silent.TotalSeconds);
    }

    public void MemberChanged(NodeIncarnation member, MemberState state) => LogMember(member.NodeId, member.Incarnation, state);

    public void ClusterTrouble(string operation, string why)
    {
        Interlocked.Increment(ref _trouble);
        LogTrouble(operation, why);
    }

    public void ShardMoved(int shard, ShardChange change, TimeSpan took)
    {
        Interlocked.Increment(ref _moves[(int)change]);
        if (change == ShardChange.HandedOff) HandOff.Record(took);
        if (change is ShardChange.Acquired or ShardChange.Forced) _takenAt[shard] = time.GetTimestamp();
        if (shard < 0 && change is ShardChange.Acquired or ShardChange.Forced) Interlocked.Increment(ref _elections);
        if (shard < 0) LogSingleton(change);
        else LogShard(shard, change);
    }

    /// <summary>A shard that was taken serves.</summary>
    public void Served(int shard)
    {
        if (_takenAt.TryRemove(shard, out var taken)) TakeOver.Record(time.GetElapsedTime(taken));
    }

    public void MapPublished(long version, int moves)
    {
        Interlocked.Increment(ref _maps);
        LogMap(version, moves);
    }

    public void Connected(NodeIncarnation peer) => LogConnected(peer.NodeId, peer.Incarnation);

    void ITransportObserver.Trouble(TransportTrouble trouble)
    {
        Interlocked.Increment(ref _trouble);
        _peerTrouble.AddOrUpdate(trouble.Fault, static (_, more) => 1 + more, static (_, sum, more) => sum + 1 + more, trouble.Unreported);
        LogTransport(trouble.Peer, trouble.Fault, trouble.Message, trouble.Unreported);
    }

    public void CertificatesRead(DateTimeOffset until) => LogCertificates(until);

    public void CertificatesRefused(string why)
    {
        Interlocked.Increment(ref _trouble);
        LogCertificatesRefused(why);
    }

    [LoggerMessage(1309, LogLevel.Information, "The certificates for connections between nodes have changed; new connections use them. This node's is good until {Until:u}")]
    private partial void LogCertificates(DateTimeOffset until);

    [LoggerMessage(1310, LogLevel.Error, "The certificates for connections between nodes have changed and cannot be used; the former ones stay in use. {Why}")]
    private partial void LogCertificatesRefused(string why);

    [LoggerMessage(1307, LogLevel.Debug, "Connected to node {Node} ({Incarnation})")]
    private partial void LogConnected(string node, Guid incarnation);

    [LoggerMessage(1308, LogLevel.Warning, "The way to or from {Peer}: {Fault}. {Message} ({Unreported} more not reported)")]
    private partial void LogTransport(string peer, TransportFault fault, string message, long unreported);

    [LoggerMessage(1301, LogLevel.Warning, "Node {Node} ({Incarnation}) gave no sign of life for {Seconds:0.0} s and is declared dead")]
    private partial void LogDeclaredDead(string node, Guid incarnation, double seconds);

    [LoggerMessage(1302, LogLevel.Information, "Node {Node} ({Incarnation}) is {State}")]
    private partial void LogMember(string node, Guid incarnation, MemberState state);

    [LoggerMessage(1303, LogLevel.Warning, "'{Operation}' did not end well; it is tried again: {Why}")]
    private partial void LogTrouble(string operation, string why);

    [LoggerMessage(1304, LogLevel.Debug, "Shard {Shard}: {Change}")]
    private partial void LogShard(int shard, ShardChange change);

    [LoggerMessage(1305, LogLevel.Information, "The scheduler singleton: {Change}")]
    private partial void LogSingleton(ShardChange change);

    [LoggerMessage(1306, LogLevel.Information, "Shard map {Version} is published; {Moves} shards move")]
    private partial void LogMap(long version, int moves);
}
