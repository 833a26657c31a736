using System.Collections;
using System.Reflection;
using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Domain.Cron;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Dispatch;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Engine.Workers;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.UnitTests.Engine.Wire;

/// <summary>Makes messages with every member drawn at random, whatever members they have: one that is added is drawn too, and missed when it does not travel.</summary>
internal sealed class SampleMaker(ulong seed, SampleBook book)
{
    private static readonly string[] Texts = ["a", "report-7", "{\"url\":\"http://host/\"}", "Straße ☃ 🙂", new('x', 300), "0123456789abcdef0123456789abcdef"];
    private static readonly string[] Zones = ["UTC", "Europe/Berlin", "America/New_York"];
    private static readonly string[] Expressions = ["*/5 * * * *", "0 0 13 * 5", "30 15 8 * * MON-FRI"];
    private static readonly NullabilityInfoContext Nullability = new();

    private readonly Random _random = new((int)seed);

    public T Make<T>() => (T)Make(typeof(T));

    public object Make(Type type)
    {
        if (type == typeof(WorkerMessage.Run)) return new WorkerMessage.Run(Started(), Number(), Make<ActorRef<ShardMessage>>());
        if (type == typeof(CreditGrant)) return new CreditGrant(Make<NodeIncarnation>(), Make<ActorRef<WorkerMessage>>(), Number(), 1 + _random.Next(1000));
        if (type == typeof(Trigger.Cron)) return Cron();
        if (type == typeof(Backoff.Listed)) return new Backoff.Listed([Make<TimeSpan>(), Make<TimeSpan>()]);
        if (type == typeof(TaskSplit.FanOut)) return WithWhole((TaskSplit.FanOut)Record(type));
        if (type == typeof(TaskSplit.Broadcast)) return WithWhole((TaskSplit.Broadcast)Record(type));
        if (type == typeof(TaskSplit.Done)) return WithWhole((TaskSplit.Done)Record(type));
        return Plain(type) ?? Generic(type) ?? Record(type);
    }

    // What gathers parts is not split itself.
    private static TaskSplit.FanOut WithWhole(TaskSplit.FanOut fan) => fan with { Reduce = fan.Reduce is { } reduce ? reduce with { Split = null } : null };

    private static TaskSplit.Done WithWhole(TaskSplit.Done done) => done with { Part = done.Part is { } part ? part with { Split = null } : null };

    private static TaskSplit.Broadcast WithWhole(TaskSplit.Broadcast broadcast) =>
        broadcast with { Reduce = broadcast.Reduce is { } reduce ? reduce with { Split = null } : null };

    private object? Plain(Type type)
    {
        if (type == typeof(string)) return Of(Texts);
        if (type == typeof(bool)) return _random.Next(2) == 0;
        if (type == typeof(int)) return _random.Next(3) == 0 ? _random.Next() : _random.Next(200);
        if (type == typeof(long)) return Number();
        if (type == typeof(double)) return _random.NextDouble() * 100;
        if (type == typeof(TimeSpan)) return new TimeSpan(Number());
        if (type == typeof(DateTimeOffset)) return Time();
        if (type == typeof(Guid)) return Guid();
        if (type == typeof(DateOnly)) return DateOnly.FromDayNumber(_random.Next(DateOnly.MaxValue.DayNumber));
        if (type == typeof(TimeZoneInfo)) return TimeZoneInfo.FindSystemTimeZoneById(Of(Zones));
        if (type == typeof(CalendarNames)) return new CalendarNames(Make<IReadOnlyList<CalendarId>>());
        if (type == typeof(TaskId) && _random.Next(2) == 0) return TaskId.From(Guid());
        if (type == typeof(IReadOnlyDictionary<string, string>)) return Labels();
        return type.IsEnum ? Of(Enum.GetValues(type).Cast<object>().ToArray()) : null;
    }

    private object? Generic(Type type)
    {
        if (!type.IsGenericType) return null;
        var of = type.GetGenericArguments()[0];
        if (type.GetGenericTypeDefinition() == typeof(Nullable<>)) return Make(of);
        if (type.GetGenericTypeDefinition() == typeof(ActorRef<>)) return book.MakeActor(of, new NodeIncarnation("node-1", Guid()));
        if (type.GetGenericTypeDefinition() != typeof(IReadOnlyList<>)) throw new NotSupportedException($"no sample of {type}");
        IList list = Array.CreateInstance(of, _random.Next(4));
        for (var i = 0; i < list.Count; i++) list[i] = Make(of);
        return list;
    }

    private object Record(Type type)
    {
        if (type.IsAbstract) return Make(Of(CasesOf(type)));
        var constructor = type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(candidate => candidate.GetParameters() is not [{ } one] || one.ParameterType != type)
            .Where(candidate => candidate.GetParameters().All(parameter => type.GetProperty(parameter.Name!) is not null))
            .MaxBy(candidate => candidate.GetParameters().Length)!;
        var parameters = constructor.GetParameters();
        var made = constructor.Invoke([.. parameters.Select(parameter => Maybe(parameter.ParameterType, Nullability.Create(parameter)))]);
        foreach (var property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly).OrderBy(property => property.Name, StringComparer.Ordinal))
        {
            if (!property.CanWrite || parameters.Any(parameter => parameter.Name == property.Name)) continue;
            property.SetValue(made, Maybe(property.PropertyType, Nullability.Create(property)));
        }

        return made;
    }

    /// <summary>The cases of a closed hierarchy, in an order that does not change with where they stand in the code.</summary>
    public static Type[] CasesOf(Type hierarchy) =>
        [.. hierarchy.GetNestedTypes(BindingFlags.Public | BindingFlags.NonPublic).Where(nested => !nested.IsAbstract && nested.IsAssignableTo(hierarchy)).OrderBy(nested => nested.Name, StringComparer.Ordinal)];

    private object? Maybe(Type type, NullabilityInfo nullability) =>
        nullability.WriteState == NullabilityState.Nullable && _random.Next(3) == 0 ? null : Make(type);

    private Trigger.Cron Cron() =>
        Trigger.Cron.Parse(Of(Expressions), TimeZoneInfo.FindSystemTimeZoneById(Of(Zones)), Make<ScheduleId>(), Make<CronDayRule>());

    private TaskSnapshot Started()
    {
        while (true)
        {
            if (Make<TaskSnapshot>() is { Open: not null } task) return task;
        }
    }

    private long Number() => _random.Next(3) switch
    {
        0 => _random.Next(1000) - 500,
        1 => _random.NextInt64(long.MinValue, long.MaxValue),
        _ => _random.NextInt64(10_000_000_000),
    };

    private DateTimeOffset Time()
    {
        var utc = new DateTimeOffset(_random.NextInt64(DateTimeOffset.UnixEpoch.Ticks, DateTimeOffset.MaxValue.AddDays(-2).Ticks), TimeSpan.Zero);
        return _random.Next(2) == 0 ? utc : utc.ToOffset(TimeSpan.FromMinutes(_random.Next(-840, 841)));
    }

    private Guid Guid()
    {
        var bytes = new byte[16];
        _random.NextBytes(bytes);
        return new(bytes);
    }

    private Dictionary<string, string> Labels()
    {
        var labels = new Dictionary<string, string>();
        for (var i = _random.Next(4); i > 0; i--) labels[$"label-{i}"] = Of(Texts);
        return labels;
    }

    private T Of<T>(T[] choice) => choice[_random.Next(choice.Length)];
}
