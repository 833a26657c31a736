namespace Akka.Scheduler.Engine.Dispatch;

/// <summary>Sees to it that of so many credits one goes where nothing as urgent waits as elsewhere, so that lower priorities go on under endless higher ones.</summary>
/// <remarks>It does between shards and classes what each shard does among its own tasks (<see cref="Shards.ReadyLanes"/>).</remarks>
/// <param name="every">From 2; 0: never.</param>
internal sealed class LowerTurns(int every)
{
    private int _given;

    /// <summary>Whether it is time to look for somebody who was passed over.</summary>
    public bool IsDue => every > 0 && _given >= every - 1;

    /// <summary>How many credits such a one may have.</summary>
    public int Most => Math.Max(1, _given / Math.Max(1, every - 1));

    /// <summary>Credits went to the most urgent.</summary>
    public void Gave(int count)
    {
        if (every > 0) _given += count;
    }

    /// <summary>Somebody who was passed over has had a turn, or nobody was.</summary>
    public void Done() => _given = 0;
}
