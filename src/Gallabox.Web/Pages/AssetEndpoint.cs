using System.Collections.Frozen;
using System.Security.Cryptography;
using Gallabox.Web.Answers;
using Microsoft.AspNetCore.Http;

namespace Gallabox.Web.Pages;

/// <summary>The few files that pages need, from the assembly. Pages name them with a mark of their content, so browsers may keep them.</summary>
public sealed class AssetEndpoint
{
    private static readonly FrozenDictionary<string, Answer> Files = new[]
        {
            ("gallabox.css", "text/css; charset=utf-8"), ("icon.svg", "image/svg+xml"), ("signup.js", "text/javascript; charset=utf-8"),
        }
        .ToFrozenDictionary(file => file.Item1, file => Read(file.Item1, file.Item2), StringComparer.Ordinal);

    /// <summary>The path under which a page names a file.</summary>
    public static string Path(string file) => $"/assets/{file}?v={Files[file].Headers["ETag"].Trim('"')}";

    public Task<IResult> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!Files.TryGetValue(request.RouteValues["file"]?.ToString() ?? "", out var found))
            return Task.FromResult<IResult>(Problem.Unknown("asset", "Pages use only the files that they link."));
        return Task.FromResult<IResult>(request.Headers.IfNoneMatch == found.Headers["ETag"] ? found with { Status = StatusCodes.Status304NotModified } : found);
    }

    private static Answer Read(string file, string contentType)
    {
        using var stream = typeof(AssetEndpoint).Assembly.GetManifestResourceStream(file)!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        var mark = Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray()))[..12];
        return new Answer(StatusCodes.Status200OK, contentType, bytes.ToArray())
            .With("ETag", $"\"{mark}\"").With("Cache-Control", "public, max-age=31536000, immutable");
    }
}
