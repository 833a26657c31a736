using System.Diagnostics.CodeAnalysis;
using Akka.Scheduler.Hosting.Configuration.Hocon;

namespace Akka.Scheduler.Hosting.Configuration.Keys;

/// <summary>An object of texts, <c>{ zone = a, disk = ssd }</c>. A dotted key is one name with dots in it.</summary>
internal sealed class TextMapType : OptionType<IReadOnlyDictionary<string, string>>
{
    public override string Expects => "an object of texts, such as { zone = a, disk = ssd }";

    public override bool TryRead(
        HoconValue value,
        [NotNullWhen(true)] out IReadOnlyDictionary<string, string>? result,
        [NotNullWhen(false)] out string? problem)
    {
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        problem = value is HoconObject fields ? Collect(fields, "", texts) : $"found {Shown(value)}";
        result = problem is null ? texts : null;
        return problem is null;
    }

    public override string Format(IReadOnlyDictionary<string, string> value) => value.Count == 0
        ? "{}"
        : $"{{ {string.Join(", ", value.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{OptionTypes.Quote(pair.Key)} = {OptionTypes.Quote(pair.Value)}"))} }}";

    private static string? Collect(HoconObject fields, string prefix, SortedDictionary<string, string> texts)
    {
        string? problem = null;
        foreach (var name in fields.Names)
        {
            fields.TryGet(name, out var value);
            if (value is HoconText text)
                texts[prefix + name] = text.Text;
            else if (value is HoconObject inner)
                problem ??= Collect(inner, $"{prefix}{name}.", texts);
            else if (value is HoconArray)
                problem ??= $"found a list in '{prefix}{name}'";
        }

        return problem;
    }
}
