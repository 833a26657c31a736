using Akka.Scheduler.Engine.Wire;
using Akka.Scheduler.TestKit;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Engine.Wire;

/// <summary>The bytes that nodes exchange are those that the version of the node protocol stands for.</summary>
public sealed class WireGoldenTests
{
    private const string File = "tests/Akka.Scheduler.UnitTests/Engine/Wire/wire.golden.txt";
    private const string Bless = "BLESS_WIRE=1 dotnet test tests/Akka.Scheduler.UnitTests -c Release --filter WireGoldenTests";

    [Fact]
    public async Task The_bytes_of_every_message_are_those_of_the_version()
    {
        var path = Path.Combine(SolutionRoot.Find(), File);
        var actual = WireBytes.Describe();
        var golden = await System.IO.File.ReadAllLinesAsync(path);
        var changed = golden[1..].Except(actual[1..]).Union(actual[1..].Except(golden[1..])).Select(NameOf).Distinct().ToList();
        var sameVersion = VersionOf(golden) == VersionOf(actual);

        (sameVersion && changed.Count > 0).ShouldBeFalse(
            $"The bytes of {string.Join(", ", changed)} are not those of version {EngineCodec.Version} of the node protocol any more. Nodes of both builds would "
            + $"misread each other, so: raise {nameof(EngineCodec)}.{nameof(EngineCodec.Version)} by one, then run `{Bless}` and commit {File}. "
            + "Where a merge brings two changes together, take the file of main, set the version to one more than it says there, and do the same.");
        if (Environment.GetEnvironmentVariable("BLESS_WIRE") == "1") await System.IO.File.WriteAllLinesAsync(path, actual);
        else golden[0].ShouldBe(actual[0], $"Version {EngineCodec.Version} of the node protocol is new. Run `{Bless}` and commit {File}.");
    }

    private static string NameOf(string line) => line.Split(' ')[0];

    private static string VersionOf(string[] lines) => lines[0].Split(' ')[1];
}
