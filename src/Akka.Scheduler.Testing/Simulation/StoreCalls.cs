namespace Akka.Scheduler.Testing.Simulation;

/// <summary>A client's way to a simulated store.</summary>
internal sealed class StoreCalls(SimulatedStore store, string client)
{
    public SimulatedStore Store => store;

    public Task<T> ReadAsync<T>(string target, Func<StoreState, T> read, CancellationToken cancel) =>
        ReadAsync(StoreOperation.Read, target, read, cancel);

    public Task<T> ReadAsync<T>(StoreOperation operation, string target, Func<StoreState, T> read, CancellationToken cancel) =>
        store.CallAsync(new(client, operation, target), (state, _) => (state, read(state)), null, cancel);

    public Task<T> WriteAsync<T>(
        StoreOperation operation,
        string target,
        Func<StoreState, DateTimeOffset, (StoreState State, T Answer)> apply,
        Func<CallFailure, T>? failed,
        CancellationToken cancel) =>
        store.CallAsync(new(client, operation, target), apply, failed, cancel);

    public Task WriteAsync(StoreOperation operation, string target, Func<StoreState, StoreState> apply, CancellationToken cancel) =>
        store.CallAsync(new(client, operation, target), (state, _) => (apply(state), true), null, cancel);
}
