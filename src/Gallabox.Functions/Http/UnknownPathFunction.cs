using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Gallabox.Functions.Http;

/// <summary>
/// What no other function takes, and the console's first page: a function cannot have an empty route, as the host puts the
/// function's name in its place [Azure/azure-functions-host, WebScriptHostHttpRoutesManager]. The host tries routes in the order of
/// their functions' names [FunctionMetadataManager], whatever they match, so this one's name comes after all others.
/// </summary>
public sealed class UnknownPathFunction(HttpDoor door)
{
    internal const string Home = "Console";

    internal const string Name = "ZUnknownPath";

    [Function(Name)]
    public Task<IResult> UnknownPathAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "{*path}")] HttpRequest request, [DurableClient] DurableTaskClient flows) =>
        IsHome(request) ? door.RunAsync(Home, request, flows) : door.RunUnknownAsync(request);

    private static bool IsHome(HttpRequest request) =>
        request.Path.Value is null or "" or "/" && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method));
}
