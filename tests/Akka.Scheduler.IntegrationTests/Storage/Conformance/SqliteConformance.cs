using Akka.Scheduler.Storage.Sqlite;

namespace Akka.Scheduler.IntegrationTests.Storage.Conformance;

/// <summary>Opens SQLite stores in directories of their own.</summary>
public sealed class SqliteFixture : IStoreFixture
{
    public async Task<OpenedStore> OpenAsync()
    {
        var directory = Directory.CreateTempSubdirectory("scheduler-sqlite-").FullName;
        var store = await SqliteStore.OpenAsync(new() { Directory = directory }, TimeProvider.System, CancellationToken.None);
        return new(store.Ports, async () =>
        {
            await store.DisposeAsync();
            Directory.Delete(directory, recursive: true);
        });
    }
}

public sealed class SqliteFencingTests : FencingFacts<SqliteFixture>;

public sealed class SqliteBatchTests : BatchFacts<SqliteFixture>;

public sealed class SqliteContentTests : ContentFacts<SqliteFixture>;

public sealed class SqliteLoadingTests : LoadingFacts<SqliteFixture>;

public sealed class SqliteInboxTests : InboxFacts<SqliteFixture>;

public sealed class SqliteListTests : ListFacts<SqliteFixture>;

public sealed class SqliteQueryTests : QueryFacts<SqliteFixture>;

public sealed class SqliteScheduleTests : ScheduleFacts<SqliteFixture>;

public sealed class SqliteUniqueKeyTests : UniqueKeyFacts<SqliteFixture>;

public sealed class SqliteQueueTests : QueueFacts<SqliteFixture>;

public sealed class SqliteMembershipTests : MembershipFacts<SqliteFixture>;

public sealed class SqliteOwnershipTests : OwnershipFacts<SqliteFixture>;

public sealed class SqliteLifeTests : LifeFacts<SqliteFixture>;

public sealed class SqliteShardMapTests : ShardMapFacts<SqliteFixture>;

public sealed class SqliteOutputTests : OutputFacts<SqliteFixture>;

public sealed class SqliteIdempotencyTests : IdempotencyFacts<SqliteFixture>;

public sealed class SqliteRetentionTests : RetentionFacts<SqliteFixture>;

public sealed class SqliteDifferentialTests : DifferentialFacts<SqliteFixture>;

public sealed class SqliteDependencyTests : DependencyFacts<SqliteFixture>;

public sealed class SqliteSplitTests : SplitFacts<SqliteFixture>;
