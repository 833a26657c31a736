using System.Text;
using Akka.Scheduler.Client.Json;

namespace Akka.Scheduler.Client.Http;

/// <summary>Writes the query of a URL, leaving out what has no value.</summary>
internal sealed class QueryText
{
    private readonly StringBuilder _text = new();

    public QueryText Add(string name, string? value)
    {
        if (value is null) return this;
        _text.Append(_text.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        return this;
    }

    public QueryText Add(string name, DateTimeOffset? value) => Add(name, value is { } instant ? WireInstant.Format(instant) : null);

    public QueryText AddAll(string name, IEnumerable<string> values)
    {
        foreach (var value in values) Add(name, value);
        return this;
    }

    public override string ToString() => _text.ToString();
}
