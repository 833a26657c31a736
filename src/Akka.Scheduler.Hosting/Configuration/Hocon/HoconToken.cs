namespace Akka.Scheduler.Hosting.Configuration.Hocon;

internal enum HoconTokenKind
{
    LeftBrace,
    RightBrace,
    LeftBracket,
    RightBracket,
    Comma,
    Newline,
    Assign,
    Append,
    Quoted,
    Unquoted,
    Whitespace,
    Substitution,
    End,
}

/// <summary>
/// One token. <see cref="Text"/> is the text of a string or a blank; of a substitution it is <c>?</c> when it is optional, and its
/// path follows as tokens up to the closing brace.
/// </summary>
internal readonly record struct HoconToken(HoconTokenKind Kind, string Text, HoconOrigin Origin)
{
    /// <summary>What an error calls this token. The text of strings is left out, since it may be secret.</summary>
    public string Described => Kind switch
    {
        HoconTokenKind.LeftBrace => "'{'",
        HoconTokenKind.RightBrace => "'}'",
        HoconTokenKind.LeftBracket => "'['",
        HoconTokenKind.RightBracket => "']'",
        HoconTokenKind.Comma => "','",
        HoconTokenKind.Newline => "the end of the line",
        HoconTokenKind.Assign => $"'{Text}'",
        HoconTokenKind.Append => "'+='",
        HoconTokenKind.Quoted => "a quoted string",
        HoconTokenKind.Unquoted => "unquoted text",
        HoconTokenKind.Whitespace => "a blank",
        HoconTokenKind.Substitution => "'${'",
        _ => "the end of the text",
    };
}
