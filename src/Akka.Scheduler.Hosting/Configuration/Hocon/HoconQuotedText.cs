using System.Text;

namespace Akka.Scheduler.Hosting.Configuration.Hocon;

/// <summary>Reads <c>"quoted"</c> text with JSON's escapes, and <c>"""verbatim"""</c> text over several lines.</summary>
internal static class HoconQuotedText
{
    private const string Triple = "\"\"\"";

    public static string Read(HoconCursor cursor) => cursor.StartsWith(Triple) ? ReadVerbatim(cursor) : ReadEscaped(cursor);

    private static string ReadVerbatim(HoconCursor cursor)
    {
        var start = cursor.Origin;
        cursor.Skip(3);
        var text = new StringBuilder();
        while (!cursor.AtEnd)
        {
            // Quotes before the last three belong to the text: """a"""" is a".
            if (cursor.StartsWith(Triple) && cursor.Peek(3) != '"')
            {
                cursor.Skip(3);
                return text.ToString();
            }

            text.Append(cursor.Take());
        }

        throw new HoconException(start, "expected the closing \"\"\" of this string, found the end of the text");
    }

    private static string ReadEscaped(HoconCursor cursor)
    {
        var start = cursor.Origin;
        cursor.Skip(1);
        var text = new StringBuilder();
        while (!cursor.AtEnd && cursor.Peek() != '\n')
        {
            var next = cursor.Take();
            if (next == '"')
                return text.ToString();
            text.Append(next == '\\' ? ReadEscape(cursor) : next);
        }

        throw new HoconException(start, "expected the closing '\"' of this string on its line (\"\"\" opens a string of several lines)");
    }

    private static char ReadEscape(HoconCursor cursor)
    {
        var at = cursor.Origin;
        return (cursor.AtEnd ? '\0' : cursor.Take()) switch
        {
            '"' => '"',
            '\\' => '\\',
            '/' => '/',
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => ReadCodeUnit(cursor, at),
            _ => throw new HoconException(at, "expected one of \" \\ / b f n r t u after '\\' (write \\\\ for a backslash)"),
        };
    }

    private static char ReadCodeUnit(HoconCursor cursor, HoconOrigin at)
    {
        var unit = 0;
        for (var i = 0; i < 4; i++)
        {
            if (!char.IsAsciiHexDigit(cursor.Peek()))
                throw new HoconException(at, "expected four hexadecimal digits after \\u");
            unit = (unit * 16) + Convert.ToInt32(cursor.Take().ToString(), 16);
        }

        return (char)unit;
    }
}
