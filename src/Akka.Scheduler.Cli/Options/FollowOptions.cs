using System.CommandLine;
using System.Text.Json;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Cli.Options;

/// <summary>The options of <c>task submit</c> that make more tasks than one: the parts of a task, and those that follow it.</summary>
internal sealed class FollowOptions
{
    private const int MostParts = 10_000;

    private readonly Option<int?> _fanOut = new("--fan-out") { Description = "Run it as this many parts, 1 to 10000.", HelpName = "N" };

    private readonly Option<bool> _broadcast = new("--broadcast") { Description = "Run it once on every worker that is there when it would start and has the labels of --require." };

    private readonly Option<string?> _reduce = Template("--reduce", "With --fan-out or --broadcast: the task that runs when the parts have ended.");

    private readonly Option<WireDependencyFailure?> _onPartFailure = WireOptions.Word<WireDependencyFailure>(
        "--on-part-failure", "With --fan-out or --broadcast: what happens when a part does not succeed. Default fail.");

    private readonly Option<string?> _onSuccess = Template("--on-success", "A task that runs once this one has succeeded.");
    private readonly Option<string?> _onFailure = Template("--on-failure", "A task that runs once this one has ended without success.");
    private readonly Option<string?> _onFinish = Template("--on-finish", "A task that runs once this one has ended, however.");

    public IReadOnlyList<Option> All => [_fanOut, _broadcast, _reduce, _onPartFailure, _onSuccess, _onFailure, _onFinish];

    /// <summary>The request with what these options add to it.</summary>
    /// <exception cref="UsageException">Options exclude or lack each other, or one of them is no task.</exception>
    public SubmitTaskRequest AddTo(SubmitTaskRequest request, ParseResult parsed, TextReader standardInput)
    {
        var parts = parsed.GetValue(_fanOut);
        var broadcast = parsed.GetValue(_broadcast);
        if (parts is not null && broadcast) throw new UsageException("--fan-out and --broadcast exclude each other: give one of them.");
        if (parts is < 1 or > MostParts) throw new UsageException($"--fan-out {parts} is out of range: give 1 to {MostParts}.");
        var reduce = Read(parsed, _reduce, standardInput);
        var policy = parsed.GetValue(_onPartFailure);
        if (parts is null && !broadcast)
        {
            if (reduce is not null) throw new UsageException("--reduce is for a task with parts: give --fan-out N or --broadcast too.");
            if (policy is not null) throw new UsageException("--on-part-failure is for a task with parts: give --fan-out N or --broadcast too.");
        }

        return request with
        {
            FanOut = parts is null ? null : new() { Parts = parts.Value, Reduce = reduce, OnPartFailure = policy },
            Broadcast = broadcast ? new() { Reduce = reduce, OnPartFailure = policy } : null,
            OnSuccess = Read(parsed, _onSuccess, standardInput),
            OnFailure = Read(parsed, _onFailure, standardInput),
            OnFinish = Read(parsed, _onFinish, standardInput),
        };
    }

    private static Option<string?> Template(string name, string description) =>
        WireOptions.Text(name, description + " @FILE reads it from a file, @- from standard input.", "JSON|@FILE");

    private static TaskTemplate? Read(ParseResult parsed, Option<string?> option, TextReader standardInput)
    {
        if (parsed.GetValue(option) is not { } text) return null;
        if (text.StartsWith('@')) text = InputText.ReadAll(text[1..], standardInput);
        try
        {
            return JsonSerializer.Deserialize(text, WireJson.Default.TaskTemplate)
                ?? throw new UsageException($"{option.Name}: null is no task; write it like {{\"executor\":\"noop\"}}.");
        }
        catch (JsonException broken)
        {
            var fault = WireFault.From(broken);
            throw new UsageException($"{option.Name}: {(fault.Field is null ? "" : fault.Field + ": ")}{fault.Detail}");
        }
    }
}
