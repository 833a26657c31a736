namespace Akka.Scheduler.Hosting.Configuration.Hocon;

/// <summary>
/// Parses HOCON (github.com/lightbend/config, HOCON.md) into values that still hold their substitutions; <see cref="HoconResolver"/>
/// does the rest once all layers are merged. Nesting is bounded by <see cref="MaxDepth"/>, so no input can exhaust the stack.
/// </summary>
internal sealed class HoconParser
{
    /// <summary>How deep objects, arrays and dotted keys may nest, taken together.</summary>
    public const int MaxDepth = 64;

    private readonly HoconTokenReader _tokens;
    private readonly HoconPath _scope;
    private readonly HoconIncludes? _includes;

    private HoconParser(string source, string text, HoconPath scope, HoconIncludes? includes)
    {
        _tokens = new HoconTokenReader(HoconLexer.Tokenize(source, text));
        _scope = scope;
        _includes = includes;
    }

    /// <summary>Parses a whole document, whose root is an object with or without braces.</summary>
    /// <param name="source">What errors call the text: a file name, say.</param>
    /// <param name="text">The document.</param>
    /// <param name="scope">The path below which the document is included; empty for a root document.</param>
    /// <param name="includes">What serves <c>include</c>; null where including is refused.</param>
    public static HoconObject ParseDocument(string source, string text, HoconPath scope, HoconIncludes? includes = null)
    {
        var parser = new HoconParser(source, text, scope, includes);
        return parser.Document();
    }

    /// <summary>Parses a single value.</summary>
    public static HoconValue ParseValue(string source, string text)
    {
        var parser = new HoconParser(source, text, HoconPath.Empty, null);
        var value = parser.Value(HoconPath.Empty, 0);
        parser.ExpectEnd();
        return value;
    }

    /// <summary>Parses a dotted key that stands alone.</summary>
    public static HoconPath ParseKey(string source, string text)
    {
        var parser = new HoconParser(source, text, HoconPath.Empty, null);
        parser._tokens.SkipBlanks();
        var path = HoconPathParser.Parse(parser._tokens, "a key");
        parser.ExpectEnd();
        return path;
    }

    private HoconObject Document()
    {
        _tokens.SkipBlanksAndLines();
        var root = new HoconObject(_tokens.Current.Origin);
        if (_tokens.TryTake(HoconTokenKind.LeftBrace))
            Fields(root, _scope, HoconTokenKind.RightBrace);
        else if (_tokens.Is(HoconTokenKind.LeftBracket))
            throw _tokens.Expected("an object at the root");
        else
            Fields(root, _scope, HoconTokenKind.End);
        ExpectEnd();
        return root;
    }

    private void ExpectEnd()
    {
        _tokens.SkipBlanksAndLines();
        if (!_tokens.Is(HoconTokenKind.End))
            throw _tokens.Expected("the end of the text");
    }

    private void Fields(HoconObject target, HoconPath at, HoconTokenKind end, int depth = 0)
    {
        _tokens.SkipBlanksAndLines();
        while (!_tokens.TryTake(end))
        {
            if (_tokens.Is(HoconTokenKind.End))
                throw _tokens.Expected("a key or '}'");
            if (IncludeStarts())
                Include(target, at);
            else
                Field(target, at, depth);
            Separator(end, end == HoconTokenKind.End ? "a new line, ',' or the end of the text" : "a new line, ',' or '}'");
        }
    }

    /// <summary>Between two fields or items: new lines, with at most one comma; a comma may also stand before the end.</summary>
    private void Separator(HoconTokenKind end, string expectation)
    {
        _tokens.SkipBlanks();
        var parted = _tokens.Is(HoconTokenKind.Newline);
        _tokens.SkipBlanksAndLines();
        parted |= _tokens.TryTake(HoconTokenKind.Comma);
        if (!parted && !_tokens.Is(end))
            throw _tokens.Expected(expectation);
        _tokens.SkipBlanksAndLines();
    }

