using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Gallabox.Web.Answers;

/// <summary>What a caller is told of a failure: one table for all endpoints.</summary>
public static class FailureAnswers
{
    public static Answer From(Exception failure) => failure switch
    {
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => Problem.Of(StatusCodes.Status413PayloadTooLarge,
            "too-large", "The body is too large", "The body is larger than what is accepted here; send less."),
        BadHttpRequestException => Problem.BadInput("The request's body or headers break HTTP; see that Content-Length and encoding are right."),
        JsonException json => Problem.BadJson(json),
        PermanentFailureException { Code: "case:unknown" or "number:unknown" or "account:unknown" } unknown =>
            Problem.Unknown(unknown.Code.Split(':')[0], unknown.Message),
        PermanentFailureException permanent => Problem.Of(StatusCodes.Status422UnprocessableEntity, "refused", "It cannot be done",
            $"{permanent.Message} Trying again will not help.", ("code", permanent.Code)),
        NeedsPersonException person => Problem.Of(StatusCodes.Status409Conflict, "needs-person", "Somebody has to act first", person.Message,
            ("code", person.Code)),
        TransientFailureException transient => Later(transient),
        _ => Problem.Of(StatusCodes.Status500InternalServerError, "unexpected", "Something went wrong on our side",
            "It is in our log. Try again; if it stays, tell us the time and the path of the request."),
    };

    private static Answer Later(TransientFailureException transient)
    {
        var seconds = Math.Clamp((int)Math.Ceiling((transient.RetryAfter ?? TimeSpan.FromSeconds(5)).TotalSeconds), 1, 3600);
        return Problem.Of(StatusCodes.Status503ServiceUnavailable, "unavailable", "A system that we depend on does not answer",
            $"{transient.Message} Try again in {seconds} seconds.", ("code", transient.Code))
            .With("Retry-After", seconds.ToString(CultureInfo.InvariantCulture));
    }
}
