using System.Globalization;
using System.Text;
using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Hosting.Auth;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Akka.Scheduler.Hosting.Gateway.Description;

/// <summary>Completes the scheduler's operations in the OpenAPI document: their names, what they take besides path and body, and what they answer otherwise.</summary>
internal static class WireOperations
{
    /// <summary>Completes one; what an application describes besides stays as it is.</summary>
    public static Task CompleteAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        var endpoint = context.Description;
        if (!endpoint.ActionDescriptor.EndpointMetadata.OfType<AccessPolicy>().Any()) return Task.CompletedTask;
        var (method, address) = (endpoint.HttpMethod!, $"/{endpoint.RelativePath?.Trim('/')}");
        operation.OperationId ??= NameOf(method, address);
        if (RequestParameter.All.TryGetValue($"{method} {address}", out var parameters)) operation.Parameters = [.. operation.Parameters ?? [], .. parameters.Select(Of)];
        operation.Responses ??= [];
        operation.Responses["default"] = new OpenApiResponse
        {
            Description = "The request was not carried out: `code` says why in a stable word, `field` where.",
            Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new() { Schema = new OpenApiSchemaReference(nameof(ProblemView), context.Document) } },
        };
        return Task.CompletedTask;
    }

    private static OpenApiParameter Of(RequestParameter parameter) => new()
    {
        Name = parameter.Name,
        In = parameter.IsHeader ? ParameterLocation.Header : ParameterLocation.Query,
        Description = parameter.Says,
        Schema = parameter.IsMany
            ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } }
            : new OpenApiSchema { Type = JsonSchemaType.String },
    };

    // GET /api/v1/tasks/{id}/events is getTasksIdEvents.
    private static string NameOf(string method, string address)
    {
        var name = new StringBuilder(method.ToLowerInvariant());
        foreach (var part in address.Split(['/', '{', '}', ':', '*'], StringSplitOptions.RemoveEmptyEntries).Skip(2))
            name.Append(CultureInfo.InvariantCulture, $"{char.ToUpperInvariant(part[0])}{part[1..]}");
        return name.ToString();
    }
}