    private void Field(HoconObject target, HoconPath at, int depth)
    {
        var path = HoconPathParser.Parse(_tokens, "a key");
        var full = at.Append(path);
        depth += path.Elements.Count;
        GuardDepth(depth);
        var origin = _tokens.Current.Origin;
        if (_tokens.TryTake(HoconTokenKind.Append))
            target.Add(path, new HoconAppend(Value(full, depth + 1), origin));
        else if (_tokens.TryTake(HoconTokenKind.Assign) || _tokens.Is(HoconTokenKind.LeftBrace))
            target.Add(path, Value(full, depth));
        else
            throw _tokens.Expected("'=', ':', '+=' or '{' after the key");
    }

    private HoconValue Value(HoconPath at, int depth)
    {
        GuardDepth(depth);
        _tokens.SkipBlanksAndLines();
        var origin = _tokens.Current.Origin;
        var parts = new List<HoconValue>();
        while (Part(at, depth) is { } part)
            parts.Add(part);
        while (parts.Count > 0 && parts[^1] is HoconBlank)
            parts.RemoveAt(parts.Count - 1);
        return parts.Count switch
        {
            0 => throw _tokens.Expected("a value"),
            1 => parts[0],
            _ => new HoconConcatenation(parts, origin),
        };
    }

    private HoconValue? Part(HoconPath at, int depth)
    {
        var token = _tokens.Current;
        switch (token.Kind)
        {
            case HoconTokenKind.Unquoted when token.Text == "null":
                _tokens.Take();
                return new HoconNull(token.Origin);
            case HoconTokenKind.Quoted or HoconTokenKind.Unquoted:
                _tokens.Take();
                return new HoconText(token.Text, token.Origin);
            case HoconTokenKind.Whitespace:
                _tokens.Take();
                return new HoconBlank(token.Text, token.Origin);
            case HoconTokenKind.Substitution:
                return Substitution();
            case HoconTokenKind.LeftBrace:
                _tokens.Take();
                var inner = new HoconObject(token.Origin);
                Fields(inner, at, HoconTokenKind.RightBrace, depth + 1);
                return inner;
            case HoconTokenKind.LeftBracket:
                return Array(at, depth + 1);
            default:
                return null;
        }
    }

    private HoconArray Array(HoconPath at, int depth)
    {
        var origin = _tokens.Take().Origin;
        var items = new List<HoconValue>();
        _tokens.SkipBlanksAndLines();
        while (!_tokens.TryTake(HoconTokenKind.RightBracket))
        {
            if (_tokens.Is(HoconTokenKind.End) || _tokens.Is(HoconTokenKind.Comma))
                throw _tokens.Expected("a value or ']'");
            items.Add(Value(at, depth));
            Separator(HoconTokenKind.RightBracket, "a new line, ',' or ']'");
        }

        return new HoconArray(items, origin);
    }

    private HoconSubstitution Substitution()
    {
        var opening = _tokens.Take();
        _tokens.SkipBlanks();
        var path = HoconPathParser.Parse(_tokens, "the key to take the value of");
        if (!_tokens.TryTake(HoconTokenKind.RightBrace))
            throw _tokens.Expected("'}' after the key of a substitution");
        return new HoconSubstitution(path, _scope, opening.Text == "?", opening.Origin);
    }

    private bool IncludeStarts() => _tokens.Current is { Kind: HoconTokenKind.Unquoted, Text: "include" };

    private void Include(HoconObject target, HoconPath at)
    {
        var origin = _tokens.Take().Origin;
        var directive = HoconIncludeDirective.Parse(_tokens, origin);
        if (_includes is null)
            throw new HoconException(origin, "expected no include here: it is possible only in a file");
        if (_includes.Load(directive, at) is { } included)
            target.MergeFrom(included);
    }

    private void GuardDepth(int depth)
    {
        if (depth > MaxDepth)
            throw new HoconException(_tokens.Current.Origin, $"expected at most {MaxDepth} levels of nesting");
    }
}
