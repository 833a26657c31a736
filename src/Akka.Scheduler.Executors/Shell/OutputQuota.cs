using Akka.Scheduler.Engine.Executors;

namespace Akka.Scheduler.Executors.Shell;

/// <summary>How much output may still be handed on, shared by the two readers of one attempt.</summary>
internal sealed class OutputQuota(long limit, IAttemptOutput output)
{
    private long _taken;

    /// <summary>Takes up to so many bytes; what is not granted counts as dropped.</summary>
    public int Take(int wanted)
    {
        var before = Interlocked.Add(ref _taken, wanted) - wanted;
        var granted = (int)Math.Clamp(limit - before, 0, wanted);
        if (granted < wanted) output.Drop(wanted - granted);
        return granted;
    }
}
