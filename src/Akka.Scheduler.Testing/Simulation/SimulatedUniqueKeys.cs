using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Testing.Simulation;

/// <summary>Who has which unique key.</summary>
internal sealed class SimulatedUniqueKeys(StoreCalls calls) : IUniqueKeyStore
{
    public Task<IReadOnlyList<KeyHolder>> FindAsync(IReadOnlyList<string> keys, CancellationToken cancel) =>
        calls.ReadAsync<IReadOnlyList<KeyHolder>>(
            "unique keys", state => [.. keys.Distinct(StringComparer.Ordinal).Select(key => state.UniqueKeys.GetValueOrDefault(key)).OfType<KeyHolder>()], cancel);
}
