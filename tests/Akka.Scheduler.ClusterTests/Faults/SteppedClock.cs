using System.Globalization;
using static Akka.Scheduler.ClusterTests.Faults.Nemesis;

namespace Akka.Scheduler.ClusterTests.Faults;

/// <summary>
/// The database's clock steps, by an hour or some seconds, forward or back, a few times, and is right again in the end. Nobody's lease, order or due
/// time hangs on it.
/// </summary>
internal static class SteppedClock
{
    public static Nemesis Kind { get; } = new("step-clock", 1, async (rig, random, cancel) =>
    {
        var offsets = new List<double>();
        try
        {
            for (var left = random.Next(1, 5); left > 0; left--)
            {
                offsets.Add(random.Next(4) switch { 0 => 3_600, 1 => -3_600, _ => Math.Round(20 * (random.NextDouble() - 0.5), 1) });
                rig.Server.StepClock(TimeSpan.FromSeconds(offsets[^1]));
                await Task.Delay(Between(random, 0.5, 4), cancel);
            }
        }
        finally
        {
            rig.Server.StepClock(TimeSpan.Zero);
        }

        return $"server, {string.Join(" s, ", offsets.Select(offset => offset.ToString("+0.#;-0.#;0", CultureInfo.InvariantCulture)))} s";
    })
    { NeedsClock = true };
}
