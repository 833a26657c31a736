using System.Reflection;
using System.Runtime.CompilerServices;

namespace Akka.Scheduler.Executors.Handlers;

/// <summary>The handlers of an assembly: its classes and methods with <see cref="TaskAttribute"/>.</summary>
/// <param name="Registrations">Those that can be called.</param>
/// <param name="Problems">Why others cannot.</param>
public sealed record AnnotatedHandlers(IReadOnlyList<TaskHandlerRegistration> Registrations, IReadOnlyList<TaskHandlerProblem> Problems)
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>Looks through all types of an assembly.</summary>
    /// <param name="assembly">The assembly.</param>
    public static AnnotatedHandlers In(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        return Of(assembly.GetTypes());
    }

    internal static AnnotatedHandlers Of(IEnumerable<Type> types)
    {
        var (found, problems) = (new List<TaskHandlerRegistration>(), new List<TaskHandlerProblem>());
        foreach (var type in types.Where(IsWritten))
        {
            Add(type, () => TaskHandlers.Of(type, type.GetCustomAttribute<TaskAttribute>(inherit: false)!.Name), ClassProblem(type), found, problems);
            foreach (var method in type.GetMethods(Declared).Where(IsWritten))
                Add(method, () => OfMethod(method), MethodProblem(method), found, problems);
        }

        return new(found, problems);
    }

    // Functions with attributes end up in classes that the compiler makes; who registers them names them there.
    private static bool IsWritten(MemberInfo member) => !member.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);

    private static void Add(
        MemberInfo member, Func<TaskHandlerRegistration> make, string? problem, List<TaskHandlerRegistration> found, List<TaskHandlerProblem> problems)
    {
        var source = SourceOf(member);
        if (!member.IsDefined(typeof(TaskAttribute), inherit: false))
        {
            if (member.IsDefined(typeof(ScheduleAttribute), inherit: false))
                problems.Add(new(source, "[Schedule] stands there without [Task], which names the handler"));
            return;
        }

        try
        {
            if (problem is null) found.Add(make());
            else problems.Add(new(source, problem));
        }
        catch (ArgumentException fault)
        {
            problems.Add(new(source, fault.Message));
        }
    }

    private static string? ClassProblem(Type type) =>
        type.ContainsGenericParameters ? "a generic class cannot be a handler: nobody knows its type arguments"
        : type.IsAbstract ? "an abstract class cannot be a handler: put [Task] on the classes that derive from it"
        : null;

    private static string? MethodProblem(MethodInfo method) =>
        method.ContainsGenericParameters || method.DeclaringType!.ContainsGenericParameters ? "a generic method, or one of a generic class, cannot be a handler: nobody knows its type arguments"
        : !method.IsStatic && method.DeclaringType.IsAbstract ? "a method of an abstract class cannot be a handler, unless it is static"
        : method.GetParameters().Any(parameter => parameter.ParameterType.IsByRef) ? "its parameters must not be in, ref or out"
        : null;

    private static TaskHandlerRegistration OfMethod(MethodInfo method) =>
        new(method.GetCustomAttribute<TaskAttribute>(inherit: false)!.Name, SourceOf(method), HandlerMethod.Of(method).PlanFor) { Schedules = SchedulesOf(method) };

    internal static ScheduleAttribute[] SchedulesOf(MemberInfo member) => [.. member.GetCustomAttributes<ScheduleAttribute>(inherit: false)];

    private static string SourceOf(MemberInfo member) =>
        member is Type type ? HandlerNames.Of(type) : $"{HandlerNames.Of(member.DeclaringType!)}.{member.Name}";
}
