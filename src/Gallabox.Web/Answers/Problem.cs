using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Gallabox.Web.Answers;

/// <summary>RFC 9457 problem details. The type is <c>urn:gallabox:problem:</c> and a slug that never changes; the detail says what to do.</summary>
public static class Problem
{
    public const string ContentType = "application/problem+json; charset=utf-8";
    private const string TypePrefix = "urn:gallabox:problem:";

    /// <param name="status">The HTTP status.</param>
    /// <param name="slug">The stable name of this kind of problem.</param>
    /// <param name="title">The same words for every problem of the kind.</param>
    /// <param name="detail">What is wrong this time, and what to do.</param>
    /// <param name="more">Further members, such as the state that stands in the way.</param>
    public static Answer Of(int status, string slug, string title, string detail, params (string Name, object Value)[] more)
    {
        var body = new JsonObject
        {
            ["type"] = TypePrefix + slug,
            ["title"] = title,
            ["status"] = status,
            ["detail"] = detail,
        };
        foreach (var (name, value) in more)
            body[name] = JsonSerializer.SerializeToNode(value, Wire.Json);
        return new Answer(status, ContentType, Wire.ToBytes(body));
    }

    public static Answer BadInput(string detail) =>
        Of(StatusCodes.Status400BadRequest, "bad-input", "The request cannot be understood", detail);

    public static Answer BadJson(JsonException failure) => Of(StatusCodes.Status400BadRequest, "bad-json", "The body is not the JSON that is expected",
        failure.Path is { Length: > 1 } path
            ? $"The value at '{path}' has the wrong form; see /openapi.json for the shape."
            : "Send one JSON object in UTF-8; see /openapi.json for its shape.");

    public static Answer Unknown(string what, string detail) =>
        Of(StatusCodes.Status404NotFound, "unknown-" + what, $"There is no such {what}", detail);

    public static Answer TooLarge(long limit) => Of(StatusCodes.Status413PayloadTooLarge, "too-large", "The body is too large",
        $"At most {limit:N0} bytes are accepted here; send less.", ("limit", limit));

    public static Answer WrongContentType(string? sent, string wanted) =>
        Of(StatusCodes.Status415UnsupportedMediaType, "wrong-content-type", "The body has a content type that is not accepted",
            $"Send the body as {wanted}{(string.IsNullOrEmpty(sent) ? "; the request names no content type" : $", not as {sent}")}.");

    public static Answer Unauthenticated(string detail) =>
        Of(StatusCodes.Status401Unauthorized, "unauthenticated", "The caller is not known", detail).With("WWW-Authenticate", "Bearer realm=\"gallabox\"");

    public static Answer Forbidden(string detail) => Of(StatusCodes.Status403Forbidden, "forbidden", "The caller may not do this", detail);
}
