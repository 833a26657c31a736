using System.Collections.ObjectModel;
using Akka.Scheduler.Hosting.Configuration.Keys;

namespace Akka.Scheduler.Hosting.Configuration;

/// <summary><c>scheduler.worker</c>: the attempts that this node runs.</summary>
public sealed record WorkerSection
{
    /// <summary>How many attempts run at once. 1 to 100000, default 256.</summary>
    public int Capacity { get; init; } = 512;

    /// <summary>The node's share under the weighted strategy, relative to the other workers. 0.01 to 100, default 1.</summary>
    public double Weight { get; init; } = 1.0;

    /// <summary>What tasks may require of this worker, shown in <c>GET /workers</c>; default none.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>How much output of one attempt is kept, in characters. 0 to 16 Mi, default 1 Mi; the rest is dropped, and the log says so.</summary>
    public long MaxOutput { get; init; } = 1024 * 1024;

    /// <summary>How much data an attempt may hand back, in characters. 1 Ki to 16 Mi, default 1 Mi; a longer result is left out, and its message says so.</summary>
    public long MaxResult { get; init; } = 1024 * 1024;

    internal static OptionSection Keys { get; } = new OptionSection<WorkerSection>(
        "scheduler.worker",
        options => options.Worker,
        (options, section) => options with { Worker = section },
        new OptionKey<WorkerSection, int>("capacity", OptionTypes.Integer(1, 100_000), s => s.Capacity, (s, v) => s with { Capacity = v }),
        new OptionKey<WorkerSection, double>("weight", OptionTypes.Number(0.01, 100), s => s.Weight, (s, v) => s with { Weight = v }),
        new OptionKey<WorkerSection, long>("max-output", OptionTypes.Size("0B", "16MiB"), s => s.MaxOutput, (s, v) => s with { MaxOutput = v }),
        new OptionKey<WorkerSection, long>("max-result", OptionTypes.Size("1KiB", "16MiB"), s => s.MaxResult, (s, v) => s with { MaxResult = v }),
        new OptionKey<WorkerSection, IReadOnlyDictionary<string, string>>(
            "labels", new TextMapType(), s => s.Labels, (s, v) => s with { Labels = v }));
}
