using Akka.Scheduler.Engine.Executors;

namespace Akka.Scheduler.Executors.Shell;

/// <summary>How much output may still be handed on, shared by the two readers of one attempt.</summary>
internal sealed class OutputQuota(long limit, IAttemptOutput output)
{
    private long _taken;
    private int _marked;

    /// <summary>Takes up to so many bytes; the first that gets less says so in the output, once.</summary>
    public int Take(int wanted)
    {
        var before = Interlocked.Add(ref _taken, wanted) - wanted;
        var granted = (int)Math.Clamp(limit - before, 0, wanted);
        if (granted < wanted && Interlocked.Exchange(ref _marked, 1) == 0)
            output.Write(OutputStream.System, $"The output limit of {limit} bytes is reached; the rest is dropped.\n");
        return granted;
    }
}
