using System.Text.RegularExpressions;

namespace Akka.Scheduler.UnitTests.Tidy;

/// <summary>A type, or a member of one: its first line's text, where it starts and how many lines it has, attributes not counted.</summary>
internal sealed record CSharpMember(string Header, int Offset, int Lines, CSharpMemberKind Kind, int Depth);

/// <summary>What a member is, as far as the rules tell members apart.</summary>
internal enum CSharpMemberKind
{
    Type,
    Executable,
    Data,
}

/// <summary>
/// Finds the members in code without strings and comments. It follows brackets and the few marks that end a member, which is enough for
/// code that compiles.
/// </summary>
internal sealed partial class CSharpMembers
{
    private readonly string _code;
    private readonly List<CSharpMember> _found = [];

    private CSharpMembers(string code) => _code = code;

    public static IReadOnlyList<CSharpMember> In(string code)
    {
        var members = new CSharpMembers(PreprocessorLine().Replace(code, m => new string(' ', m.Length)));
        members.Body(0, depth: 0);
        return members._found;
    }

    /// <summary>Reads members up to the brace that closes their type, or the end of the text; answers where that is.</summary>
    private int Body(int at, int depth)
    {
        while (true)
        {
            at = SkipSpace(at);
            if (at >= _code.Length || _code[at] == '}') return at;
            if (_code[at] == '[') at = SkipBrackets(at);
            else if (_code[at] == ';') at++;
            else at = Member(at, depth);
        }
    }

    private int Member(int start, int depth)
    {
        var headerEnd = HeaderEnd(start);
        var header = _code[start..headerEnd];
        if (!TypeHeader().IsMatch(header)) return Executable(start, headerEnd, depth);

        var index = _found.Count;
        var isEnum = EnumHeader().IsMatch(header);
        var end = headerEnd;
        if (end < _code.Length && _code[end] == '{') end = isEnum ? SkipBrackets(end) : Body(end + 1, depth + 1) + 1;
        else end++;
        end = Math.Min(end, _code.Length);
        _found.Insert(index, Describe(start, end, CSharpMemberKind.Type, depth));
        return end;
    }

    private int Executable(int start, int headerEnd, int depth)
    {
        var isExpression = headerEnd < _code.Length && _code[headerEnd] == '=';
        var isArrow = isExpression && headerEnd + 1 < _code.Length && _code[headerEnd + 1] == '>';
        var end = isExpression ? Semicolon(headerEnd) : headerEnd;
        if (!isExpression && end < _code.Length && _code[end] == '{')
        {
            end = SkipBrackets(end);
            // The initial value of an automatic property.
            var next = SkipSpace(end);
            if (next < _code.Length && _code[next] == '=') end = Semicolon(next);
        }
        else
        {
            end = Math.Min(end + 1, _code.Length);
        }
        var kind = isExpression && !isArrow ? CSharpMemberKind.Data : CSharpMemberKind.Executable;
        _found.Add(Describe(start, end, kind, depth));
        return end;
    }

    private CSharpMember Describe(int start, int end, CSharpMemberKind kind, int depth)
    {
        var lineEnd = _code.IndexOf('\n', start);
        var header = _code[start..(lineEnd < 0 ? _code.Length : lineEnd)].Trim();
        return new CSharpMember(header, start, _code.AsSpan(start, end - start).Count('\n') + 1, kind, depth);
    }

    /// <summary>The brace, semicolon or equals sign that ends a header; an operator's own signs belong to its name.</summary>
    private int HeaderEnd(int start)
    {
        var at = start;
        while (at < _code.Length && _code[at] is not ('{' or ';' or '='))
        {
            if (_code[at] is '(' or '[')
            {
                at = SkipBrackets(at);
                continue;
            }
            at++;
            if (Operator().Match(_code, at) is { Success: true } name) at += name.Length;
        }
        return at;
    }

    private int Semicolon(int at)
    {
        while (at < _code.Length && _code[at] != ';') at = _code[at] is '(' or '[' or '{' ? SkipBrackets(at) : at + 1;
        return at;
    }

    /// <summary>From an opening bracket to behind the one that closes it.</summary>
    private int SkipBrackets(int at)
    {
        var depth = 0;
        while (at < _code.Length)
        {
            depth += _code[at++] switch { '(' or '[' or '{' => 1, ')' or ']' or '}' => -1, _ => 0 };
            if (depth == 0) break;
        }
        return at;
    }

    private int SkipSpace(int at)
    {
        while (at < _code.Length && char.IsWhiteSpace(_code[at])) at++;
        return at;
    }

    [GeneratedRegex(
        @"^(?:(?:public|private|protected|internal|file|static|sealed|abstract|readonly|partial|ref|unsafe|new)\s+)*"
        + @"(?:class|struct|interface|enum|record|namespace|extension)\b(?!\s*[=;])")]
    private static partial Regex TypeHeader();

    [GeneratedRegex(@"^(?:\w+\s+)*enum\b")]
    private static partial Regex EnumHeader();

    [GeneratedRegex(@"\G\boperator\s*(?:checked\s+)?[=!<>+\-*/%&|^~]+")]
    private static partial Regex Operator();

    [GeneratedRegex(@"^[ \t]*#.*$", RegexOptions.Multiline)]
    private static partial Regex PreprocessorLine();
}
