using System.CommandLine;
using System.Globalization;
using Akka.Scheduler.Cli.Options;
using Akka.Scheduler.Cli.Output;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Cli.Commands.Tasks;

/// <summary>One command for all tasks of a query, request after request, with a bar that shows how far it is.</summary>
internal sealed class BulkRun(string verb)
{
    private const int RequestSize = 500;
    private const int CountSize = 10_000;

    private static readonly IReadOnlyList<Column<BulkItem>> Columns =
        [new("ID", item => item.Id), new("STATUS", item => WireEnum.Name(item.Status)), new("OUTCOME", item => item.Outcome), new("WHY", item => Cell.Short(item.Why))];

    private readonly Option<string?> _query = WireOptions.Text("--query", "All tasks that match, for example 'status=failed queue=mails'.", "QUERY");
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "With --query: only count and show them." };
    private readonly Option<int?> _limit = new("--limit") { Description = "With --query: at most this many.", HelpName = "N" };
    private readonly Option<string?> _cursor = WireOptions.Text("--cursor", "With --query: go on where a run before ended.", "CURSOR");

    public IReadOnlyList<Option> Options => [_query, _dryRun, _limit, _cursor];

    /// <summary>The query that the command line has beside, or instead of, an id.</summary>
    /// <exception cref="UsageException">It has both, or neither, or what is for a query only.</exception>
    public BulkRequest? Read(ParseResult parsed, string? id)
    {
        if (parsed.GetValue(_query) is not { } text)
        {
            if (parsed.GetValue(_dryRun) || parsed.GetValue(_limit) is not null || parsed.GetValue(_cursor) is not null)
                throw new UsageException("--dry-run, --limit and --cursor belong to --query.");
            return id is null ? throw new UsageException("No task: give its id, or --query 'status=... queue=...'.") : null;
        }

        if (id is not null) throw new UsageException("An id and --query exclude each other: give one of them.");
        if (parsed.GetValue(_limit) < 1) throw new UsageException("--limit must be 1 or more.");
        return QueryText.Read(text) with { DryRun = parsed.GetValue(_dryRun), Cursor = parsed.GetValue(_cursor) };
    }

    public async Task<int> RunAsync(Invocation run, BulkRequest query, Func<BulkRequest, CancellationToken, Task<BulkReply>> ask)
    {
        var most = run.Parsed.GetValue(_limit) ?? int.MaxValue;
        using var bar = new ProgressBar(run.Around, verb);
        var all = query.DryRun || !run.Around.ErrorIsTerminal ? 0 : (await WalkAsync(query with { DryRun = true }, most, ask, null, run.Cancel)).Matched;
        var total = await WalkAsync(query, most, ask, sum => bar.Report(all == 0 ? 0 : (double)sum.Matched / all, Numbers(sum)), run.Cancel);
        bar.Clear();
        run.Report.One(total, WireJson.Default.BulkReply, Fields(total));
        if (run.Report.Format == OutputFormat.Table && total.Items.Count > 0) run.Report.Many(total.Items, WireJson.Default.BulkItem, Columns);
        if (total.Stopped is { } why) run.Report.Note($"Stopped: {why}.");
        if (total.NextCursor is { } next) run.Report.Note($"There are more: --cursor {next}");
        return total.Stopped is null ? ExitCode.Done : ExitCode.Unreachable;
    }

    private static async Task<BulkReply> WalkAsync(
        BulkRequest query, int most, Func<BulkRequest, CancellationToken, Task<BulkReply>> ask, Action<BulkReply>? seen, CancellationToken cancel)
    {
        BulkReply? sum = null;
        while (true)
        {
            var left = most - (sum?.Matched ?? 0);
            var reply = await ask(query with { Limit = Math.Min(query.DryRun ? CountSize : RequestSize, left) }, cancel);
            sum = sum is null ? reply : reply with
            {
                Matched = sum.Matched + reply.Matched,
                Done = sum.Done + reply.Done,
                Skipped = sum.Skipped + reply.Skipped,
                Items = sum.Items,
            };
            seen?.Invoke(sum);
            if (sum.NextCursor is null || sum.Stopped is not null || sum.Matched >= most) return sum;
            query = query with { Cursor = sum.NextCursor };
        }
    }

    private static string Numbers(BulkReply sum) => string.Create(CultureInfo.InvariantCulture, $"{sum.Done} done, {sum.Skipped} skipped");

    private static IEnumerable<(string Label, string? Text)> Fields(BulkReply reply) =>
        reply.DryRun ? [("matched", Cell.Of(reply.Matched))] : [("matched", Cell.Of(reply.Matched)), ("done", Cell.Of(reply.Done)), ("skipped", Cell.Of(reply.Skipped))];
}
