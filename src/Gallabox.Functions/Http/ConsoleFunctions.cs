using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using static Microsoft.Azure.Functions.Worker.AuthorizationLevel;

namespace Gallabox.Functions.Http;

/// <summary>The console, and the ways into it.</summary>
public sealed class ConsoleFunctions(HttpDoor door)
{
    [Function("LoginLinkCreate")]
    public Task<IResult> LoginLinkCreateAsync(
        [HttpTrigger(Anonymous, "post", Route = "api/login-links")] HttpRequest request, [DurableClient] DurableTaskClient flows) =>
        door.RunAsync("LoginLinkCreate", request, flows);

    [Function("Login")]
    public Task<IResult> LoginAsync(
        [HttpTrigger(Anonymous, "get", "head", Route = "login/{token}")] HttpRequest request, [DurableClient] DurableTaskClient flows) =>
        door.RunAsync("Login", request, flows);

    [Function("Logout")]
    public Task<IResult> LogoutAsync(
        [HttpTrigger(Anonymous, "post", Route = "logout")] HttpRequest request, [DurableClient] DurableTaskClient flows) =>
        door.RunAsync("Logout", request, flows);

    [Function("ConsoleCase")]
    public Task<IResult> ConsoleCaseAsync(
        [HttpTrigger(Anonymous, "get", "head", Route = "cases/{id}")] HttpRequest request, [DurableClient] DurableTaskClient flows) =>
        door.RunAsync("ConsoleCase", request, flows);

    [Function("ConsoleAct")]
    public Task<IResult> ConsoleActAsync(
        [HttpTrigger(Anonymous, "post", Route = "cases/{id}/{action}")] HttpRequest request, [DurableClient] DurableTaskClient flows) =>
        door.RunAsync("ConsoleAct", request, flows);

    [Function("ConsoleMails")]
    public Task<IResult> ConsoleMailsAsync(
        [HttpTrigger(Anonymous, "get", "head", Route = "sandbox-mails")] HttpRequest request, [DurableClient] DurableTaskClient flows) =>
        door.RunAsync("ConsoleMails", request, flows);

    [Function("ConsoleSandbox")]
    public Task<IResult> ConsoleSandboxAsync(
        [HttpTrigger(Anonymous, "post", Route = "sandbox-acts/{act}")] HttpRequest request, [DurableClient] DurableTaskClient flows) =>
        door.RunAsync("ConsoleSandbox", request, flows);

    [Function("ConsoleInvite")]
    public Task<IResult> ConsoleInviteAsync(
        [HttpTrigger(Anonymous, "post", Route = "accounts/{id}/migration-invitation")] HttpRequest request, [DurableClient] DurableTaskClient flows) =>
        door.RunAsync("ConsoleInvite", request, flows);
}
