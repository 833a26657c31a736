using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Hosting.Configuration;

public sealed class ConfigurationRulesTests
{
    private const string Token = "scheduler.auth.tokens=[{name=ci,token-hash=" + Loading.TokenHash + ",role=submit}]";

    [Theory]
    [InlineData("0.0.0.0:8080")]
    [InlineData("*:8080")]
    [InlineData("[::]:8080")]
    [InlineData("192.168.1.5:0")]
    [InlineData("node-1:8080")]
    public void An_address_that_others_can_reach_needs_auth(string address)
    {
        using var loading = Loading.Of($"scheduler.http.bind={address}");
        var problem = loading.Problems().ShouldHaveSingleItem().ToString();
        problem.ShouldStartWith($"--set scheduler.http.bind: scheduler.http.bind: {address} can be reached");
        problem.ShouldContain("scheduler.auth.enabled");
        problem.ShouldContain("Set scheduler.auth.enabled = true");
        using var guarded = Loading.Of($"scheduler.http.bind={address}", "scheduler.auth.enabled=true", Token);
        guarded.Options().Auth.IsConfigured.ShouldBeTrue();
    }

    [Theory]
    [InlineData("127.0.0.1:0")]
    [InlineData("127.8.9.1:80")]
    [InlineData("[::1]:8080")]
    [InlineData("localhost:8080")]
    public void A_loopback_address_needs_no_auth(string address)
    {
        using var loading = Loading.Of($"scheduler.http.bind={address}");
        loading.Options().Http.Bind.ToString().ShouldBe(address);
    }

    [Theory]
    [InlineData("scheduler.auth.tokens", "scheduler.auth.tokens is empty", "scheduler.auth.enabled=true")]
    [InlineData("scheduler.auth.enabled", "scheduler.auth.enabled is false", Token)]
    [InlineData("scheduler.store.provider", "required when scheduler.store.provider is postgresql", "scheduler.store.provider=postgresql")]
    [InlineData("scheduler.store.connection-string", "SQLite would ignore", "scheduler.store.connection-string=Host=x")]
    [InlineData("lease-ttl", "5s is not more than lease-renew-interval 3s plus lease-margin 2s", "scheduler.cluster.lease-ttl=5s")]
    [InlineData("scheduler.cluster.lease-renew-interval", "9s is not more than", "scheduler.cluster.lease-renew-interval=7s")]
    [InlineData("scheduler.cluster.bind", "scheduler.cluster.secret is not set", "scheduler.cluster.bind=10.0.0.1:1")]
    [InlineData("scheduler.cluster.tls.certificate", "only some of", "scheduler.cluster.tls.ca=ca.pem")]
    [InlineData("scheduler.cluster.tls.certificate", "only some of", "scheduler.cluster.tls.certificate=a.pem", "scheduler.cluster.tls.key=a.key")]
    [InlineData("cluster.bind", "bind is 0.0.0.0:1", "scheduler.cluster.bind=0.0.0.0:1", "scheduler.cluster.secret=s")]
    [InlineData("scheduler.cluster.advertise", "no address that another node", "scheduler.cluster.advertise=a:0")]
    [InlineData("scheduler.limits.max-payload", "more than scheduler.http.max-body 64KiB", "scheduler.http.max-body=64KiB")]
    [InlineData("page-size", "scheduler.scheduling.max-live-per-shard 100", "scheduler.scheduling.max-live-per-shard=100")]
    public void Keys_that_contradict_are_refused(string mention, string problem, params string[] assignments)
    {
        using var loading = Loading.Of(assignments);
        var found = loading.Problems().ShouldHaveSingleItem();
        found.Problem.ShouldContain(problem);
        found.ToString().ShouldContain(mention);
        found.Source.ShouldStartWith("--set ");
    }

    [Fact]
    public void Certificates_stand_in_for_the_clusters_secret()
    {
        using var loading = Loading.Of(
            "scheduler.cluster.bind=10.0.0.1:1",
            "scheduler.cluster.tls.certificate=a.pem",
            "scheduler.cluster.tls.key=a.key",
            "scheduler.cluster.tls.ca=ca.pem");
        loading.Options().Cluster.Tls.IsConfigured.ShouldBeTrue();
    }

    [Fact]
    public void A_rule_is_silent_while_one_of_its_keys_is_bad_by_itself()
    {
        using var loading = Loading.Of("scheduler.cluster.lease-ttl=4s", "scheduler.cluster.lease-margin=1parsec");
        loading.Problems().ShouldHaveSingleItem().Key.ShouldBe("scheduler.cluster.lease-margin");
    }
}
