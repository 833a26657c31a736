using System.Globalization;
using System.Text.Json;
using Akka.Scheduler.Engine.Executors;
using Akka.Scheduler.Executors.Grpc;
using Akka.Scheduler.Executors.RabbitMq;

namespace Akka.Scheduler.UnitTests.Docs;

/// <summary>Runs what the document says of payloads and of what ends attempts.</summary>
internal static class ExecutorExamples
{
    /// <summary>Whether an executor takes a payload, or the field at fault.</summary>
    public static string Payload(SemanticsDoc.Example example, string executor) =>
        Of(executor).Check(JsonElement.Parse(example.Given)) is { } problem ? $"refused: {problem.Field}" : "taken";

    /// <summary>Whether an attempt that ended with a gRPC status, or with a close of a broker's, is followed by another.</summary>
    public static string Ending(SemanticsDoc.Example example, string executor)
    {
        var code = int.Parse(example.Given.Split(' ')[0], CultureInfo.InvariantCulture);
        if (executor == "grpc" && example.Given != $"{code} {GrpcStatuses.Word((GrpcStatus)code)}") return "another name";
        return (executor == "grpc" ? GrpcStatuses.IsRetryable((GrpcStatus)code) : BrokerFault.IsRetryable(code)) ? "again" : "final";
    }

    private static ITaskExecutor Of(string name) => name switch
    {
        "grpc" => new GrpcExecutor(new(), TimeProvider.System),
        "rabbitmq" => new RabbitMqExecutor(new() { Uri = "amqp://127.0.0.1" }, TimeProvider.System),
        _ => throw new InvalidOperationException($"The document shows no payloads of '{name}'."),
    };
}
