using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.TestKit.Checking.Facts;

namespace Akka.Scheduler.TestKit.Checking.Invariants;

/// <summary>23: never more at once, and never faster, than a limit allows.</summary>
internal sealed class LimitsAreKept()
    : Invariant(23, "By the log, never more attempts of a key or a queue are open at once than its limit allows, nor do they start faster.")
{
    public override void Check(RunHistory run, Findings findings)
    {
        var spans = run.Chains().ToDictionary(chain => chain.Task, chain => AttemptSpan.Of(run, chain.Task, chain.Steps));
        foreach (var rows in run.Tasks.Where(row => row.Task.Spec.Template.Limit is not null).GroupBy(row => row.Task.Spec.Template.Limit!.Key)) CheckKey(run, rows, spans, findings);
        var queues = run.Tasks.ToLookup(row => row.Task.Spec.Template.Queue);
        foreach (var limit in run.Limits)
        {
            // What was open before the limit came is not stopped by it; what starts under it counts it.
            List<AttemptSpan> open = [.. Of(queues[limit.Queue], spans).Where(span => span.To > limit.From && span.From < limit.To)];
            if (limit.MaxConcurrency is { } most) CheckMost($"queue {limit.Queue}", open, _ => most, findings, limit.From);
            if (limit.RatePerSecond is { } rate) CheckRate($"queue {limit.Queue}", [.. open.Where(span => span.From >= limit.From)], rate, findings);
        }
    }

    // Each task says what it allows, and counts all that have the key.
    private static void CheckKey(RunHistory run, IGrouping<string, TaskRow> rows, Dictionary<TaskId, IReadOnlyList<AttemptSpan>> spans, Findings findings)
    {
        var all = Of(rows, spans);
        CheckMost($"key {rows.Key}", all, span => run.TaskById[span.Task].Task.Spec.Template.Limit!.MaxConcurrency ?? int.MaxValue, findings);
        foreach (var rate in rows.Select(row => row.Task.Spec.Template.Limit!.RatePerSecond).OfType<double>().Distinct())
            CheckRate($"key {rows.Key}", [.. all.Where(span => run.TaskById[span.Task].Task.Spec.Template.Limit!.RatePerSecond <= rate)], rate, findings);
    }

    private static List<AttemptSpan> Of(IEnumerable<TaskRow> rows, Dictionary<TaskId, IReadOnlyList<AttemptSpan>> spans) =>
        [.. rows.SelectMany(row => spans.GetValueOrDefault(row.Task.Id, []))];

    private static void CheckMost(string subject, List<AttemptSpan> spans, Func<AttemptSpan, int> mostOf, Findings findings, DateTimeOffset from = default)
    {
        var open = new PriorityQueue<AttemptSpan, DateTimeOffset>();
        foreach (var span in spans.OrderBy(span => span.From))
        {
            while (open.TryPeek(out _, out var end) && end <= span.From) open.Dequeue();
            open.Enqueue(span, span.To);
            var most = mostOf(span);
            findings.Expect(
                open.Count <= most || span.From < from, subject, $"{open.Count} attempts were open at {span.From:O}, and the limit is {most}",
                open.UnorderedItems.Select(item => (object)item.Element));
        }
    }

    // A bucket that holds one second's worth, and at least one; what it gives may be used up to a second later.
    private static void CheckRate(string subject, List<AttemptSpan> starts, double rate, Findings findings)
    {
        var size = Math.Max(rate, 1) + rate;
        var level = size;
        DateTimeOffset? last = null;
        foreach (var start in starts.OrderBy(span => span.From))
        {
            level = Math.Min(size, level + ((start.From - (last ?? start.From)).TotalSeconds * rate)) - 1;
            last = start.From;
            findings.Expect(level > -1e-6, subject, $"more than {rate} attempts a second were started", start);
            level = Math.Max(level, 0);
        }
    }
}
