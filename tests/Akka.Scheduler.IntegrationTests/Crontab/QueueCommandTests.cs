using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Crontab;

/// <summary><c>schedctl queue</c> against a real node.</summary>
public sealed class QueueCommandTests(CliNode node) : IClassFixture<CliNode>
{
    [Fact]
    public async Task Queues_are_paused_limited_listed_and_resumed()
    {
        var paused = (await node.AskAsync("queue", "pause", "mails", "--reason", "server moves")).ShouldHaveSingleItem();
        (paused.GetProperty("paused").GetBoolean(), paused.GetProperty("pausedReason").GetString()).ShouldBe((true, "server moves"));
        await node.AskAsync("queue", "limit", "mails", "--max-concurrency", "3", "--rate", "0.5");

        var listed = (await node.AskAsync("queue", "list")).Single(queue => queue.GetProperty("name").GetString() == "mails");
        (listed.GetProperty("maxConcurrency").GetInt32(), listed.GetProperty("ratePerSecond").GetDouble()).ShouldBe((3, 0.5));

        var resumed = (await node.AskAsync("queue", "resume", "mails")).ShouldHaveSingleItem();
        resumed.GetProperty("paused").GetBoolean().ShouldBeFalse();
        (await node.RunAsync("queue", "limit", "mails", "--rate", "-1")).ExitCode.ShouldBe(4);
        (await node.RunAsync("queue", "limit", "mails")).ExitCode.ShouldBe(2);
    }
}
