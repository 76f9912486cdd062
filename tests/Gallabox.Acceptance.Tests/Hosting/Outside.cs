using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Gallabox.Acceptance.Tests.Hosting;

/// <summary>What customers, admins and the outside systems do, through the sandbox's routes.</summary>
internal sealed class Outside(HttpClient sandbox) : IDisposable
{
    private DateTimeOffset? sentAt;

    /// <summary>Delivers a mail to the host's door. Answers the status that the host gave.</summary>
    public async Task<int> WriteAsync(string from, string subject, string text = "", string? inReplyTo = null, bool proven = true)
    {
        var trust = proven ? "pass" : "fail";
        var answer = await PostAsync("sandbox/mail", new { from, subject, text, inReplyTo, spf = trust, dkim = trust });
        return answer["status"]!.GetValue<int>();
    }

    /// <summary>Mails that the host has sent to an address, the oldest first.</summary>
    public async Task<IReadOnlyList<JsonNode>> MailsToAsync(string address) =>
        [.. (await GetAsync($"sandbox/mail?to={Uri.EscapeDataString(address)}")).AsArray().OrderBy(mail => mail!["at"]!.GetValue<DateTimeOffset>()).Select(mail => mail!)];

    /// <summary>A mail of a case, once it is there: by a word of its text.</summary>
    public Task<JsonNode> MailAsync(string to, string caseId, string word) => Eventually.FindAsync($"a mail to {to} that says '{word}'", async () =>
        (await MailsToAsync(to)).LastOrDefault(mail => (string?)mail["caseId"] == caseId && mail["text"]!.GetValue<string>().Contains(word, StringComparison.OrdinalIgnoreCase)));

    public Task BounceAsync(JsonNode mail) => PostAsync($"sandbox/mail/{mail["id"]}/bounce", new { });

    public Task FailAsync(string target, string kind, int count = 1) => PostAsync("sandbox/faults", new { target, kind, count });

    public Task<JsonNode> AtMetaAsync(string phone) => GetAsync($"sandbox/meta/numbers/{Uri.EscapeDataString(phone)}");

    public Task<JsonNode> ChannelAsync(string id) => GetAsync($"sandbox/360dialog/channels/{id}");

    /// <summary>The admin's click in WhatsApp Manager.</summary>
    public Task DeleteAtMetaAsync(string phone) => PostAsync($"sandbox/meta/numbers/{Uri.EscapeDataString(phone)}/delete", new { });

    /// <summary>The owner switches two-step verification, where the number is now.</summary>
    public Task SwitchTwoStepAsync(string phone, bool on) =>
        PostAsync($"sandbox/meta/numbers/{Uri.EscapeDataString(phone)}/two-step", new { enabled = on });

    /// <summary>Another WABA of the same business, fit to take a number. Answers its id.</summary>
    public async Task<string> AnotherAccountAsync(string wabaId, string id)
    {
        var portfolio = (string?)(await GetAsync($"sandbox/meta/wabas/{wabaId}"))["waba"]!["portfolioId"];
        await PostAsync($"sandbox/meta/wabas/{wabaId}", new { businessVerified = true, reviewStatus = "APPROVED" });
        await PostAsync($"sandbox/meta/wabas/{id}", new { portfolioId = portfolio, name = "Another account", shared = true });
        return id;
    }

    public async Task<DateTimeOffset> NowAsync() => (await GetAsync("sandbox/clock"))["now"]!.GetValue<DateTimeOffset>();

    /// <summary>360dialog no longer lets its partner cancel the channel; its client may, with that notice.</summary>
    public Task RefuseCancellationAsync(string channel, TimeSpan notice) =>
        PostAsync($"sandbox/360dialog/channels/{channel}/cancellation-policy", new { allowed = false, notice = notice.ToString("c") });

    public Task ClientCancelsAsync(string channel) => PostAsync($"sandbox/360dialog/channels/{channel}/cancel", new { });

    /// <summary>Meta's webhook that so many messages of a number were sent; the same batch again tells of the same messages.</summary>
    public async Task TellSentAsync(string phoneNumberId, string phone, int messages, int batch)
    {
        sentAt ??= (await NowAsync()).AddHours(-2);
        var at = sentAt.Value.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        var statuses = Enumerable.Range(0, messages).Select(no => new
        {
            id = $"wamid.{phoneNumberId}.{batch}.{no}", status = "sent", timestamp = at, recipient_id = $"9198{no:D8}",
        });
        var metadata = new { display_phone_number = phone.TrimStart('+'), phone_number_id = phoneNumberId };
        var change = new { field = "messages", value = new { messaging_product = "whatsapp", metadata, statuses } };
        var answer = await PostAsync("sandbox/meta/webhooks", new { @object = "whatsapp_business_account", entry = new[] { new { id = "0", changes = new[] { change } } } });
        if (answer["status"]!.GetValue<int>() != 200)
            throw new InvalidOperationException("The webhook was not taken: " + answer.ToJsonString());
    }

    public void Dispose() => sandbox.Dispose();

    private async Task<JsonNode> GetAsync(string path) => (await sandbox.GetFromJsonAsync<JsonNode>(new Uri(path, UriKind.Relative)))!;

    private async Task<JsonNode> PostAsync(string path, object body)
    {
        using var answer = await sandbox.PostAsJsonAsync(new Uri(path, UriKind.Relative), body);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException($"{path}: {(int)answer.StatusCode} {text}");
    }
}
