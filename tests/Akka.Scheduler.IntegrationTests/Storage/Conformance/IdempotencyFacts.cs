using Akka.Scheduler.Engine.Storage;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Storage.Conformance;

/// <summary>Idempotency keys.</summary>
public abstract class IdempotencyFacts<TFixture> : StoreFacts<TFixture>
    where TFixture : IStoreFixture, new()
{
    [Fact]
    public async Task A_key_is_new_then_repeated_and_with_another_body_a_conflict()
    {
        (await ClaimAsync("key", 1)).ShouldBe(KeyClaim.New);
        (await ClaimAsync("key", 1)).ShouldBe(KeyClaim.Repeated);
        (await ClaimAsync("key", 2)).ShouldBe(KeyClaim.Conflict);
        (await ClaimAsync("key", 1)).ShouldBe(KeyClaim.Repeated);
        (await ClaimAsync("KEY", 2)).ShouldBe(KeyClaim.New);
    }

    [Fact]
    public async Task Of_many_claims_at_once_one_is_new()
    {
        var claims = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ClaimAsync("key", 1)));

        claims.Count(claim => claim == KeyClaim.New).ShouldBe(1);
        claims.Count(claim => claim == KeyClaim.Repeated).ShouldBe(19);
    }

    [Fact]
    public async Task The_longest_key_with_any_character_is_kept()
    {
        var key = new string('ä', 198) + "😀";

        (await ClaimAsync(key, 1)).ShouldBe(KeyClaim.New);
        (await ClaimAsync(key, 1)).ShouldBe(KeyClaim.Repeated);
    }

    private Task<KeyClaim> ClaimAsync(string key, byte body) =>
        Store.Idempotency.ClaimAsync(key, Enumerable.Repeat(body, 32).ToArray(), Now, Never);
}
