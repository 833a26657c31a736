using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.IntegrationTests.Storage.Conformance;

/// <summary>Opens fresh, empty stores of one kind.</summary>
public interface IStoreFixture
{
    Task<OpenedStore> OpenAsync();
}

/// <summary>A store of a test's own.</summary>
public sealed record OpenedStore(StorePorts Ports, Func<ValueTask> Close) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Close();
}
