using System.Text.Json;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Calls;

/// <summary>
/// The JSON body of a control route. Read whatever the content type says, as people at a terminal leave it out; an empty body is an empty
/// object.
/// </summary>
internal sealed record Posted<T>(T Body)
{
    public static async ValueTask<Posted<T>?> BindAsync(HttpContext context)
    {
        using var bytes = new MemoryStream();
        await context.Request.Body.CopyToAsync(bytes, context.RequestAborted);
        try
        {
            var body = bytes.Length == 0 ? "{}"u8 : bytes.ToArray();
            return new Posted<T>(JsonSerializer.Deserialize<T>(body, SandboxJson.Options) ?? throw new JsonException("null"));
        }
        catch (JsonException wrong)
        {
            throw new BadHttpRequestException("The body is not the JSON object that this route takes.", wrong);
        }
    }
}
