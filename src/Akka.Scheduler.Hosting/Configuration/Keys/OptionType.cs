using System.Diagnostics.CodeAnalysis;
using Akka.Scheduler.Hosting.Configuration.Hocon;

namespace Akka.Scheduler.Hosting.Configuration.Keys;

/// <summary>What a key's value may be: how it is read, checked and printed.</summary>
internal abstract class OptionType<T>
{
    /// <summary>Completes "give ...": the form, the range and an example.</summary>
    public abstract string Expects { get; }

    /// <summary>Reads a resolved value that is not <c>null</c>. Looks at the form only; <see cref="Check"/> looks at the range.</summary>
    /// <param name="value">The value.</param>
    /// <param name="result">What was read, if the answer is true.</param>
    /// <param name="problem">What is wrong, if the answer is false; it shows no secret.</param>
    public abstract bool TryRead(HoconValue value, [NotNullWhen(true)] out T? result, [NotNullWhen(false)] out string? problem);

    /// <summary>What is wrong with a value of the right form, or null.</summary>
    public virtual string? Check(T value) => null;

    /// <summary>The value in HOCON, with secrets redacted.</summary>
    public abstract string Format(T value);

    /// <summary>Names a value in a message. Text that may carry a secret (long, or with an assignment in it) is only described.</summary>
    protected static string Shown(HoconValue value) => value switch
    {
        HoconText { Text.Length: 0 } => "empty text",
        HoconText text when text.Text.Length <= 60 && !text.Text.Any(c => char.IsControl(c) || c is '=' or ';' or '@') => $"'{text.Text}'",
        HoconText text => $"text of {text.Text.Length} characters",
        HoconArray => "a list",
        HoconObject => "an object",
        _ => "null",
    };
}
