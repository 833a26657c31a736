using Akka.Scheduler.IntegrationTests.Storage.Conformance;

namespace Akka.Scheduler.IntegrationTests.Storage.PostgreSql;

public sealed class PostgreSqlFencingTests : FencingFacts<PostgreSqlFixture>;

public sealed class PostgreSqlBatchTests : BatchFacts<PostgreSqlFixture>;

public sealed class PostgreSqlContentTests : ContentFacts<PostgreSqlFixture>;

public sealed class PostgreSqlLoadingTests : LoadingFacts<PostgreSqlFixture>;

public sealed class PostgreSqlInboxTests : InboxFacts<PostgreSqlFixture>;

public sealed class PostgreSqlListTests : ListFacts<PostgreSqlFixture>;

public sealed class PostgreSqlQueryTests : QueryFacts<PostgreSqlFixture>;

public sealed class PostgreSqlScheduleTests : ScheduleFacts<PostgreSqlFixture>;

public sealed class PostgreSqlUniqueKeyTests : UniqueKeyFacts<PostgreSqlFixture>;

public sealed class PostgreSqlQueueTests : QueueFacts<PostgreSqlFixture>;

public sealed class PostgreSqlMembershipTests : MembershipFacts<PostgreSqlFixture>;

public sealed class PostgreSqlOwnershipTests : OwnershipFacts<PostgreSqlFixture>;

public sealed class PostgreSqlLifeTests : LifeFacts<PostgreSqlFixture>;

public sealed class PostgreSqlShardMapTests : ShardMapFacts<PostgreSqlFixture>;

public sealed class PostgreSqlOutputTests : OutputFacts<PostgreSqlFixture>;

public sealed class PostgreSqlIdempotencyTests : IdempotencyFacts<PostgreSqlFixture>;

public sealed class PostgreSqlRetentionTests : RetentionFacts<PostgreSqlFixture>;

public sealed class PostgreSqlDifferentialTests : DifferentialFacts<PostgreSqlFixture>;

public sealed class PostgreSqlDependencyTests : DependencyFacts<PostgreSqlFixture>;

public sealed class PostgreSqlSplitTests : SplitFacts<PostgreSqlFixture>;
