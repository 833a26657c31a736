using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Akka.Scheduler.Executors.Handlers;

/// <summary>Says before anything runs whether a class can be made of the services that there are.</summary>
internal static class HandlerServices
{
    /// <summary>Why it cannot be made; nothing when it can.</summary>
    public static IEnumerable<string> ProblemsOf(Type type, IServiceProviderIsService services)
    {
        if (services.IsService(type)) return [];
        var constructors = type.GetConstructors();
        if (constructors.Length == 0) return ["it has no public constructor"];
        var missing = constructors.Select(constructor => Missing(constructor, services)).MinBy(lacking => lacking.Length)!;
        return missing.Select(parameter => $"its constructor asks for {HandlerNames.Of(parameter.ParameterType)} {parameter.Name}, which is not registered as a service");
    }

    /// <summary>Whether the services can fill this parameter.</summary>
    public static bool Has(ParameterInfo parameter, IServiceProviderIsService services) =>
        parameter.GetCustomAttribute<FromKeyedServicesAttribute>() is { } keyed
            ? services is IServiceProviderIsKeyedService withKeys && withKeys.IsKeyedService(parameter.ParameterType, keyed.Key)
            : services.IsService(parameter.ParameterType);

    private static ParameterInfo[] Missing(ConstructorInfo constructor, IServiceProviderIsService services) =>
        [.. constructor.GetParameters().Where(parameter => !parameter.HasDefaultValue && !Has(parameter, services))];
}
