using System.Text.Json.Serialization;

namespace Akka.Scheduler.Storage.Documents;

/// <summary>All JSON of this assembly.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SpecParts))]
[JsonSerializable(typeof(SortedDictionary<string, string>))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(TakenKeyParts[]))]
internal sealed partial class StorageJson : JsonSerializerContext;
