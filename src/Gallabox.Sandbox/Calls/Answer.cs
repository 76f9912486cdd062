using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gallabox.Sandbox.Calls;

/// <summary>What a simulated provider answers to one call.</summary>
internal sealed record Answer(int Status, string ContentType, string Body)
{
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public static Answer Json(int status, JsonNode body) => new(status, "application/json", body.ToJsonString(Plain));

    public static Answer Html(int status, string title) =>
        new(status, "text/html; charset=utf-8", $"<html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>");

    public static Answer Empty(int status) => new(status, "text/plain", "");

    public bool Good => Status is >= 200 and < 300;

    // Meta escapes what is not ASCII; so do we.
    private static JsonSerializerOptions Plain { get; } = new();

    public async Task WriteAsync(HttpResponse response)
    {
        response.StatusCode = Status;
        foreach (var (name, value) in Headers)
            response.Headers[name] = value;
        if (Body.Length == 0)
            return;
        response.ContentType = ContentType;
        await response.WriteAsync(Body);
    }
}
