using System.Globalization;
using Akka.Scheduler.Engine.Workers;
using Akka.Scheduler.TestKit.PostgreSql;

namespace Akka.Scheduler.Benchmarks.Drain;

/// <summary><c>drain [postgresql|sim] [tasks] [rounds] [slots]</c>: 20,000 tasks, 5 rounds, and the slots that a worker has by default.</summary>
internal static class DrainCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        var provider = args.ElementAtOrDefault(0) ?? "postgresql";
        var count = Number(args, 1, 20_000);
        var rounds = Number(args, 2, 5);
        var capacity = Number(args, 3, new WorkerSettings().Capacity);
        switch (provider)
        {
            case "postgresql":
                await using (var server = await PostgresServer.StartNewAsync(new() { SharedBuffers = "1GB" }))
                    await RepeatAsync(() => DrainBenchmark.OnPostgreSqlAsync(server, count, capacity), count, rounds, capacity);
                return 0;
            case "sim":
                await RepeatAsync(() => DrainBenchmark.InMemoryAsync(count, capacity), count, rounds, capacity);
                return 0;
            default:
                Console.Error.WriteLine($"no store '{provider}': postgresql or sim");
                return 2;
        }
    }

    private static async Task RepeatAsync(Func<Task<DrainRound>> run, int count, int rounds, int capacity)
    {
        Print($"{count} stored tasks, {capacity} slots, {Environment.ProcessorCount} cores shared with the server; rates in tasks a second");
        Print($"{"round",-6}{"stored",9}{"drained",9}{"bare",9}{"share",8}{"commits",9}{"steps/commit",14}{"us/task",9}{"B/task",9}");
        var all = new List<DrainRound>();
        for (var i = 0; i < rounds; i++)
        {
            all.Add(await run());
            Print($"{(i == 0 ? "cold" : i + 1),-6}{Line(all[i], count)}");
        }

        Print($"{"median",-6}{Line(Median(all), count)}");
    }

    private static string Line(DrainRound round, int count) => round.Commits == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{round.StoreRate,9:F0}{round.Rate,9:F0}{"-",9}{"-",8}{"-",9}{"-",14}{round.Cpu,9:F1}{round.Bytes,9:F0}")
        : string.Create(CultureInfo.InvariantCulture,
            $"{round.StoreRate,9:F0}{round.Rate,9:F0}{round.BareRate,9:F0}{round.Rate / round.BareRate,8:P0}{round.Commits,9}{2.0 * count / round.Commits,14:F0}{round.Cpu,9:F1}{round.Bytes,9:F0}");

    private static DrainRound Median(List<DrainRound> rounds) => new(Of(rounds, r => r.StoreRate), Of(rounds, r => r.Rate), Of(rounds, r => r.Cpu), Of(rounds, r => r.Bytes))
    {
        BareRate = Of(rounds, r => r.BareRate),
        Commits = (int)Of(rounds, r => r.Commits),
    };

    private static double Of(List<DrainRound> rounds, Func<DrainRound, double> figure)
    {
        double[] sorted = [.. rounds.Select(figure).Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static int Number(string[] args, int at, int otherwise) => int.Parse(args.ElementAtOrDefault(at) ?? $"{otherwise}", CultureInfo.InvariantCulture);

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
