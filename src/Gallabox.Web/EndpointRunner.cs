using Gallabox.Web.Answers;
using Gallabox.Web.Entry;
using Gallabox.Web.Idempotency;
using Gallabox.Web.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gallabox.Web;

/// <summary>The one way into an endpoint, for both hosts: who calls is checked, writes happen once, failures become answers.</summary>
public sealed class EndpointRunner(
    IServiceProvider services, Doorkeeper doorkeeper, IdempotentWrites writes, UnknownPath unknownPath, ILogger<EndpointRunner> log)
{
    /// <summary>Runs a route by its name; <c>request.RouteValues</c> must hold the pattern's parameters.</summary>
    public Task<IResult> RunAsync(string name, HttpRequest request) => RunAsync(Routes.Get(name), request);

    /// <summary>Answers for a path that no route takes, or takes with another method.</summary>
    public Task<IResult> RunUnknownAsync(HttpRequest request) => Task.FromResult(unknownPath.Answer(request));

    private Task<IResult> RunAsync(Route route, HttpRequest request)
    {
        SafeHeaders.Apply(route, request.HttpContext.Response);
        return AttemptAsync(route, request, route.IsGuarded ? GuardAsync : EnterAsync);
    }

    private Task<IResult> EnterAsync(Route route, HttpRequest request) => route.Run(services, request, request.HttpContext.RequestAborted);

    private async Task<IResult> GuardAsync(Route route, HttpRequest request)
    {
        var stop = request.HttpContext.RequestAborted;
        if (await doorkeeper.RefusalAsync(route, request, stop) is { } refusal)
            return refusal;
        return route is { Access: Access.Operator, IsWrite: true }
            ? await writes.RunAsync(request, () => AttemptAsync(route, request, EnterAsync), stop)
            : await EnterAsync(route, request);
    }

    private async Task<IResult> AttemptAsync(Route route, HttpRequest request, Func<Route, HttpRequest, Task<IResult>> run)
    {
        try
        {
            return await run(route, request);
        }
        catch (Exception failure) when (!request.HttpContext.RequestAborted.IsCancellationRequested)
        {
            var answer = FailureAnswers.From(failure);
            if (answer.Status >= StatusCodes.Status500InternalServerError)
                log.LogError(failure, "{Route} failed.", route.Name);
            return route.IsPage ? PlainPages.From(answer) : answer;
        }
    }
}
