namespace Akka.Scheduler.TestKit.Checking.Invariants;

/// <summary>20: what is accounted for stays so.</summary>
internal sealed class WatermarksRise() : Invariant(20, "A schedule's watermark never moves back.")
{
    public override void Check(RunHistory run, Findings findings)
    {
        foreach (var end in run.Schedules)
        {
            var samples = run.Watermarks.Where(sample => sample.Schedule == end.Schedule.Id).OrderBy(sample => sample.SeenAt).ToList();
            for (var i = 1; i < samples.Count; i++)
                findings.Expect(samples[i].Watermark >= samples[i - 1].Watermark, end.Schedule.Id, "its watermark moved back", samples[i - 1], samples[i]);
            if (samples.Count > 0)
                findings.Expect(end.Cursor.Watermark >= samples[^1].Watermark, end.Schedule.Id, "its watermark moved back", samples[^1], end.Cursor);
        }
    }
}
