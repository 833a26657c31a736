namespace Akka.Scheduler.Hosting.Configuration.Hocon;

/// <summary>Walks over the tokens of one text.</summary>
internal sealed class HoconTokenReader(IReadOnlyList<HoconToken> tokens)
{
    private int _next;

    public HoconToken Current => tokens[_next];

    public bool Is(HoconTokenKind kind) => Current.Kind == kind;

    /// <summary>Takes the current token. The end stays current for ever.</summary>
    public HoconToken Take() => Is(HoconTokenKind.End) ? Current : tokens[_next++];

    public bool TryTake(HoconTokenKind kind)
    {
        if (!Is(kind))
            return false;
        Take();
        return true;
    }

    public void SkipBlanks()
    {
        while (Is(HoconTokenKind.Whitespace))
            Take();
    }

    public void SkipBlanksAndLines()
    {
        while (Is(HoconTokenKind.Whitespace) || Is(HoconTokenKind.Newline))
            Take();
    }

    public HoconException Expected(string expectation) =>
        new(Current.Origin, $"expected {expectation}, found {Current.Described}");
}
