using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Cli.Options;

/// <summary>The options that describe the work of a task, for <c>task submit</c> and <c>schedule apply</c> alike.</summary>
internal sealed class TaskSpecOptions
{
    private readonly Option<string?> _executor =
        WireOptions.Text("--executor", "Which executor runs it: noop, http, shell, grpc, rabbitmq, or a registered handler.", "NAME");

    private readonly Option<string?> _command =
        WireOptions.Text("--command", "Short for --executor shell --payload '{\"command\":TEXT}'.", "TEXT");

    private readonly Option<JsonElement?> _payload = WireOptions.Json("--payload", "The executor's arguments.");

    private readonly Option<string?> _payloadFile =
        WireOptions.Text("--payload-file", "Read the payload from a file; - is standard input.", "FILE|-");

    private readonly Option<string?> _name = WireOptions.Text("--name", "Free text for people.", "TEXT");

    private readonly Option<IReadOnlyDictionary<string, string>?> _labels =
        WireOptions.Labels("--label", "A label to find it by; may be given many times.");

    private readonly Option<IReadOnlyDictionary<string, string>?> _requires =
        WireOptions.Labels("--require", "A label that a worker must have to run it; may be given many times.");

    private readonly Option<string?> _queue = WireOptions.Text("--queue", "The queue it waits in. Default 'default'.", "NAME");

    private readonly Option<WirePriority?> _priority =
        WireOptions.Word<WirePriority>("--priority", "Its place in the queue. Default normal.");

    private readonly Option<TimeSpan?> _ttl =
        WireOptions.Duration("--ttl", "It expires when it has not started this long after it was due.");

    private readonly Option<TimeSpan?> _timeout = WireOptions.Duration("--timeout", "The longest an attempt may run. Default 5m.");

    private readonly Option<TimeSpan?> _totalTimeout =
        WireOptions.Duration("--total-timeout", "All attempts and waits together may last this long from the due instant.");

    private readonly RetryOptions _retry = new();

    private readonly Option<bool> _atMostOnce =
        new("--at-most-once") { Description = "Never start it a second time, even when its outcome is unknown." };

    private readonly Option<WireLossPolicy?> _onLost =
        WireOptions.Word<WireLossPolicy>("--on-lost", "What follows when its worker is lost while it runs. Default retry.");

    private readonly Option<string[]> _dependsOn =
        new("--depends-on") { Description = "A task that must succeed first; may be given many times.", HelpName = "ID" };

    private readonly Option<WireDependencyFailure?> _onDependencyFailure =
        WireOptions.Word<WireDependencyFailure>("--on-dependency-failure", "What happens when one of them does not. Default fail.");

    private readonly Option<string?> _uniqueKey = WireOptions.Text("--unique-key", "At most one live task may carry this key.", "KEY");

    private readonly Option<TimeSpan?> _uniqueFor =
        WireOptions.Duration("--unique-for", "How long after its end --unique-key stays taken. Default: not at all.");

    private readonly Option<string?> _concurrencyKey = WireOptions.Text("--concurrency-key", "Shares the limits --max-concurrency and --rate-per-second.", "KEY");

    private readonly Option<int?> _maxConcurrency =
        new("--max-concurrency") { Description = "At most this many of --concurrency-key run in the whole cluster.", HelpName = "N" };

    private readonly Option<double?> _ratePerSecond =
        new("--rate-per-second") { Description = "At most this many of --concurrency-key start a second in the whole cluster.", HelpName = "N" };

    private readonly Option<string?> _fairnessKey =
        WireOptions.Text("--fairness-key", "Whose task it is: tasks of one queue start key by key in turn.", "KEY");

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])
            [
                _executor, _command, _payload, _payloadFile, _name, _labels, _requires, _queue, _priority, _ttl, _timeout, _totalTimeout,
                .. _retry.All, _atMostOnce, _onLost, _dependsOn, _onDependencyFailure, _uniqueKey, _uniqueFor, _concurrencyKey,
                _maxConcurrency, _ratePerSecond, _fairnessKey,
            ])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Whether the command line describes a task at all.</summary>
    public bool AreGiven(ParseResult parsed) => parsed.GetValue(_executor) is not null || parsed.GetValue(_command) is not null;

    /// <summary>The labels that the command line gives.</summary>
    public IReadOnlyDictionary<string, string>? Labels(ParseResult parsed) => parsed.GetValue(_labels);

    /// <summary>The task that the command line describes.</summary>
    /// <exception cref="UsageException">Options are missing or exclude each other, or the payload's file cannot be read.</exception>
    public TaskTemplate Read(ParseResult parsed, TextReader standardInput)
    {
        var command = parsed.GetValue(_command);
        var executor = parsed.GetValue(_executor) ?? (command is null ? null : "shell");
        return new TaskTemplate
        {
            Executor = executor ?? throw new UsageException("No executor: give --executor NAME (noop, shell, http), or --command TEXT."),
            Payload = Payload(parsed, command, standardInput),
            Name = parsed.GetValue(_name),
            Labels = parsed.GetValue(_labels),
            Requires = parsed.GetValue(_requires),
            Queue = parsed.GetValue(_queue),
            Priority = parsed.GetValue(_priority),
            Ttl = parsed.GetValue(_ttl),
            Timeout = parsed.GetValue(_timeout),
            TotalTimeout = parsed.GetValue(_totalTimeout),
            Retry = _retry.Read(parsed),
            Delivery = parsed.GetValue(_atMostOnce) ? WireDelivery.AtMostOnce : null,
            OnLost = parsed.GetValue(_onLost),
            DependsOn = parsed.GetValue(_dependsOn) is { Length: > 0 } ids ? ids : null,
            OnDependencyFailure = parsed.GetValue(_onDependencyFailure),
            UniqueKey = parsed.GetValue(_uniqueKey),
            UniqueFor = parsed.GetValue(_uniqueFor),
            ConcurrencyKey = parsed.GetValue(_concurrencyKey),
            MaxConcurrency = parsed.GetValue(_maxConcurrency),
            RatePerSecond = parsed.GetValue(_ratePerSecond),
            FairnessKey = parsed.GetValue(_fairnessKey),
        };
    }

    private JsonElement? Payload(ParseResult parsed, string? command, TextReader standardInput)
    {
        var payload = parsed.GetValue(_payload);
        var file = parsed.GetValue(_payloadFile);
        if ((payload is null ? 0 : 1) + (file is null ? 0 : 1) + (command is null ? 0 : 1) > 1)
            throw new UsageException("--payload, --payload-file and --command exclude each other: give one of them.");
        if (command is not null)
        {
            WireOptions.ReadJson(new JsonObject { ["command"] = command }.ToJsonString(), out var made, out _);
            return made;
        }

        if (file is null) return payload;
        return WireOptions.ReadJson(InputText.ReadAll(file, standardInput), out var read, out var error)
            ? read
            : throw new UsageException($"--payload-file {file}: {error}");
    }
}
