using System.Diagnostics.CodeAnalysis;
using Akka.Scheduler.Hosting.Configuration.Hocon;

namespace Akka.Scheduler.Hosting.Configuration.Keys;

/// <summary>A type whose values are written as one piece of text.</summary>
internal sealed class TextType<T> : OptionType<T>
{
    /// <summary>Reads the form of the text.</summary>
    public delegate bool Parser(string text, [NotNullWhen(true)] out T? value);

    private readonly string _expects;
    private readonly Parser _parse;
    private readonly Func<T, string> _format;
    private readonly Func<T, string?> _check;
    private readonly bool _secret;

    public TextType(string expects, Parser parse, Func<T, string> format, Func<T, string?>? check = null, bool secret = false)
    {
        _expects = expects;
        _parse = parse;
        _format = format;
        _check = check ?? (_ => null);
        _secret = secret;
    }

    public override string Expects => _expects;

    public override bool TryRead(HoconValue value, [NotNullWhen(true)] out T? result, [NotNullWhen(false)] out string? problem)
    {
        problem = null;
        if (value is HoconText text && _parse(text.Text, out result))
            return true;
        result = default;
        problem = _secret ? "the value (not shown, it is secret) has the wrong form" : $"found {Shown(value)}";
        return false;
    }

    public override string? Check(T value) => _check(value);

    public override string Format(T value) => _format(value);
}
