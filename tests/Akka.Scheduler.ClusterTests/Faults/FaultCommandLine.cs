using System.Globalization;

namespace Akka.Scheduler.ClusterTests.Faults;

/// <summary>Reads the arguments of a long run.</summary>
internal static class FaultCommandLine
{
    public const string Usage = """
        usage: dotnet run -c Release --project tests/Akka.Scheduler.ClusterTests -- [--nodes 1..5] [--duration 90s|10m|2h] [--seed N] [--runs N]
               [--rate TASKS_PER_SECOND] [--kinds kill,pause,...] [--volume SIZE] [--replica on|off] [--report FILE.md]
        --replica has an asynchronous replica of the database take over now and then: what it lacks is lost, and the checker knows what that is.
        --volume puts the database on a volume in memory of that size (600m, 2g), so that it can be filled; it needs root.
        """;

    /// <summary>The options, how many runs with the seeds from that one on, and where the reports go; null where the arguments are wrong.</summary>
    public static (FaultRunOptions Options, int Runs, string Report)? Read(string[] args)
    {
        var options = new FaultRunOptions
        {
            Seed = 1,
            Duration = TimeSpan.FromMinutes(10),
            After = TimeSpan.FromSeconds(60),
            HealedLag = TimeSpan.FromSeconds(1),
            HealedGrace = TimeSpan.FromSeconds(30),
            Patience = TimeSpan.FromMinutes(10),
        };
        var (runs, report) = (1, "fault-run.md");
        for (var i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length) return null;
            var value = args[i + 1];
            switch (args[i])
            {
                case "--nodes" when Number(value) is >= 1 and <= 5 and var nodes: options = options with { Nodes = nodes }; break;
                case "--seed" when Number(value) is { } seed: options = options with { Seed = seed }; break;
                case "--runs" when Number(value) is >= 1 and var times: runs = times; break;
                case "--rate" when Number(value) is >= 1 and var rate: options = options with { TasksPerSecond = rate }; break;
                case "--duration" when Duration(value) is { } duration: options = options with { Duration = duration }; break;
                case "--kinds" when value.Split(',').All(kind => Nemesis.All.Any(nemesis => nemesis.Kind == kind)): options = options with { Kinds = value.Split(',') }; break;
                case "--volume": options = options with { Volume = value }; break;
                case "--replica" when value is "on" or "off": options = options with { Replica = value == "on" }; break;
                case "--report": report = value; break;
                default: return null;
            }
        }

        return (options, runs, report);
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static TimeSpan? Duration(string text) => Number(text[..^1]) is not { } number ? null : text[^1] switch
    {
        's' => TimeSpan.FromSeconds(number),
        'm' => TimeSpan.FromMinutes(number),
        'h' => TimeSpan.FromHours(number),
        _ => null,
    };
}
