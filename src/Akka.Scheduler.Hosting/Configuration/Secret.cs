using System.Diagnostics.CodeAnalysis;

namespace Akka.Scheduler.Hosting.Configuration;

/// <summary>Text that no log, message or printed configuration shows: its <see cref="ToString"/> is <c>***</c>.</summary>
/// <param name="value">The text. It is not trimmed.</param>
public sealed class Secret(string value) : IEquatable<Secret>
{
    /// <summary>What stands in the place of a secret wherever one is printed.</summary>
    public const string Redacted = "***";

    private readonly string _value = value;

    /// <summary>The text itself, for the one place that needs it. Do not log it.</summary>
    public string Reveal() => _value;

    /// <summary>Always <see cref="Redacted"/>.</summary>
    public override string ToString() => Redacted;

    /// <inheritdoc/>
    public bool Equals([NotNullWhen(true)] Secret? other) => other is not null && other._value == _value;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => Equals(obj as Secret);

    /// <inheritdoc/>
    public override int GetHashCode() => string.GetHashCode(_value, StringComparison.Ordinal);
}
