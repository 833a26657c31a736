using System.Globalization;
using System.Text;
using Akka.Scheduler.TestKit.Checking;
using Akka.Scheduler.TestKit.Checking.Facts;

namespace Akka.Scheduler.ClusterTests.Faults;

/// <summary>What came of a run.</summary>
internal sealed record FaultRunResult(
    FaultRunOptions Options, RunHistory History, CheckReport Check, IReadOnlyList<TakeOver> TakeOvers, IReadOnlyList<string> Deaths, int AnswersLost, TimeSpan Took)
{
    /// <summary>How many acknowledged tasks were gone after a fail-over to a replica that lacked them; null without a fail-over.</summary>
    public int? LostByFailOver { get; init; }

    /// <summary>How often it came by what the semantics speak of.</summary>
    public required IReadOnlyList<Exercise> Exercises { get; init; }

    /// <summary>What the run says nothing of: invariants that had nothing to look at, and what it never came by.</summary>
    public IReadOnlyList<string> Untested =>
        [.. Check.Silent.Select(number => $"invariant {number} counted nothing"), .. Exercises.Where(exercise => exercise.Times == 0).Select(exercise => $"no {exercise.What}")];

    public string ToMarkdown()
    {
        var text = new StringBuilder();
        var verdict = Check.Broken.Count == 0 ? "all invariants hold" : $"broken: {string.Join(", ", Check.Broken)}";
        if (Untested.Count > 0) verdict += $" ({Untested.Count} NOT TESTED)";
        text.Append(CultureInfo.InvariantCulture, $"# Fault run, seed {Options.Seed}: {verdict}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"`{Command}`\n\n{Options.Nodes} nodes, faults for {Options.Duration}, {Took:hh\\:mm\\:ss} in all.\n\n");
        if (Untested.Count > 0) text.Append("## NOT TESTED\n\n- ").AppendJoin("\n- ", Untested).Append("\n\n");
        text.Append("## Work\n\n| | |\n|---|---:|\n");
        Row(text, "submitted", History.Submissions.Count);
        Row(text, "acknowledged", History.Submissions.Count(sent => sent.Answer == Answer.Acknowledged));
        Row(text, "outcome unknown to the client", History.Submissions.Count(sent => sent.Answer == Answer.Unknown) - (LostByFailOver ?? 0));
        if (LostByFailOver is { } lost) Row(text, "acknowledged and lost by fail-over", lost);
        foreach (var state in History.Tasks.CountBy(row => row.Task.State).OrderBy(state => state.Key)) Row(text, $"tasks {state.Key}", state.Value);
        Row(text, "from schedules", History.Tasks.Count(row => row.Task.Spec.ScheduleId is not null));
        Row(text, "attempts that ran", History.Effects.Count(effect => !effect.Ends));
        Row(text, "rows of history", History.Log.Count);
        Row(text, "take-overs of shards", History.Terms.Count);
        Row(text, "commit acknowledgements lost", AnswersLost);
        text.Append("\n## Faults\n\n| kind | times | seconds in all |\n|---|---:|---:|\n");
        foreach (var kind in History.Faults.GroupBy(fault => fault.Kind).OrderBy(kind => kind.Key, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"| {kind.Key} | {kind.Count()} | {kind.Sum(fault => (fault.To - fault.From).TotalSeconds):0.0} |\n");
        text.Append("\n## What it came by\n\n| | |\n|---|---:|\n");
        foreach (var exercise in Exercises) Row(text, exercise.What, exercise.Times);
        AppendTakeOvers(text);
        text.Append("\n## Invariants\n\n").Append(Check.ToMarkdown());
        if (Deaths.Count > 0) text.Append("\n## Nodes that ended by themselves\n\n```\n").AppendJoin('\n', Deaths).Append("\n```\n");
        return text.ToString();
    }

    private string Command => string.Create(
        CultureInfo.InvariantCulture,
        $"dotnet run -c Release --project tests/Akka.Scheduler.ClusterTests -- --nodes {Options.Nodes} --duration {Options.Duration.TotalSeconds}s --seed {Options.Seed}{Choices}");

    private string Choices =>
        (Options.Kinds.Count > 0 ? $" --kinds {string.Join(',', Options.Kinds)}" : "") + (Options.Volume is { } size ? $" --volume {size}" : "") + (Options.Replica ? " --replica on" : "");

    private void AppendTakeOvers(StringBuilder text)
    {
        if (TakeOvers.Count == 0) return;
        text.Append("\n## Until a killed node's shards had an owner again, in seconds\n\n| | first shard | all shards |\n|---|---:|---:|\n");
        foreach (var (name, share) in new[] { ("median", 0.5), ("99 of 100", 0.99) })
            text.Append(CultureInfo.InvariantCulture, $"| {name} of {TakeOvers.Count} kills | {Quantile(share, take => take.First):0.0} | {Quantile(share, take => take.Last):0.0} |\n");
    }

    private double Quantile(double share, Func<TakeOver, TimeSpan> of)
    {
        var sorted = TakeOvers.Select(of).Order().ToList();
        return sorted[(int)Math.Ceiling(sorted.Count * share) - 1].TotalSeconds;
    }

    private static void Row(StringBuilder text, string what, long count) => text.Append(CultureInfo.InvariantCulture, $"| {what} | {count} |\n");
}
