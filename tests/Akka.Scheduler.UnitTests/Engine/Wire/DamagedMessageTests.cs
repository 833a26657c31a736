using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Engine.Wire;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Engine.Wire;

public sealed class DamagedMessageTests
{
    private const int Rounds = 3;

    public static TheoryData<string> FamilyNames => [.. Sample.Families.Select(family => family.Message.Name)];

    [Theory]
    [MemberData(nameof(FamilyNames))]
    public void A_message_that_is_cut_short_is_refused(string name)
    {
        var (family, book) = (FamilyOf(name), new SampleBook());
        foreach (var bytes in Messages(family, book))
        {
            for (var length = 0; length < bytes.Length; length++)
                Should.Throw<FormatException>(() => family.Decode(bytes.AsMemory(0, length), book), $"cut to {length} of {bytes.Length} bytes");
        }
    }

    [Theory]
    [MemberData(nameof(FamilyNames))]
    public void A_message_with_something_after_it_is_refused(string name)
    {
        var (family, book) = (FamilyOf(name), new SampleBook());
        foreach (var bytes in Messages(family, book))
            Should.Throw<FormatException>(() => family.Decode((byte[])[.. bytes, 0], book));
    }

    [Theory]
    [MemberData(nameof(FamilyNames))]
    public void A_message_with_a_flipped_bit_is_refused_or_is_another_message(string name)
    {
        var (family, book) = (FamilyOf(name), new SampleBook());
        foreach (var bytes in Messages(family, book))
        {
            for (var bit = 0; bit < bytes.Length * 8; bit++)
            {
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
                ReadOrRefuse(family, bytes, book);
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }
    }

    [Theory]
    [MemberData(nameof(FamilyNames))]
    public void Noise_is_refused_or_is_a_message(string name)
    {
        var (family, book, random) = (FamilyOf(name), new SampleBook(), new Random(11));
        var head = Messages(family, book).First()[..2];
        for (var round = 0; round < 5_000; round++)
        {
            var noise = new byte[random.Next(200)];
            random.NextBytes(noise);
            // Small values get further before they are refused.
            if (round % 2 == 0) for (var i = 0; i < noise.Length; i++) noise[i] &= 7;
            ReadOrRefuse(family, [.. head, .. noise], book);
        }
    }

    [Fact]
    public void A_count_that_the_rest_cannot_hold_allocates_nothing()
    {
        var book = new SampleBook();
        var codec = new EngineCodec();
        byte[] lies = [EngineCodec.Version, 1, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0x07, .. new byte[100]];
        Should.Throw<FormatException>(() => codec.Decode<ShardMessage>(lies, book));

        var before = GC.GetAllocatedBytesForCurrentThread();
        Should.Throw<FormatException>(() => codec.Decode<ShardMessage>(lies, book));
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(100_000);
    }

    [Fact]
    public void Another_version_is_refused_by_name()
    {
        byte[] later = [EngineCodec.Version + 1, 1, 5];
        Should.Throw<FormatException>(() => new EngineCodec().Decode<ShardMessage>(later, new SampleBook())).Message.ShouldContain($"version {EngineCodec.Version + 1}");
    }

    private static Sample FamilyOf(string name) => Sample.Families.Single(family => family.Message.Name == name);

    private static IEnumerable<byte[]> Messages(Sample family, SampleBook book)
    {
        var samples = new SampleMaker(3, book);
        foreach (var type in family.Travelling)
        {
            for (var round = 0; round < Rounds; round++) yield return family.Encode(samples.Make(type), book);
        }
    }

    private static void ReadOrRefuse(Sample family, byte[] bytes, SampleBook book)
    {
        try
        {
            family.Decode(bytes, book).ShouldNotBeNull();
        }
        catch (FormatException)
        {
            // One of the two ways that it may end.
        }
    }
}
