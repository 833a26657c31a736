using System.Text;

namespace Akka.Scheduler.Hosting.Configuration.Hocon;

/// <summary>Reads a dotted path from tokens: <c>a.b</c>, <c>a."b.c"</c>, and with blanks inside an element, <c>a b.c</c>.</summary>
internal sealed class HoconPathParser
{
    private readonly List<string> _elements = [];
    private readonly StringBuilder _element = new();
    private bool _quoted;
    private string _blanks = "";

    public static HoconPath Parse(HoconTokenReader tokens, string expectation)
    {
        var start = tokens.Current.Origin;
        if (!tokens.Is(HoconTokenKind.Quoted) && !tokens.Is(HoconTokenKind.Unquoted))
            throw tokens.Expected(expectation);
        var parser = new HoconPathParser();
        while (tokens.Current.Kind is HoconTokenKind.Quoted or HoconTokenKind.Unquoted or HoconTokenKind.Whitespace)
            parser.Read(tokens.Take());
        parser.EndElement(start);
        if (parser._elements.Count > HoconParser.MaxDepth)
            throw new HoconException(start, $"expected a key of at most {HoconParser.MaxDepth} elements");
        return new HoconPath(parser._elements);
    }

    private void Read(HoconToken token)
    {
        if (token.Kind == HoconTokenKind.Whitespace)
        {
            // Only known to be inside the element, and not after it, once more of the element follows.
            _blanks = token.Text;
            return;
        }

        _element.Append(_blanks);
        _blanks = "";
        if (token.Kind == HoconTokenKind.Quoted)
        {
            _element.Append(token.Text);
            _quoted = true;
            return;
        }

        foreach (var character in token.Text)
        {
            if (character == '.')
                EndElement(token.Origin);
            else
                _element.Append(character);
        }
    }

    private void EndElement(HoconOrigin origin)
    {
        if (_element.Length == 0 && !_quoted)
            throw new HoconException(origin, "expected a name before and after each '.' of a key (an empty name is written \"\")");
        _elements.Add(_element.ToString());
        _element.Clear();
        _quoted = false;
    }
}
