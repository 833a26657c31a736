using System.Buffers;
using Akka.Scheduler.Domain.Ids;

namespace Akka.Scheduler.Hosting.Gateway.Validation;

/// <summary>What text in a request may be.</summary>
internal static class TextRules
{
    private const int MaxName = 200;
    private const int MaxLabels = 64;
    private const int MaxLabelKey = 100;
    private const int MaxLabelValue = 500;
    private const int MaxQueue = 100;
    private static readonly SearchValues<char> QueueCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:");

    public static void Id(string? id, string field, FaultList faults)
    {
        if (id is not null && IdText.Problem(id) is { } problem) faults.Add(field, problem);
    }

    public static void Name(string? name, FaultList faults)
    {
        if (name is null) return;
        if (name.Length > MaxName) faults.Add("name", $"must be at most {MaxName} characters long, and has {name.Length}");
        Storable(name, "name", faults);
    }

    public static void Queue(string? queue, FaultList faults, string field = "queue")
    {
        if (queue is null) return;
        if (queue.Length is 0 or > MaxQueue) faults.Add(field, $"must be 1 to {MaxQueue} characters long");
        else if (queue.AsSpan().IndexOfAnyExcept(QueueCharacters) >= 0) faults.Add(field, "may hold letters, digits and -_.: only");
    }

    public static void Key(string? key, string field, FaultList faults)
    {
        if (key is null) return;
        if (key.Length is 0 or > MaxName) faults.Add(field, $"must be 1 to {MaxName} characters long, and has {key.Length}");
        Storable(key, field, faults);
    }

    public static void Labels(IReadOnlyDictionary<string, string>? labels, string field, FaultList faults)
    {
        if (labels is null) return;
        if (labels.Count > MaxLabels) faults.Add(field, $"may hold at most {MaxLabels} pairs, and holds {labels.Count}");
        foreach (var (key, value) in labels.Take(MaxLabels))
        {
            if (key.Length is 0 or > MaxLabelKey) faults.Add(field, $"have a key of {key.Length} characters; 1 to {MaxLabelKey} are allowed");
            if (value.Length > MaxLabelValue) faults.Add($"{field}.{key}", $"must be at most {MaxLabelValue} characters long, and has {value.Length}");
            Storable(key, field, faults);
            Storable(value, $"{field}.{key}", faults);
        }
    }

    public static void Storable(string? text, string field, FaultList faults)
    {
        if (text is not null && text.Contains('\0')) faults.Add(field, "must not hold the character U+0000");
    }
}
