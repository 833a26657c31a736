using Akka.Scheduler.Hosting.Configuration;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Hosting.Configuration;

public sealed class ConfigurationProblemTests
{
    [Fact]
    public void All_problems_of_all_sources_are_reported_at_once()
    {
        using var loading = new Loading().File(
            """
            scheduler {
              http.bnd = "127.0.0.1:1"
              store { writers = 0, provider = mysql }
              limits = 5
            }
            """);
        loading.Environment("SCHEDULER__LOG__LEVEL", "loud").Set("scheduler.cluster.shards=many", "scheduler.cluster.lease-ttl=4s");
        loading.Problems().Select(problem => $"{problem.Source}|{problem.Key}").ShouldBe(
            [
                "scheduler.conf:2:14|scheduler.http.bnd",
                "scheduler.conf:3:21|scheduler.store.writers",
                "scheduler.conf:3:35|scheduler.store.provider",
                "scheduler.conf:4:12|scheduler.limits",
                "environment variable SCHEDULER__LOG__LEVEL|scheduler.log.level",
                "--set scheduler.cluster.shards|scheduler.cluster.shards",
                "--set scheduler.cluster.lease-ttl|scheduler.cluster.lease-ttl",
            ],
            ignoreOrder: true);
    }

    [Theory]
    [InlineData("scheduler.http.bnd=x", "Did you mean scheduler.http.bind?")]
    [InlineData("scheduler.cluster.lease-tll=9s", "Did you mean scheduler.cluster.lease-ttl?")]
    [InlineData("scheduler.store.connectionstring=x", "Did you mean scheduler.store.connection-string?")]
    [InlineData("scheduler.max-body=1MiB", "Did you mean scheduler.http.max-body?")]
    [InlineData("scheduler.workers.capacity=1", "Did you mean scheduler.worker?")]
    [InlineData("scheduler.http.port=1", "Known keys: scheduler.http.bind, scheduler.http.max-body, scheduler.http.request-timeout")]
    [InlineData("scheduler.xyzzy=1", "Known sections: scheduler.node")]
    [InlineData("schedular.http.bind=x", "All keys begin with scheduler")]
    [InlineData("http.bind=x", "All keys begin with scheduler")]
    public void An_unknown_key_comes_with_the_one_that_was_meant(string assignment, string fix)
    {
        using var loading = Loading.Of(assignment);
        var problem = loading.Problems().ShouldHaveSingleItem();
        problem.Problem.ShouldBe("unknown key");
        problem.Fix.ShouldStartWith(fix);
    }

    [Theory]
    [InlineData("scheduler.cluster.shards=0", "0 is below 1", "Give a whole number from 1 to 4096")]
    [InlineData("scheduler.cluster.shards=4097", "4097 is above 4096", "Give a whole number from 1 to 4096")]
    [InlineData("scheduler.cluster.shards=1.5", "found '1.5'", "Give a whole number from 1 to 4096")]
    [InlineData("scheduler.limits.max-payload=2MiB", "2MiB is above 1MiB", "Give a size from 1KiB to 1MiB, such as 1MiB")]
    [InlineData("scheduler.limits.submit-timeout=5", "found '5'", "Give a duration with its unit, from 10ms to 5m, such as 10s")]
    [InlineData("scheduler.worker.weight=NaN", "it is not a number", "Give a number from 0.01 to 100")]
    [InlineData("scheduler.store.migrate=maybe", "found 'maybe'", "Give true or false")]
    [InlineData("scheduler.store.provider=[x]", "found a list", "Give one of sqlite, postgresql")]
    [InlineData("scheduler.http.bind=8080", "found '8080'", "Give host:port")]
    [InlineData("scheduler.http.bind=127.0.0.1:65536", "found '127.0.0.1:65536'", "Give host:port")]
    [InlineData("scheduler.node.roles=worker,cook", "'cook' is not a role", "Give a list of at least one of scheduler, worker, gateway")]
    [InlineData("scheduler.node.roles=[]", "no role is left", "Give a list")]
    [InlineData("scheduler.node.id=a b", "other characters", "Give a name")]
    [InlineData("scheduler.worker.labels=[a]", "found a list", "Give an object of texts")]
    [InlineData("scheduler.executors.shell.environment=[A=b]", "expected a new line", "")]
    [InlineData("scheduler.executors.shell.environment=\"A=b\"", "no name of an environment variable", "Give a list")]
    [InlineData("scheduler.executors.http.allowed-hosts=http://x/", "no host name", "Give a list of host names")]
    [InlineData("scheduler.executors.rabbitmq.uri=http://x/", "none of amqp://", "Give a broker's address")]
    [InlineData("scheduler.auth.tokens=[{name=a,role=root}]", "entry 1: token-hash must be", "Give a list such as")]
    [InlineData("scheduler.node.roles=[worker", "'[worker' is not a role", "Give a list")]
    [InlineData("scheduler.node.roles=[worker}]", "expected a new line, ',' or ']'", "")]
    public void A_bad_value_is_told_with_what_is_right(string assignment, string problem, string fix)
    {
        using var loading = Loading.Of(assignment);
        var found = loading.Problems().ShouldHaveSingleItem();
        found.Problem.ShouldContain(problem);
        found.Fix.ShouldStartWith(fix);
        found.Source.ShouldStartWith($"--set {assignment[..assignment.IndexOf('=')]}");
    }

    [Fact]
    public void A_file_that_cannot_be_parsed_does_not_hide_other_problems_nor_invent_any()
    {
        using var loading = new Loading().File("scheduler.store.connection-string = \"x\"\nscheduler {");
        loading.Set("scheduler.store.provider=postgresql", "scheduler.nod.id=a");
        var problems = loading.Problems();
        problems.Count.ShouldBe(2);
        problems[0].Source.ShouldBe("scheduler.conf:2:12");
        problems[1].Key.ShouldBe("scheduler.nod");
    }

    [Fact]
    public void Options_made_in_code_are_checked_alike()
    {
        new NodeOptions().Validate().ShouldBeEmpty();
        var bad = new NodeOptions
        {
            Cluster = new ClusterSection { Shards = 0 },
            Http = new HttpSection { Bind = new BindAddress("0.0.0.0", 80) },
            Auth = new AuthSection { Tokens = [new AuthToken("a", new Secret("short"), TokenRole.Read)] },
        };
        bad.Validate().Select(problem => problem.Key).ShouldBe(["scheduler.cluster.shards", "scheduler.auth.tokens"]);
        (bad with { Auth = new AuthSection() }).Validate().Select(problem => problem.ToString())
            .ShouldContain(text => text.StartsWith("code: scheduler.http.bind: 0.0.0.0:80 can be reached"));
    }
}
