using System.Reflection;
using Akka.Scheduler.Hosting.Telemetry;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Hosting.Telemetry;

public sealed class EventIdTests
{
    /// <summary>Alerts and filters go by the number of a log message.</summary>
    [Fact]
    public void Every_log_message_of_a_node_has_a_number_of_its_own()
    {
        const BindingFlags All = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        var messages = typeof(ClusterLog).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(All))
            .Select(method => (Name: $"{method.DeclaringType!.Name}.{method.Name}", Message: method.GetCustomAttribute<LoggerMessageAttribute>()))
            .Where(each => each.Message is not null)
            .ToList();

        messages.Count.ShouldBeGreaterThan(15);
        messages.GroupBy(each => each.Message!.EventId).Where(group => group.Count() > 1)
            .Select(group => $"{group.Key}: {string.Join(", ", group.Select(each => each.Name))}")
            .ShouldBeEmpty();
    }
}
