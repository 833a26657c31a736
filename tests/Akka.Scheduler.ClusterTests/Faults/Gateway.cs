using System.Net.Http.Json;

namespace Akka.Scheduler.ClusterTests.Faults;

/// <summary>What a request came to: a status, or null where no answer came.</summary>
internal readonly record struct Reply(int? Status)
{
    /// <summary>Whether an earlier try of the same request got no answer: it may still arrive, and find what this one did not.</summary>
    public bool IsRepeated { get; init; }

    public bool IsDone => Status is >= 200 and < 300;

    /// <summary>Whether nothing is known: it may have been done.</summary>
    public bool IsUnknown => Status is null or >= 500;

    /// <summary>Whether it was not done, and will not be.</summary>
    public bool IsRefusal => !IsDone && !IsUnknown && !IsRepeated;

    /// <summary>Whether it was not done, and may be asked again.</summary>
    public bool IsBusy => Status == 429;
}

/// <summary>Asks any node that runs, as a client behind a load balancer would.</summary>
internal sealed class Gateway(ClusterRig rig, int seed) : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(12) };
    private readonly Random _random = new(seed);

    public async Task<Reply> SendAsync(HttpMethod method, string path, object? body, CancellationToken cancel, (string Name, string Value)? header = null)
    {
        try
        {
            var nodes = rig.Nodes.Where(node => node.IsWanted).ToList();
            if (nodes.Count == 0) return default;
            using var request = new HttpRequestMessage(method, new Uri(nodes[Next(nodes.Count)].Http, $"/api/v1/{path}"));
            if (body is not null) request.Content = JsonContent.Create(body);
            if (header is var (name, value)) request.Headers.TryAddWithoutValidation(name, value);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            return new((int)response.StatusCode);
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException || (lost is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return default;
        }
    }

    /// <summary>Asks until there is an answer that says what was done.</summary>
    public async Task<Reply> InsistAsync(HttpMethod method, string path, object? body, CancellationToken cancel, (string Name, string Value)? header = null)
    {
        var isRepeated = false;
        while (true)
        {
            var reply = await SendAsync(method, path, body, cancel, header);
            if (!reply.IsUnknown && !reply.IsBusy) return reply with { IsRepeated = isRepeated };
            isRepeated |= reply.IsUnknown;
            await Task.Delay(TimeSpan.FromMilliseconds(50 + Next(200)), cancel);
        }
    }

    public void Dispose() => _http.Dispose();

    private int Next(int bound)
    {
        lock (_random) return _random.Next(bound);
    }
}
