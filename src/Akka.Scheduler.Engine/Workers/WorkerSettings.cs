using System.Collections.ObjectModel;

namespace Akka.Scheduler.Engine.Workers;

/// <summary>What bounds a worker.</summary>
public sealed record WorkerSettings
{
    /// <summary>How many attempts run at once, 1 to 100,000. Default 512.</summary>
    public int Capacity { get; init; } = 512;

    /// <summary>A grant on a credit older than this starts nothing. Default 5 s.</summary>
    public TimeSpan GrantLimit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often unspent credits are shared out anew, unrecorded ends are said again, and owners hear how far attempts have come. Default 1 s; well below <see cref="GrantLimit"/>.</summary>
    public TimeSpan Tick { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often a worker whose node does not trust its lease looks whether it does again. Default 100 ms.</summary>
    public TimeSpan TrustPoll { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Its share of the work beside other workers, 0.01 to 100. Default 1.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>What tasks may require of it. Default none.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>How many ended attempts may wait to be recorded before no more work is taken. Default 50,000.</summary>
    public int MaxUnrecorded { get; init; } = 50_000;

    /// <summary>How much output of one attempt is kept, in characters; a piece counts as 64 at least. The rest is dropped and marked. Default 1 Mi.</summary>
    public int MaxOutput { get; init; } = 1024 * 1024;

    /// <summary>How many characters of data an attempt may hand back; of a longer result only code and message are kept. Default 1 Mi.</summary>
    public int MaxResult { get; init; } = 1024 * 1024;

    /// <summary>
    /// How long an attempt that was told to stop keeps its slot although it does not end. It goes on without one, and no more of these than
    /// <see cref="Capacity"/> do. Default 40 s; owners give it up before that.
    /// </summary>
    public TimeSpan AbandonAfter { get; init; } = TimeSpan.FromSeconds(40);
}
