using Akka.Scheduler.Hosting.Configuration;
using Akka.Scheduler.Hosting.Configuration.Hocon;
using Akka.Scheduler.Hosting.Configuration.Keys;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Hosting.Configuration;

public sealed class OptionKeyTests
{
    /// <summary>A value for every key that is not its default, as it is printed.</summary>
    private static readonly Dictionary<string, string> Values = new()
    {
        ["scheduler.node.id"] = "\"other-node\"",
        ["scheduler.node.roles"] = "[scheduler, gateway]",
        ["scheduler.node.shutdown-grace"] = "31s",
        ["scheduler.http.bind"] = "\"127.0.0.2:81\"",
        ["scheduler.http.max-body"] = "17MiB",
        ["scheduler.http.request-timeout"] = "32s",
        ["scheduler.cluster.id"] = "\"c2\"",
        ["scheduler.cluster.bind"] = "\"127.0.0.3:82\"",
        ["scheduler.cluster.advertise"] = "\"host-4:83\"",
        ["scheduler.cluster.secret"] = "\"***\"",
        ["scheduler.cluster.tls.certificate"] = "\"/etc/node.pem\"",
        ["scheduler.cluster.tls.key"] = "\"/etc/node.key\"",
        ["scheduler.cluster.tls.ca"] = "\"/etc/ca.pem\"",
        ["scheduler.cluster.shards"] = "65",
        ["scheduler.cluster.lease-ttl"] = "10s",
        ["scheduler.cluster.lease-renew-interval"] = "4s",
        ["scheduler.cluster.lease-margin"] = "1s",
        ["scheduler.cluster.poll-interval"] = "400ms",
        ["scheduler.cluster.rebalance-interval"] = "2s",
        ["scheduler.store.provider"] = "postgresql",
        ["scheduler.store.connection-string"] = "\"host=h\"",
        ["scheduler.store.directory"] = "\"/var/x\"",
        ["scheduler.store.writers"] = "6",
        ["scheduler.store.max-batch"] = "1001",
        ["scheduler.store.commit-timeout"] = "6s",
        ["scheduler.store.migrate"] = "false",
        ["scheduler.worker.capacity"] = "257",
        ["scheduler.worker.weight"] = "1.5",
        ["scheduler.worker.max-output"] = "2MiB",
        ["scheduler.worker.max-result"] = "3MiB",
        ["scheduler.worker.labels"] = "{ \"zone\" = \"a\" }",
        ["scheduler.dispatch.strategy"] = "round-robin",
        ["scheduler.dispatch.lower-turn"] = "17",
        ["scheduler.dispatch.queues"] = "{ \"mails\" = \"consistent-hash\" }",
        ["scheduler.executors.noop.enabled"] = "false",
        ["scheduler.executors.shell.enabled"] = "true",
        ["scheduler.executors.shell.max-output"] = "2MiB",
        ["scheduler.executors.shell.kill-grace"] = "3s",
        ["scheduler.executors.shell.working-directory"] = "\"/tmp\"",
        ["scheduler.executors.shell.environment"] = "[\"PATH\"]",
        ["scheduler.executors.http.enabled"] = "false",
        ["scheduler.executors.http.allow-private-networks"] = "true",
        ["scheduler.executors.http.allowed-hosts"] = "[\"a.example\", \"*.b.example\"]",
        ["scheduler.executors.http.max-response"] = "3MiB",
        ["scheduler.executors.http.connect-timeout"] = "7s",
        ["scheduler.executors.http.max-connections-per-host"] = "66",
        ["scheduler.auth.enabled"] = "true",
        ["scheduler.auth.tokens"] = $"[{{ name = \"a\", token-hash = \"{Loading.TokenHash}\", role = admin }}]",
        ["scheduler.limits.max-payload"] = "257KiB",
        ["scheduler.limits.max-batch"] = "9999",
        ["scheduler.limits.max-delay"] = "1827d",
        ["scheduler.limits.max-pending-per-shard"] = "20002",
        ["scheduler.limits.submit-timeout"] = "8s",
        ["scheduler.retention.finished"] = "8d",
        ["scheduler.retention.history"] = "9d",
        ["scheduler.retention.logs"] = "infinite",
        ["scheduler.retention.interval"] = "11m",
        ["scheduler.scheduling.horizon"] = "16m",
        ["scheduler.scheduling.page-size"] = "1001",
        ["scheduler.scheduling.max-live-per-shard"] = "2001",
        ["scheduler.scheduling.default-timeout"] = "6m",
        ["scheduler.scheduling.cancel-grace"] = "7s",
        ["scheduler.scheduling.catch-up-window"] = "2h",
        ["scheduler.scheduling.inbox-poll"] = "2s",
        ["scheduler.log.level"] = "debug",
        ["scheduler.log.format"] = "json",
    };

    public static TheoryData<string> Keys => [.. OptionTable.Keys];

    [Fact]
    public void A_key_stands_in_one_section_only() => OptionTable.Keys.ShouldBeUnique();

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_key_sets_what_it_prints_and_nothing_else(string key)
    {
        var root = new HoconObject(HoconOrigin.Of("test"));
        root.Add(new HoconPath(key.Split('.')), HoconParser.ParseValue("test", Values[key]));
        var report = new ConfigurationReport();
        var section = OptionTable.Sections.Single(candidate => candidate.Keys.Contains(key));
        var read = section.Read(new NodeOptions(), root, report);
        report.Problems.ShouldBeEmpty();

        var before = new NodeOptions().Describe().Split('\n');
        var after = read.Describe().Split('\n');
        var changed = after.Except(before).ShouldHaveSingleItem();
        changed.ShouldBe($"{key} = {Values[key].Replace(Loading.TokenHash, Secret.Redacted)}");
        after.Length.ShouldBe(before.Length);
    }
}
