using Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Hosting.Gateway.Validation;

/// <summary>Gathers everything that is wrong with a request, field by field, so that one answer names it all.</summary>
internal sealed class FaultList
{
    private readonly List<ProblemFault> _faults;
    private readonly string _prefix;

    public FaultList()
        : this([], "")
    {
    }

    private FaultList(List<ProblemFault> faults, string prefix) => (_faults, _prefix) = (faults, prefix);

    public IReadOnlyList<ProblemFault> Faults => _faults;

    public bool Any => _faults.Count > 0;

    /// <summary>The same list, for the part of the request below <paramref name="field"/>.</summary>
    public FaultList Below(string field) => new(_faults, Name(field));

    /// <summary>Notes a fault.</summary>
    /// <param name="field">The field, below the part that is checked; empty for the part itself.</param>
    /// <param name="detail">What is wrong, and the fix; continues the field's name.</param>
    /// <param name="code">A stable word.</param>
    public void Add(string field, string detail, string code = "invalid") =>
        _faults.Add(new() { Field = Name(field), Code = code, Detail = $"{Name(field)} {detail}".Trim() });

    /// <summary>Notes a fault whose detail is a sentence of its own.</summary>
    public void AddSentence(string field, string sentence) => _faults.Add(new() { Field = Name(field), Code = "invalid", Detail = $"{Name(field)}: {sentence}" });

    private string Name(string field) => _prefix.Length == 0 ? field : field.Length == 0 ? _prefix : $"{_prefix}.{field}";
}
