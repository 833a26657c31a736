using System.Diagnostics.CodeAnalysis;
using Akka.Scheduler.Hosting.Configuration.Hocon;

namespace Akka.Scheduler.Hosting.Configuration.Keys;

/// <summary>A list of words: <c>[a, b]</c>, or as one piece of text, <c>a,b</c>, which is easier in an environment variable.</summary>
internal sealed class ListType(string expects, Func<string, string?> checkItem) : OptionType<IReadOnlyList<string>>
{
    public override string Expects => expects;

    public override bool TryRead(
        HoconValue value, [NotNullWhen(true)] out IReadOnlyList<string>? result, [NotNullWhen(false)] out string? problem)
    {
        result = Words(value);
        problem = result is null ? $"found {Shown(value)}" : null;
        return result is not null;
    }

    public override string? Check(IReadOnlyList<string> value) =>
        value.Select(checkItem).FirstOrDefault(problem => problem is not null);

    public override string Format(IReadOnlyList<string> value) => $"[{string.Join(", ", value.Select(OptionTypes.Quote))}]";

    /// <summary>The words of a list, or null if the value is no list of text.</summary>
    public static IReadOnlyList<string>? Words(HoconValue value) => value switch
    {
        HoconText text => text.Text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        HoconArray array when array.Items.All(item => item is HoconText) => [.. array.Items.Cast<HoconText>().Select(item => item.Text)],
        _ => null,
    };
}
