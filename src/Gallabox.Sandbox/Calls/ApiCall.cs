using System.Globalization;
using System.Text.Json.Nodes;
using Gallabox.Sandbox.World;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Gallabox.Sandbox.Calls;

/// <summary>One call to a simulated API, read in full before anything is decided.</summary>
internal sealed class ApiCall
{
    private const int LargestBody = 64 * 1024 * 1024;

    public required string Method { get; init; }

    /// <summary>The path as the real host would see it, such as <c>/v24.0/881200334455667/register</c>.</summary>
    public required string Path { get; init; }

    public required IReadOnlyDictionary<string, string> Route { get; init; }

    public required IQueryCollection Query { get; init; }

    public required IHeaderDictionary Headers { get; init; }

    public required byte[] Body { get; init; }

    /// <summary>The JSON body, or the form's fields; null when the body is neither.</summary>
    public required JsonObject? Fields { get; init; }

    /// <summary>What the callback address answered to Meta's handshake, when the call asked for one.</summary>
    public bool HandshakeGood { get; set; }

    /// <summary>A member as text, from the body or else the query; numbers and booleans in their JSON form.</summary>
    public string? Text(string name) => Fields?[name] switch
    {
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        JsonValue value => value.ToJsonString(),
        { } node => node.ToJsonString(),
        null => Query.TryGetValue(name, out var values) ? values.ToString() : null,
    };

    public int Number(string name, int fallback, int least, int most) =>
        int.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? Math.Clamp(number, least, most)
            : fallback;

    /// <summary>The bearer token, or null.</summary>
    public string? Bearer =>
        Headers.Authorization.ToString() is var header && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? header["Bearer ".Length..].Trim()
            : null;

    public static async Task<ApiCall> ReadAsync(HttpContext context, string prefix)
    {
        // The simulated API says itself what is too large for it.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = LargestBody;
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var bytes = body.ToArray();
        return new ApiCall
        {
            Method = context.Request.Method,
            Path = context.Request.Path.Value![prefix.Length..],
            Route = context.Request.RouteValues.ToDictionary(static pair => pair.Key, static pair => pair.Value?.ToString() ?? ""),
            Query = context.Request.Query,
            Headers = context.Request.Headers,
            Body = bytes,
            Fields = ReadFields(context.Request.ContentType, bytes),
        };
    }

    private static JsonObject? ReadFields(string? contentType, byte[] body)
    {
        if (contentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) != true)
            return SandboxJson.TryObject(body);
        var form = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(System.Text.Encoding.UTF8.GetString(body));
        return new JsonObject(form.Select(static (KeyValuePair<string, StringValues> pair) =>
            KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value.ToString())));
    }
}
