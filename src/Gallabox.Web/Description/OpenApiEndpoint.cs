using Gallabox.Web.Answers;
using Microsoft.AspNetCore.Http;

namespace Gallabox.Web.Description;

/// <summary>The contract in OpenAPI 3.1, as it is kept beside the code.</summary>
public sealed class OpenApiEndpoint
{
    private static readonly byte[] Document = Read();

    public Task<IResult> ReadAsync(HttpRequest request, CancellationToken cancellation) =>
        Task.FromResult<IResult>(new Answer(StatusCodes.Status200OK, "application/json; charset=utf-8", Document));

    private static byte[] Read()
    {
        using var stream = typeof(OpenApiEndpoint).Assembly.GetManifestResourceStream("openapi.json")!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
