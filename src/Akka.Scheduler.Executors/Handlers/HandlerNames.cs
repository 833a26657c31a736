namespace Akka.Scheduler.Executors.Handlers;

/// <summary>Types as people write them.</summary>
internal static class HandlerNames
{
    public static string Of(Type type)
    {
        var name = type.Name.Split('`')[0];
        if (type.IsGenericType) name += $"<{string.Join(", ", type.GetGenericArguments().Select(Of))}>";
        return type is { IsNested: true, IsGenericParameter: false } ? $"{Of(type.DeclaringType!)}.{name}" : name;
    }
}
