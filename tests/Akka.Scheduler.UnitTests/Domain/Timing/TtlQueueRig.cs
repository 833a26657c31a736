using Akka.Scheduler.Domain.Timing;

namespace Akka.Scheduler.UnitTests.Domain.Timing;

/// <summary>A queue of strings, a clock turned by hand, and a record of what was fired.</summary>
internal sealed class TtlQueueRig
{
    private readonly HashSet<string> _poison = [];

    public TtlQueueRig(TtlQueueOptions? options = null)
    {
        Queue = new TtlQueue<string>(options ?? new TtlQueueOptions());
    }

    public static DateTimeOffset Start { get; } = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public TtlQueue<string> Queue { get; }

    public DateTimeOffset Now { get; set; } = Start;

    public List<TtlQueue<string>.Submission> Submissions { get; } = [];

    public IEnumerable<string> FiredKeys => Submissions.Select(submission => submission.Key);

    public void Poison(params string[] keys) => _poison.UnionWith(keys);

    public void Cure() => _poison.Clear();

    public bool SetIn(string key, double milliseconds) => Queue.Set(key, Now.AddMilliseconds(milliseconds));

    public void SetMany(string prefix, int count, double milliseconds = 0)
    {
        for (var i = 0; i < count; i++) SetIn($"{prefix}{i}", milliseconds);
    }

    /// <summary>Lets time pass, forgets what was fired before and runs one pass.</summary>
    public TtlPass RunAfter(TimeSpan passed)
    {
        Now += passed;
        Submissions.Clear();
        return Queue.Run(Now, submission =>
        {
            Submissions.Add(submission);
            if (_poison.Contains(submission.Key)) throw new InvalidOperationException("Poisoned.");
        });
    }

    public TtlPass Run() => RunAfter(TimeSpan.Zero);

    public bool Fail(TtlQueue<string>.Submission submission) => Queue.Fail(submission.Key, submission.Token, Now);

    public bool Complete(TtlQueue<string>.Submission submission) => Queue.Complete(submission.Key, submission.Token);
}
