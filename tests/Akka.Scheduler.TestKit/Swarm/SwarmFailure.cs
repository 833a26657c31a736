using System.Text;

namespace Akka.Scheduler.TestKit.Swarm;

/// <summary>A seed that broke a promise.</summary>
/// <param name="Seed">Which.</param>
/// <param name="Options">What it drew.</param>
/// <param name="Problems">What broke.</param>
public sealed record SwarmFailure(ulong Seed, SwarmOptions Options, IReadOnlyList<string> Problems)
{
    private const int Shown = 10;
    private const string Command = "dotnet run -c Release --project tests/Akka.Scheduler.Benchmarks -- simulate --seed";

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine($"seed {Seed} fails ({Options})");
        foreach (var problem in Problems.Take(Shown)) text.AppendLine($"  {problem}");
        if (Problems.Count > Shown) text.AppendLine($"  and {Problems.Count - Shown} more");
        var drawn = Options.IsAboutLimits ? " --limits" : "";
        text.AppendLine($"  again: {Command} {Seed}{drawn}");
        text.AppendLine($"  smaller: {Command} {Seed}{drawn} --shrink");
        return text.ToString();
    }
}
