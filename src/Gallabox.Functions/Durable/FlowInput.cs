using System.Text.Json;
using Gallabox.Core;

namespace Gallabox.Functions.Durable;

/// <summary>
/// What an instance is started with: the flow's input, and the version of the flow that was current then. The version travels in
/// the input so that it survives continue-as-new; Durable's own instance version is the deployment's (<c>defaultVersion</c>).
/// </summary>
internal sealed record FlowInput(string Version, JsonElement Input)
{
    public static FlowInput Of<TInput>(string version, TInput input) => new(version, JsonSerializer.SerializeToElement(input, Wire.Json));
}
