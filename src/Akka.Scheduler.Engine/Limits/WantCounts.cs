using Akka.Scheduler.Engine.Dispatch;

namespace Akka.Scheduler.Engine.Limits;

/// <summary>How many tasks wait by priority, less what was granted since: permits go to the most urgent first.</summary>
internal sealed class WantCounts
{
    private readonly int[] _counts = new int[4];

    public int Total { get; private set; }

    /// <summary>The highest priority that waits; −1 when nothing does.</summary>
    public int Top
    {
        get
        {
            var top = _counts.Length - 1;
            while (top >= 0 && _counts[top] == 0) top--;
            return top;
        }
    }

    public void Replace(ReadyCounts waiting, long granted)
    {
        (_counts[0], _counts[1], _counts[2], _counts[3]) = (waiting.Low, waiting.Normal, waiting.High, waiting.Urgent);
        Total = waiting.Total;
        Lower((int)Math.Min(granted, Total));
    }

    public void Lower(int granted)
    {
        for (var priority = _counts.Length - 1; granted > 0 && priority >= 0; priority--)
        {
            var met = Math.Min(granted, _counts[priority]);
            _counts[priority] -= met;
            Total -= met;
            granted -= met;
        }
    }

    /// <summary>How many wait that are more urgent than a priority, or as urgent.</summary>
    public int AtLeast(int priority)
    {
        var sum = 0;
        for (var one = Math.Max(0, priority); one < _counts.Length; one++) sum += _counts[one];
        return sum;
    }
}
