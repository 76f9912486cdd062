using Gallabox.Web.Accounts;
using Gallabox.Web.Cases;
using Gallabox.Web.Connect;
using Gallabox.Web.Console;
using Gallabox.Web.Customer;
using Gallabox.Web.Description;
using Gallabox.Web.Entry;
using Gallabox.Web.Health;
using Gallabox.Web.Mail;
using Gallabox.Web.Migration;
using Gallabox.Web.Numbers;
using Gallabox.Web.Pages;
using Gallabox.Web.Webhooks;

namespace Gallabox.Web;

/// <summary>The HTTP contract: every route of both hosts, once. <c>openapi.json</c> describes it, and a test holds the two together.</summary>
public static class Routes
{
    public static IReadOnlyList<Route> All { get; } =
    [
        Route.To<MailEndpoints>("MailInbound", "POST", "mail/inbound", Access.Signed, (at, request, stop) => at.InboundAsync(request, stop)),
        Route.To<MailEndpoints>("MailEvents", "POST", "mail/events", Access.Signed, (at, request, stop) => at.EventsAsync(request, stop)),

        Route.To<MetaWebhookEndpoint>("WebhookMetaVerify", "GET", "webhooks/meta", Access.Signed, (at, request, stop) => at.VerifyAsync(request, stop)),
        Route.To<MetaWebhookEndpoint>("WebhookMeta", "POST", "webhooks/meta", Access.Signed, (at, request, stop) => at.ReceiveAsync(request, stop)),
        Route.To<Dialog360WebhookEndpoint>("WebhookDialog", "POST", "webhooks/360dialog", Access.Signed, (at, request, stop) => at.ReceiveAsync(request, stop)),
        Route.To<Dialog360NumberWebhookEndpoint>("WebhookDialogNumber", "POST", "webhooks/360dialog/{channelId}", Access.Signed,
            (at, request, stop) => at.ReceiveAsync(request, stop)),

        Route.To<CaseEndpoints>("CaseList", "GET", "api/cases", Access.Operator, (at, request, stop) => at.ListAsync(request, stop)),
        Route.To<CaseEndpoints>("CaseRead", "GET", "api/cases/{id}", Access.Operator, (at, request, stop) => at.ReadAsync(request, stop)),
        Route.To<CaseEndpoints>("CaseAct", "POST", "api/cases/{id}/{action}", Access.Operator, (at, request, stop) => at.ActAsync(request, stop)),

        Route.To<DeskEndpoints>("MailList", "GET", "api/mails", Access.Operator, (at, request, stop) => at.ListAsync(request, stop)),
        Route.To<DeskEndpoints>("MailRead", "POST", "api/mails/{id}/read", Access.Operator, (at, request, stop) => at.ReadAsync(request, stop)),

        Route.To<UnknownNumberEndpoints>("UnknownNumberList", "GET", "api/unknown-numbers", Access.Operator, (at, request, stop) => at.ListAsync(request, stop)),
        Route.To<RawEventEndpoints>("RawEventList", "GET", "api/raw-events", Access.Operator, (at, request, stop) => at.ListAsync(request, stop)),
        Route.To<RawEventEndpoints>("RawEventRead", "GET", "api/raw-events/{day}/{key}", Access.Operator, (at, request, stop) => at.ReadAsync(request, stop)),

        Route.To<NumberEndpoints>("NumberRead", "GET", "api/numbers/{phone}", Access.Operator, (at, request, stop) => at.ReadAsync(request, stop)),
        Route.To<NumberEndpoints>("NumberUsage", "GET", "api/numbers/{phone}/usage", Access.Operator, (at, request, stop) => at.UsageAsync(request, stop)),
        Route.To<NumberEndpoints>("NumberPause", "POST", "api/numbers/{phone}/pause", Access.Operator, (at, request, stop) => at.PauseAsync(request, stop)),
        Route.To<NumberEndpoints>("NumberResume", "POST", "api/numbers/{phone}/resume", Access.Operator, (at, request, stop) => at.ResumeAsync(request, stop)),

        Route.To<AccountEndpoints>("AccountList", "GET", "api/accounts", Access.Operator, (at, request, stop) => at.ListAsync(request, stop)),
        Route.To<AccountEndpoints>("AccountRead", "GET", "api/accounts/{id}", Access.Operator, (at, request, stop) => at.ReadAsync(request, stop)),
        Route.To<AccountEndpoints>("AccountSave", "PUT", "api/accounts/{id}", Access.Operator, (at, request, stop) => at.SaveAsync(request, stop)),
        Route.To<AccountEndpoints>("AccountDues", "PUT", "api/accounts/{id}/dues", Access.Operator, (at, request, stop) => at.SetDuesAsync(request, stop)),

        Route.To<LoginEndpoints>("LoginLinkCreate", "POST", "api/login-links", Access.Operator, (at, request, stop) => at.CreateAsync(request, stop)),
        Route.To<LoginEndpoints>("Login", "GET", "login/{token}", Access.Public, (at, request, stop) => at.LoginAsync(request, stop)),
        Route.To<LoginEndpoints>("Logout", "POST", "logout", Access.Console, (at, request, stop) => at.LogoutAsync(request, stop)),

        Route.To<ConsoleEndpoints>("Console", "GET", "", Access.Console, (at, request, stop) => at.HomeAsync(request, stop)),
        Route.To<ConsoleEndpoints>("ConsoleCase", "GET", "cases/{id}", Access.Console, (at, request, stop) => at.CaseAsync(request, stop)),
        Route.To<ConsoleEndpoints>("ConsoleAct", "POST", "cases/{id}/{action}", Access.Console, (at, request, stop) => at.ActAsync(request, stop)),
        Route.To<InvitationEndpoint>("ConsoleInvite", "POST", "accounts/{id}/migration-invitation", Access.Console,
            (at, request, stop) => at.InviteAsync(request, stop)),
        Route.To<SandboxEndpoints>("ConsoleMails", "GET", "sandbox-mails", Access.Console, (at, request, stop) => at.MailsAsync(request, stop)),
        Route.To<SandboxEndpoints>("ConsoleSandbox", "POST", "sandbox-acts/{act}", Access.Console, (at, request, stop) => at.ActAsync(request, stop)),

        Route.To<CustomerEndpoints>("Customer", "GET", "my/{token}", Access.CustomerLink, (at, request, stop) => at.ShowAsync(request, stop)),
        Route.To<CustomerEndpoints>("CustomerAct", "POST", "my/{token}/{action}", Access.CustomerLink, (at, request, stop) => at.ActAsync(request, stop)),
        Route.To<SignupEndpoints>("CustomerSignup", "GET", "my/{token}/signup", Access.CustomerLink, (at, request, stop) => at.ShowAsync(request, stop)),

        Route.To<MigrationEndpoints>("MigrationForm", "GET", "migrations/new", Access.Page, (at, request, stop) => at.ShowAsync(request, stop)),
        Route.To<MigrationEndpoints>("MigrationSend", "POST", "migrations/new", Access.Page, (at, request, stop) => at.SendAsync(request, stop)),
        Route.To<MigrationApiEndpoint>("MigrationOpen", "POST", "api/migrations", Access.Operator, (at, request, stop) => at.OpenAsync(request, stop)),
        Route.To<MigrationLinkEndpoint>("MigrationLinkCreate", "POST", "api/accounts/{id}/migration-links", Access.Operator,
            (at, request, stop) => at.CreateAsync(request, stop)),

        Route.To<ConnectEndpoints>("ConnectShow", "GET", "connect", Access.Page, (at, request, stop) => at.ShowAsync(request, stop)),
        Route.To<ConnectEndpoints>("ConnectPress", "POST", "connect", Access.Page, (at, request, stop) => at.PressAsync(request, stop)),
        Route.To<ConnectReturnEndpoints>("ConnectReturn", "GET", "connect/360dialog/callback", Access.Page, (at, request, stop) => at.ReturnAsync(request, stop)),
        Route.To<ConnectReturnEndpoints>("ConnectAsk", "GET", "connect/confirm", Access.Page, (at, request, stop) => at.AskAsync(request, stop)),
        Route.To<ConnectReturnEndpoints>("ConnectConfirm", "POST", "connect/confirm", Access.Page, (at, request, stop) => at.ConfirmAsync(request, stop)),
        Route.To<ConnectLinkEndpoint>("ConnectLinkCreate", "POST", "api/accounts/{id}/connect-links", Access.Operator, (at, request, stop) => at.CreateAsync(request, stop)),

        Route.To<HealthEndpoints>("HealthLive", "GET", "health/live", Access.Public, (at, request, stop) => at.LiveAsync(request, stop)),
        Route.To<HealthEndpoints>("HealthReady", "GET", "health/ready", Access.Public, (at, request, stop) => at.ReadyAsync(request, stop)),
        Route.To<OpenApiEndpoint>("OpenApi", "GET", "openapi.json", Access.Public, (at, request, stop) => at.ReadAsync(request, stop)),
        Route.To<AssetEndpoint>("Asset", "GET", "assets/{file}", Access.Public, (at, request, stop) => at.ReadAsync(request, stop)),
    ];

    private static readonly Dictionary<string, Route> ByName = All.ToDictionary(route => route.Name, StringComparer.Ordinal);

    /// <exception cref="ArgumentException">No route has that name.</exception>
    public static Route Get(string name) =>
        ByName.TryGetValue(name, out var route) ? route : throw new ArgumentException($"There is no route '{name}'.", nameof(name));
}
