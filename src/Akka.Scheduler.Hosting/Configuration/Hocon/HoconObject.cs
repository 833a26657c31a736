using System.Diagnostics.CodeAnalysis;

namespace Akka.Scheduler.Hosting.Configuration.Hocon;

/// <summary>An object: fields in the order in which they were first written.</summary>
internal sealed class HoconObject(HoconOrigin origin) : HoconValue(origin)
{
    private readonly Dictionary<string, HoconField> _fields = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];

    public IReadOnlyList<string> Names => _names;

    public override HoconOrigin LastOrigin => _names.Count == 0 ? Origin : _fields[_names[^1]].Values[^1].LastOrigin;

    public HoconField? Find(string name) => _fields.GetValueOrDefault(name);

    /// <summary>Of a resolved object: the value of a field.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out HoconValue? value)
    {
        value = _fields.TryGetValue(name, out var field) ? field.Values[^1] : null;
        return value is not null;
    }

    /// <summary>Assigns a value on top of what the field has so far.</summary>
    public void Add(string name, HoconValue value)
    {
        if (!_fields.TryGetValue(name, out var field))
            Attach(name, field = new HoconField());
        field.Add(value);
    }

    /// <summary>Assigns a value below a path, making the objects on the way.</summary>
    public void Add(HoconPath path, HoconValue value)
    {
        for (var i = path.Elements.Count - 1; i > 0; i--)
        {
            var parent = new HoconObject(value.Origin);
            parent.Add(path.Elements[i], value);
            value = parent;
        }

        Add(path.Elements[0], value);
    }

    /// <summary>Takes a field over as it is, shared with the object that it comes from.</summary>
    public void Attach(string name, HoconField field)
    {
        _fields.Add(name, field);
        _names.Add(name);
    }

    /// <summary>Assigns every field of another object on top of this one. The other object must not be used any more.</summary>
    public void MergeFrom(HoconObject higher)
    {
        foreach (var name in higher._names)
        {
            foreach (var value in higher._fields[name].Values)
                Add(name, value);
        }
    }
}

/// <summary>
/// A field: the values assigned to it, lowest first. They are kept until resolution, because a substitution may look back at an
/// earlier one (<c>path = ${path}":/bin"</c>) or may turn out to be an object to merge with.
/// </summary>
internal sealed class HoconField
{
    private readonly List<HoconValue> _values = [];

    public IReadOnlyList<HoconValue> Values => _values;

    public void Add(HoconValue value)
    {
        if (value is HoconObject higher && _values.Count > 0 && _values[^1] is HoconObject lower)
            lower.MergeFrom(higher);
        else
            _values.Add(value);
    }
}
