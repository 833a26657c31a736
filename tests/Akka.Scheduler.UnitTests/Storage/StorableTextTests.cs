using Akka.Scheduler.Storage.Documents;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Storage;

public sealed class StorableTextTests
{
    private const char High = '\uD83D';
    private const char Low = '\uDE00';

    [Fact]
    public void Ordinary_text_is_handed_back_as_it_is()
    {
        var text = "Grüße 😀";

        StorableText.Of(text).ShouldBe(text);
        StorableText.Of(null).ShouldBeNull();
        StorableText.Of("").ShouldBe("");
    }

    [Fact]
    public void Half_pairs_and_NUL_are_replaced_and_whole_pairs_kept()
    {
        StorableText.Of("a\0b").ShouldBe("a\uFFFDb");
        StorableText.Of(string.Concat(High, 'a')).ShouldBe("\uFFFDa");
        StorableText.Of(string.Concat("a", Low.ToString())).ShouldBe("a\uFFFD");
        StorableText.Of(new string([High, High, Low, Low])).ShouldBe(new string(['\uFFFD', High, Low, '\uFFFD']));
    }
}
