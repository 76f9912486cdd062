using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Gallabox.Acceptance.Tests.Hosting;

/// <summary>A customer moves a number here: the form, and what the customer does on the status page.</summary>
internal sealed partial class Migrating(HttpClient api, HttpClient browser, Outside outside)
{
    public async Task<string> AskAsync(Customer customer, string phone, string sourceWaba, string destinationWaba)
    {
        var form = new { accountId = customer.Account, phone, sourceProvider = "Another provider", sourceWabaId = sourceWaba, destinationWabaId = destinationWaba, email = customer.Address };
        using var answer = await api.PostAsJsonAsync(new Uri("api/migrations", UriKind.Relative), form);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? (string)JsonNode.Parse(text)!["id"]! : throw new InvalidOperationException($"{(int)answer.StatusCode} {text}");
    }

    /// <summary>An act on the status page that a mail of the case links to. Answers the page that comes of it.</summary>
    public async Task<string> ActAsync(Customer customer, string caseId, string act, params (string Name, string Value)[] fields)
    {
        var page = await PageAsync(customer, caseId);
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var answer = await browser.PostAsync(new Uri($"{page}/{act}", UriKind.Relative), form);
        var text = await answer.Content.ReadAsStringAsync();
        return (int)answer.StatusCode < 400 ? text : throw new InvalidOperationException($"{act}: {(int)answer.StatusCode} {text}");
    }

    public async Task<string> SentCodeAsync(string phone) =>
        await Eventually.FindAsync("a one-time code", async () => (string?)(await outside.AtMetaAsync(phone))["oneTimeCode"]);

    private Task<string> PageAsync(Customer customer, string caseId) => Eventually.FindAsync($"a mail with the status page of {caseId}", async () =>
        (await outside.MailsToAsync(customer.Address)).Where(mail => (string?)mail["caseId"] == caseId)
            .Select(mail => StatusPage().Match((string)mail["text"]!)).LastOrDefault(match => match.Success)?.Groups[1].Value);

    [GeneratedRegex(@"/(my/[A-Za-z0-9_.-]+)")]
    private static partial Regex StatusPage();
}
