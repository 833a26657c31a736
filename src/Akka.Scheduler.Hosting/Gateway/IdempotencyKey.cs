using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Engine.Storage;
using Microsoft.AspNetCore.Http;

namespace Akka.Scheduler.Hosting.Gateway;

/// <summary>The <c>Idempotency-Key</c> of a request. The ids of the tasks that it makes follow from it, so that a repetition finds them.</summary>
internal sealed class IdempotencyKey
{
    private const int MaxLength = 200;
    private readonly string _key;

    private IdempotencyKey(string key) => _key = key;

    /// <summary>The key of a request, or <see langword="null"/> where it has none.</summary>
    public static (IdempotencyKey? Key, IResult? Problem) Of(HttpRequest request)
    {
        if (!request.Headers.TryGetValue("Idempotency-Key", out var values)) return (null, null);
        var text = values.ToString();
        return IdText.Problem(text) is { } problem && (text.Length is 0 or > MaxLength || text.Any(char.IsControl))
            ? (null, Problems.Invalid("Idempotency-Key", problem))
            : (new(text), null);
    }

    /// <summary>The id of the task at a place of the request.</summary>
    public TaskId IdOf(int index)
    {
        Span<byte> place = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(place, index);
        var hash = SHA256.HashData([.. Encoding.UTF8.GetBytes(_key), 0, .. place]);
        return TaskId.From(new Guid(hash.AsSpan(0, 16)));
    }

    /// <summary>Claims the key for the raw body of a request that was read already, with buffering.</summary>
    public async Task<KeyClaim> ClaimAsync(HttpRequest request, GatewayServices services)
    {
        var cancel = request.HttpContext.RequestAborted;
        request.Body.Position = 0;
        var hash = await SHA256.HashDataAsync(request.Body, cancel);
        return await services.Store.Idempotency.ClaimAsync(_key, hash, services.Now, cancel);
    }
}
