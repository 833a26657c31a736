using System.IO.Pipelines;
using System.Security.Cryptography;
using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Hosting.Configuration;
using Akka.Scheduler.Hosting.Transport;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Hosting.Transport;

public sealed class HandshakeTests
{
    private static readonly NodeIncarnation Caller = new("caller", Guid.CreateVersion7());
    private static readonly NodeIncarnation Called = new("called", Guid.CreateVersion7());
    private static readonly ClusterKey Key = new(new Secret("s3cret"));

    private readonly Pipe _toCalled = new();
    private readonly Pipe _toCaller = new();

    [Fact]
    public async Task Two_nodes_with_the_same_secret_admit_one_another()
    {
        var answering = Answer();
        var calling = Of(Caller).CallAsync(Called, _toCaller.Reader, _toCalled.Writer.AsStream(), CancellationToken.None);

        (await answering).ShouldBe(new Admission.Admitted(Caller));
        (await calling).ShouldBe(new Admission.Admitted(Called));
    }

    [Fact]
    public async Task A_recorded_dialogue_is_worth_nothing_on_another_connection()
    {
        var hello = Hello();
        var (first, proof) = await ProveAsync(hello, challenge => Key.CallerProof(hello, challenge));
        first.ShouldBe(new Admission.Admitted(Caller));

        var replay = new HandshakeTests();
        var (second, _) = await replay.ProveAsync(hello, _ => proof);
        second.ShouldBeOfType<Admission.Refused>().Fault.ShouldBe(TransportFault.WrongSecret);
    }

    [Fact]
    public async Task A_proof_is_good_for_one_direction_only()
    {
        var hello = Hello();
        var (admission, _) = await ProveAsync(hello, challenge => Key.CalledProof(hello, challenge));
        admission.ShouldBeOfType<Admission.Refused>().Fault.ShouldBe(TransportFault.WrongSecret);
    }

    [Fact]
    public async Task Who_answers_must_prove_itself_too_and_not_with_the_callers_own_proof()
    {
        var calling = Of(Caller).CallAsync(Called, _toCaller.Reader, _toCalled.Writer.AsStream(), CancellationToken.None);
        await HandshakeWire.ReadAsync(_toCalled.Reader, CancellationToken.None);
        await SayToCallerAsync(new HandshakeMessage.Challenge(RandomNumberGenerator.GetBytes(32)));
        var proof = (HandshakeMessage.Proof)(await HandshakeWire.ReadAsync(_toCalled.Reader, CancellationToken.None))!;
        await SayToCallerAsync(new HandshakeMessage.Accepted(proof.Code));

        (await calling).ShouldBeOfType<Admission.Refused>().Fault.ShouldBe(TransportFault.WrongSecret);
    }

    [Fact]
    public async Task Every_part_of_the_dialogue_is_in_the_proof()
    {
        var hello = Hello();
        var challenge = new HandshakeMessage.Challenge(new byte[32]);
        var proofs = new[]
        {
            Key.CallerProof(hello, challenge),
            Key.CalledProof(hello, challenge),
            new ClusterKey(new Secret("other")).CallerProof(hello, challenge),
            Key.CallerProof(hello with { Cluster = "green" }, challenge),
            Key.CallerProof(hello with { From = new("other", Caller.Incarnation) }, challenge),
            Key.CallerProof(hello with { From = new("caller", Guid.Empty) }, challenge),
            Key.CallerProof(hello with { To = new("called", Guid.Empty) }, challenge),
            Key.CallerProof(hello with { Nonce = new byte[32] }, challenge),
            Key.CallerProof(hello, new HandshakeMessage.Challenge(RandomNumberGenerator.GetBytes(32))),
        };

        proofs.Select(Convert.ToHexString).Distinct().Count().ShouldBe(proofs.Length);
        await Task.CompletedTask;
    }

    [Fact]
    public async Task A_certificate_for_another_node_is_refused_before_any_proof()
    {
        var answering = Of(Called).AnswerAsync(_toCalled.Reader, _toCaller.Writer.AsStream(), id => id != "caller", CancellationToken.None);
        await SayToCalledAsync(HandshakeWire.Encode(Hello()));

        (await answering).ShouldBeOfType<Admission.Refused>().Fault.ShouldBe(TransportFault.OtherCertificate);
        (await HandshakeWire.ReadAsync(_toCaller.Reader, CancellationToken.None)).ShouldBe(new HandshakeMessage.Refused(TransportFault.OtherCertificate));
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("01ffff")]
    [InlineData("010300414b53")]
    [InlineData("01050000000000ff")]
    [InlineData("010700416b5363vv0562")]
    [InlineData("010800416b5363vv020a0a")]
    [InlineData("474554202f20485454502f312e310d0a")]
    public async Task What_is_no_hello_is_refused(string hex)
    {
        var answering = Answer();
        await SayToCalledAsync(Convert.FromHexString(hex.Replace("vv", $"{Handshake.WireVersion:x2}", StringComparison.Ordinal)));
        await _toCalled.Writer.CompleteAsync();

        (await answering).ShouldBeOfType<Admission.Refused>().Fault.ShouldBe(TransportFault.Unreadable);
    }

    [Fact]
    public async Task Any_cut_or_changed_hello_is_refused_and_none_is_a_crash()
    {
        var hello = HandshakeWire.Encode(Hello());
        for (var at = 0; at < hello.Length; at++)
        {
            var changed = hello.ToArray();
            changed[at] ^= 0xff;
            foreach (var bytes in new[] { hello[..at], changed })
            {
                var one = new HandshakeTests();
                var answering = one.Answer();
                await one.SayToCalledAsync([.. bytes, .. HandshakeWire.Encode(new HandshakeMessage.Proof(new byte[32]))]);
                await one._toCalled.Writer.CompleteAsync();
                (await answering).ShouldBeOfType<Admission.Refused>();
            }
        }
    }

    private static Handshake Of(NodeIncarnation self) => new(self, "blue", Key);

    private static HandshakeMessage.Hello Hello() => new(Handshake.WireVersion, "blue", Caller, Called, RandomNumberGenerator.GetBytes(32));

    private Task<Admission> Answer() => Of(Called).AnswerAsync(_toCalled.Reader, _toCaller.Writer.AsStream(), _ => true, CancellationToken.None);

    private async Task<(Admission Admission, byte[] Proof)> ProveAsync(HandshakeMessage.Hello hello, Func<HandshakeMessage.Challenge, byte[]> prove)
    {
        var answering = Answer();
        await SayToCalledAsync(HandshakeWire.Encode(hello));
        var challenge = (HandshakeMessage.Challenge)(await HandshakeWire.ReadAsync(_toCaller.Reader, CancellationToken.None))!;
        var proof = prove(challenge);
        await SayToCalledAsync(HandshakeWire.Encode(new HandshakeMessage.Proof(proof)));
        return (await answering, proof);
    }

    private async Task SayToCalledAsync(byte[] bytes) => await _toCalled.Writer.WriteAsync(bytes);

    private async Task SayToCallerAsync(HandshakeMessage message) => await _toCaller.Writer.WriteAsync(HandshakeWire.Encode(message));
}
