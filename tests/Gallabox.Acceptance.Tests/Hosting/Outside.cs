using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Gallabox.Acceptance.Tests.Hosting;

/// <summary>What customers, admins and the outside systems do, through the sandbox's routes.</summary>
internal sealed class Outside(HttpClient sandbox) : IDisposable
{
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

    public void Dispose() => sandbox.Dispose();

    private async Task<JsonNode> GetAsync(string path) => (await sandbox.GetFromJsonAsync<JsonNode>(new Uri(path, UriKind.Relative)))!;

    private async Task<JsonNode> PostAsync(string path, object body)
    {
        using var answer = await sandbox.PostAsJsonAsync(new Uri(path, UriKind.Relative), body);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException($"{path}: {(int)answer.StatusCode} {text}");
    }
}
