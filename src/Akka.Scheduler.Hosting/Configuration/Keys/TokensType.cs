using System.Diagnostics.CodeAnalysis;
using Akka.Scheduler.Hosting.Configuration.Hocon;

namespace Akka.Scheduler.Hosting.Configuration.Keys;

/// <summary>A list of <c>{ name, token-hash, role }</c>. The hashes are shown nowhere.</summary>
internal sealed class TokensType : OptionType<IReadOnlyList<AuthToken>>
{
    private static readonly string[] Known = ["name", "token-hash", "role"];

    public override string Expects =>
        "a list such as [{ name = ci, token-hash = \"64 hex digits\", role = submit }] with role read, submit or admin "
        + "(printf %s TOKEN | sha256sum makes the hash)";

    public override bool TryRead(
        HoconValue value, [NotNullWhen(true)] out IReadOnlyList<AuthToken>? result, [NotNullWhen(false)] out string? problem)
    {
        var tokens = new List<AuthToken>();
        problem = value is HoconArray ? null : "the value (not shown, it is secret) is no list";
        foreach (var (item, number) in (value as HoconArray)?.Items.Select((item, index) => (item, index + 1)) ?? [])
        {
            if (ReadToken(item, out var token) is { } wrong)
                problem ??= $"entry {number}: {wrong}";
            else
                tokens.Add(token!);
        }

        result = problem is null ? tokens : null;
        return problem is null;
    }

    public override string? Check(IReadOnlyList<AuthToken> value)
    {
        var twice = value.GroupBy(token => token.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        return twice is not null ? $"the name '{twice.Key}' stands twice"
            : value.Any(token => !IsHash(token.TokenHash.Reveal())) ? "a token-hash is not 64 hex digits"
            : value.Any(token => OptionTypes.Name.Check(token.Name) is not null) ? "a name is empty, too long or has other characters"
            : null;
    }

    public override string Format(IReadOnlyList<AuthToken> value) =>
        $"[{string.Join(", ", value.Select(token =>
            $"{{ name = {OptionTypes.Quote(token.Name)}, token-hash = \"{Secret.Redacted}\", role = {OptionTypes.Word(token.Role)} }}"))}]";

    private static string? ReadToken(HoconValue item, out AuthToken? token)
    {
        token = null;
        if (item is not HoconObject fields)
            return "it is no object";
        if (fields.Names.FirstOrDefault(name => !Known.Contains(name)) is { } unknown)
            return $"unknown field '{unknown}'";
        if (Text(fields, "name") is not { } name || OptionTypes.Name.Check(name) is not null)
            return "name must be 1 to 64 letters, digits, '.', '_' or '-'";
        if (Text(fields, "token-hash") is not { } hash || !IsHash(hash))
            return "token-hash must be the SHA-256 of the token, as 64 hex digits";
        if (Text(fields, "role") is not { } word || !OptionTypes.TryWord<TokenRole>(word, out var role))
            return "role must be read, submit or admin";
        token = new AuthToken(name, new Secret(hash.ToLowerInvariant()), role);
        return null;
    }

    private static string? Text(HoconObject fields, string name) =>
        fields.TryGet(name, out var value) && value is HoconText text ? text.Text.Trim() : null;

    private static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigit);
}
