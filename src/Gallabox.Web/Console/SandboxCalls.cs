using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Gallabox.Web.Console;

/// <summary>What the console's buttons do in the sandbox, over the sandbox's own routes.</summary>
public sealed class SandboxCalls(ISandboxPanel panel, IHttpClientFactory clients)
{
    public const string Client = "sandbox";

    public bool On => panel.Address is not null;

    public async Task<DateTimeOffset> ClockAsync(CancellationToken cancellation) =>
        (await SendAsync(HttpMethod.Get, "sandbox/clock", null, cancellation))?["now"]?.GetValue<DateTimeOffset>()
        ?? throw new PermanentFailureException("sandbox:clock", "The sandbox did not tell the time.");

    public Task AdvanceAsync(TimeSpan by, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Post, "sandbox/clock/advance", new { By = by.ToString("c", System.Globalization.CultureInfo.InvariantCulture) }, cancellation);

    /// <summary>Delivers a mail to our own door. Answers the status that we gave.</summary>
    public async Task<int?> SendMailAsync(string from, string subject, string text, CancellationToken cancellation) =>
        (await SendAsync(HttpMethod.Post, "sandbox/mail", new { From = from, Subject = subject, Text = text }, cancellation))?["status"]?.GetValue<int>();

    /// <summary>The admin's click in WhatsApp Manager.</summary>
    public Task DeleteAtMetaAsync(PhoneNumber phone, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Post, $"sandbox/meta/numbers/{Uri.EscapeDataString(phone.E164)}/delete", null, cancellation);

    /// <summary>The admin of the portfolio that has the number now.</summary>
    public Task SwitchTwoStepOffAsync(PhoneNumber phone, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Post, $"sandbox/meta/numbers/{Uri.EscapeDataString(phone.E164)}/two-step", new { Enabled = false }, cancellation);

    /// <summary>The last one-time code that the number's owner was sent, or null.</summary>
    public async Task<string?> CodeAsync(PhoneNumber phone, CancellationToken cancellation) =>
        (await SendAsync(HttpMethod.Get, $"sandbox/meta/numbers/{Uri.EscapeDataString(phone.E164)}", null, cancellation))?["oneTimeCode"]?.GetValue<string>();

    /// <summary>What we have sent, the newest first.</summary>
    public async Task<IReadOnlyList<SandboxMail>> MailsAsync(CancellationToken cancellation) =>
        await SendAsync(HttpMethod.Get, "sandbox/mail", null, cancellation) is JsonArray mails
            ? [.. mails.Select(mail => Wire.FromBytes<SandboxMail>(Wire.ToBytes(mail))).OrderByDescending(mail => mail.At)]
            : [];

    private async Task<JsonNode?> SendAsync(HttpMethod method, string path, object? body, CancellationToken cancellation)
    {
        var address = panel.Address ?? throw new PermanentFailureException("sandbox:off", "The sandbox is off.");
        using var client = clients.CreateClient(Client);
        using var request = new HttpRequestMessage(method, new Uri(address, path));
        if (method == HttpMethod.Post)
            request.Content = JsonContent.Create(body ?? new { }, options: Wire.Json);
        try
        {
            using var response = await client.SendAsync(request, cancellation);
            var text = await response.Content.ReadAsStringAsync(cancellation);
            return response.IsSuccessStatusCode
                ? Parse(text)
                : throw new PermanentFailureException("sandbox:refused", $"The sandbox refused ({(int)response.StatusCode}): {Short(text)}");
        }
        catch (HttpRequestException unreachable)
        {
            throw new TransientFailureException("sandbox:unreachable", "The sandbox does not answer.", unreachable);
        }
    }

    private static JsonNode? Parse(string text) => string.IsNullOrWhiteSpace(text) ? null : JsonNode.Parse(text);

    private static string Short(string text) => text.Length <= 300 ? text : text[..300];
}

/// <summary>A mail of ours, as the sandbox took it.</summary>
public sealed record SandboxMail(string To, string Subject, string Text, DateTimeOffset At, string? CaseId)
{
    public IReadOnlyList<System.Text.Json.JsonElement> Attachments { get; init; } = [];

    /// <summary>The attachments' names, whether the sandbox tells them as text or as objects with a name.</summary>
    public IReadOnlyList<string> AttachmentNames =>
    [
        .. Attachments.Select(file => file.ValueKind switch
        {
            System.Text.Json.JsonValueKind.String => file.GetString(),
            System.Text.Json.JsonValueKind.Object when file.TryGetProperty("name", out var name) => name.GetString(),
            System.Text.Json.JsonValueKind.Object when file.TryGetProperty("filename", out var name) => name.GetString(),
            _ => null,
        }).OfType<string>(),
    ];
}
