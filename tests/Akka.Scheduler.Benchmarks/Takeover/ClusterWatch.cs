using System.Text.Json;

namespace Akka.Scheduler.Benchmarks.Takeover;

/// <summary>What a node says of its cluster over HTTP.</summary>
internal sealed class ClusterWatch(Uri node) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = node, Timeout = TimeSpan.FromSeconds(5) };

    /// <summary>The node that has the singleton; <see langword="null"/> while none has.</summary>
    public async Task<string?> SingletonAsync()
    {
        using var cluster = JsonDocument.Parse(await _http.GetStringAsync("/api/v1/cluster"));
        return cluster.RootElement.GetProperty("singleton").TryGetProperty("nodeId", out var id) ? id.GetString() : null;
    }

    /// <summary>How many shards each node serves; those that nobody serves are under an empty name.</summary>
    public async Task<IReadOnlyDictionary<string, int>> ServedAsync()
    {
        using var shards = JsonDocument.Parse(await _http.GetStringAsync("/api/v1/cluster/shards"));
        return shards.RootElement.GetProperty("items").EnumerateArray().Select(ServedBy).GroupBy(id => id).ToDictionary(group => group.Key, group => group.Count());
    }

    public void Dispose() => _http.Dispose();

    private static string ServedBy(JsonElement shard) =>
        shard.GetProperty("state").GetString() == "serving" && shard.TryGetProperty("nodeId", out var id) ? id.GetString() ?? "" : "";
}
