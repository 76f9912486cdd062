using System.Text.Json;
using Gallabox.Core.Adapters.Outgoing;
using Gallabox.Core.Providers;

namespace Gallabox.Core.Adapters.Dialog360;

/// <summary>360dialog's answers as records of ours.</summary>
internal static class Dialog360Answers
{
    public static Dialog360Channel Channel(JsonElement node)
    {
        var setup = node.Member("setup_info");
        var waba = node.Member("waba_account");
        var integration = node.Member("integration");
        var cancelled = node.Moment("cancelled_at");
        var terminated = node.Moment("terminated_at");
        return new Dialog360Channel(Id(node), cancelled is not null || terminated is not null, terminated)
        {
            ClientId = node.Text("client_id") ?? node.Member("client")?.Text("id"),
            Phone = setup?.Phone("phone_number"),
            PhoneName = setup?.Text("phone_name"),
            Status = node.Text("status"),
            HubStatus = node.Text("hub_status"),
            AvailabilityStatus = node.Text("availability_status"),
            AccountMode = node.Text("account_mode"),
            CreatedAt = node.Moment("created_at"),
            CancelledAt = cancelled,
            Permission = integration?.Flag("enabled"),
            IntegrationState = integration?.Text("state"),
            IsOnBizApp = node.Flag("is_on_biz_app"),
            MessagingLimit = node.Text("current_limit"),
            Quality = node.Text("current_quality_rating"),
            WabaId = waba?.Text("external_id"),
            WabaAccountId = waba?.Text("id"),
            BusinessStatus = waba?.Text("fb_account_status"),
            SetupError = setup?.Text("error"),
            Client = node.Member("client") is { } client && client.Text("id") is { Length: > 0 } ? Client(client) : null,
        };
    }

    public static Dialog360Client Client(JsonElement node)
    {
        var contact = node.Member("contact_info");
        return new Dialog360Client(Id(node), node.Text("name"), contact?.Text("email"), contact?.Text("full_name"), node.Text("partner_payload"));
    }

    public static Dialog360Balance Balance(JsonElement node) => node.Amount("balance") is { } amount && node.Text("currency") is { Length: 3 } currency
        ? new Dialog360Balance(amount, currency.ToUpperInvariant())
        : throw Incomplete("balance");

    /// <param name="fallback">The address where the answer has none.</param>
    public static Dialog360ApiKey ApiKey(JsonElement answer, string fallback)
    {
        var address = answer.Text("address") is { Length: > 0 } said ? said : fallback;
        return answer.Text("api_key") is { Length: > 0 } key
            ? new Dialog360ApiKey(answer.Text("id") ?? "", Trusted(address, fallback), key, answer.Text("app_id"))
            : throw Incomplete("key");
    }

    public static string MessageId(JsonElement answer) =>
        answer.Items("messages").Select(static message => message.Text("id")).FirstOrDefault() ?? throw Incomplete("message id");

    private static string Id(JsonElement node) => node.Text("id") is { Length: > 0 } id ? id : throw Incomplete("id");

    /// <summary>The key is sent to this address from now on: in the clear only where the settings do so themselves.</summary>
    private static string Trusted(string address, string configured) =>
        Uri.TryCreate(address, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.Authority == new Uri(configured).Authority)
            ? address
            : throw new NeedsPersonException("dialog360:bad-address", "360dialog answered with a messaging address that is no https address.");

    private static TransientFailureException Incomplete(string what) =>
        TransportFailures.Unknown(Dialog360Failures.Provider, $"the answer has no {what}");
}
