using Microsoft.AspNetCore.Http;

namespace Gallabox.Web.Answers;

/// <summary>An answer that is whole before the first byte goes out, so that it can be kept and given again.</summary>
public sealed record Answer(int Status, string ContentType, byte[] Body) : IResult
{
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>It holds a secret and is never stored.</summary>
    public bool Private { get; init; }

    /// <summary>Any shape of the contract, as UTF-8 JSON.</summary>
    public static Answer Json<T>(T value, int status = StatusCodes.Status200OK) => new(status, "application/json; charset=utf-8", Wire.ToBytes(value));

    public Answer With(string header, string value) => this with { Headers = new Dictionary<string, string>(Headers) { [header] = value } };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        foreach (var (name, value) in Headers)
            response.Headers[name] = value;
        if (Status is StatusCodes.Status204NoContent or StatusCodes.Status304NotModified)
            return;
        response.ContentType = ContentType;
        response.ContentLength = Body.Length;
        if (!HttpMethods.IsHead(httpContext.Request.Method))
            await response.Body.WriteAsync(Body, httpContext.RequestAborted);
    }
}
