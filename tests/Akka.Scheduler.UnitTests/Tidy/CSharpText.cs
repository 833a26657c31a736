namespace Akka.Scheduler.UnitTests.Tidy;

/// <summary>
/// C# text split into code and comments. Both keep the length and the line breaks of the original, so that offsets are the same in
/// all three: what does not belong is blanked. In <see cref="Code"/> a string keeps its quotes and loses its content, including the
/// expressions inside an interpolated one.
/// </summary>
internal sealed class CSharpText
{
    private readonly string _text;
    private readonly char[] _code;
    private readonly char[] _comments;
    private int _at;

    private CSharpText(string text)
    {
        _text = text;
        _code = text.ToCharArray();
        _comments = [.. text.Select(Blank)];
    }

    public string Code { get; private set; } = "";

    public string Comments { get; private set; } = "";

    public static CSharpText Scan(string text)
    {
        var scan = new CSharpText(text);
        scan.Split();
        scan.Code = new string(scan._code);
        scan.Comments = new string(scan._comments);
        return scan;
    }

    private void Split()
    {
        while (_at < _text.Length)
        {
            if (StartsWith("//")) Comment(End("\n"));
            else if (StartsWith("/*")) Comment(End("*/") + 2);
            else if (_text[_at] == '\'') SkipCharacter();
            else if (StringStart() is { } start) SkipString(start);
            else _at++;
        }
    }

    private void Comment(int end)
    {
        end = Math.Min(end, _text.Length);
        for (var i = _at; i < end; i++) (_comments[i], _code[i]) = (_text[i], Blank(_text[i]));
        _at = end;
    }

    private void SkipCharacter()
    {
        var from = _at++;
        while (_at < _text.Length && _text[_at] != '\'') _at += _text[_at] == '\\' ? 2 : 1;
        _at = Math.Min(_at + 1, _text.Length);
        Hide(from + 1, _at - 1);
    }

    /// <summary>What begins here: how many dollars, whether verbatim, how many quotes. Null if it is no string.</summary>
    private StringShape? StringStart()
    {
        var i = _at;
        var (dollars, verbatim) = (0, false);
        while (i < _text.Length && _text[i] is '$' or '@')
        {
            if (_text[i] == '$') dollars++;
            else verbatim = true;
            i++;
            if (i == _text.Length) return null;
        }
        var quotes = Length('"', i);
        if (quotes == 0) return null;
        // Two quotes are an empty string, three and more open a raw one.
        return new StringShape(dollars, verbatim, quotes >= 3 && !verbatim ? quotes : 1, i);
    }

    private sealed record StringShape(int Dollars, bool Verbatim, int Quotes, int At);

    private void SkipString(StringShape shape)
    {
        var from = shape.At + shape.Quotes;
        _at = from;
        while (_at < _text.Length && !Closes(shape))
        {
            if (shape.Quotes == 1 && !shape.Verbatim && _text[_at] == '\\') _at += 2;
            else if (shape.Quotes == 1 && shape.Verbatim && StartsWith("\"\"")) _at += 2;
            else if (shape.Dollars > 0 && _text[_at] == '{') SkipHole(shape);
            else _at++;
        }
        _at = Math.Min(_at, _text.Length);
        Hide(from, _at);
        _at = Math.Min(_at + shape.Quotes, _text.Length);
    }

    private bool Closes(StringShape shape) => shape.Quotes == 1
        ? _text[_at] == '"' && !(shape.Verbatim && StartsWith("\"\""))
        : Length('"', _at) >= shape.Quotes;

    /// <summary>An interpolation hole may hold strings of its own; a brace that is doubled, or too few of them, is text.</summary>
    private void SkipHole(StringShape shape)
    {
        var braces = Length('{', _at);
        var opens = shape.Quotes == 1 ? braces % 2 == 1 : braces >= shape.Dollars;
        _at += braces;
        if (!opens) return;
        var depth = 1;
        while (_at < _text.Length && depth > 0)
        {
            if (_text[_at] == '\'') SkipCharacter();
            else if (StringStart() is { } inner) SkipString(inner);
            else depth += _text[_at++] switch { '{' => 1, '}' => -1, _ => 0 };
        }
    }

    private void Hide(int from, int to)
    {
        for (var i = from; i < to; i++) _code[i] = Blank(_text[i]);
    }

    private int Length(char of, int from)
    {
        var i = from;
        while (i < _text.Length && _text[i] == of) i++;
        return i - from;
    }

    private int End(string mark)
    {
        var end = _text.IndexOf(mark, _at + 2, StringComparison.Ordinal);
        return end < 0 ? _text.Length : end;
    }

    private bool StartsWith(string mark) => string.CompareOrdinal(_text, _at, mark, 0, mark.Length) == 0;

    private static char Blank(char c) => c == '\n' ? '\n' : ' ';
}
