using System.Text;

namespace Akka.Scheduler.Hosting.Configuration.Hocon;

/// <summary>What follows the word <c>include</c>: a file name, and whether the file must exist.</summary>
internal sealed record HoconIncludeDirective(string File, bool Required, HoconOrigin Origin)
{
    private const string Expectation =
        "\"file\", file(\"file\"), required(\"file\") or required(file(\"file\")) after include (as a key it is written \"include\")";

    public static HoconIncludeDirective Parse(HoconTokenReader tokens, HoconOrigin origin)
    {
        tokens.SkipBlanks();
        var before = Words(tokens);
        if (!tokens.Is(HoconTokenKind.Quoted))
            throw tokens.Expected(Expectation);
        var file = tokens.Take().Text;
        var after = Words(tokens);
        var (required, closing) = before switch
        {
            "" => (false, ""),
            "file(" => (false, ")"),
            "required(" => (true, ")"),
            "required(file(" => (true, "))"),
            _ => throw new HoconException(origin, $"expected {Expectation}"),
        };
        if (after != closing || file.Length == 0 || file.Contains('\0'))
            throw new HoconException(origin, $"expected {Expectation}");
        return new HoconIncludeDirective(file, required, origin);
    }

    private static string Words(HoconTokenReader tokens)
    {
        var words = new StringBuilder();
        while (tokens.Is(HoconTokenKind.Unquoted) || tokens.Is(HoconTokenKind.Whitespace))
        {
            if (tokens.Take() is { Kind: HoconTokenKind.Unquoted } word)
                words.Append(word.Text);
        }

        return words.ToString();
    }
}
