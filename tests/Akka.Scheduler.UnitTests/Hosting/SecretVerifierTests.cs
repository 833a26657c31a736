using Akka.Scheduler.Hosting.Configuration;
using Akka.Scheduler.Hosting.Runtime;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Hosting;

public sealed class SecretVerifierTests
{
    private static readonly Secret Ours = new("a secret of this test");

    [Fact]
    public void The_same_secret_in_the_same_cluster_has_the_same_verifier() =>
        SecretVerifier.Of(new("a secret of this test"), "c").ShouldBe(SecretVerifier.Of(Ours, "c"));

    [Fact]
    public void Another_secret_has_another() => SecretVerifier.Of(new("a secret of this test "), "c").ShouldNotBe(SecretVerifier.Of(Ours, "c"));

    [Fact]
    public void The_same_secret_in_another_cluster_has_another() => SecretVerifier.Of(Ours, "d").ShouldNotBe(SecretVerifier.Of(Ours, "c"));

    [Fact]
    public void Without_a_secret_it_is_empty() => SecretVerifier.Of(null, "c").ShouldBeEmpty();

    /// <summary>It stays what it is from release to release: another value would shut out nodes that have the right secret.</summary>
    [Fact]
    public void It_is_a_mark_and_32_bytes_in_hexadecimal_that_do_not_change() =>
        SecretVerifier.Of(Ours, "c").ShouldBe("v1:f095d58e88c4e06164b2a6c6165047cb435d6b2d364339facda556b2ac8996ce");
}
