namespace Akka.Scheduler.Engine.Workers;

/// <summary>What bounds a worker.</summary>
public sealed record WorkerSettings
{
    /// <summary>How many attempts run at once, 1 to 100,000. Default 256.</summary>
    public int Capacity { get; init; } = 256;

    /// <summary>A grant on a credit older than this starts nothing. Default 5 s.</summary>
    public TimeSpan GrantLimit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often unspent credits are stamped anew and unrecorded ends are said again. Default 1 s; well below <see cref="GrantLimit"/>.</summary>
    public TimeSpan Tick { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many ended attempts may wait to be recorded before no more work is taken. Default 50,000.</summary>
    public int MaxUnrecorded { get; init; } = 50_000;

    /// <summary>How much output of one attempt is kept, in characters. Default 1 Mi.</summary>
    public int MaxOutput { get; init; } = 1024 * 1024;
}
