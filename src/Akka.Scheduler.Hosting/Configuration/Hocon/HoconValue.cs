namespace Akka.Scheduler.Hosting.Configuration.Hocon;

/// <summary>
/// A value as written. After resolution only <see cref="HoconText"/>, <see cref="HoconNull"/>, <see cref="HoconArray"/> and
/// <see cref="HoconObject"/> are left. Numbers and booleans stay text: the key that reads them says what they must be.
/// </summary>
internal abstract class HoconValue(HoconOrigin origin)
{
    public HoconOrigin Origin { get; } = origin;

    /// <summary>Of an object that several layers wrote into: where the last new field stands. Of all else, the origin.</summary>
    public virtual HoconOrigin LastOrigin => Origin;
}

/// <summary>Text, a number or a boolean.</summary>
internal sealed class HoconText(string text, HoconOrigin origin) : HoconValue(origin)
{
    public string Text { get; } = text;
}

/// <summary><c>null</c>: forgets what lower layers say, so that the default applies.</summary>
internal sealed class HoconNull(HoconOrigin origin) : HoconValue(origin);

internal sealed class HoconArray(IReadOnlyList<HoconValue> items, HoconOrigin origin) : HoconValue(origin)
{
    public IReadOnlyList<HoconValue> Items { get; } = items;
}

/// <summary><c>${path}</c> or <c>${?path}</c>. An included file's path is tried below <see cref="Scope"/> first.</summary>
internal sealed class HoconSubstitution(HoconPath path, HoconPath scope, bool optional, HoconOrigin origin) : HoconValue(origin)
{
    public HoconPath Path { get; } = path;

    /// <summary>Where the file that holds this substitution was included; empty at the root.</summary>
    public HoconPath Scope { get; } = scope;

    public bool Optional { get; } = optional;
}

/// <summary>Values side by side on one line; <see cref="HoconBlank"/> parts count only between text.</summary>
internal sealed class HoconConcatenation(IReadOnlyList<HoconValue> parts, HoconOrigin origin) : HoconValue(origin)
{
    public IReadOnlyList<HoconValue> Parts { get; } = parts;
}

/// <summary><c>key += item</c>: what the field has so far, with one item more.</summary>
internal sealed class HoconAppend(HoconValue item, HoconOrigin origin) : HoconValue(origin)
{
    public HoconValue Item { get; } = item;
}

internal sealed class HoconBlank(string text, HoconOrigin origin) : HoconValue(origin)
{
    public string Text { get; } = text;
}

/// <summary>The value of another object's field: what a merge of two objects that both have the field is made of.</summary>
internal sealed class HoconFieldReference(HoconField field, HoconOrigin origin) : HoconValue(origin)
{
    public HoconField Field { get; } = field;
}
