using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Gallabox.Acceptance.Tests.Hosting;

/// <summary>A customer connects a number: our button, 360dialog's sign-up, and the way back.</summary>
internal sealed partial class Connecting(HttpClient api, HttpClient browser, Cases cases)
{
    /// <summary>The customer with the new number, once it is connected.</summary>
    public async Task<Customer> ConnectAsync(Customer customer, string phone)
    {
        var link = await LinkAsync(customer);
        var page = await PageAsync(await FollowAsync(link, ("number", phone)));
        var id = CaseId().Match(page).Value;
        var button = new Uri(WebUtility.HtmlDecode(Button().Match(page).Groups[1].Value));
        await PageAsync(button);
        await PageAsync(await FollowAsync(button, ("number", phone.TrimStart('+')), ("email", customer.Address), ("name", customer.Account)));
        await cases.InStateAsync(id, "completed");
        return customer with { Phone = phone };
    }

    private async Task<Uri> LinkAsync(Customer customer)
    {
        using var made = await api.PostAsJsonAsync(new Uri($"api/accounts/{customer.Account}/connect-links", UriKind.Relative), new { email = customer.Address });
        made.EnsureSuccessStatusCode();
        return new Uri((string)JsonNode.Parse(await made.Content.ReadAsStringAsync())!["url"]!);
    }

    /// <summary>Fills in a form, and answers where it leads.</summary>
    private async Task<Uri> FollowAsync(Uri address, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.ToDictionary(field => field.Name, field => field.Value));
        using var answer = await browser.PostAsync(address, form);
        return answer.Headers.Location is { } next
            ? new Uri(address, next)
            : throw new InvalidOperationException($"{address.AbsolutePath} leads nowhere: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    private async Task<string> PageAsync(Uri address)
    {
        using var answer = await browser.GetAsync(address);
        var page = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? page : throw new InvalidOperationException($"{address.AbsolutePath}: {(int)answer.StatusCode} {page}");
    }

    [GeneratedRegex("href=\"([^\"]+)\">Connect by Yourself")]
    private static partial Regex Button();

    [GeneratedRegex("con-[0-9A-Z]{10}")]
    private static partial Regex CaseId();
}
