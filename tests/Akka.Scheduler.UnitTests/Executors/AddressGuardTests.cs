using System.Net;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Executors.Addresses;
using Akka.Scheduler.Executors.Http;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Executors;

public sealed class AddressGuardTests
{
    private readonly AttemptRig _rig = new();

    [Theory]
    [InlineData("8.8.8.8", "Public")]
    [InlineData("172.15.255.255", "Public")]
    [InlineData("172.32.0.0", "Public")]
    [InlineData("100.63.255.255", "Public")]
    [InlineData("100.128.0.0", "Public")]
    [InlineData("2606:4700::1111", "Public")]
    [InlineData("127.0.0.1", "Private")]
    [InlineData("127.255.255.254", "Private")]
    [InlineData("10.0.0.1", "Private")]
    [InlineData("172.16.0.1", "Private")]
    [InlineData("172.31.255.255", "Private")]
    [InlineData("192.168.1.1", "Private")]
    [InlineData("100.64.0.1", "Private")]
    [InlineData("100.127.255.255", "Private")]
    [InlineData("::1", "Private")]
    [InlineData("fd00::1", "Private")]
    [InlineData("::ffff:127.0.0.1", "Private")]
    [InlineData("::ffff:10.1.2.3", "Private")]
    [InlineData("::ffff:169.254.169.254", "Special")]
    [InlineData("0.0.0.0", "Special")]
    [InlineData("169.254.169.254", "Special")]
    [InlineData("192.0.2.1", "Special")]
    [InlineData("198.51.100.1", "Special")]
    [InlineData("203.0.113.1", "Special")]
    [InlineData("198.18.0.1", "Special")]
    [InlineData("224.0.0.1", "Special")]
    [InlineData("255.255.255.255", "Special")]
    [InlineData("::", "Special")]
    [InlineData("::127.0.0.1", "Special")]
    [InlineData("fe80::1%1", "Special")]
    [InlineData("fec0::1", "Special")]
    [InlineData("ff02::1", "Special")]
    [InlineData("64:ff9b::7f00:1", "Special")]
    [InlineData("64:ff9b:1::1", "Special")]
    [InlineData("100::1", "Special")]
    [InlineData("2001:db8::1", "Special")]
    [InlineData("2001::1", "Special")]
    [InlineData("2002:7f00:1::1", "Special")]
    [InlineData("3fff::1", "Special")]
    public void Addresses_are_sorted(string address, string kind) =>
        AddressKinds.Of(IPAddress.Parse(address)).ToString().ShouldBe(kind);

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("2130706433")]
    [InlineData("0x7f.1")]
    [InlineData("0177.0.0.1")]
    [InlineData("127.1")]
    [InlineData("localhost")]
    [InlineData("LOCALHOST")]
    [InlineData("[::1]")]
    [InlineData("[::]")]
    [InlineData("0.0.0.0")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("169.254.169.254")]
    public async Task No_spelling_of_this_machine_is_reached(string host)
    {
        var (failed, reached) = await TryAsync(host);

        (failed.Retryable, failed.Reason).ShouldBe((false, "refused"));
        failed.Error.ShouldContain("scheduler.executors.http.allowed-hosts");
        reached.ShouldBeFalse();
    }

    [Theory]
    [InlineData("localhost.")]
    [InlineData("①②⑦.⓪.⓪.①")]
    public async Task A_spelling_that_only_some_resolvers_know_is_not_reached_either(string host) =>
        (await TryAsync(host)).Reached.ShouldBeFalse();

    [Fact]
    public async Task A_refusal_of_a_private_address_names_both_keys()
    {
        var failed = await RefusedAsync("http://10.0.0.1/", new HttpExecutor(new HttpOptions(), TimeProvider.System));

        failed.Error.ShouldContain("scheduler.executors.http.allow-private-networks");
        failed.Error.ShouldContain("scheduler.executors.http.allowed-hosts");
    }

    [Fact]
    public async Task Private_networks_may_be_opened_but_the_clouds_credentials_stay_closed()
    {
        var executor = new HttpExecutor(new HttpOptions { AllowPrivateNetworks = true }, TimeProvider.System);

        (await RefusedAsync("http://169.254.169.254/", executor)).Error.ShouldNotContain("allow-private-networks");
    }

    [Fact]
    public async Task A_name_that_changes_its_answer_gains_nothing()
    {
        var answers = new Queue<IPAddress>([IPAddress.Parse("10.0.0.1"), IPAddress.Loopback]);
        var executor = new HttpExecutor(new HttpOptions(), TimeProvider.System, (_, _) => Task.FromResult<IPAddress[]>([answers.Dequeue()]));

        await RefusedAsync("http://rebind.test/", executor);

        // One look-up for the check and the connection: a second one would have been a second chance.
        answers.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("inside.test", "inside.test")]
    [InlineData("inside.test", "INSIDE.test.")]
    [InlineData("a.inside.test", "*.inside.test")]
    [InlineData("a.b.inside.test", "*.inside.test")]
    public async Task A_named_host_is_reached_wherever_it_is(string host, string entry) => (await StatusAsync(host, entry)).ShouldBe(200);

    [Theory]
    [InlineData("inside.test", "*.inside.test")]
    [InlineData("evilinside.test", "*.inside.test")]
    [InlineData("inside.test.evil", "inside.test")]
    public async Task Another_host_is_not(string host, string entry) => (await StatusAsync(host, entry)).ShouldBeNull();

    private async Task<(AttemptOutcome.Failed Failed, bool Reached)> TryAsync(string host)
    {
        var reached = false;
        await using var target = await HttpTarget.StartAsync(_ =>
        {
            reached = true;
            return Task.CompletedTask;
        });
        using var executor = new HttpExecutor(new HttpOptions(), TimeProvider.System);
        var payload = $$"""{"url":"http://{{host}}:{{target.Port}}/"}""";
        var outcome = await executor.RunAsync(_rig.Attempt(payload), CancellationToken.None).WaitAsync(AttemptRig.Patience);
        return (AttemptRig.Failure(outcome), reached);
    }

    private async Task<int?> StatusAsync(string host, string entry)
    {
        await using var target = await HttpTarget.StartAsync(_ => Task.CompletedTask);
        using var executor = new HttpExecutor(
            new HttpOptions { AllowedHosts = [entry] }, TimeProvider.System, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]));
        var outcome = await executor.RunAsync(_rig.Attempt($$"""{"url":"http://{{host}}:{{target.Port}}/"}"""), CancellationToken.None);
        return outcome is AttemptOutcome.Succeeded done ? done.Result?.Code : null;
    }

    private async Task<AttemptOutcome.Failed> RefusedAsync(string url, HttpExecutor executor)
    {
        using (executor)
        {
            var attempt = _rig.Attempt($$"""{"url":"{{url}}"}""");
            var failed = AttemptRig.Failure(await executor.RunAsync(attempt, CancellationToken.None).WaitAsync(AttemptRig.Patience));
            (failed.Retryable, failed.Reason).ShouldBe((false, "refused"));
            return failed;
        }
    }
}
