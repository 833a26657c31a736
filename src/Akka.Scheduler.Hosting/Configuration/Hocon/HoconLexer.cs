using System.Text;

namespace Akka.Scheduler.Hosting.Configuration.Hocon;

/// <summary>Turns text into tokens. Blanks stay tokens, because they count inside a concatenation; comments vanish.</summary>
internal sealed class HoconLexer
{
    /// <summary>Characters that unquoted text may not hold (HOCON, "Unquoted strings").</summary>
    private const string Reserved = "$\"{}[]:=,+#`^?!@*&\\";

    private readonly HoconCursor _cursor;
    private readonly List<HoconToken> _tokens = [];

    private HoconLexer(string source, string text) => _cursor = new HoconCursor(source, text);

    public static IReadOnlyList<HoconToken> Tokenize(string source, string text)
    {
        var lexer = new HoconLexer(source, text);
        while (!lexer._cursor.AtEnd)
            lexer.Next();
        lexer.Add(HoconTokenKind.End, "", lexer._cursor.Origin);
        return lexer._tokens;
    }

    private void Next()
    {
        var next = _cursor.Peek();
        if (next == '#' || _cursor.StartsWith("//"))
            SkipComment();
        else if (next == '\n')
            Punctuation(HoconTokenKind.Newline, 1);
        else if (IsBlank(next))
            ReadBlank();
        else if (next == '"')
            Add(HoconTokenKind.Quoted, _cursor.Origin, HoconQuotedText.Read);
        else if (_cursor.StartsWith("${"))
            ReadSubstitution();
        else if (_cursor.StartsWith("+="))
            Punctuation(HoconTokenKind.Append, 2);
        else if (PunctuationKind(next) is { } kind)
            Punctuation(kind, 1);
        else if (Reserved.Contains(next))
            throw new HoconException(_cursor.Origin, $"expected a key or a value, found '{next}'; put text with '{next}' in double quotes");
        else
            Add(HoconTokenKind.Unquoted, _cursor.Origin, ReadUnquoted);
    }

    private static HoconTokenKind? PunctuationKind(char character) => character switch
    {
        '{' => HoconTokenKind.LeftBrace,
        '}' => HoconTokenKind.RightBrace,
        '[' => HoconTokenKind.LeftBracket,
        ']' => HoconTokenKind.RightBracket,
        ',' => HoconTokenKind.Comma,
        '=' or ':' => HoconTokenKind.Assign,
        _ => null,
    };

    private static bool IsBlank(char character) =>
        character != '\n' && (char.IsWhiteSpace(character) || character is '\uFEFF' or (>= '\u001C' and <= '\u001F'));

    private void Punctuation(HoconTokenKind kind, int length)
    {
        Add(kind, _cursor.Peek().ToString(), _cursor.Origin);
        _cursor.Skip(length);
    }

    private void ReadBlank()
    {
        var origin = _cursor.Origin;
        var text = new StringBuilder();
        while (!_cursor.AtEnd && IsBlank(_cursor.Peek()))
            text.Append(_cursor.Take());
        Add(HoconTokenKind.Whitespace, text.ToString(), origin);
    }

    private void ReadSubstitution()
    {
        var origin = _cursor.Origin;
        _cursor.Skip(2);
        var optional = _cursor.Peek() == '?';
        if (optional)
            _cursor.Skip(1);
        Add(HoconTokenKind.Substitution, optional ? "?" : "", origin);
    }

    private void SkipComment()
    {
        while (!_cursor.AtEnd && _cursor.Peek() != '\n')
            _cursor.Take();
    }

    private static string ReadUnquoted(HoconCursor cursor)
    {
        var text = new StringBuilder();
        while (!cursor.AtEnd && !cursor.StartsWith("//"))
        {
            var next = cursor.Peek();
            if (next == '\n' || IsBlank(next) || (Reserved.Contains(next) && !IsExponentSign(text, cursor)))
                break;
            text.Append(cursor.Take());
        }

        return text.ToString();
    }

    /// <summary>The plus of <c>1.5e+3</c>, the one place where unquoted text holds a reserved character.</summary>
    private static bool IsExponentSign(StringBuilder text, HoconCursor cursor) =>
        cursor.Peek() == '+' && char.IsAsciiDigit(cursor.Peek(1)) && text.Length > 1 && text[^1] is 'e' or 'E'
        && (char.IsAsciiDigit(text[0]) || text[0] == '-') && char.IsAsciiDigit(text[^2]);

    private void Add(HoconTokenKind kind, HoconOrigin origin, Func<HoconCursor, string> read) => Add(kind, read(_cursor), origin);

    private void Add(HoconTokenKind kind, string text, HoconOrigin origin) => _tokens.Add(new HoconToken(kind, text, origin));
}
