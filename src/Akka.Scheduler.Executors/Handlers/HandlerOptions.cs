using System.Text.Json;

namespace Akka.Scheduler.Executors.Handlers;

/// <summary>Options of in-process handlers.</summary>
public sealed record HandlerOptions
{
    /// <summary>
    /// How payloads and results are read and written; default camelCase by reflection. Give options with a source-generated resolver to do
    /// without reflection.
    /// </summary>
    public JsonSerializerOptions Json { get; init; } = JsonSerializerOptions.Web;

    /// <summary>
    /// The longest result that is kept, in characters of JSON; default 64 Ki. A longer one is left out: half of it would be no JSON.
    /// </summary>
    public int MaxResult { get; init; } = 64 * 1024;
}
