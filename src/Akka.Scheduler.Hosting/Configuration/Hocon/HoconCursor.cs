namespace Akka.Scheduler.Hosting.Configuration.Hocon;

/// <summary>A position in a text that knows its line and column, both counted from 1.</summary>
internal sealed class HoconCursor(string source, string text)
{
    private int _position;
    private int _line = 1;
    private int _column = 1;

    public bool AtEnd => _position >= text.Length;

    public HoconOrigin Origin => new(source, _line, _column);

    /// <summary>The character <paramref name="ahead"/> places on, or NUL past the end.</summary>
    public char Peek(int ahead = 0) => _position + ahead < text.Length ? text[_position + ahead] : '\0';

    public bool StartsWith(string expected) => string.CompareOrdinal(text, _position, expected, 0, expected.Length) == 0;

    public char Take()
    {
        var taken = text[_position++];
        if (taken == '\n')
        {
            _line++;
            _column = 1;
        }
        else
        {
            _column++;
        }

        return taken;
    }

    public void Skip(int count)
    {
        for (var i = 0; i < count; i++)
            Take();
    }
}
