using System.Globalization;
using System.Text.Json;
using Akka.Scheduler.Cli.Options;
using Akka.Scheduler.Cli.Output;
using Akka.Scheduler.Client;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Cli.Commands.Tasks;

/// <summary>
/// Submits a file of JSON lines in batches. A line that is wrong, or that the node refuses, is reported by its number and does not
/// hold up the others. Blank lines and lines that begin with # are passed over. The file is never in memory as a whole.
/// </summary>
internal sealed class TaskFileUpload(Invocation run, SchedulerClient client, int batchSize) : IDisposable
{
    private readonly List<(int Line, SubmitTaskRequest Task)> _batch = [];
    private readonly ProgressBar _progress = new(run.Around, "submitting");
    private long _accepted;
    private long _refused;

    public async Task<int> RunAsync(string file)
    {
        var length = file == "-" ? 0 : new FileInfo(file) is { Exists: true } info ? info.Length : 0;
        using var reader = InputText.Open(file, run.Around.In);
        long read = 0;
        var number = 0;
        try
        {
            while (await reader.ReadLineAsync(run.Cancel) is { } line)
            {
                number++;
                read += System.Text.Encoding.UTF8.GetByteCount(line) + 1;
                Take(number, line.Trim());
                if (_batch.Count < batchSize) continue;
                await SendAsync();
                _progress.Report(length == 0 ? 0 : (double)read / length, $"{_accepted} tasks");
            }

            await SendAsync();
        }
        finally
        {
            _progress.Clear();
            run.Report.Note(string.Create(CultureInfo.InvariantCulture, $"{_accepted} accepted, {_refused} refused"));
        }

        return _refused == 0 ? ExitCode.Done : ExitCode.Refused;
    }

    public void Dispose() => _progress.Dispose();

    private void Take(int number, string line)
    {
        if (line.Length == 0 || line[0] == '#') return;
        try
        {
            var task = JsonSerializer.Deserialize(line, WireJson.Default.SubmitTaskRequest);
            if (task is null) Refuse(number, "null is not a task");
            else _batch.Add((number, task));
        }
        catch (JsonException broken)
        {
            var fault = WireFault.From(broken);
            Refuse(number, FailureReport.OneLine(null, fault.Detail, fault.Field));
        }
    }

    private async Task SendAsync()
    {
        if (_batch.Count == 0) return;
        var reply = await client.Tasks.SubmitBatchAsync([.. _batch.Select(entry => entry.Task)], run.Cancel);
        foreach (var ((line, _), item) in _batch.Zip(reply.Items))
        {
            if (item.Error is { } error) Refuse(line, FailureReport.OneLine(error.Title, error.Detail, error.Field));
            else Accept(item);
        }

        _batch.Clear();
    }

    private void Accept(BatchItem item)
    {
        _accepted++;
        if (run.Report.Format != OutputFormat.Table) run.Report.Line(item, WireJson.Default.BatchItem);
    }

    private void Refuse(int line, string why)
    {
        _refused++;
        _progress.Clear();
        run.Report.Note($"line {line}: {why}");
    }
}
