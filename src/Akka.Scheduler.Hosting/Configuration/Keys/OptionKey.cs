using Akka.Scheduler.Hosting.Configuration.Hocon;

namespace Akka.Scheduler.Hosting.Configuration.Keys;

/// <summary>One key of a section: its name in HOCON, and how it is read into the section's record and printed from it.</summary>
internal abstract class OptionKey<TSection>(string name)
{
    public string Name { get; } = name;

    /// <summary>What to do about a bad value.</summary>
    public abstract string Fix { get; }

    /// <summary>Reads a value into the section, or answers with what is wrong and leaves the section as it was.</summary>
    public abstract string? Read(ref TSection section, HoconValue value);

    /// <summary>What is wrong with the value that the section holds, or null.</summary>
    public abstract string? Check(TSection section);

    public abstract string Format(TSection section);
}

/// <summary>A key of a certain type. Where the section holds null, the key is absent: <c>null</c> in HOCON.</summary>
internal sealed class OptionKey<TSection, TValue>(
    string name, OptionType<TValue> type, Func<TSection, TValue?> get, Func<TSection, TValue, TSection> with) : OptionKey<TSection>(name)
{
    public override string Fix => $"Give {type.Expects}";

    public override string? Read(ref TSection section, HoconValue value)
    {
        if (!type.TryRead(value, out var read, out var problem))
            return problem;
        if (type.Check(read) is { } outOfRange)
            return outOfRange;
        section = with(section, read);
        return null;
    }

    public override string? Check(TSection section) => get(section) is { } value ? type.Check(value) : null;

    public override string Format(TSection section) => get(section) is { } value ? type.Format(value) : "null";
}
